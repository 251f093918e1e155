import type { Command } from 'commander'
import type { Services } from '../app/services.ts'
import { certain } from '../domain/certain.ts'
import { PRESETS } from '../domain/scope.ts'
import { aims } from '../storage/aims.ts'
import { listOwned } from '../storage/list.ts'
import { select } from '../storage/records.ts'
import { readConfig } from './config.ts'
import { greeting, type Shown } from './greeting.ts'
import { SERVER_OPTIONS, withOptions } from './options.ts'
import { tellAsIs } from './output.ts'
import { runServer, stopOnSignals } from './run-server.ts'
import { fillIfEmpty, firstLink, type Trial, tokenOf } from './trial.ts'

export function registerDemo(program: Command): void {
  withOptions(program.command('demo'), SERVER_OPTIONS)
    .description('Run the server with a synthetic training provider, for trying it out.')
    .addHelpText('after', '\nExample:\n  caseload demo --data ./trial --port 4681')
    .action(demo)
}

async function demo(flags: Record<string, unknown>): Promise<void> {
  const config = readConfig({ log: 'warn', ...flags }, process.env)
  const server = await runServer(config)
  const { services, address } = server
  const trial: Trial = { services, data: config.data, name: 'demo', scopes: PRESETS.all }
  await fillIfEmpty(trial, tellAsIs)
  const secret = await tokenOf(trial, tellAsIs)
  const link = await firstLink(services)
  tellAsIs(greeting({ address, secret, ...(link !== undefined && { link }), ...(await somebody(services)) }))
  await stopOnSignals(server)
}

/** A learner with an aim, and an assessor of the same centre, for the lines that are shown. */
async function somebody({ storage }: Services): Promise<Pick<Shown, 'learner' | 'assessor' | 'standard'>> {
  const [aim] = await select(storage.db, aims, {}, { limit: 1 })
  const { learner, standard, organisation } = certain(aim)
  const filter = { kind: 'assessor', archivedAt: null }
  const [assessor] = await listOwned(storage.db, {
    name: 'user',
    organisations: [organisation],
    filter,
    limit: 1,
  })
  return { learner, standard, assessor: certain(assessor).id }
}
