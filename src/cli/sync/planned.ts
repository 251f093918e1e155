import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { nameBook } from '../../report/names.ts'
import { answersOf, type Client } from '../../sdk/client.ts'
import { columns, print, printText, tell, timeOf } from '../output.ts'
import { confirmed } from './ask.ts'
import { type Connection, connected } from './connect.ts'
import { type ServerFlags, withServer } from './options.ts'
import { onlyOnCaseload } from './ours.ts'

interface PlannedFlags extends ServerFlags {
  waiting?: boolean
  takeBack?: boolean
  carryOut?: boolean
  reason?: string
  yes?: boolean
}

export function registerPlanned(program: Command): void {
  withServer(
    program
      .command('planned')
      .argument('[number]', 'a planned run; without it, what is to come or waits is listed'),
  )
    .description('Show what is planned for days to come, take it back, or carry out what waits for a person.')
    .option('--waiting', 'list only what waits for a person')
    .option('--take-back', 'take it back, with what was carried out of it')
    .option('--carry-out', 'carry out now what waits, whoever is in the slot')
    .option('--reason <text>', 'why, for the history')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload planned\n  caseload planned 3\n  caseload planned 3 --take-back',
    )
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 4 something has moved on and was left alone.')
    .action(planned)
}

async function planned(words: string | undefined, flags: PlannedFlags): Promise<void> {
  await connected(flags, async connection => {
    onlyOnCaseload(connection.kind, 'what is planned')
    if (words === undefined) return list(connection, flags)
    if (!/^[1-9]\d{0,14}$/.test(words)) throw new Error('A planned run is named by its number, such as 3.')
    const plannedRun = Number(words)
    if (flags.takeBack) return takeBack(connection, plannedRun, flags)
    if (flags.carryOut) return carryOut(connection, plannedRun, flags)
    return show(connection, plannedRun, flags)
  })
}

type PlannedRow = Awaited<ReturnType<Client['listPlannedRuns']>>['plannedRuns'][number]
type ChangeRow = Awaited<ReturnType<Client['readPlannedRun']>>['changes'][number]

async function list({ client, signal }: Connection, flags: PlannedFlags): Promise<number> {
  const all: PlannedRow[] = []
  const input = { limit: 200, ...(flags.waiting && { state: 'waiting' as const }) }
  for await (const page of answersOf(client, 'listPlannedRuns', input, { signal })) {
    all.push(...page.plannedRuns.filter(({ states }) => states.planned + states.waiting > 0))
  }
  const rows = all.map(one => [
    ...[String(one.id), String(one.organisation), one.first === null ? '' : timeOf(one.first)],
    ...[String(one.states.planned), String(one.states.waiting), one.reason ?? ''],
  ])
  const head = ['NUMBER', 'CENTRE', 'FIRST (UTC)', 'TO COME', 'WAITING', 'REASON']
  print(all, flags.json, rows.length > 0 ? columns([head, ...rows]) : [])
  if (rows.length === 0) tell(flags.waiting ? 'Nothing waits.' : 'Nothing is planned.')
  return 0
}

async function show(connection: Connection, plannedRun: number, flags: PlannedFlags): Promise<number> {
  const { client, target, signal } = connection
  const changes: ChangeRow[] = []
  for await (const page of answersOf(client, 'readPlannedRun', { plannedRun, limit: 200 }, { signal })) {
    changes.push(...page.changes)
  }
  if (flags.json) {
    print(changes, true, [])
    return 0
  }
  const { called } = nameBook(await target.readPeople(signal), [])
  printText(changes.map(one => lineOf(one, called)))
  return 0
}

function lineOf(one: ChangeRow, called: (id: number) => string): string {
  const who = (id: number | null) => (id === null ? 'nobody' : called(id))
  const change = `${who(one.before)} to ${who(one.after)}`
  const back = one.ends === null ? '' : ' (back again)'
  const odd = one.state === 'planned' && !one.expected ? '; as things stand it would wait' : ''
  const why = one.code === null ? '' : ` (${one.code})`
  return `${one.number}  ${timeOf(one.due)} UTC  ${called(one.learner)}: ${one.level} ${one.role}, ${change}${back}: ${one.state}${why}${odd}`
}

async function takeBack({ client }: Connection, plannedRun: number, flags: PlannedFlags): Promise<number> {
  if (!(await confirmed(`Take back planned run ${plannedRun}, and what was carried out of it?`, flags.yes)))
    return 0
  const { reason } = flags
  const asked = { plannedRun, carriedOut: true, ...(reason !== undefined && { reason }) }
  const { changes, run, outcomes } = await client.takeBackPlannedRun(asked)
  if (flags.json) print({ changes, run, outcomes }, true, [])
  tell(`Taken back: ${counted(changes.length, 'planned change')} that will not be carried out.`)
  if (run !== null) tell(`Taken back what had been carried out, as run ${run} of the server.`)
  const left = outcomes.filter(({ outcome }) => outcome === 'moved-on' || outcome === 'refused')
  for (const { sentence } of left) tell(`Left alone: ${sentence}`)
  return left.length > 0 ? 4 : 0
}

async function carryOut({ client }: Connection, plannedRun: number, flags: PlannedFlags): Promise<number> {
  const seen = await client.carryOutWaiting({ plannedRun, dryRun: true })
  const count = counted(seen.changes.length, 'change')
  if (seen.changes.length === 0) {
    tell('Nothing of it waits.')
    return 0
  }
  if (!(await confirmed(`Carry out ${count} now, whoever is in the slots?`, flags.yes))) return 0
  const { changes, run } = await client.carryOutWaiting({ plannedRun })
  if (flags.json) print({ changes, run }, true, [])
  const left = changes.filter(({ state }) => state === 'waiting')
  tell(run === null ? 'Nothing could be carried out.' : `Carried out as run ${run} of the server.`)
  if (left.length > 0) tell(`${counted(left.length, 'change')} still wait: the rules forbid them.`)
  return left.length > 0 ? 4 : 0
}
