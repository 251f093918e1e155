import { type CaseloadAhead, caseloadsAhead } from '../domain/caseload-ahead.ts'
import type { CaseloadCount } from '../domain/caseload-count.ts'
import { certain } from '../domain/certain.ts'
import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { NamedPerson } from '../domain/person.ts'
import { comingOf } from '../domain/planned.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { ROLES, type Role } from '../domain/role.ts'
import { soughtIn } from '../domain/search-text.ts'
import { type Subject, withSubject } from '../domain/target.ts'
import { type CaseloadPart, caseloadPage } from '../storage/caseloads.ts'
import type { Storage, Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import type { StoredAssignment } from '../storage/history.ts'
import { isLinkTaken, type LearnersAt, peopleById, setOwnFields } from '../storage/people.ts'
import { type PlannedAround, plannedAround } from '../storage/planned-around.ts'
import { newId } from '../storage/sequence.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { organisationOf, whyNotPlaced } from './owned.ts'
import { whyNotWritable } from './person.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

type CaseloadSlot = StoredAssignment & Subject

/** What somebody holds beside one learner, by level. */
type HeldBeside = { learner: NamedPerson } & Record<Level, readonly CaseloadSlot[]>

/** A page of what somebody holds. */
interface UserCaseload extends CaseloadCount {
  user: NamedPerson
  ahead: readonly CaseloadAhead[]
  held: readonly HeldBeside[]
  findings: readonly Finding[]
  next: string | null
}

/** All that one person holds, a page of learners at a time. For archived staff this is what is left to hand over. */
export async function listUserCaseload(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & { user: Id },
): Promise<UserCaseload | Problem> {
  const user = await personSeen(storage, storage.db, caller, asked.user, 'user')
  if (isProblem(user)) return user
  const after = readCursor(asked, ['number'])
  if (isProblem(after)) return after
  const { organisation } = user
  const limit = limitOf(asked)
  const place = { organisation, person: user.id, after: after?.[0] ?? 0, limit: limit + 1 }
  // A page is short and read by key: waiting in line for another thread would take longer.
  const part = await caseloadPage(storage.db, place)
  const { assignments, count } = part
  const page = cutPage([...Map.groupBy(assignments, one => one.learner)], limit, ([learner]) => [learner])
  return {
    user,
    ...count,
    ahead: (await aheadOf(storage.db, organisation, new Map([[user.id, count]]))).get(user.id) ?? [],
    held: heldBeside(part, page.rows),
    findings: user.archived || user.flagged ? leftBehind(user, count) : [],
    next: page.next,
  }
}

/** How much some people of one organisation will hold, from each moment on at which that changes as planned. */
async function aheadOf(
  db: Db,
  organisation: Id,
  counts: ReadonlyMap<Id, CaseloadCount>,
): Promise<Map<Id, CaseloadAhead[]>> {
  return aheadFrom(await plannedAround(db, { organisation, people: [...counts.keys()] }), counts)
}

function aheadFrom(
  { changes, held, archived }: PlannedAround,
  counts: ReadonlyMap<Id, CaseloadCount>,
): Map<Id, CaseloadAhead[]> {
  if (changes.length === 0) return new Map()
  const gone = new Set(archived)
  return caseloadsAhead({
    counts: new Map([...counts].map(([id, { learners, slots }]) => [id, { learners, slots: sumOf(slots) }])),
    held,
    coming: comingOf(changes),
    isLive: learner => !gone.has(learner),
  })
}

function sumOf(slots: Record<Level, number>): number {
  return Object.values(slots).reduce((sum, some) => sum + some, 0)
}

function heldBeside(
  { learners, subjects }: CaseloadPart,
  rows: readonly (readonly [Id, readonly StoredAssignment[]])[],
): HeldBeside[] {
  const names = new Map(learners.map(one => [one.id, one]))
  return rows.map(([id, held]) => {
    const byLevel = Map.groupBy(withSubject(held, subjects), one => one.level)
    const levels = Object.fromEntries(LEVELS.map(level => [level, byLevel.get(level) ?? []]))
    return { learner: certain(names.get(id)), ...(levels as Record<Level, CaseloadSlot[]>) }
  })
}

function leftBehind({ id, archived }: NamedPerson, { slots }: CaseloadCount): Finding[] {
  const left = sumOf(slots)
  if (left === 0) return []
  const is = archived ? 'archived' : 'flagged for deletion'
  const sentence = `User ${id} is ${is} and still holds ${left} ${left === 1 ? 'slot' : 'slots'}; hand them over, or take them away.`
  return [{ code: archived ? 'held-by-archived' : 'held-by-flagged', sentence }]
}

/** One of the staff with how much they hold and should hold. */
interface StaffCaseload extends CaseloadCount {
  organisation: Id
  user: NamedPerson
  link: Id | null
  target: number | null
  ahead: readonly CaseloadAhead[]
}

/** Which of the staff are asked for. */
interface StaffAsked extends PageAsked {
  organisation?: Id | undefined
  role?: Role | undefined
  placement?: Id | undefined
  classroom?: Id | undefined
  name?: string | undefined
}

/** Staff with counts and targets; nobody is left out for want of either. */
export async function listCaseloads(
  { storage }: Services,
  caller: Caller,
  asked: StaffAsked,
): Promise<Page<StaffCaseload> | Problem> {
  const organisations = organisationsToSearch(caller, asked.organisation)
  if (isProblem(organisations)) return organisations
  const against = await whyNotPlaced(storage, caller, asked)
  if (against) return against
  const after = readCursor(asked, ['number', 'number'])
  if (isProblem(after)) return after
  const limit = limitOf(asked)
  const from = after && { organisation: after[0], after: after[1] }
  const { role, placement, classroom, name } = asked
  const filter = {
    placement,
    classroom,
    kinds: role && ROLES[role].accounts,
    sought: name === undefined ? undefined : soughtIn(name),
  }
  const staff = await storage.read('staffPage', { organisations, from, limit: limit + 1, ...filter })
  const { rows, next } = cutPage(staff, limit, one => [one.organisation, one.id])
  return { rows: await withCounts(storage, rows, { placement, classroom }), next }
}

async function withCounts(
  storage: Storage,
  staff: readonly NamedPerson[],
  at: LearnersAt,
): Promise<StaffCaseload[]> {
  const counts = new Map<Id, CaseloadCount>()
  const ahead = new Map<Id, CaseloadAhead[]>()
  for (const [organisation, own] of Map.groupBy(staff, one => one.organisation)) {
    const people = own.map(one => one.id)
    const found = await storage.read('countCaseloads', { organisation, people, ...at })
    for (const [id, count] of found) counts.set(id, count)
    const around = await storage.read('plannedAround', { organisation, people: own.map(one => one.id) })
    for (const [id, entries] of aheadFrom(around, found)) ahead.set(id, entries)
  }
  return staff.map(user => ({
    organisation: user.organisation,
    user,
    link: user.link,
    target: user.caseloadTarget,
    ahead: ahead.get(user.id) ?? [],
    ...certain(counts.get(user.id)),
  }))
}

/** Sets how many learners one of the staff should have; nothing and 0 both mean that nobody has said. */
export async function setTarget(
  { storage, writer }: Services,
  caller: Caller,
  { user, target }: { user: Id; target: number | null },
): Promise<Problem | undefined> {
  const person = await personSeen(storage, storage.db, caller, user, 'user')
  if (isProblem(person)) return person
  if (person.kind === 'learner') return notStaff(user)
  return writer.run({
    organisations: [],
    work: async (tx): Promise<Problem | undefined> => {
      const erased = await whyNotWritable(tx.db, person)
      if (erased) return erased
      await setOwnFields(tx.db, person, { caseloadTarget: target })
      return undefined
    },
  })
}

/** Says that two accounts are one person, or that an account is not the same person as those it was linked with. */
export async function linkUser(
  { storage, writer }: Services,
  caller: Caller,
  { user, other }: { user: Id; other: Id | null },
): Promise<Problem | undefined> {
  if (user === other) return linkedToItself(user)
  return writer.run({
    organisations: [],
    work: async tx => {
      const person = await personSeen(storage, tx.db, caller, user, 'user')
      if (isProblem(person)) return person
      const erased = await whyNotWritable(tx.db, person)
      if (erased) return erased
      if (other === null) return setOwnFields(tx.db, person, { link: null }).then(() => undefined)
      const partner = await personSeen(storage, tx.db, caller, other, 'other')
      if (isProblem(partner)) return partner
      return (await whyNotWritable(tx.db, partner)) ?? join(tx, person, partner)
    },
  })
}

async function join(tx: Tx, person: NamedPerson, partner: NamedPerson): Promise<undefined> {
  const link = partner.link ?? (await newLink(tx))
  await setOwnFields(tx.db, partner, { link })
  await setOwnFields(tx.db, person, { link })
}

/** Links that were loaded with a data set did not come from the counter, so it may have to step over some. */
async function newLink(tx: Tx): Promise<Id> {
  for (;;) {
    const link = await newId(tx, 'link')
    if (!(await isLinkTaken(tx.db, link))) return link
  }
}

/** Somebody by id, if the caller sees them. `about` is our word for the field that names them. */
export async function personSeen(
  storage: Storage,
  db: Db,
  caller: Caller,
  id: Id,
  about: string,
): Promise<NamedPerson | Problem> {
  const organisation = await organisationOf(storage, caller, 'user', id)
  const [person] =
    organisation === undefined ? [] : await peopleById(db, { organisations: [organisation], ids: [id] })
  return person ?? problem('user-unknown', `There is no user ${id} that this token may see.`, about)
}

/** The problem of a learner who is named where somebody of the staff must be. */
export function notStaff(user: Id): Problem {
  return problem(
    'not-staff',
    `User ${user} is a learner, who has no caseload; name one of the staff.`,
    'user',
  )
}

function linkedToItself(user: Id): Problem {
  return problem('field-invalid', `User ${user} is the account in the path; name another account.`, 'other')
}
