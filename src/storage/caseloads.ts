import { sql } from 'kysely'
import type { CaseloadCount, HeldSlot } from '../domain/caseload-count.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { NamedPerson } from '../domain/person.ts'
import type { Subject, TargetKey } from '../domain/target.ts'
import type { Movable } from '../domain/transfer.ts'
import { LEVEL_WORDS, ROLE_WORDS, wordFor } from './codes.ts'
import type { Db } from './db.ts'
import { assignments, type StoredAssignment } from './history.ts'
import { isAt, isNarrowed, type LearnersAt, peopleById } from './people.ts'
import { inFullPieces } from './pieces.ts'
import { prepared } from './prepared.ts'
import { select } from './records.ts'
import { subjectsOf } from './subjects.ts'

/** Some of one person's caseload, with all that is shown of it. */
export interface CaseloadPart {
  /** In the order of learners. */
  assignments: readonly StoredAssignment[]
  learners: readonly NamedPerson[]
  subjects: ReadonlyMap<TargetKey, Subject>
  /** How much the person holds in all. */
  count: CaseloadCount
}

interface CaseloadPartWanted extends Record<string, number> {
  organisation: Id
  person: Id
  after: Id
  limit: number
}

/** Some of one person's caseload: of learners after one, in the order of their ids, each learner whole. */
export async function caseloadPage(db: Db, wanted: CaseloadPartWanted): Promise<CaseloadPart> {
  const { organisation, person } = wanted
  const ids = (await learnersOf(db, wanted)).map(row => row.learner_id)
  const held = await heldBeside(db, wanted, ids)
  const counts = await countCaseloads(db, { organisation, people: [person] })
  return {
    assignments: held,
    learners: await peopleById(db, { organisations: [organisation], ids }),
    subjects: await subjectsOf(db, { organisations: [organisation], slots: held }),
    count: certain(counts.get(person)),
  }
}

const learnersOf = prepared((db, { organisation, person, after, limit }: CaseloadPartWanted) =>
  db
    .selectFrom('assignments')
    .select('learner_id')
    .distinct()
    .where('organisation_id', '=', organisation)
    .where('person_id', '=', person)
    .where('learner_id', '>', after)
    .orderBy('learner_id')
    .limit(limit),
)

async function heldBeside(
  db: Db,
  { organisation, person }: { organisation: Id; person: Id },
  learners: readonly Id[],
): Promise<StoredAssignment[]> {
  if (learners.length === 0) return []
  return select(db, assignments, { organisation, person, learner: learners })
}

/** How much some people of one organisation hold, of all learners or of those of one place. */
export async function countCaseloads(
  db: Db,
  { organisation, people, placement, classroom }: LearnersAt & { organisation: Id; people: readonly Id[] },
): Promise<Map<Id, CaseloadCount>> {
  const counts = new Map(people.map(id => [id, emptyCount()]))
  const counting = (piece: readonly Id[]) => ({ organisation, people: piece, placement, classroom })
  const countSlots = isNarrowed({ placement, classroom }) ? slotCountsAt : slotCounts
  for (const row of await inFullPieces(people, piece => countSlots(db, counting(piece)))) {
    certain(counts.get(row.person)).slots[wordFor(LEVEL_WORDS, row.level)] = Number(row.slots)
  }
  for (const row of await inFullPieces(people, piece => learnerCounts(db, counting(piece)))) {
    const count = certain(counts.get(row.person))
    count.learners = Number(row.live)
    count.archivedLearners = Number(row.archived)
  }
  return counts
}

function emptyCount(): CaseloadCount {
  const slots = Object.fromEntries(LEVELS.map(level => [level, 0])) as Record<Level, number>
  return { learners: 0, archivedLearners: 0, slots }
}

type Counted = {
  organisation: Id
  people: readonly Id[]
  placement?: Id | undefined
  classroom?: Id | undefined
}

const slotCounts = prepared((db, { organisation, people }: Counted) =>
  db
    .selectFrom('assignments')
    .select(['person_id as person', 'level', sql<number>`count(*)`.as('slots')])
    .where('organisation_id', '=', organisation)
    .where('person_id', 'in', people)
    .groupBy(['person_id', 'level']),
)

const slotCountsAt = prepared((db, { organisation, people, ...at }: Counted) =>
  db
    .selectFrom('assignments as held')
    .innerJoin('users as learner', join =>
      join
        .onRef('learner.organisation_id', '=', 'held.organisation_id')
        .onRef('learner.id', '=', 'held.learner_id'),
    )
    .select(['held.person_id as person', 'held.level as level', sql<number>`count(*)`.as('slots')])
    .where('held.organisation_id', '=', organisation)
    .where('held.person_id', 'in', people)
    .where(isAt(at))
    .groupBy(['held.person_id', 'held.level']),
)

const learnerCounts = prepared((db, { organisation, people, ...at }: Counted) => {
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
    .where(isAt(at))
    .groupBy('held.person_id')
})

/** All that some people of one organisation hold, with where each learner is, in the order of learners. */
export function movablesOf(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<Movable[]> {
  return movables(db, organisation, 'held.person_id', people)
}

/** All that is held beside some learners of one organisation, with where each is, in the order of learners. */
export function movablesBeside(
  db: Db,
  { organisation, learners }: { organisation: Id; learners: readonly Id[] },
): Promise<Movable[]> {
  return inFullPieces([...new Set(learners)], piece => movables(db, organisation, 'held.learner_id', piece))
}

async function movables(
  db: Db,
  organisation: Id,
  column: 'held.person_id' | 'held.learner_id',
  ids: readonly Id[],
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
    .where(column, 'in', ids)
    .orderBy('held.learner_id')
    .orderBy('held.level')
    .orderBy('held.role')
    .orderBy('held.target')
    .execute()
  return rows.map(row => ({
    ...row,
    level: wordFor(LEVEL_WORDS, row.level),
    role: wordFor(ROLE_WORDS, row.role),
  }))
}

/** What some people of one organisation hold, and whether each learner is archived. */
export async function heldBy(
  db: Db,
  { organisation, people }: { organisation: Id; people: readonly Id[] },
): Promise<HeldSlot[]> {
  const rows = await inFullPieces(people, piece => heldRows(db, { organisation, people: piece }))
  return rows.map(({ archivedAt, ...row }) => ({
    ...row,
    level: wordFor(LEVEL_WORDS, row.level),
    role: wordFor(ROLE_WORDS, row.role),
    archived: archivedAt !== null,
  }))
}

const heldRows = prepared((db, { organisation, people }: Counted) =>
  db
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
      'learner.archived_at as archivedAt',
    ])
    .where('held.organisation_id', '=', organisation)
    .where('held.person_id', 'in', people),
)
