import type { Command } from 'commander'
import { PRESETS } from '../domain/scope.ts'
import { practiceSurface } from '../http/practice-surface.ts'
import { type Config, readConfig } from './config.ts'
import { ALL_OPTIONS, withOptions } from './options.ts'
import { tellAsIs } from './output.ts'
import { type RunningServer, runServer, stopOnSignals } from './run-server.ts'
import { fillIfEmpty, type Trial, tokenOf } from './trial.ts'

const EXAMPLES = `
Examples:
  caseload serve --data /var/lib/caseload --port 4680 --behind-proxy
  caseload serve --practice --data ./practice --faults limit=0.05,lost=0.01,session-calls=50 --seed 7`

export function registerServe(program: Command): void {
  withOptions(program.command('serve'), ALL_OPTIONS)
    .description('Run the server.')
    .addHelpText('after', EXAMPLES)
    .action(serve)
}

type Tell = (line: string) => void

async function serve(flags: Record<string, unknown>): Promise<void> {
  const tell: Tell = tellAsIs
  const config = readConfig(flags, process.env)
  const server = config.practice ? await practise(config, tell) : await run(config, tell)
  await stopOnSignals(server)
}

async function run(config: Config, tell: Tell): Promise<RunningServer> {
  const server = await runServer(config)
  tell(`Caseload answers at ${server.address}`)
  return server
}

/** A server for practice: OneFile's service alone, with a synthetic provider where there are no data yet. */
async function practise(config: Config, tell: Tell): Promise<RunningServer> {
  const server = await runServer(
    { ...config, plainOnefile: !config.inferredFields },
    {
      surface: practiceSurface(config),
    },
  )
  const { services } = server
  const trial: Trial = { services, data: config.data, name: 'practice', scopes: PRESETS.onefile }
  await fillIfEmpty(trial, tell)
  const secret = await tokenOf(trial, tell)
  tell(`
A practice server answers at ${server.address}/api/v2.1
  customer token   ${secret}
  faults so far    ${server.address}/practice/faults
`)
  return server
}
