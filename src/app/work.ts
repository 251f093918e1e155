import type { Account } from '../domain/account.ts'
import { whyNotEligible } from '../domain/eligibility.ts'
import type { Id } from '../domain/id.ts'
import { notALearner, unknownLearner } from '../domain/learner.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Role } from '../domain/role.ts'
import type { Instant } from '../domain/time.ts'
import type { ActionPlan, Review, Visit } from '../domain/work.ts'
import type { Tx } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import { holdersAt } from '../storage/holders.ts'
import { newId } from '../storage/sequence.ts'
import { giveTo } from './give.ts'
import { findIn, findOwned } from './owned.ts'
import { organisationsToSearch, type Search, unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'

/** The search for reviews of a filter; the moments are those between which a review is scheduled. */
export function reviewSearch(
  caller: Caller,
  wanted: {
    organisation?: Id | undefined
    learner?: Id | undefined
    status?: number | undefined
    from?: Instant | undefined
    to?: Instant | undefined
  },
): Search<'review'> | Problem {
  const { organisation, learner, status, from, to } = wanted
  const organisations = organisationsToSearch(caller, organisation)
  if (isProblem(organisations)) return organisations
  const scheduledFor = from === undefined && to === undefined ? undefined : { atLeast: from, atMost: to }
  return { name: 'review', organisations, filter: { learner, status, scheduledFor } }
}

/** The search for action plans of a filter. */
export function planSearch(
  caller: Caller,
  { organisation, learner }: { organisation?: Id | undefined; learner?: Id | undefined },
): Search<'plan'> | Problem {
  const organisations = organisationsToSearch(caller, organisation)
  return isProblem(organisations) ? organisations : { name: 'plan', organisations, filter: { learner } }
}

/** The search for the timesheet of a learner. */
export async function timesheetSearch(
  { storage }: Services,
  caller: Caller,
  learner: Id,
): Promise<Search<'timesheetEntry'> | Problem> {
  const user = await findOwned(storage, caller, 'user', learner)
  if (!user) return unknownLearner(learner)
  if (user.kind !== 'learner') return notALearner(learner)
  return { name: 'timesheetEntry', organisations: [user.organisation], filter: { learner } }
}

/** One review. */
export async function readReview({ storage }: Services, caller: Caller, id: Id): Promise<Review | Problem> {
  const review = await findOwned(storage, caller, 'review', id)
  return review ?? problem('review-unknown', `There is no review ${id} that this token may see.`, 'id')
}

/** One action plan. */
export async function readPlan({ storage }: Services, caller: Caller, id: Id): Promise<ActionPlan | Problem> {
  const plan = await findOwned(storage, caller, 'plan', id)
  return plan ?? problem('plan-unknown', `There is no plan ${id} that this token may see.`, 'id')
}

/** A review to be scheduled. */
interface NewReview {
  learner: Id
  status: number
  scheduledFor: Instant
  visit?: Id | null | undefined
  assessor?: Id | null | undefined
}

/** Schedules a review, with the learner's default employer; answers its id. Source: docs/onefile-api.md#4.9. */
export function createReview(services: Services, caller: Caller, wanted: NewReview): Promise<Id | Problem> {
  return giveTo(services, caller, wanted.learner, async (tx, learner, now) => {
    const assessor = await assessorFor(tx, caller, learner, wanted.assessor)
    if (isProblem(assessor)) return assessor
    const visit = await visitOf(tx, learner, wanted.visit)
    if (isProblem(visit)) return visit
    const employer = await defaultHolder(tx, learner, 'employer')
    const id = await newId(tx, 'review')
    const review: Review = {
      id: id,
      organisation: learner.organisation,
      learner: learner.id,
      status: wanted.status,
      scheduledFor: wanted.scheduledFor,
      assessor,
      employer,
      visit,
      progress: null,
      createdOn: now,
      startedOn: null,
      assessorSignedOn: null,
      learnerSignedOn: null,
      employerSignedOn: null,
      endTime: null,
    }
    await add(tx.db, 'review', [review])
    return review.id
  })
}

/** A visit to be arranged. */
interface NewVisit {
  learner: Id
  organisation?: Id | undefined
  from: Instant
  to: Instant
  visitType?: number | undefined
  smsReminder?: boolean | undefined
  assessor?: Id | null | undefined
}

/** The kind of visit that clients name where they have no other (docs/onefile-api.md#4.10). */
const USUAL_VISIT = 2

/** Arranges a visit; answers its id. */
export async function createVisit(
  services: Services,
  caller: Caller,
  wanted: NewVisit,
): Promise<Id | Problem> {
  if (wanted.to < wanted.from) return endsEarly()
  return giveTo(services, caller, wanted.learner, async (tx, learner) => {
    const against = whyNotIn(caller, learner, wanted.organisation)
    if (against) return against
    const assessor = await assessorFor(tx, caller, learner, wanted.assessor)
    if (isProblem(assessor)) return assessor
    const id = await newId(tx, 'visit')
    const { from, to, visitType = USUAL_VISIT, smsReminder = false } = wanted
    const { organisation } = learner
    const visit: Visit = {
      id: id,
      organisation,
      learner: learner.id,
      assessor,
      from,
      to,
      visitType,
      smsReminder,
    }
    await add(tx.db, 'visit', [visit])
    return visit.id
  })
}

/** The person named, if fit to assess this learner; the learner's default assessor where nobody is named. */
async function assessorFor(
  tx: Tx,
  caller: Caller,
  learner: Account,
  named: Id | null | undefined,
): Promise<Id | null | Problem> {
  if (named === undefined || named === null) return defaultHolder(tx, learner, 'assessor')
  const [person] = await tx.statements.accounts([named])
  if (!person || !caller.sees.has(person.organisation)) return unknownAssessor(named)
  const against = whyNotEligible(person, 'assessor', learner)
  return against ? { ...against, about: 'assessor' } : named
}

async function defaultHolder(tx: Tx, { organisation, id }: Account, role: Role): Promise<Id | null> {
  const holders = await holdersAt(tx.db, { organisations: [organisation], learners: [id], level: 'default' })
  return holders.find(one => one.role === role)?.person ?? null
}

async function visitOf(tx: Tx, learner: Account, named: Id | null | undefined): Promise<Id | null | Problem> {
  if (named === undefined || named === null) return null
  const visit = await findIn(tx.db, 'visit', learner.organisation, named)
  if (visit?.learner === learner.id) return named
  return problem(
    'visit-unknown',
    `There is no visit ${named} to learner ${learner.id}; make the visit first, or leave it out.`,
    'visit',
  )
}

function whyNotIn(caller: Caller, learner: Account, organisation: Id | undefined): Problem | undefined {
  if (organisation === undefined || organisation === learner.organisation) return undefined
  if (!caller.sees.has(organisation)) return unknownOrganisation(organisation)
  return problem(
    'organisations-differ',
    `Learner ${learner.id} is in organisation ${learner.organisation}, not in ${organisation}; name that one, or leave it out.`,
    'organisation',
  )
}

function endsEarly(): Problem {
  return problem('field-invalid', 'The visit ends before it begins; send a later end.', 'to')
}

function unknownAssessor(id: Id): Problem {
  return problem('user-unknown', `There is no user ${id} that this token may see.`, 'assessor')
}
