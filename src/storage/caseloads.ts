import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { Movable } from '../domain/transfer.ts'
import { LEVEL_WORDS, ROLE_WORDS } from './codes.ts'
import type { Db } from './db.ts'
import { assignments, type StoredAssignment } from './history.ts'
import { inPieces } from './pieces.ts'
import { select } from './records.ts'

/** How much one person holds. */
export interface CaseloadCount {
  /** Learners who are not archived. */
  learners: number
  archivedLearners: number
  slots: Record<Level, number>
}

/** Some of one person's caseload: of learners after one, in the order of their ids, each learner whole. */
export async function caseloadPage(
  db: Db,
  wanted: { organisation: Id; person: Id; after: Id; limit: number },
): Promise<StoredAssignment[]> {
  const learners = await db
    .selectFrom('assignments')
    .select('learner_id')
    .distinct()
    .where('organisation_id', '=', wanted.organisation)
    .where('person_id', '=', wanted.person)
    .where('learner_id', '>', wanted.after)
    .orderBy('learner_id')
    .limit(wanted.limit)
    .execute()
  if (learners.length === 0) return []
  return select(db, assignments, {
    organisation_id: wanted.organisation,
    person_id: wanted.person,
    learner_id: learners.map(row => row.learner_id),
  })
}

/** How much some people of one organisation hold. */
export async function countCaseloads(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<Map<Id, CaseloadCount>> {
  const counts = new Map(people.map(id => [id, emptyCount()]))
  for (const row of await inPieces(people, piece => slotCounts(db, organisation, piece))) {
    counts.get(row.person)!.slots[LEVEL_WORDS.get(row.level)!] = Number(row.slots)
  }
  for (const row of await inPieces(people, piece => learnerCounts(db, organisation, piece))) {
    const count = counts.get(row.person)!
    count.learners = Number(row.live)
    count.archivedLearners = Number(row.archived)
  }
  return counts
}

function emptyCount(): CaseloadCount {
  const slots = Object.fromEntries(LEVELS.map(level => [level, 0])) as Record<Level, number>
  return { learners: 0, archivedLearners: 0, slots }
}

function slotCounts(db: Db, organisation: Id, people: readonly Id[]) {
  return db
    .selectFrom('assignments')
    .select(['person_id as person', 'level', sql<number>`count(*)`.as('slots')])
    .where('organisation_id', '=', organisation)
    .where('person_id', 'in', people)
    .groupBy(['person_id', 'level'])
    .execute()
}

function learnerCounts(db: Db, organisation: Id, people: readonly Id[]) {
  const distinct = (when: string) =>
    sql<number>`count(distinct case when learner.archived_at ${sql.raw(when)} then learner.id end)`
  return db
    .selectFrom('assignments as held')
    .innerJoin('users as learner', join =>
      join
        .onRef('learner.organisation_id', '=', 'held.organisation_id')
        .onRef('learner.id', '=', 'held.learner_id'),
    )
    .select([
      'held.person_id as person',
      distinct('is null').as('live'),
      distinct('is not null').as('archived'),
    ])
    .where('held.organisation_id', '=', organisation)
    .where('held.person_id', 'in', people)
    .groupBy('held.person_id')
    .execute()
}

/** All that some people of one organisation hold, with where each learner is, in the order of learners. */
export async function movablesOf(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<Movable[]> {
  const rows = await db
    .selectFrom('assignments as held')
    .innerJoin('users as learner', join =>
      join
        .onRef('learner.organisation_id', '=', 'held.organisation_id')
        .onRef('learner.id', '=', 'held.learner_id'),
    )
    .select([
      'held.learner_id as learner',
      'held.level as level',
      'held.role as role',
      'held.target as target',
      'held.person_id as person',
      'held.since as since',
      'learner.placement_id as placement',
      'learner.classroom_id as classroom',
    ])
    .where('held.organisation_id', '=', organisation)
    .where('held.person_id', 'in', people)
    .orderBy('held.learner_id')
    .orderBy('held.level')
    .orderBy('held.role')
    .orderBy('held.target')
    .execute()
  return rows.map(row => ({
    ...row,
    level: LEVEL_WORDS.get(row.level)!,
    role: ROLE_WORDS.get(row.role)!,
  }))
}
