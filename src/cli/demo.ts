import type { Command } from 'commander'
import { PRESETS } from '../domain/scope.ts'
import { aims } from '../storage/aims.ts'
import { listOwned } from '../storage/list.ts'
import { select } from '../storage/records.ts'
import { readConfig } from './config.ts'
import { SERVER_OPTIONS, withOptions } from './options.ts'
import { type RunningServer, runServer, stopOnSignals } from './run-server.ts'
import { fillIfEmpty, freshToken, keepToken } from './trial.ts'

export function registerDemo(program: Command): void {
  withOptions(program.command('demo'), SERVER_OPTIONS)
    .description('Run the server with a synthetic training provider, for trying it out.')
    .addHelpText('after', '\nExample:\n  caseload demo --data ./trial --port 4681')
    .action(demo)
}

async function demo(flags: Record<string, unknown>): Promise<void> {
  const tell = (line: string) => process.stderr.write(`${line}\n`)
  const config = readConfig({ log: 'warn', ...flags }, process.env)
  const server = await runServer(config)
  await fillIfEmpty(server.services, tell)
  const secret = await freshToken(server.services, { name: 'demo', scopes: PRESETS.all })
  await keepToken(config.data, 'demo', secret)
  tell(await greeting(server, secret))
  await stopOnSignals(server, tell)
}

async function greeting({ address, services }: RunningServer, secret: string): Promise<string> {
  const { storage } = services
  const [aim] = await select(storage.db, aims, {}, { limit: 1 })
  const live = { kind: 'assessor', archivedAt: null }
  const staff = await listOwned(storage.db, {
    name: 'user',
    organisations: [aim!.organisation],
    filter: live,
    limit: 1,
  })
  return `
Caseload answers at ${address}
  pages to read   ${address}/docs
  demo token      ${secret}

Sign in (the session lives for 24 hours):
  SESSION=$(curl -s -X POST ${address}/api/v2.1/Authentication -H "X-CustomerToken: ${secret}")

Put an assessor on a learner's aim, as OneFile's API does it (204 says done):
  curl -s -o /dev/null -w '%{http_code}\\n' -X POST ${address}/api/v2.1/User/${staff[0]!.id}/Assign -H "X-TokenID: $SESSION" -H 'Content-Type: application/json' -d '{"LearnerID": ${aim!.learner}, "Level": 3, "StandardID": ${aim!.standard}}'

See who is beside that learner, and why:
  curl -s ${address}/api/caseload/v1/learners/${aim!.learner}/assignments -H "X-TokenID: $SESSION"

Show what a spreadsheet would change (README, second section):
  CASELOAD_TOKEN=${secret} npx caseload plan docs/allocation-matrix.csv --server ${address}

Ctrl-C stops the server; what is in it stays.
`
}
