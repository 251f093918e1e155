import { enableCompileCache } from 'node:module'
import { fail } from './fail.ts'

// A command spends most of its time on loading; what was compiled once need not be compiled again.
enableCompileCache()
const { buildProgram } = await import('./program.ts')
await buildProgram(process.argv[2])
  .then(program => program.parseAsync())
  .catch(fail)
