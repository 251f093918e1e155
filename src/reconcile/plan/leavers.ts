import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import { roleOf } from '../../domain/role.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { FactRequest } from '../collect/request.ts'
import { pairsApart } from '../resolve/apart.ts'
import { Decisions } from '../resolve/decisions.ts'
import type { PlanRules } from '../resolve/rules.ts'
import {
  calledBy,
  type LeaverNeed,
  type LeaverProposal,
  type World,
  type WorldPerson,
} from '../world/world.ts'

/** An account of staff with what rows tell of it. */
interface StaffAccount {
  person: WorldPerson
  facts: readonly FactRequest[]
}

/** Leavers of a list of staff, each with the first day without them; nobody where the mapping does not name the rule. */
export function leaversIn(
  accounts: Iterable<StaffAccount>,
  { people }: Pick<World, 'people'>,
  { mapping, today, apart = [] }: PlanRules,
): Map<Id, LeaverNeed> {
  const leavers = new Map<Id, LeaverNeed>()
  if (!mapping.implied.includes('staff-leaver')) return leavers
  for (const { person, facts } of accounts) {
    const on = firstDayWithout(person, facts, today)
    if (on === undefined) continue
    for (const account of accountsOf(person, people)) {
      leavers.set(account.id, { on, apart: pairsApart(apart, roleOf(account.kind), today, people) })
    }
  }
  return leavers
}

/** The day after the last one, today at the earliest; nothing of whom rows give different ones. */
function firstDayWithout(
  { kind, archived, id }: WorldPerson,
  facts: readonly FactRequest[],
  today: CalendarDate,
): CalendarDate | undefined {
  if (kind === 'learner' || archived || id < 0) return undefined
  const [last, ...others] = lastDaysIn(facts)
  if (last === undefined || others.length > 0) return undefined
  return last < today ? today : addDays(last, 1)
}

function lastDaysIn(facts: readonly FactRequest[]): CalendarDate[] {
  return [...new Set(facts.flatMap(({ facts: { actualEnd } }) => actualEnd ?? []))]
}

/** The account itself, and those that are certainly the same person's in the same centre. */
function accountsOf(person: WorldPerson, people: readonly WorldPerson[]): readonly WorldPerson[] {
  const { link, organisation } = person
  if (link === null) return [person]
  return people.filter(
    one => one.link === link && one.organisation === organisation && one.kind !== 'learner' && !one.archived,
  )
}

/** Proposes what becomes of the caseloads of leavers, one change for each account. */
export function proposeLeavers(
  accounts: ReadonlyMap<Id, StaffAccount>,
  world: World,
  rules: PlanRules,
): Decisions {
  const decisions = new Decisions()
  if (!rules.mapping.implied.includes('staff-leaver')) return decisions
  for (const [id, { on }] of leaversIn(accounts.values(), world, rules)) {
    const proposal = world.leavers?.get(id)
    const person = certain(world.people.find(one => one.id === id))
    const facts = factsFor(person, accounts).filter(({ facts: { actualEnd } }) => actualEnd !== undefined)
    if (proposal && facts.length > 0) proposeLeaver({ person, facts }, on, proposal, decisions)
  }
  for (const { person, facts } of accounts.values()) {
    if (person.kind === 'learner' || lastDaysIn(facts).length < 2) continue
    const asked = facts.filter(({ facts: { actualEnd } }) => actualEnd !== undefined)
    decisions.holdAll(asked, severalDays(person, lastDaysIn(facts)))
  }
  return decisions
}

function factsFor(person: WorldPerson, accounts: ReadonlyMap<Id, StaffAccount>): readonly FactRequest[] {
  const own = accounts.get(person.id)
  if (own) return own.facts
  const linked = [...accounts.values()].find(
    one => one.person.link !== null && one.person.link === person.link,
  )
  return linked?.facts ?? []
}

function proposeLeaver(
  { person, facts }: StaffAccount,
  on: CalendarDate,
  proposal: LeaverProposal,
  decisions: Decisions,
): void {
  const words = `Leaving Date ${certain(facts[0]).facts.actualEnd}`
  if ('planned' in proposal) {
    if (proposal.on <= on) decisions.leave(facts)
    else decisions.holdAll(facts, otherDay(person, proposal, words))
  } else if ('why' in proposal) decisions.holdAll(facts, nobody(person, proposal.why))
  else {
    const { moves, shares, stay } = proposal
    const change = { do: 'plan-leaver', person: person.id, on, moves, shares, stay } as const
    decisions.plan({ ...change, implied: { rule: 'staff-leaver', words } }, person.organisation, facts)
  }
}

function severalDays(person: WorldPerson, days: readonly CalendarDate[]): HeldReason {
  const sentence = `Rows give ${calledBy(person)} different last days, ${days.join(' and ')}; keep one of them.`
  return reason('implied-unclear', sentence)
}

function otherDay(
  person: WorldPerson,
  { planned, on }: { planned: Id; on: CalendarDate },
  words: string,
): HeldReason {
  return reason(
    'leaver-planned',
    `${calledBy(person)} is planned to be gone from ${on} by planned run ${planned}, and the list says ${words}. Give that run another day, or take it back and plan again.`,
  )
}

function nobody(person: WorldPerson, why: string): HeldReason {
  return reason(
    'leaver-nobody',
    `What ${calledBy(person)} holds is not shared out: ${why}. Name who takes over with "caseload leaver ${person.id} --to …".`,
  )
}
