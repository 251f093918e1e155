import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { registerBackup } from './backup.ts'
import { registerConfig } from './config-command.ts'
import { registerDemo } from './demo.ts'
import { registerExport } from './export.ts'
import { fail } from './fail.ts'
import { registerImport } from './import.ts'
import { registerRestore } from './restore.ts'
import { registerServe } from './serve.ts'
import { registerToken } from './token.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

const program = new Command('caseload')
  .description('Puts the right people beside every learner and keeps them there.')
  .version(version)
  .showHelpAfterError()

registerServe(program)
registerDemo(program)
registerToken(program)
registerImport(program)
registerExport(program)
registerBackup(program)
registerRestore(program)
registerConfig(program)

await program.parseAsync().catch(fail)
