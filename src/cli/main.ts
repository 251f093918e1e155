import { fail } from './fail.ts'
import { buildProgram } from './program.ts'

await buildProgram(process.argv[2])
  .then(program => program.parseAsync())
  .catch(fail)
