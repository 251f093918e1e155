import { type Assignment, sameHolding } from './assignment.ts'
import type { RecordedChange } from './change.ts'
import type { AimRef, UnitRef } from './facts.ts'
import type { Id } from './id.ts'
import type { Level } from './level.ts'
import { levelsAsked, type ResponsibleFor, responsible } from './responsible.ts'
import type { Slot } from './slot.ts'
import type { Instant } from './time.ts'
import { changeAt, momentsOf } from './timeline.ts'

/** Roles in which somebody answers. */
export const ANSWERING_ROLES = ['assessor', 'iqa', 'employer'] as const

export type AnsweringRole = (typeof ANSWERING_ROLES)[number]

/** What somebody answers for. */
export const EVIDENCE_SUBJECTS = ['learner', 'aim', 'unit'] as const

export type EvidenceSubject = (typeof EVIDENCE_SUBJECTS)[number]

/** The history of one learner: of each slot its changes in the order of the history, and what the learner holds. */
export interface LearnerHistory {
  learner: Id
  aims: readonly AimRef[]
  units: readonly (UnitRef & { aim: Id })[]
  slots: readonly (readonly RecordedChange[])[]
}

/** Who answered for something from one moment to another. */
export interface EvidenceRow {
  learner: Id
  role: AnsweringRole
  subject: EvidenceSubject
  /** The learning aim or the unit summary; 0 for the learner as a whole. */
  target: Id
  standard: Id | null
  unit: string | null
  /** Nobody, or, where the history does not reach back so far, nobody knows. */
  person: Id | null
  known: boolean
  /** The level that decided it. */
  because: Level | null
  from: Instant
  /** The first moment at which it was no longer so, or the end of the period. */
  to: Instant
  /** Since when the person was in the slot that decided it. */
  since: Instant | null
  /** The change of the history that put them there. */
  position: number | null
  recordedAt: Instant | null
}

/**
 * Who answered for one learner between two moments (the second one not included), and for each aim. A unit is there only where
 * somebody of its own answered for it: otherwise whoever answers for its aim does. Pure, so that the same history always gives
 * the same rows.
 */
export function evidenceOf(history: LearnerHistory, from: Instant, to: Instant): EvidenceRow[] {
  if (from >= to) return []
  const moments = history.slots.flatMap(momentsOf).filter(at => at > from && at < to)
  const turns = [...new Set([from, ...moments])].sort((a, b) => a - b)
  const states = turns.map(at => ({ at, slots: history.slots.flatMap(slot => stateOf(slot, at)) }))
  return subjectsOf(history).flatMap(subject => {
    const pieces = states.map(({ at, slots }, index) => ({
      ...answer(history.learner, subject, slots),
      from: at,
      to: turns[index + 1] ?? to,
    }))
    return joined(pieces).filter(row => isListed(row))
  })
}

/** What the history says of one slot at a moment: the change that counts, or nothing before its first record. */
interface SlotState {
  /** Any change of the slot. */
  slot: Slot
  change: RecordedChange | undefined
}

function stateOf(changes: readonly RecordedChange[], at: Instant): SlotState[] {
  const [first] = changes
  return first ? [{ slot: first.slot, change: changeAt(changes, at, EVER) }] : []
}

/** The history was read up to a position: what it holds is what was known. */
const EVER = Number.MAX_SAFE_INTEGER

type AnsweredSubject = Pick<EvidenceRow, 'role' | 'subject' | 'target' | 'standard' | 'unit'> & {
  of: ResponsibleFor
}

function subjectsOf({ aims, units }: LearnerHistory): AnsweredSubject[] {
  const whole = { subject: 'learner', target: 0, standard: null, unit: null, of: {} } as const
  return [
    { ...whole, role: 'assessor' },
    ...(aims.length === 0 ? [{ ...whole, role: 'iqa' as const }] : []),
    { ...whole, role: 'employer' },
    ...aims.flatMap(({ id, standard }) =>
      (['assessor', 'iqa'] as const).map(role => ({
        ...{ role, subject: 'aim' as const, target: id, standard, unit: null },
        of: { aim: id },
      })),
    ),
    ...units.flatMap(({ id, aim, standard, unit }) =>
      (['assessor', 'iqa'] as const).map(role => ({
        ...{ role, subject: 'unit' as const, target: id, standard, unit },
        of: { aim, unitSummary: id },
      })),
    ),
  ]
}

type AnswerAtPlace = Omit<EvidenceRow, 'from' | 'to'>

/** Who answers for something, as slots stood at one moment. */
function answer(
  learner: Id,
  { of, ...subject }: AnsweredSubject,
  states: readonly SlotState[],
): AnswerAtPlace {
  const { role } = subject
  const held = states.flatMap(({ change }) => assignmentsIn(change))
  const found = responsible(role, held, of)
  const decisive = states.find(({ slot, change }) => {
    const isThere = found && change?.after?.person === found.person && slot.level === found.because
    return isThere && slot.role === role && isAbout(slot, of)
  })?.change
  if (found && decisive) {
    return {
      ...{ learner, ...subject, person: found.person, known: true, because: found.because },
      ...{ since: decisive.after?.since ?? null, position: decisive.position },
      recordedAt: decisive.recordedAt,
    }
  }
  const known = states.every(({ slot, change }) => change !== undefined || !mayDecide(slot, role, of))
  return {
    ...{ learner, ...subject, person: null, known, because: null },
    ...{ since: null, position: null, recordedAt: null },
  }
}

function assignmentsIn(change: RecordedChange | undefined): Assignment[] {
  return change?.after ? [{ ...change.slot, ...change.after }] : []
}

/** Whether the slot can decide who answers in a role. */
function mayDecide(slot: Slot, role: AnsweringRole, of: ResponsibleFor): boolean {
  return slot.role === role && levelsAsked(role).includes(slot.level) && isAbout(slot, of)
}

function isAbout({ level, target }: Slot, { aim, unitSummary }: ResponsibleFor): boolean {
  if (level === 'aim') return target === aim
  return level === 'unit' ? target === unitSummary : true
}

/** Pieces of which one goes on as the one before, as one. */
function joined(pieces: readonly EvidenceRow[]): EvidenceRow[] {
  const rows: EvidenceRow[] = []
  for (const piece of pieces) {
    const last = rows.at(-1)
    if (last && isSame(last, piece)) rows.splice(-1, 1, { ...last, to: piece.to })
    else rows.push(piece)
  }
  return rows
}

function isSame(a: EvidenceRow, b: EvidenceRow): boolean {
  return (
    a.because === b.because &&
    a.known === b.known &&
    a.position === b.position &&
    sameHolding(holdingOf(a), holdingOf(b))
  )
}

function holdingOf({ person, since }: EvidenceRow) {
  return person === null || since === null ? null : { person, since }
}

/** A unit without anybody of its own says nothing new, nor does an employer whom nobody has named. */
function isListed({ subject, because, role, person }: EvidenceRow): boolean {
  if (subject === 'unit') return because === 'unit'
  return role !== 'employer' || person !== null
}
