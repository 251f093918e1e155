import { fail } from './fail.ts'
import { buildProgram } from './program.ts'

// Whoever reads the output may have seen enough, as with a pipe to head.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

// A log disk that is full, or a reader that has gone, ends no server.
process.stderr.on('error', () => {})

await buildProgram(process.argv[2])
  .then(program => program.parseAsync())
  .catch(fail)
