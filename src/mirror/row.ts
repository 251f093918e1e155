import type { AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/time.ts'

/** What is mirrored, each in a file of its own, in the order in which it is read. */
export const FILES = {
  customers: 'customer.jsonl',
  organisations: 'organisations.jsonl',
  learnerStatuses: 'learner-statuses.jsonl',
  aimStatuses: 'aim-statuses.jsonl',
  providers: 'providers.jsonl',
  templates: 'templates.jsonl',
  classrooms: 'classrooms.jsonl',
  placements: 'placements.jsonl',
  standards: 'standards.jsonl',
  units: 'units.jsonl',
  users: 'users.jsonl',
  aims: 'aims.jsonl',
  unitSummaries: 'unit-summaries.jsonl',
} as const

export type Mirrored = keyof typeof FILES

export const MIRRORED = Object.keys(FILES) as Mirrored[]

/** Ids of units are text. */
export type RowId = Id | string

/**
 * A row of a file: the fields that the service told, by our words; dates and moments as text. `gone` is the date on which
 * no list had the row any more; `readable` says that it could be read by its id all the same, as archived users can.
 */
export interface MirrorRow {
  id: RowId
  gone?: string
  readable?: true
  [field: string]: unknown
}

/** One thing to ask the service for: a list, or a row by its id. */
export type Step = ListStep | ReadStep

/** A list. `there`: only who is in it, in one call; `since`: only what changed at that moment or later. */
export interface ListStep {
  do: 'list'
  kind: Mirrored
  organisation?: Id
  account?: AccountKind
  learner?: Id
  standard?: Id
  there?: true
  since?: Instant
}

/** A row with all that is known of it. */
export interface ReadStep {
  do: 'read'
  kind: Mirrored
  id: RowId
}

/** What came of a step. A list that kept shifting is not `settled`; a row that the service does not know is `absent`. */
export type PullAnswer =
  | { is: 'rows'; rows: readonly MirrorRow[]; settled: boolean }
  | { is: 'absent' }
  | { is: 'refused'; status: number | undefined; sentence: string }

/** A step with its answer. */
export interface AnsweredStep {
  step: Step
  answer: PullAnswer
}

/** All that was answered, by the key of the step. */
export type PullAnswers = ReadonlyMap<string, AnsweredStep>

/** What is mirrored so far, by kind and id. */
export type Mirror = Record<Mirrored, ReadonlyMap<RowId, MirrorRow>>

/** Names a step: the same thing asked for in the same round has the same key, from whatever moment on it is asked. */
export function keyOf(step: Step): string {
  if (step.do === 'read') return `${step.kind}#${step.id}`
  const { kind, organisation, account, learner, standard, there, since } = step
  const parts = [kind, organisation, account, learner && `learner-${learner}`]
  const how = [standard && `standard-${standard}`, there && 'there', since !== undefined && 'since']
  return [...parts, ...how].filter(Boolean).join('/')
}

/** What the service answered to a step, if it was asked. */
export function answerTo(answers: PullAnswers, step: Step): PullAnswer | undefined {
  return answers.get(keyOf(step))?.answer
}

/** Rows by their ids, in the order of the ids. */
export function byId(rows: Iterable<MirrorRow>): Map<RowId, MirrorRow> {
  const sorted = [...rows].sort((a, b) => compareIds(a.id, b.id))
  return new Map(sorted.map(row => [row.id, row]))
}

function compareIds(a: RowId, b: RowId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : 1
}
