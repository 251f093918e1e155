import { certain } from '../../domain/certain.ts'
import { whyNotEligible } from '../../domain/eligibility.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { whyIncomplete, whyUnreachable } from '../../domain/new-user.ts'
import type { PersonFields } from '../../domain/plan.ts'
import type { SlotKey } from '../../domain/slot.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { AccountRequests, Doubt, FactRequest, Request } from '../collect/request.ts'
import type { LearnerState } from '../world/learner-state.ts'
import type { WorldPerson } from '../world/world.ts'
import { resolveAims } from './aims.ts'
import { resolveCompetences } from './competences.ts'
import type { AccountContext, ResolveContext } from './context.ts'
import { Decisions } from './decisions.ts'
import { laterEmployers, rivalEmployers } from './employers.ts'
import { type Amendment, amend, datesOutOfOrder, disagreement, emailOfAnother } from './facts.ts'
import { resolveImplied } from './implied.ts'
import { bringBack, hasLeft } from './returner.ts'
import { archivedPerson, resolveSlots } from './slots.ts'

/** What has been said of one account, for what is concluded from all accounts together. */
export interface AccountNotes {
  person: WorldPerson
  facts: readonly FactRequest[]
  /** Why everything about the account is held. */
  contested: HeldReason | undefined
  /** Of what something is held. */
  doubts: ReadonlySet<Doubt>
  /** Slots of which the sources say something. */
  claimed: ReadonlySet<SlotKey>
}

/** What is decided about one account. */
interface ResolvedAccount {
  decisions: Decisions
  notes: AccountNotes
  /** What a learner has, with what the plan gives. */
  state: LearnerState
}

/** What the slots of an account come to, beside decisions. */
export interface ResolvedSlots {
  doubts: ReadonlySet<Doubt>
  claimed: ReadonlySet<SlotKey>
}

const NO_SLOTS: ResolvedSlots = { doubts: new Set(), claimed: new Set() }

/** Decides everything that the sources ask of one account. */
export function resolveAccount(requests: AccountRequests, context: ResolveContext): ResolvedAccount {
  const { facts, contested } = requests
  const decisions = new Decisions()
  const own: AccountContext = { ...context, decisions }
  const { person, mayGoOn } = resolvePerson(requests, own)
  const state = context.learners.of(person)
  const { doubts, claimed } = mayGoOn ? resolveLearner(requests, state, own) : NO_SLOTS
  const allDoubts = doubts.size === 0 ? requests.doubts : new Set([...requests.doubts, ...doubts])
  const notes = { person: requests.person, facts, contested, doubts: allDoubts, claimed }
  return { decisions, notes, state }
}

/** Decides what the account itself becomes. What a learner has is only looked at where `mayGoOn`. */
function resolvePerson(
  requests: AccountRequests,
  context: AccountContext,
): { person: WorldPerson; mayGoOn: boolean } {
  const { person, contested, facts, aims, slots, competences } = requests
  const isNew = person.id < 0
  const why = contested ?? (isNew ? whyNotCreated(requests, context) : undefined)
  if (why) {
    context.decisions.holdAll([...facts, ...aims, ...slots, ...competences], why)
    return { person, mayGoOn: false }
  }
  if (isNew) createPerson(person, context.decisions, { requests: facts, assessor: mainAssessor(requests) })
  const back = person.archived ? whenArchived(requests, context) : person
  const archived = 'sentence' in back ? back : undefined
  resolveFacts(requests, context, archived)
  resolveCompetences(requests, context)
  return { person: 'sentence' in back ? person : back, mayGoOn: person.kind === 'learner' }
}

function resolveLearner(
  requests: AccountRequests,
  state: LearnerState,
  context: AccountContext,
): ResolvedSlots {
  resolveAims(requests, state, context)
  const slots = resolveImplied(requests, state, context)
  return resolveSlots({ ...requests, slots }, state, context)
}

/** The learner whom rows bring back, or why nothing is written about somebody who is archived. */
function whenArchived(requests: AccountRequests, context: AccountContext): WorldPerson | HeldReason {
  const { person } = requests
  if (person.kind !== 'learner') return archivedPerson(person)
  return bringBack(requests, context.learners.assignmentsOf(person.id), context)
}

// People to be made.

/** Somebody new is made with all that an account needs, or everything about them waits. */
function whyNotCreated(requests: AccountRequests, context: AccountContext): HeldReason | undefined {
  const { person } = requests
  const rival = disagreement(requests)
  if (rival) return rival
  const lack =
    whyIncomplete({ ...person, defaultAssessor: mainAssessor(requests) }) ??
    (needsAddress(requests, context) ? whyUnreachable(person) : undefined)
  if (!lack) return undefined
  return reason('cannot-create', `${person.firstName} ${person.lastName} cannot be created: ${lack.sentence}`)
}

/**
 * OneFile makes no learner without an address. A server of ours does, but where a file has a column for addresses a blank in it
 * is more likely forgotten than meant.
 */
function needsAddress({ facts }: AccountRequests, { rules }: AccountContext): boolean {
  return rules.demandsAddress === true || facts.some(request => request.facts.hasNoAddress)
}

/** The one assessor whom rows agree on and who may be assigned to the learner. */
function mainAssessor({ person, slots }: AccountRequests): Id | undefined {
  if (person.kind !== 'learner') return undefined
  const main = slots.filter(
    ({ level, role, want }) => level === 'default' && role === 'assessor' && want === 'hold',
  )
  const [only, ...more] = new Set(main.map(request => certain(request.person)))
  return only && more.length === 0 && !whyNotEligible(only, 'assessor', person) ? only.id : undefined
}

/** Plans making an account. */
export function createPerson(
  person: WorldPerson,
  decisions: Decisions,
  {
    requests = [],
    places = [],
    assessor,
  }: { requests?: readonly Request[]; places?: readonly SourceLocation[]; assessor?: Id | undefined },
): void {
  const { id, kind, organisation } = person
  const more = assessor === undefined ? {} : { defaultAssessor: assessor }
  decisions.plan(
    { do: 'create-person', person: id, kind, fields: fieldsOf(person), ...more },
    organisation,
    requests,
    { places },
  )
}

function fieldsOf(person: WorldPerson): PersonFields {
  const { firstName, lastName, email, misId, uln } = person
  const { dateOfBirth, startOn, plannedEndDate, placement, classroom } = person
  return {
    ...{ firstName, lastName, email, misId, uln },
    ...{ dateOfBirth, startOn, plannedEndDate, placement, classroom },
  }
}

// What rows tell of people.

/** What a file changes about an account where it is read for assignments alone. */
const UNCHANGED: Amendment = { before: {}, after: {}, notes: [] }

function resolveFacts(
  requests: AccountRequests,
  context: AccountContext,
  archived: HeldReason | undefined,
): void {
  const { person, facts } = requests
  const { decisions, rules } = context
  const isKept = rules.mapping.only === 'assignments'
  const { before, after, notes } = isKept ? UNCHANGED : amendmentOf(requests, context)
  for (const { code, sentence } of notes)
    decisions.findings.push({ code, sentence, place: certain(facts[0]).place })
  const isChanged = Object.keys(after).length > 0 && person.id >= 0
  if (!isKept) for (const request of facts) judgeFacts(request, requests, context, archived !== undefined)
  if (archived && (isChanged || isOnlyNamed(requests, rules.today))) decisions.holdAll(facts, archived)
  else if (isChanged)
    decisions.plan({ do: 'update-person', person: person.id, before, after }, person.organisation, facts)
  else decisions.leave(facts)
}

function amendmentOf(
  requests: AccountRequests,
  { collected: { workplaces, people } }: AccountContext,
): Amendment {
  return amend(requests, { workplaces, roster: people.roster }, people.suspected.has(requests.person.id))
}

/** Whether rows say no more of a learner than that they are there, nor that they have left. */
function isOnlyNamed({ facts, aims, slots }: AccountRequests, today: string): boolean {
  return aims.length + slots.length === 0 && !hasLeft(facts, today)
}

/** Holds what a row says of several employers or of dates that cannot be, and notes employers to come; all else goes on. */
function judgeFacts(
  request: FactRequest,
  requests: AccountRequests,
  { decisions, collected: { people, workplaces } }: AccountContext,
  isArchived: boolean,
): void {
  const { person } = requests
  const why = datesOutOfOrder(request) ?? emailOfAnother(request, requests, people.roster)
  if (why && !isArchived) decisions.hold(request, why)
  const rivals = rivalEmployers(request, person, workplaces)
  if (rivals) decisions.hold(request, rivals)
  decisions.findings.push(...laterEmployers(request, person, workplaces))
}
