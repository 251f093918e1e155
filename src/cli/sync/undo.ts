import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import { describe, planText } from '../../report/text.ts'
import { didSomething, lastRunToUndo } from '../../runs/last-run.ts'
import { recover } from '../../runs/recover.ts'
import type { KeptRun } from '../../runs/state/store.ts'
import { planUndo, type Undoing, undoRun } from '../../runs/undo-run.ts'
import { columns, print, tell, timeOf } from '../output.ts'
import { confirmed } from './ask.ts'
import { carry } from './carry.ts'
import { type Connection, connected } from './connect.ts'
import { handLines } from './hand.ts'
import { type ServerFlags, withServer } from './options.ts'

interface UndoFlags extends ServerFlags {
  list?: boolean
  yes?: boolean
  doneByHand?: boolean
  report?: string
}

export function registerUndo(program: Command): void {
  withServer(
    program
      .command('undo')
      .argument('[run]', 'the run, such as run-3; without it, the last one that did something'),
  )
    .description(
      'Take back a run: everybody goes back to where they were. What has changed since is left alone and reported.',
    )
    .option('--list', 'list the runs')
    .option('--yes', 'do not ask')
    .option('--done-by-hand', 'mark the manual steps listed by this undo as done')
    .option('--report <folder>', 'also write a report there, as JSON and as text')
    .addHelpText('after', '\nExamples:\n  caseload undo --list\n  caseload undo run-3')
    .addHelpText('after', EXIT_CODES)
    .action(undo)
}

const EXIT_CODES =
  '\nExit codes: 0 taken back, or nothing to take back; 1 failed; 4 partly done: something has moved on, or is manual.'

async function undo(name: string | undefined, flags: UndoFlags): Promise<void> {
  await connected(flags, async connection => {
    await recover(connection.store)
    const runs = await connection.store.runs()
    if (flags.list) return list(runs, flags)
    const run = runOf(name, runs)
    const undoing = await planUndo(run, connection)
    const { plan, names } = undoing
    tell(planText(plan, names, { colour: false }))
    for (const line of [...handLines(plan.changes, connection.target, names), ...stayLines(undoing)])
      tell(line)
    if (plan.changes.length === 0) return 0
    if (!(await confirmed(`Take back ${run.run}?`, flags.yes))) return 0
    return takeBack(run, undoing, connection, flags)
  })
}

function takeBack(run: KeptRun, undoing: Undoing, connection: Connection, flags: UndoFlags): Promise<number> {
  const given = { by: connection.by, doneByHand: flags.doneByHand === true }
  const work = (wish: object) => undoRun(run, undoing, connection, { ...wish, ...given })
  const { plan, names } = undoing
  const { json, report } = flags
  return carry(connection, { plan, names, sources: [`undo of ${run.run}`], work, seen: true, json, report })
}

function runOf(name: string | undefined, runs: readonly KeptRun[]): KeptRun {
  const run = name === undefined ? lastRunToUndo(runs) : runs.find(one => one.run === name)
  if (run && didSomething(run)) return run
  if (run) throw new Error(`${run.run} changed nothing, so there is nothing to take back.`)
  throw new Error(
    name === undefined
      ? 'There is no run to take back.'
      : `There is no run ${name}; see caseload undo --list.`,
  )
}

function list(runs: readonly KeptRun[], { json }: UndoFlags): number {
  const rows = runs.map(({ run, plan, by, at, undoes, end, sources = [] }) => [
    run,
    timeOf(at),
    by,
    undoes ? `takes back ${undoes}` : `plan ${plan.slice(0, 12)}`,
    sources.join(', '),
    end
      ? `${counted(end.counts.done ?? 0, 'change')} done${end.whole ? '' : ', not finished'}`
      : 'not finished',
  ])
  print(runs, json, rows.length > 0 ? columns([['RUN', 'AT', 'BY', 'WHAT', 'FROM', 'CHANGES'], ...rows]) : [])
  if (rows.length === 0) tell('There are no runs.')
  return 0
}

/** What a run made and nobody deletes. */
function stayLines({ stays, names }: Undoing): string[] {
  if (stays.length === 0) return []
  const lines = stays.map(
    one => `  ${names.called('learner' in one ? one.learner : one.person)}: ${describe(one, names)}`,
  )
  return ['Not taken back (nothing is deleted)', ...lines, '']
}
