import { type RawBuilder, sql } from 'kysely'
import type { AccountKind } from '../domain/account.ts'
import type { StaffAccount } from '../domain/doubles.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import type { Sought } from '../domain/search-text.ts'
import { KIND_CODES, KIND_WORDS, wordFor } from './codes.ts'
import type { Db } from './db.ts'
import { inFullPieces, type PlaceAcross, pageAcross } from './pieces.ts'
import { prepared } from './prepared.ts'
import { textHas } from './text-search.ts'

/** Written as a number, not bound, so that the engines see that the index of staff, or of live accounts, fits. */
const LEARNER = sql.lit(KIND_CODES.learner)
const STAFF = sql.join(
  Object.values(KIND_CODES)
    .filter(code => code !== KIND_CODES.learner)
    .map(code => sql.lit(code)),
)

/**
 * Ids of the staff of one organisation, out of the index that holds only them: asked for in the order of ids, an
 * engine would rather walk all learners too, and "id + 0" keeps it from that.
 */
function staffIds(organisation: Id, after: Id, limit: number, filter: StaffFilter = {}) {
  const { kinds, sought } = filter
  const tests = [
    ...(kinds ? [sql`kind in (${sql.join(kinds.map(kind => sql.lit(KIND_CODES[kind])))})`] : []),
    ...(sought?.words ?? []).map(word => textHas(` ${word}`)),
    ...(isNarrowed(filter) ? [sql`id in (${holdersBeside(organisation, filter)})`] : []),
  ]
  return sql<Id>`select id from users where organisation_id = ${organisation} and kind <> ${LEARNER}
    and kind in (${STAFF}) and id + 0 > ${after} ${sql.join(
      tests.map(test => sql`and ${test}`),
      sql` `,
    )} order by id + 0 limit ${limit}`
}

/** Where learners are. */
export interface LearnersAt {
  placement?: Id | undefined
  classroom?: Id | undefined
}

/** Which of the staff are wanted; what is left out does not matter. */
interface StaffFilter extends LearnersAt {
  kinds?: readonly AccountKind[] | undefined
  sought?: Sought | undefined
}

/** Whether only learners of one place count. */
export function isNarrowed({ placement, classroom }: LearnersAt): boolean {
  return placement !== undefined || classroom !== undefined
}

/** Whether a learner is there. `users` is called `learner`. */
export function isAt({ placement, classroom }: LearnersAt): RawBuilder<boolean> {
  const tests = [
    ...(placement === undefined ? [] : [sql`learner.placement_id = ${placement}`]),
    ...(classroom === undefined ? [] : [sql`learner.classroom_id = ${classroom}`]),
  ]
  return sql<boolean>`${sql.join([sql`1 = 1`, ...tests], sql` and `)}`
}

function holdersBeside(organisation: Id, at: LearnersAt) {
  return sql`select held.person_id from users as learner
    join assignments as held on held.organisation_id = learner.organisation_id and held.learner_id = learner.id
    where learner.organisation_id = ${organisation} and ${isAt(at)}`
}

/** More than any organisation has. */
const MOST_STAFF = 1_000_000

/** The columns that somebody is shown by. */
export const PERSON_COLUMNS = [
  'organisation_id',
  'id',
  'kind',
  'first_name',
  'last_name',
  'archived_at',
  'delete_requested_at',
  'placement_id',
  'classroom_id',
  'link',
  'email_folded',
  'caseload_target',
] as const

/** The row of these columns. */
export interface PersonRow {
  organisation_id: number
  id: number
  kind: number
  first_name: string
  last_name: string
  archived_at: number | null
  delete_requested_at: number | null
  placement_id: number | null
  classroom_id: number | null
  link: number | null
  email_folded: string
  caseload_target: number | null
}

/** Somebody out of these columns. */
export function toPerson(row: PersonRow): NamedPerson {
  return {
    id: row.id,
    organisation: row.organisation_id,
    kind: wordFor(KIND_WORDS, row.kind),
    firstName: row.first_name,
    lastName: row.last_name,
    archived: row.archived_at !== null,
    flagged: row.delete_requested_at !== null,
    placement: row.placement_id,
    classroom: row.classroom_id,
    link: row.link,
    emailFolded: row.email_folded,
    caseloadTarget: row.caseload_target,
  }
}

const people = prepared((db, { organisations, ids }: { organisations: readonly Id[]; ids: readonly Id[] }) =>
  db
    .selectFrom('users')
    .select(PERSON_COLUMNS)
    .where('organisation_id', 'in', organisations)
    .where('id', 'in', ids)
    .orderBy('id'),
)

/** People of the organisations named, by id and in the order of their ids. Unknown ids are left out. */
export function peopleById(
  db: Db,
  { organisations, ids }: { organisations: readonly Id[]; ids: readonly Id[] },
): Promise<NamedPerson[]> {
  return inFullPieces(
    [...new Set(ids)].sort((a, b) => a - b),
    async piece => (await people(db, { organisations, ids: piece })).map(toPerson),
  )
}

/** Which people of which organisations, after which one, and how many. */
interface PeoplePage {
  organisations: readonly Id[]
  from: PlaceAcross<Id> | undefined
  limit: number
}

/** A page of staff, archived ones too, by organisation and id. */
export function staffPage(
  db: Db,
  { organisations, from, limit, ...filter }: PeoplePage & StaffFilter,
): Promise<NamedPerson[]> {
  return pageAcross(organisations, from, limit, async (organisation, after = 0, room) => {
    const rows = await db
      .selectFrom('users')
      .select(PERSON_COLUMNS)
      .where('organisation_id', '=', organisation)
      .where(sql<boolean>`id in (${staffIds(organisation, after, room, filter)})`)
      .orderBy('id')
      .execute()
    return rows.map(toPerson)
  })
}

/** A page of learners who are not archived, by organisation and id. */
export function liveLearners(db: Db, { organisations, from, limit }: PeoplePage): Promise<NamedPerson[]> {
  return pageAcross(organisations, from, limit, async (organisation, after = 0, room) => {
    const rows = await db
      .selectFrom('users')
      .select(PERSON_COLUMNS)
      .where('organisation_id', '=', organisation)
      .where(sql<boolean>`kind = ${LEARNER}`)
      .where('archived_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(room)
      .execute()
    return rows.map(toPerson)
  })
}

/** All staff of one organisation, with what double accounts show by. */
export async function staffOf(db: Db, { organisation }: { organisation: Id }): Promise<StaffAccount[]> {
  const rows = await db
    .selectFrom('users')
    .select([...PERSON_COLUMNS, 'mis_id_folded'])
    .where('organisation_id', '=', organisation)
    .where(sql<boolean>`id in (${staffIds(organisation, 0, MOST_STAFF)})`)
    .orderBy('id')
    .execute()
  return rows.map(row => ({ ...toPerson(row), misIdFolded: row.mis_id_folded }))
}

/** Accounts that are said to be one person with an account, of the organisations named, without the account itself. */
export async function linkedAccounts(
  db: Db,
  { organisations, person }: { organisations: readonly Id[]; person: NamedPerson },
): Promise<NamedPerson[]> {
  if (person.link === null) return []
  const rows = await db
    .selectFrom('users')
    .select(PERSON_COLUMNS)
    .where('link', '=', person.link)
    .where('organisation_id', 'in', organisations)
    .where('id', '<>', person.id)
    .orderBy('id')
    .execute()
  return rows.map(toPerson)
}

/** Whether any account has the link. */
export async function isLinkTaken(db: Db, link: Id): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').where('link', '=', link).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Sets what is ours of one account; nothing that OneFile knows changes, so it is not modified in OneFile's sense. */
export async function setOwnFields(
  db: Db,
  { organisation, id }: { organisation: Id; id: Id },
  { link, caseloadTarget }: { link?: Id | null; caseloadTarget?: number | null },
): Promise<void> {
  await db
    .updateTable('users')
    .set({
      ...(link !== undefined && { link }),
      ...(caseloadTarget !== undefined && { caseload_target: caseloadTarget }),
    })
    .where('organisation_id', '=', organisation)
    .where('id', '=', id)
    .execute()
}
