import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { registerConfig } from './config-command.ts'
import { registerDemo } from './demo.ts'
import { fail } from './fail.ts'
import { registerServe } from './serve.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

const program = new Command('caseload')
  .description('Puts the right people beside every learner and keeps them there.')
  .version(version)
  .showHelpAfterError()

registerServe(program)
registerDemo(program)
registerConfig(program)

await program.parseAsync().catch(fail)
