import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { LackedRole, LearnersWanted } from '../domain/learners-wanted.ts'
import type { NamedPerson } from '../domain/person.ts'
import type { Role } from '../domain/role.ts'
import { KIND_CODES, LEVEL_CODES, ROLE_CODES } from './codes.ts'
import type { Db } from './db.ts'
import { PERSON_COLUMNS, type PersonRow, toPerson } from './people.ts'
import { type PlaceAcross, pageAcross } from './pieces.ts'
import { textHas } from './text-search.ts'

/** A learner as a list shows one. */
export interface FoundLearner {
  learner: NamedPerson
  misId: string | null
}

interface LearnersSought {
  organisations: readonly Id[]
  wanted: LearnersWanted
  /** Goes on after this learner. */
  from: PlaceAcross<Id> | undefined
  limit: number
}

/** A page of learners, by organisation, name and id. Ids are found first, in the index of names, and rows joined late. */
export function learnersPage(
  db: Db,
  { organisations, wanted, from, limit }: LearnersSought,
): Promise<FoundLearner[]> {
  return pageAcross(organisations, from, limit, async (organisation, after, room) => {
    const ids = db
      .selectFrom('users')
      .select(['organisation_id', 'id'])
      .where(fits(organisation, wanted))
      .where(after === undefined ? EVERYBODY : comesAfter(organisation, after))
      .orderBy('search_text')
      .orderBy('id')
      .limit(room)
    const rows = await db
      .selectFrom(ids.as('page'))
      .innerJoin('users as full', join =>
        join.onRef('full.organisation_id', '=', 'page.organisation_id').onRef('full.id', '=', 'page.id'),
      )
      .select(PERSON_COLUMNS.map(column => `full.${column} as ${column}` as const))
      .select('full.mis_id as misId')
      .$castTo<PersonRow & { misId: string | null }>()
      .orderBy('full.search_text')
      .orderBy('full.id')
      .execute()
    return rows.map(({ misId, ...row }) => ({ learner: toPerson(row), misId }))
  })
}

/** How many learners are wanted in all. */
export async function countLearners(
  db: Db,
  { organisations, wanted }: Pick<LearnersSought, 'organisations' | 'wanted'>,
): Promise<number> {
  let count = 0
  for (const organisation of organisations) {
    const row = await db
      .selectFrom('users')
      .select(sql<number>`count(*)`.as('count'))
      .where(fits(organisation, wanted))
      .executeTakeFirst()
    count += Number(row?.count ?? 0)
  }
  return count
}

/** Ids of learners who are wanted, in the order of ids. */
export async function learnerIds(
  db: Db,
  { organisations, wanted, limit }: Omit<LearnersSought, 'from'>,
): Promise<Id[]> {
  const ids = await pageAcross<Id, Id>(
    organisations,
    undefined,
    limit,
    async (organisation, _after, room) => {
      const rows = await db
        .selectFrom('users')
        .select('id')
        .where(fits(organisation, wanted))
        .orderBy('id')
        .limit(room)
        .execute()
      return rows.map(row => row.id)
    },
  )
  return ids
}

type Condition = RawBuilder<boolean>

const EVERYBODY = sql<boolean>`1 = 1`

/** A cursor holds the number, not the name: addresses are written down by others. */
function comesAfter(organisation: Id, learner: Id): Condition {
  return sql<boolean>`(search_text, id) > (select last.search_text, last.id from users as last
    where last.organisation_id = ${organisation} and last.id = ${learner})`
}

function fits(organisation: Id, wanted: LearnersWanted): Condition {
  const { placement, classroom, standard, without, archived, sought } = wanted
  const tests = [
    sql`organisation_id = ${organisation}`,
    // Not as a column, so that no engine takes the index of kinds and sorts everybody it finds there.
    sql`kind + 0 = ${sql.lit(KIND_CODES.learner)}`,
    archived ? sql`archived_at is not null` : sql`archived_at is null`,
    ...(placement === undefined ? [] : [sql`placement_id = ${placement}`]),
    ...(classroom === undefined ? [] : [sql`classroom_id = ${classroom}`]),
    ...(standard === undefined ? [] : [holds(organisation, standard)]),
    ...BESIDE.flatMap(role => besideIn(organisation, role, wanted[role])),
    ...(without === undefined ? [] : [lacks(organisation, without)]),
    ...(sought?.words ?? []).map(word => textHas(` ${word}`)),
  ]
  return sql<boolean>`${sql.join(tests, sql` and `)}`
}

const BESIDE = ['assessor', 'iqa', 'employer', 'observer'] as const satisfies readonly Role[]

function holds(organisation: Id, standard: Id) {
  return sql`exists (select 1 from learning_aims as aim where aim.organisation_id = ${organisation}
    and aim.learner_id = users.id and aim.standard_id = ${standard})`
}

/** Begins with the person, of whom there is an index. */
function besideIn(organisation: Id, role: Role, person: Id | undefined) {
  if (person === undefined) return []
  return [
    sql`id in (select held.learner_id from assignments as held where held.organisation_id = ${organisation}
      and held.person_id = ${person} and held.role = ${sql.lit(ROLE_CODES[role])})`,
  ]
}

/** The rule is that of `coverOf`: an aim without one of its own falls back on the learner's. */
function lacks(organisation: Id, role: LackedRole) {
  const notFlagged = sql`delete_requested_at is null`
  switch (role) {
    case 'assessor':
      return sql`${notFlagged} and ${withoutAt(organisation, 'default', role)}
        and (not exists (${aims()}) or exists (${aims()} and not ${heldOnAim(role)}))`
    case 'iqa':
      return sql`${notFlagged} and ${withoutAt(organisation, 'additional', role)}
        and exists (${aims()} and not ${heldOnAim(role)})`
    case 'employer':
      return sql`${notFlagged} and ${withoutAt(organisation, 'default', role)}
        and ${withoutAt(organisation, 'additional', role)}`
  }
}

function aims() {
  return sql`select 1 from learning_aims as aim where aim.organisation_id = users.organisation_id
    and aim.learner_id = users.id`
}

/** Gathers once who has somebody, which is quicker than to look for each. */
function withoutAt(organisation: Id, level: 'default' | 'additional', role: Role) {
  return sql`id not in (select held.learner_id from assignments as held where held.organisation_id = ${organisation}
    and held.level = ${sql.lit(LEVEL_CODES[level])} and held.role = ${sql.lit(ROLE_CODES[role])})`
}

function heldOnAim(role: Role) {
  return sql`exists (select 1 from assignments as held where held.organisation_id = aim.organisation_id
    and held.learner_id = aim.learner_id and held.level = ${sql.lit(LEVEL_CODES.aim)}
    and held.role = ${sql.lit(ROLE_CODES[role])} and held.target = aim.id)`
}
