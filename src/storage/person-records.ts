import { sql } from 'kysely'
import type { User } from '../domain/user.ts'
import type { Db } from './db.ts'
import { ENTITIES, type EntityName } from './entities.ts'
import { type Entity, toRow } from './entity.ts'
import { changes, runs, type StoredChange } from './history.ts'
import { inFullPieces } from './pieces.ts'
import { select, selectAny } from './records.ts'
import { positionsAbout } from './with-person.ts'

/** Records about one account, by kind. */
export type PersonRecords = readonly (readonly [EntityName, readonly object[]])[]

/** Properties that say whom a record is about, or who takes part in it. */
const ABOUT = [
  ['aim', ['learner']],
  ['unitSummary', ['learner']],
  ['visit', ['learner', 'assessor']],
  ['review', ['learner', 'assessor', 'employer']],
  ['plan', ['learner']],
  ['timesheetEntry', ['learner']],
  ['offTheJob', ['learner']],
  ['assignment', ['learner', 'person']],
  ['competence', ['user']],
  ['plannedChange', ['learner', 'before', 'after']],
  ['plannedRun', ['archives']],
  ['erasure', ['user']],
  ['evidenceNote', ['learner']],
  ['workbookNote', ['person']],
] as const

/** Every record about one account, or that names it by its number. Other people are in them by their numbers only. */
export async function recordsAbout(db: Db, user: User): Promise<PersonRecords> {
  const found: [EntityName, readonly object[]][] = [['user', [user]]]
  for (const [record, properties] of ABOUT) {
    found.push([record, await recordsNaming(db, record, properties, user)])
  }
  const changes = await changesAbout(db, user)
  found.push(['run', await runsOf(db, user, changes)], ['change', changes])
  return found.filter(([, objects]) => objects.length > 0)
}

/** Records that name the account in any of the properties, each once, in the order of their key. */
async function recordsNaming(
  db: Db,
  record: EntityName,
  properties: readonly string[],
  { organisation, id }: User,
): Promise<object[]> {
  const { entity }: { entity: Entity<object> } = ENTITIES[record]
  const byKey = new Map<string, object>()
  for (const property of properties) {
    for (const found of await selectAny(db, entity, { organisation, [property]: id })) {
      byKey.set(keyOf(entity, found), found)
    }
  }
  return [...byKey.values()]
}

function keyOf(entity: Entity<object>, object: object): string {
  const row = toRow(entity, object)
  return entity.key.map(column => row[column]).join('/')
}

async function changesAbout(db: Db, { organisation, id }: User): Promise<StoredChange[]> {
  const { rows } = await sql<{ position: number }>`
    select position from (${positionsAbout(id, organisation)}) as about order by position`.execute(db)
  return inFullPieces(
    rows.map(({ position }) => position),
    piece => select(db, changes, { organisation, position: piece }),
  )
}

async function runsOf(
  db: Db,
  { organisation }: User,
  changes: readonly StoredChange[],
): Promise<readonly object[]> {
  const ids = [...new Set(changes.map(({ run }) => run))].sort((a, b) => a - b)
  return inFullPieces(ids, piece => select(db, runs, { organisation, id: piece }))
}
