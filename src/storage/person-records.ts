import { sql } from 'kysely'
import type { User } from '../domain/user.ts'
import { KEPT, type KeptName } from './add.ts'
import type { Columns, Noun } from './columns.ts'
import type { Db } from './db.ts'
import type { StoredChange } from './history.ts'
import { inFullPieces } from './pieces.ts'
import { select } from './records.ts'
import { positionsAbout } from './with-person.ts'

/** Records about one account, by kind. */
export type PersonRecords = readonly (readonly [KeptName, readonly object[]])[]

/** Columns that say whom a record is about, or who takes part in it. */
const ABOUT = [
  ['aim', ['learner_id']],
  ['unitSummary', ['learner_id']],
  ['visit', ['learner_id', 'assessor_id']],
  ['review', ['learner_id', 'assessor_id', 'employer_id']],
  ['plan', ['learner_id']],
  ['timesheetEntry', ['learner_id']],
  ['offTheJob', ['learner_id']],
  ['assignment', ['learner_id', 'person_id']],
  ['erasure', ['user_id']],
] as const

/** Every record about one account, or that names it by its number. Other people are in them by their numbers only. */
export async function recordsAbout(db: Db, user: User): Promise<PersonRecords> {
  const found: [KeptName, readonly object[]][] = [['user', [user]]]
  for (const [record, columns] of ABOUT) {
    found.push([record, await selectAny(db, record, columns, user)])
  }
  const changes = await changesAbout(db, user)
  found.push(['run', await runsOf(db, user, changes)], ['change', changes])
  return found.filter(([, objects]) => objects.length > 0)
}

/** Records that name the account in any of the columns, each once, in the order of their key. */
async function selectAny(
  db: Db,
  record: KeptName,
  columns: readonly string[],
  { organisation, id }: User,
): Promise<object[]> {
  const noun = KEPT[record].noun as unknown as Noun<Record<string, unknown>, Columns>
  const byKey = new Map<string, Record<string, unknown>>()
  for (const column of columns) {
    for (const one of await select(db, noun, { organisation_id: organisation, [column]: id })) {
      byKey.set(keyOf(noun, one), one)
    }
  }
  return [...byKey.values()]
}

function keyOf(noun: Noun<Record<string, unknown>, Columns>, object: Record<string, unknown>): string {
  const own = Object.entries(noun.columns).filter(([, { column }]) => noun.key.includes(column))
  return own.map(([property]) => object[property]).join('/')
}

async function changesAbout(db: Db, { organisation, id }: User): Promise<StoredChange[]> {
  const { rows } = await sql<{ position: number }>`
    select position from (${positionsAbout(id, organisation)}) as about order by position`.execute(db)
  return inFullPieces(
    rows.map(({ position }) => position),
    piece => select(db, KEPT.change.noun, { organisation_id: organisation, position: [...piece] }),
  )
}

async function runsOf(
  db: Db,
  { organisation }: User,
  changes: readonly StoredChange[],
): Promise<readonly object[]> {
  const ids = [...new Set(changes.map(({ run }) => run))].sort((a, b) => a - b)
  return inFullPieces(ids, async piece => {
    const found = await select(db, KEPT.run.noun, { organisation_id: organisation, id: [...piece] })
    return found
  })
}
