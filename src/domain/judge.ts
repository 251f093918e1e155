import type { Account } from './account.ts'
import type { Holding } from './assignment.ts'
import { certain } from './certain.ts'
import type { Change } from './change.ts'
import { whyNotEligible } from './eligibility.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'
import { type Id, sayId } from './id.ts'
import { notALearner, standardNotHeld, unknownLearner, whyNotAttended } from './learner.ts'
import { isProblem, type Problem, problem } from './problem.ts'
import type { AssignRequest } from './request.ts'
import { hasLevel, qualifies, ROLE_TITLES, type Role, roleOf, rolesAt } from './role.ts'
import { linkedSlot, type Slot } from './slot.ts'
import { countsFrom, type Instant } from './time.ts'

/** What the rules say to one request. Exactly one of these, always. */
export type Verdict =
  | { outcome: 'done'; changes: readonly Change[]; findings: readonly Finding[] }
  | { outcome: 'already-so'; slot: Slot; holder: Id | null }
  | { outcome: 'moved-on'; slot: Slot; holder: Id | null }
  | { outcome: 'refused'; problem: Problem }

interface Case {
  request: AssignRequest
  learner: Account
  /** The person named, as wanted or as to be removed; nobody when a slot is cleared without saying who is in it. */
  person: Account | undefined
  role: Role
}

/**
 * Judges one request against what is known: the rules of assignment, in one place for every face.
 * Gives the changes to record (none when it is so already), or the reason against.
 * Source: docs/onefile-api.md#5, #7.
 */
export function judge(request: AssignRequest, facts: Facts, now: Instant): Verdict {
  const known = establish(request, facts, now)
  if (isProblem(known)) return { outcome: 'refused', problem: known }
  const slot = findSlot(known, facts)
  if (isProblem(slot)) return { outcome: 'refused', problem: slot }
  return settle(known, slot, facts, now)
}

function establish(request: AssignRequest, facts: Facts, now: Instant): Case | Problem {
  const learner = facts.account(request.learner)
  if (!learner) return unknownLearner(request.learner)
  if (learner.kind !== 'learner') return notALearner(request.learner)
  const badForm = formProblem(request, now)
  if (badForm) return badForm
  const person = namedPerson(request, facts)
  if (isProblem(person)) return person
  const role = request.role ?? (person && roleOf(person.kind))
  if (role === undefined) return roleProblem(person)
  const misplaced = placeProblem(request, role, person)
  return misplaced ?? { request, learner, person, role }
}

function namedPerson(request: AssignRequest, facts: Facts): Account | Problem | undefined {
  const id = request.after ?? request.before ?? null
  if (id === null) return undefined
  return facts.account(id) ?? unknownPerson(id)
}

/** Trouble that shows in the request alone. */
function formProblem(request: AssignRequest, now: Instant): Problem | undefined {
  const { level, before, after } = request
  if (countsFrom(request.effectiveFrom, now) === undefined) return inFuture()
  if (level !== 'additional') return undefined
  if (typeof before === 'number' && after !== null && before !== after) return additionalReplacement()
  if (after === null && typeof before !== 'number') return additionalNobody()
  return undefined
}

function placeProblem(request: AssignRequest, role: Role, person: Account | undefined): Problem | undefined {
  if (!hasLevel(role, request.level)) return notAtLevel(role, request)
  if (!namesTarget(request)) return missingTarget(request.level)
  if (person && request.after === null && !qualifies(person.kind, role)) {
    return whyNotEligible(person, role, person)
  }
  return undefined
}

function namesTarget({ level, target, standard, unit }: AssignRequest): boolean {
  if (target !== undefined || level === 'default' || level === 'additional') return true
  return level === 'aim' ? standard !== undefined : unit !== undefined
}

function findSlot({ request, person, role }: Case, facts: Facts): Slot | Problem {
  const { learner, level, target } = request
  if (level === 'default') return { learner, level, role, target: 0 }
  if (level === 'additional') return { learner, level, role, target: certain(person).id }
  if (target !== undefined) return { learner, level, role, target }
  switch (level) {
    case 'aim': {
      const aim = facts.aim(learner, certain(request.standard))
      return aim
        ? { learner, level, role, target: aim.id }
        : standardNotHeld(learner, certain(request.standard))
    }
    case 'unit': {
      const summary = findUnit(request, facts)
      return isProblem(summary) ? summary : { learner, level, role, target: summary }
    }
  }
}

function findUnit(request: AssignRequest, facts: Facts): Id | Problem {
  const held = facts.units(request.learner, certain(request.unit))
  const fitting =
    request.standard === undefined ? held : held.filter(unit => unit.standard === request.standard)
  if (fitting.length === 0) return unitNotHeld(request)
  if (fitting.length > 1)
    return unitAmbiguous(
      request,
      fitting.map(unit => unit.standard),
    )
  return certain(fitting[0]).id
}

function settle(known: Case, slot: Slot, facts: Facts, now: Instant): Verdict {
  const { request, learner, person, role } = known
  const current = facts.holding(slot)
  const holder = current?.person ?? null
  if (holder === request.after) return repeat(known, slot, facts, now)
  if (request.before !== undefined && request.before !== holder) return { outcome: 'moved-on', slot, holder }
  const against = request.after === null ? undefined : whyNot(learner, certain(person), role)
  if (against) return { outcome: 'refused', problem: against }
  const change = put(slot, current, request, now)
  return {
    outcome: 'done',
    changes: [change, ...alongside(known, facts, now)],
    findings: findingsOf(request, role),
  }
}

/** Asked again for what is so: success without a change, but a default employer may still lack the link beside it. */
function repeat(known: Case, slot: Slot, facts: Facts, now: Instant): Verdict {
  const { request, person, learner, role } = known
  const missing = person && !whyNot(learner, person, role) ? alongside(known, facts, now) : []
  if (missing.length > 0) return { outcome: 'done', changes: missing, findings: [] }
  return { outcome: 'already-so', slot, holder: request.after }
}

function whyNot(learner: Account, person: Account, role: Role): Problem | undefined {
  return whyNotEligible(person, role, learner) ?? whyNotAttended(learner)
}

function put(slot: Slot, before: Holding | null, request: AssignRequest, now: Instant): Change {
  const effectiveFrom = countsFrom(request.effectiveFrom, now) ?? now
  const after = request.after === null ? null : { person: request.after, since: effectiveFrom }
  return { slot, before, after, effectiveFrom }
}

/** What comes along with the slot that is asked for. */
function alongside({ request, role }: Case, facts: Facts, now: Instant): Change[] {
  const slot = request.after === null ? undefined : linkedSlot({ ...request, role }, request.after)
  return slot && !facts.holding(slot) ? [put(slot, null, request, now)] : []
}

function findingsOf(request: AssignRequest, role: Role): Finding[] {
  if (request.level !== 'default' || role !== 'assessor' || request.after !== null) return []
  return [
    {
      code: 'default-assessor-cleared',
      sentence: `Learner ${request.learner} has no default assessor any more; OneFile itself never leaves that empty, so name one soon.`,
    },
  ]
}

function unknownPerson(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id} that this token may see.`, 'person')
}

function inFuture(): Problem {
  return problem(
    'date-in-future',
    'The effective date is in the future; send the change on the day, or leave the date out.',
    'effectiveFrom',
  )
}

function additionalReplacement(): Problem {
  return problem(
    'additional-replacement',
    'At the additional level a change adds or removes one person; send the removal and the addition as two changes.',
    'before',
  )
}

function additionalNobody(): Problem {
  return problem('field-missing', 'Say in "before" who is to be removed at the additional level.', 'before')
}

function roleProblem(person: Account | undefined): Problem {
  if (!person) return problem('role-missing', 'Name the role of the slot, since no person is named.', 'role')
  return problem(
    'role-mismatch',
    `User ${person.id} is a learner and cannot be assigned to one; name an assessor, IQA, employer or observer.`,
    'person',
  )
}

function notAtLevel(role: Role, { level }: AssignRequest): Problem {
  return problem(
    'role-not-at-level',
    `There is no ${ROLE_TITLES[role]} at the ${level} level; that level takes: ${titles(level)}.`,
    'level',
  )
}

function titles(level: AssignRequest['level']): string {
  return rolesAt(level)
    .map(role => ROLE_TITLES[role])
    .join(', ')
}

function missingTarget(level: AssignRequest['level']): Problem {
  const field = level === 'aim' ? 'standard' : 'unit'
  return problem('field-missing', `The ${level} level needs the ${field} that it is about.`, field)
}

function unitNotHeld({ learner, unit, standard }: AssignRequest): Problem {
  const under = standard === undefined ? '' : ` under standard ${standard}`
  return problem(
    'unit-not-held',
    `Learner ${learner} does not hold unit ${sayId(certain(unit))}${under}; assign the unit to the learner first.`,
    'unit',
  )
}

function unitAmbiguous({ learner, unit }: AssignRequest, standards: Id[]): Problem {
  return {
    ...problem(
      'unit-ambiguous',
      `Learner ${learner} holds unit ${unit} under the standards ${standards.join(', ')}; say which one.`,
      'standard',
    ),
    candidates: standards,
  }
}
