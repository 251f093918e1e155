import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { ChangeKey, PlannedChange } from '../../domain/plan.ts'
import { ROLE_TITLES, type Role } from '../../domain/role.ts'
import { linkedSlot } from '../../domain/slot.ts'
import type { CalendarDate, Instant } from '../../domain/time.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'

/** That a person is not to be beside a learner, at one role and level or at all. */
export interface KeptApart {
  learner: Id
  person: Id
  /** Every role and every level where they are left out. */
  role?: Role
  level?: Level
  reason: string
  /** The last day on which it holds; for ever where it is left out. */
  until?: CalendarDate
  by: string
  at: Instant
}

/** A line of what is kept: a pair that is kept apart from now on, or one that is no longer. */
export type ApartLine = KeptApart | (Omit<KeptApart, 'reason' | 'until'> & { ended: true })

/** Somebody who would be beside a learner. */
interface Assignee {
  learner: Id
  person: Id
  role: Role
  level: Level
}

/** Goes through the lines in order and gives the pairs that are kept apart, those whose end has passed too. */
export function apartOf(lines: Iterable<ApartLine>): KeptApart[] {
  const pairs = new Map<string, KeptApart>()
  for (const line of lines) {
    const key = [line.learner, line.person, line.role ?? '*', line.level ?? '*'].join('/')
    if ('ended' in line) pairs.delete(key)
    else pairs.set(key, line)
  }
  return [...pairs.values()]
}

type FindLink = (id: Id) => Pick<WorldPerson, 'link'> | undefined

/** Why a person may not be put beside a learner on a day; nothing where they may. Linked accounts are one person. */
export function keptApart(
  pairs: readonly KeptApart[],
  beside: Assignee,
  today: CalendarDate,
  find: FindLink,
): KeptApart | undefined {
  return pairs.find(
    one =>
      one.learner === beside.learner &&
      isSame(one.person, beside.person, find) &&
      (one.role === undefined || one.role === beside.role) &&
      (one.level === undefined || levelsOf(beside).includes(one.level)) &&
      (one.until === undefined || one.until >= today),
  )
}

function isSame(one: Id, other: Id, find: FindLink): boolean {
  if (one === other) return true
  const link = find(one)?.link ?? null
  return link !== null && link === find(other)?.link
}

/** Learners and accounts that may not come together in a role on a day, with every account of each person. */
export function pairsApart(
  pairs: readonly KeptApart[],
  role: Role | undefined,
  today: CalendarDate,
  people: readonly Pick<WorldPerson, 'id' | 'link'>[],
): { learner: Id; person: Id }[] {
  const active = pairs.filter(
    one => (one.role === undefined || one.role === role) && (one.until === undefined || one.until >= today),
  )
  const links = new Map(people.map(one => [one.id, one]))
  return active.flatMap(({ learner, person }) => {
    const accounts = people.filter(one => isSame(person, one.id, id => links.get(id)))
    return accounts.map(account => ({ learner, person: account.id }))
  })
}

/** The levels at which somebody would be assigned. */
function levelsOf(assignee: Assignee): Level[] {
  return [assignee.level, linkedSlot(assignee, assignee.person)?.level ?? []].flat()
}

/** The reason for holding what a row asks of a pair that is kept apart. */
export function heldApart(
  { reason: why, until, role, level }: KeptApart,
  learner: WorldPerson,
  person: WorldPerson,
): HeldReason {
  const as = asWhat({ role, level })
  const end = until === undefined ? '' : ` until ${until}`
  const sentence = `${calledBy(person)} is kept apart from ${calledBy(learner)}${as}${end}: ${withoutStop(why)}. End it with "caseload apart remove ${learner.id} ${person.id}".`
  return { ...reason('kept-apart', sentence), candidates: [person.id], ...(until && { until }) }
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '')
}

/** As what a pair is kept apart, for a sentence; empty for everything. */
export function asWhat({ role, level }: { role?: Role | undefined; level?: Level | undefined }): string {
  if (role === undefined && level === undefined) return ''
  return ` as ${[level, role === undefined ? 'anything' : ROLE_TITLES[role]].filter(Boolean).join(' ')}`
}

/** The changes of a plan that would put a pair together that has been kept apart since it was made, each with the reason. */
export function keptApartIn(
  changes: readonly PlannedChange[],
  pairs: readonly KeptApart[],
  today: CalendarDate,
  people: readonly WorldPerson[],
): Map<ChangeKey, HeldReason> {
  if (pairs.length === 0) return new Map()
  const byId = new Map(people.map(one => [one.id, one]))
  const held = new Map<ChangeKey, HeldReason>()
  for (const change of changes) {
    if (change.do !== 'assign' || change.after === null) continue
    const [learner, person] = [byId.get(change.learner), byId.get(change.after)]
    const pair = keptApart(pairs, { ...change, person: change.after }, today, id => byId.get(id))
    if (pair && learner && person) held.set(change.key, heldApart(pair, learner, person))
  }
  return held
}
