#!/usr/bin/env node
// Runs the command on the Node.js that came with the packages, whichever one started it, or on that one where it is new
// enough. Older versions of Node.js have to be able to read this file and runtime.js.
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { endWithStarter, isNewEnough, MISSING, packagedRuntime, runOn } from './runtime.js'

const isLaunched = endWithStarter()
const runtime = packagedRuntime()

if (!isLaunched && runtime !== undefined && runtime !== realpathSync(process.execPath)) {
  // Where it cannot be started, as with another C library, the one that started this may do.
  await runOn(runtime, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)]).catch(
    () => {},
  )
}
if (isNewEnough()) await import('./main.js')
else {
  process.stderr.write(MISSING)
  process.exit(1)
}
