import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { PersonFacts } from '../../intake/statement/statement.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { FactRequest } from '../collect/request.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { heldApart, keptApart } from './apart.ts'
import { type Cause, hold, type ImpliedContext, propose, unclear } from './implied-proposal.ts'

/** An employer whom a row gives a learner, at a placement, from a day. */
interface Employment {
  placement: Id
  from: CalendarDate | undefined
  words: string
  unclear?: string | undefined
}

/**
 * Proposes the contact of a learner's employer as default employer, where whoever that is belongs to another placement. The
 * first employer to come is proposed where nothing is to be changed now.
 */
export function resolveEmployer(facts: readonly FactRequest[], context: ImpliedContext): void {
  const { sources, stated } = context
  const isSaid = stated.some(({ level, role }) => level === 'default' && role === 'employer')
  if (isSaid || !sources.isOn('employer')) return
  const told = facts.map(request => ({ request, now: employmentNow(request.facts, context) }))
  const places = new Set(told.flatMap(({ now }) => now?.placement ?? []))
  // Rows that disagree on the placement are told as such, and the account keeps its own.
  if (places.size > 1) return
  const first = told.find(({ now }) => now !== undefined)
  const isDone = first?.now ? settle(first.request, first.now, context) : false
  if (isDone) return
  for (const { facts: own, ...request } of facts) {
    const next = employmentNext(own, context)
    if (next) {
      settle({ ...request, facts: own }, next, context)
      return
    }
  }
}

function employmentNow(facts: PersonFacts, context: ImpliedContext): Employment | undefined {
  const { workplace, employedSince, rivalEmployers } = facts
  if (!workplace || rivalEmployers || hasLeft(facts)) return undefined
  const placement = placeOf({ workplace }, context)
  if (placement === undefined) return undefined
  const words = employedSince?.words ?? `Employer ${workplace.name ?? workplace.employerId ?? workplace.id}`
  return { placement, words, from: employedSince?.from, unclear: employedSince?.unclear }
}

function employmentNext(facts: PersonFacts, context: ImpliedContext): Employment | undefined {
  const [next] = facts.laterWorkplaces ?? []
  if (!next || hasLeft(facts) || next.employer === facts.workplace?.employerId) return undefined
  const placement = placeOf({ workplace: { employerId: next.employer } }, context)
  const words = `EmpId ${next.employer}, DateEmpStatApp ${next.from}`
  return placement === undefined ? undefined : { placement, words, from: next.from }
}

function hasLeft({ state }: PersonFacts): boolean {
  return state === 'withdrawn' || state === 'completed' || state === 'archived'
}

function placeOf(facts: PersonFacts, { collected, state }: ImpliedContext): Id | undefined {
  return collected.workplaces.find(facts, state.learner.organisation).placement
}

/** Proposes the one contact of an employment, or says why not; whether anything is to be done for it. */
function settle(request: FactRequest, employment: Employment, context: ImpliedContext): boolean {
  const { state, sources, collected } = context
  const { placement, words, from } = employment
  const holder = state.holder('default', 'employer', 0)
  const now = holder === null ? undefined : collected.people.roster.get(holder)
  if (now?.placement === placement) return false
  const place = request.facts.employedSince?.place ?? request.place
  const cause: Cause = { rule: 'employer', words, place, requests: [request], from }
  const contacts = sources.contactsAt(placement)
  const against =
    (employment.unclear === undefined ? undefined : unclear(cause, employment.unclear)) ??
    whyNotOne(contacts, now, words) ??
    apart(certain(contacts[0]), context)
  if (against) hold(cause.requests, against, context)
  else {
    const slot = { learner: state.learner.id, level: 'default', role: 'employer', target: 0 } as const
    propose(slot, holder, certain(contacts[0]), cause, context)
  }
  return true
}

/** Why it is not certain who is to be default employer. */
function whyNotOne(
  contacts: readonly WorldPerson[],
  now: WorldPerson | undefined,
  words: string,
): HeldReason | undefined {
  const candidates = contacts.map(one => one.id)
  if (contacts.length === 0)
    return reason(
      'employer-contact',
      `The employer by ${words} has no contact among the accounts, so the default employer stays. Create the contact with that placement.`,
    )
  if (contacts.length > 1) {
    const who = contacts.map(calledBy).join(' and ')
    const sentence = `The employer by ${words} has ${contacts.length} contacts, ${who}; name the default employer.`
    return { ...reason('employer-contact', sentence), candidates }
  }
  if (!now || now.placement !== null) return undefined
  const sentence = `${calledBy(now)}, the default employer, has no placement, so that it cannot be told whether the employer by ${words} is another one. Give the account its placement.`
  return { ...reason('employer-contact', sentence), candidates: [now.id, ...candidates] }
}

function apart(person: WorldPerson, { rules, state, collected }: ImpliedContext): HeldReason | undefined {
  const beside = { learner: state.learner.id, person: person.id, role: 'employer', level: 'default' } as const
  const find = (id: Id) => collected.people.roster.get(id)
  const pair = keptApart(rules.apart ?? [], beside, rules.today, find)
  return pair && heldApart(pair, state.learner, person)
}
