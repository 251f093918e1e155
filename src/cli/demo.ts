import type { Command } from 'commander'
import type { Services } from '../app/services.ts'
import { moment } from '../contract/codec.ts'
import { certain } from '../domain/certain.ts'
import { counted } from '../domain/counted.ts'
import { PRESETS } from '../domain/scope.ts'
import type { Instant } from '../domain/time.ts'
import { aims } from '../storage/aims.ts'
import { listOwned } from '../storage/list.ts'
import { select } from '../storage/records.ts'
import { readConfig } from './config.ts'
import { give } from './control.ts'
import { demoClock } from './demo-clock.ts'
import { type Greeting, greeting } from './greeting.ts'
import { DATA_OPTIONS, SERVER_OPTIONS, withOptions } from './options.ts'
import { print, tell, tellAsIs } from './output.ts'
import { runServer, stopOnSignals } from './run-server.ts'
import { fillIfEmpty, firstLink, type Trial, tokenOf } from './trial.ts'

export function registerDemo(program: Command): void {
  const command = withOptions(program.command('demo'), SERVER_OPTIONS)
    .description('Run the server with a synthetic training provider, for trying it out.')
    .addHelpText('after', '\nExample:\n  caseload demo --data ./trial --port 4681')
    .action(demo)
  registerClock(command)
}

function registerClock(demoCommand: Command): void {
  withOptions(demoCommand.command('clock'), DATA_OPTIONS)
    .description('Set the clock of a running demo, and have carried out what is due by then.')
    .requiredOption('--to <date>', 'a date or moment such as 2026-12-01, or "now" for the machine’s own time')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload demo clock --to 2026-12-01\n  caseload demo clock --to now\nTokens and sessions end as much later or earlier: whoever is signed in stays so.',
    )
    .action(setClock)
}

async function setClock(_flags: DemoFlags, command: Command): Promise<void> {
  // The demo has the same flags of its own, which take what stands behind "clock" as well.
  const flags: DemoFlags = command.optsWithGlobals()
  const config = readConfig(flags, process.env)
  const to = flags.to === 'now' ? undefined : momentOf(certain(flags.to))
  const { now, carriedOut, waiting, archived } = await give(config, 'clock.set', {
    ...(to !== undefined && { to }),
  })
  print({ now, carriedOut, waiting, archived }, flags.json, [`It is ${now} for the demo.`])
  tell(`Carried out: ${counted(carriedOut, 'planned change')}; waiting for a person: ${waiting}.`)
  if (archived > 0) tell(`Archived: ${counted(archived, 'leaver')}.`)
}

function momentOf(text: string): Instant {
  const read = moment.read(text)
  if (typeof read === 'number') return read
  throw new Error('--to must be a date such as 2026-12-01, a moment such as 2026-12-01T08:00:00Z, or "now".')
}

/** Flags as they are given. */
type DemoFlags = Record<string, string | undefined>

async function demo(flags: Record<string, unknown>): Promise<void> {
  const config = readConfig({ log: 'warn', ...flags }, process.env)
  const server = await runServer(config, { clock: demoClock() })
  const { services, address } = server
  const trial: Trial = { services, data: config.data, name: 'demo', scopes: PRESETS.all }
  await fillIfEmpty(trial, tellAsIs)
  const secret = await tokenOf(trial, tellAsIs)
  const link = await firstLink(services)
  tellAsIs(greeting({ address, secret, ...(link !== undefined && { link }), ...(await somebody(services)) }))
  await stopOnSignals(server)
}

/** A learner with an aim, and an assessor of the same centre, for the lines that are shown. */
async function somebody({ storage }: Services): Promise<Pick<Greeting, 'learner' | 'assessor' | 'standard'>> {
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
