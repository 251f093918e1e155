import { fail } from './fail.ts'
import { buildProgram } from './program.ts'

await buildProgram().parseAsync().catch(fail)
