import type { Id } from '../../domain/id.ts'
import { isOpen, type PlannedState } from '../../domain/planned.ts'
import type { Slot } from '../../domain/slot.ts'
import { type CalendarDate, dateOf, type Instant } from '../../domain/time.ts'
import type { WorldPlanned } from '../../reconcile/world/world.ts'
import { answersOf, type Client } from '../../sdk/client.ts'

/** A planned change as the server lists it, with who is meant by number. */
interface Listed extends Slot {
  plannedRun: Id
  number: number
  before: Id | null
  after: Id | null
  due: Instant
  ends: number | null
  state: PlannedState
}

/** Planned changes that are to come or wait, as the sync knows them. */
export function plannedOf(listed: readonly Listed[]): WorldPlanned[] {
  return listed.filter(isOpen).map(({ learner, level, role, target, due, ...one }) => ({
    ...{ learner, level, role, target, from: dayOf(due) },
    ...{
      plannedRun: one.plannedRun,
      number: one.number,
      before: one.before,
      after: one.after,
      ends: one.ends,
    },
  }))
}

const HALF_A_DAY = 12 * 3_600_000

/** The day that begins at a moment somewhere: a midnight anywhere is within half a day of the same date at Greenwich. */
function dayOf(due: Instant): CalendarDate {
  return dateOf(due + HALF_A_DAY)
}

/** All that is planned in some organisations, run by run. */
export async function plannedIn(
  client: Client,
  organisations: ReadonlySet<Id>,
  signal?: AbortSignal,
): Promise<WorldPlanned[]> {
  const runs = new Set<Id>()
  for (const state of ['planned', 'waiting'] as const) {
    for await (const page of answersOf(client, 'listPlannedRuns', { state }, { signal }))
      for (const run of page.plannedRuns) if (organisations.has(run.organisation)) runs.add(run.id)
  }
  const found: WorldPlanned[] = []
  for (const plannedRun of runs) {
    for await (const page of answersOf(client, 'readPlannedRun', { plannedRun }, { signal }))
      found.push(...plannedOf(page.changes.filter(one => organisations.has(one.organisation))))
  }
  return found
}
