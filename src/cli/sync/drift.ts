import type { Command } from 'commander'
import { counted } from '../../domain/counted.ts'
import type { Id } from '../../domain/id.ts'
import { LOOKING_CODES } from '../../reconcile/limits/verdict.ts'
import { type NameBook, nameBook } from '../../report/names.ts'
import { type Drifted, driftOf } from '../../runs/drift.ts'
import { makePlan } from '../../runs/make-plan.ts'
import { recover } from '../../runs/recover.ts'
import { print, tell } from '../output.ts'
import { type Connection, connected } from './connect.ts'
import { type FileFlags, withFiles } from './options.ts'
import { showPlan } from './plan.ts'
import { sourcesOf } from './sources.ts'

export function registerDrift(program: Command): void {
  withFiles(
    program
      .command('drift')
      .argument('[files...]', 'files to compare with; without them, what earlier runs did'),
  )
    .description('Compare the server with files, or with what earlier runs left. Changes nothing.')
    .addHelpText('after', '\nExamples:\n  caseload drift\n  caseload drift allocation-matrix.csv --json')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing differs, 1 failed, 2 something differs; with files, those of caseload plan.',
    )
    .action(drift)
}

async function drift(files: string[], flags: FileFlags): Promise<void> {
  const sources = sourcesOf(files)
  await connected(flags, async connection => {
    if (sources.length === 0) return driftFromRuns(connection, flags)
    const made = await makePlan(sources, connection)
    await showPlan(made, connection.target, flags)
    return LOOKING_CODES[made.plan.verdict]
  })
}

async function driftFromRuns({ store, target, signal }: Connection, { json }: FileFlags): Promise<number> {
  await recover(store)
  const owned = await store.owned()
  const learners = new Set([...owned.assignments.keys()].map(key => Number(key.split('/')[0])))
  const people = await target.readPeople(signal)
  const need = { aims: learners, units: learners, assignments: learners }
  const world = await target.readLearners(people, need, signal)
  const drifted = driftOf(owned, world)
  const names = nameBook(world, [])
  print(
    drifted,
    json,
    drifted.map(one => lineOf(one, names)),
  )
  tell(
    drifted.length === 0
      ? 'All is as earlier runs left it.'
      : `${counted(drifted.length, 'assignment differs', 'assignments differ')}.`,
  )
  return drifted.length === 0 ? 0 : 2
}

function lineOf({ slot, learner, was, is }: Drifted, names: NameBook): string {
  const [, level, role] = slot.split('/')
  const who = (id: Id | null) => (id === null ? 'nobody' : names.called(id))
  return `${names.called(learner)}: ${level} ${role} was ${who(was)}, is ${who(is)}`
}
