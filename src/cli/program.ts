import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { certain } from '../domain/certain.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

type AddCommand = (program: Command) => void

/** Every command, in the order of the help. Most of the time that one takes to start goes into loading code. */
const COMMANDS: Record<string, () => Promise<AddCommand>> = {
  serve: async () => (await import('./serve.ts')).registerServe,
  demo: async () => (await import('./demo.ts')).registerDemo,
  token: async () => (await import('./token.ts')).registerToken,
  login: async () => (await import('./login.ts')).registerLogin,
  logout: async () => (await import('./login.ts')).registerLogout,
  whoami: async () => (await import('./login.ts')).registerWhoami,
  operator: async () => (await import('./operator.ts')).registerOperator,
  webhook: async () => (await import('./webhook.ts')).registerWebhook,
  import: async () => (await import('./import.ts')).registerImport,
  export: async () => (await import('./export.ts')).registerExport,
  backup: async () => (await import('./backup.ts')).registerBackup,
  restore: async () => (await import('./restore.ts')).registerRestore,
  pull: async () => (await import('./pull.ts')).registerPull,
  person: async () => (await import('./person.ts')).registerPerson,
  config: async () => (await import('./config-command.ts')).registerConfig,
  template: async () => (await import('./sync/template.ts')).registerTemplate,
  check: async () => (await import('./sync/check.ts')).registerCheck,
  init: async () => (await import('./sync/init.ts')).registerInit,
  plan: async () => (await import('./sync/plan.ts')).registerPlan,
  match: async () => (await import('./sync/match.ts')).registerMatch,
  apply: async () => (await import('./sync/apply.ts')).registerApply,
  drift: async () => (await import('./sync/drift.ts')).registerDrift,
  undo: async () => (await import('./sync/undo.ts')).registerUndo,
  apart: async () => (await import('./sync/apart.ts')).registerApart,
  find: async () => (await import('./sync/find.ts')).registerFind,
  caseloads: async () => (await import('./sync/caseloads.ts')).registerCaseloads,
  coverage: async () => (await import('./sync/coverage.ts')).registerCoverage,
  evidence: async () => (await import('./sync/evidence.ts')).registerEvidence,
  transfer: async () => (await import('./sync/transfer.ts')).registerTransfer,
  leaver: async () => (await import('./sync/leaver.ts')).registerLeaver,
  planned: async () => (await import('./sync/planned.ts')).registerPlanned,
}

/**
 * The command line. Parsing runs a command, and throws what it throws. Where the command asked for is one there is, only
 * that one is loaded; otherwise all are, to be told about.
 */
export async function buildProgram(asked?: string): Promise<Command> {
  const program = new Command('caseload')
    .description('Puts the right people beside every learner and keeps them there.')
    .version(version)
    .showHelpAfterError()
  const isKnown = asked !== undefined && Object.hasOwn(COMMANDS, asked)
  for (const name of isKnown ? [asked] : Object.keys(COMMANDS)) (await certain(COMMANDS[name])())(program)
  return program
}
