import { sql } from 'kysely'
import type { AccountKind } from '../domain/account.ts'
import { certain } from '../domain/certain.ts'
import { type Erasure, erasableOf, erasedUser } from '../domain/erasure.ts'
import type { Id } from '../domain/id.ts'
import { type DatedChange, takenBack } from '../domain/planned.ts'
import type { Instant } from '../domain/time.ts'
import { finderOf, redact, type Traits, traitsOf } from '../domain/traits.ts'
import type { User } from '../domain/user.ts'
import { aims } from './aims.ts'
import { DIRECTORY_CODES } from './codes.ts'
import { setCompetences } from './competences.ts'
import type { Db } from './db.ts'
import type { EntityName } from './entities.ts'
import { erasures } from './erasures.ts'
import { forgetImports } from './imports.ts'
import { findMentions, type Mention, type Mentions, type Reach, redactMentions } from './mentions.ts'
import { organisations } from './organisations.ts'
import { openBeside, openWith, replacePlanned } from './planned.ts'
import { find, insert, select, update } from './records.ts'
import { organisationsOfCustomer } from './user-lookups.ts'
import { users } from './users.ts'
import { positionsAbout } from './with-person.ts'

/** What an erasure takes of one account, and what it leaves. */
export interface Extent {
  user: Id
  organisation: Id
  kind: AccountKind
  /** Names of the properties of the account that say something. */
  properties: readonly string[]
  /** Records that go. */
  removed: Partial<Record<EntityName, number>>
  /** Records that stay because slots and history refer to them, with nothing in them but what they refer to. */
  emptied: Partial<Record<EntityName, number>>
  /** Texts elsewhere out of which the person is taken. */
  redacted: readonly Mention[]
  /** Texts in which a name stands alone, which may be a word of the language or somebody else's; they stay as they are. */
  lookAt: readonly Mention[]
  /** Planned changes that put the person somewhere, or somebody beside them, and are taken back. */
  takenBack: number
  /** Records that stay: they hold numbers and dates, and no names. */
  kept: { holding: number; beside: number; changes: number }
}

/** Records of a learner that nothing refers to, those first that refer to others. Their texts are the learner's own. */
const REMOVED = [
  ['timesheetEntry', 'timesheet_entries'],
  ['plan', 'plans'],
  ['review', 'reviews'],
  ['visit', 'visits'],
  ['offTheJob', 'off_the_job'],
] as const

const EMPTIED = [
  ['aim', 'learning_aims'],
  ['unitSummary', 'unit_summaries'],
] as const

/** What erasing an account would come to. `names` also takes names out of texts where they stand alone. */
export async function lookAtErasure(db: Db, user: User, names: boolean): Promise<Extent> {
  const mentions = await findMentions(db, { ...(await reachAndTraits(db, user)), names })
  const going = await ownTextsOf(db, user)
  const others = { sure: without(mentions.sure, going), alone: without(mentions.alone, going) }
  const takenBack = (await plannedFor(db, user)).length
  return extent(user, await countOwn(db, user), others, { takenBack, kept: await countKept(db, user) })
}

/** Erases an account. The caller has its organisation to itself. */
export async function eraseAccount(db: Db, user: User, erasure: Erasure): Promise<Extent> {
  const known = await reachAndTraits(db, user)
  const own = await countOwn(db, user)
  await removeOwn(db, user)
  await emptyOwn(db, user)
  const takenBack = await takeBackPlanned(db, user, erasure.at)
  await setCompetences(db, { organisation: user.organisation, user: user.id, standards: [] })
  await update(db, users, erasedUser(user, erasure.at))
  await insert(db, erasures, [erasure])
  await forgetImports(db, known.reach.customer)
  const mentions = await redactMentions(db, { ...known, names: erasure.names })
  return extent(user, own, mentions, { takenBack, kept: await countKept(db, user) })
}

/** What is planned to put somebody in a slot, or beside a learner. What takes somebody away may go on. */
async function plannedFor(db: Db, { organisation, id }: User): Promise<DatedChange[]> {
  const beside = await openBeside(db, { organisation, learners: [id] })
  const theirs = await openWith(db, { organisation, people: [id] })
  return [...beside, ...theirs.filter(one => one.after === id && one.slot.learner !== id)]
}

async function takeBackPlanned(db: Db, user: User, at: Instant): Promise<number> {
  const planned = await plannedFor(db, user)
  await replacePlanned(
    db,
    planned.map(one => takenBack(one, at)),
  )
  await db
    .updateTable('planned_runs')
    .set({ archives: null, archive_from: null })
    .where('organisation_id', '=', user.organisation)
    .where('archives', '=', user.id)
    .execute()
  return planned.length
}

/** Whether one of the texts tells of the person: by name alone, too. */
export async function isNamedIn(db: Db, user: User, texts: readonly (string | null)[]): Promise<boolean> {
  const { traits } = await reachAndTraits(db, user)
  const finder = finderOf([...traits.sure, ...traits.names])
  return finder !== undefined && texts.some(text => text !== null && redact(text, finder) !== text)
}

/** By what texts may tell of an account, and which texts may. */
export async function reachAndTraits(db: Db, user: User): Promise<{ traits: Traits; reach: Reach }> {
  const own = await select(db, aims, { organisation: user.organisation, learner: user.id })
  const { customer } = certain(await find(db, organisations, { id: user.organisation }))
  return {
    traits: traitsOf(
      user,
      own.map(aim => aim.registrationNumber),
    ),
    reach: { customer, organisations: await organisationsOfCustomer(db, customer) },
  }
}

type OwnRecords = Pick<Extent, 'removed' | 'emptied'>

async function countOwn(db: Db, user: User): Promise<OwnRecords> {
  return { removed: await countAll(db, user, REMOVED), emptied: await countAll(db, user, EMPTIED) }
}

async function countAll(
  db: Db,
  user: User,
  kinds: readonly (readonly [EntityName, (typeof REMOVED | typeof EMPTIED)[number][1]])[],
): Promise<Partial<Record<EntityName, number>>> {
  const counts: Partial<Record<EntityName, number>> = {}
  for (const [record, table] of kinds) {
    const { count } = await ofLearner(db, table, user)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    if (count > 0) counts[record] = count
  }
  return counts
}

/** Tables of a learner's own records look alike in the two columns that count here. */
function ofLearner(db: Db, table: string, { organisation, id }: User) {
  return db
    .selectFrom(table as 'plans')
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', id)
}

const WITH_TEXTS = [
  ['plan', 'plans', ['title']],
  ['timesheetEntry', 'timesheet_entries', ['category', 'comments']],
] as const

/** Texts that go with the learner's own records anyway. */
async function ownTextsOf(db: Db, user: User): Promise<Mention[]> {
  const texts: Mention[] = []
  for (const [record, table, properties] of WITH_TEXTS) {
    for (const { id } of await ofLearner(db, table, user).select('id').execute()) {
      texts.push(...properties.map(property => ({ record, id, property })))
    }
  }
  return texts
}

function keyOf({ record, id, property }: Mention): string {
  return `${record}/${id}/${property}`
}

function without(mentions: readonly Mention[], others: readonly Mention[]): Mention[] {
  const keys = new Set(others.map(keyOf))
  return mentions.filter(one => !keys.has(keyOf(one)))
}

async function removeOwn(db: Db, user: User): Promise<void> {
  const { organisation, id } = user
  // A review of somebody else may name a visit to this learner.
  await db
    .updateTable('reviews')
    .set({ visit_id: null })
    .where('organisation_id', '=', organisation)
    .where('visit_id', 'in', ofLearner(db, 'visits', user).select('id'))
    .execute()
  for (const [record, table] of REMOVED) {
    if (record !== 'offTheJob') await leaveDirectory(db, record, table, user)
    await db
      .deleteFrom(table as 'plans')
      .where('organisation_id', '=', organisation)
      .where('learner_id', '=', id)
      .execute()
  }
}

async function leaveDirectory(
  db: Db,
  record: keyof typeof DIRECTORY_CODES,
  table: string,
  user: User,
): Promise<void> {
  await db
    .deleteFrom('directory')
    .where('kind', '=', DIRECTORY_CODES[record])
    .where('id', 'in', ofLearner(db, table, user).select('id'))
    .execute()
}

async function emptyOwn(db: Db, { organisation, id }: User): Promise<void> {
  await db
    .updateTable('learning_aims')
    .set({ status: 0, progress: 0, start_date: null, planned_end: null, registration_number: null })
    .set({ registration_date: null, certificate_applied_date: null, certificate_received_date: null })
    .set({ achieved_date: null })
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', id)
    .execute()
  await db
    .updateTable('unit_summaries')
    .set({ start_date: null, planned_end: null, weighting: null, progress: 0, signed_off_on: null })
    .where('organisation_id', '=', organisation)
    .where('learner_id', '=', id)
    .execute()
}

async function countKept(db: Db, { organisation, id }: User): Promise<Extent['kept']> {
  const slots = async (column: 'learner_id' | 'person_id') => {
    const { count } = await db
      .selectFrom('assignments')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organisation_id', '=', organisation)
      .where(column, '=', id)
      .executeTakeFirstOrThrow()
    return count
  }
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${positionsAbout(id, organisation)}) as about`.execute(db)
  return {
    holding: await slots('person_id'),
    beside: await slots('learner_id'),
    changes: certain(rows[0]).count,
  }
}

function extent(
  user: User,
  own: OwnRecords,
  { sure, alone }: Mentions,
  rest: Pick<Extent, 'takenBack' | 'kept'>,
): Extent {
  const { id, organisation, kind } = user
  const about = { user: id, organisation, kind, properties: erasableOf(user) }
  return { ...about, ...own, redacted: sure, lookAt: alone, ...rest }
}
