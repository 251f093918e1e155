import type { Holding } from './assignment.ts'
import type { RecordedChange } from './change.ts'
import type { Instant } from './time.ts'

/** What the history can say of a slot at a moment: unknown before its first record, never "nobody". */
type HeldUntil = { known: false } | { known: true; holding: Holding | null }

/**
 * Who held one slot at a moment, from the slot's changes in the order of the history.
 * `asKnownAt` leaves out what was recorded later.
 */
export function heldAt(changes: readonly RecordedChange[], at: Instant, asKnownAt: Instant): HeldUntil {
  const change = changeAt(changes, at, asKnownAt)
  return change ? { known: true, holding: change.after } : { known: false }
}

/**
 * The change that says who held one slot at a moment; nothing before the slot's first record.
 * A later record overrides earlier ones from its own effective moment on. A change that was taken back did count
 * from its recording until then, and never for the time before that it had claimed.
 */
export function changeAt(
  changes: readonly RecordedChange[],
  at: Instant,
  asKnownAt: Instant,
): RecordedChange | undefined {
  const known = changes.filter(change => change.recordedAt <= asKnownAt)
  const undone = takenBack(known)
  return known.findLast(change => countsFrom(change, undone) <= at)
}

/** Every moment at which one slot may have changed hands, as far as is known. */
export function momentsOf(changes: readonly RecordedChange[]): Instant[] {
  const undone = takenBack(changes)
  return changes.map(change => countsFrom(change, undone))
}

function countsFrom(change: RecordedChange, undone: ReadonlySet<RecordedChange['undoes']>): Instant {
  return undone.has(change.position) ? change.recordedAt : change.effectiveFrom
}

/** Positions of the changes that stand taken back; taking back an undo makes the first one stand again. */
function takenBack(changes: readonly RecordedChange[]): Set<RecordedChange['undoes']> {
  const undone = new Set<RecordedChange['undoes']>()
  for (const change of [...changes].reverse()) {
    if (!undone.has(change.position)) undone.add(change.undoes)
  }
  return undone
}
