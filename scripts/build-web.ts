/**
 * Builds the console's page from `src/web` into `public`, or into the folder that is given:
 * `npm run build:web -- [FOLDER]`. With `--watch` it goes on building whenever a file changes.
 */
import { parseArgs } from 'node:util'
import { buildWeb, PUBLIC } from './web-build.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { watch: { type: 'boolean', default: false } },
})
await buildWeb(positionals[0] ?? PUBLIC, { watch: values.watch, log: true })
