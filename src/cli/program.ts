import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { registerBackup } from './backup.ts'
import { registerConfig } from './config-command.ts'
import { registerDemo } from './demo.ts'
import { registerExport } from './export.ts'
import { registerImport } from './import.ts'
import { registerPerson } from './person.ts'
import { registerPull } from './pull.ts'
import { registerRestore } from './restore.ts'
import { registerServe } from './serve.ts'
import { registerApply } from './sync/apply.ts'
import { registerDrift } from './sync/drift.ts'
import { registerMatch } from './sync/match.ts'
import { registerPlan } from './sync/plan.ts'
import { registerTemplate } from './sync/template.ts'
import { registerTransfer } from './sync/transfer.ts'
import { registerUndo } from './sync/undo.ts'
import { registerToken } from './token.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/** The command line with all its commands. Parsing runs one of them, and throws what it throws. */
export function buildProgram(): Command {
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
  registerPull(program)
  registerPerson(program)
  registerConfig(program)
  registerTemplate(program)
  registerPlan(program)
  registerMatch(program)
  registerApply(program)
  registerDrift(program)
  registerUndo(program)
  registerTransfer(program)
  return program
}
