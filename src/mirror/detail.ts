import { isDeepStrictEqual } from 'node:util'
import type { Mirrored, MirrorRow } from './row.ts'
import type { PullSituation } from './situation.ts'

/**
 * Fields of which one is there wherever a row is shown with all that is known of it. A kind that is not named has nothing
 * more to show than its list does. OneFile promises details in paged lists, and its own sample shows none (guide 1).
 */
const DETAILS: Partial<Record<Mirrored, readonly string[]>> = {
  classrooms: ['organisation', 'startOn', 'archive'],
  placements: ['organisation', 'active', 'address'],
  users: ['username', 'lastModified'],
  aims: ['progress'],
}

/** Whether a list showed all that is known of a row, so that it need not be read by its id. */
export function showsEnough(kind: Mirrored, row: MirrorRow): boolean {
  const fields = DETAILS[kind]
  return fields === undefined || fields.some(field => row[field] !== undefined)
}

/** Whether a row has to be read by its id: the list showed too little of it, and it is new or has changed. */
export function needsReading(
  kind: Mirrored,
  shown: PullSituation,
  known: MirrorRow | undefined,
  whole: boolean,
): boolean {
  if (showsEnough(kind, shown.row)) return false
  if (known === undefined || known.gone !== undefined) return true
  if (whole || shown.lists.some(list => list.since !== undefined)) return true
  return differs(shown.row, known)
}

/** Whether something that a list shows is another than the mirror holds. */
function differs(row: MirrorRow, known: MirrorRow): boolean {
  return Object.entries(row).some(([field, value]) => !isDeepStrictEqual(value, known[field]))
}
