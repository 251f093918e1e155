import type { Id } from '../domain/id.ts'
import { KEPT, type KeptName } from './add.ts'
import type { DirectoryKind } from './codes.ts'
import type { Db } from './db.ts'
import { organisationsOf } from './directory.ts'
import { inFullPieces } from './pieces.ts'

/** Owners of things by their ids. Where ids are only unique to an owner, one may have several. */
export type Owners = ReadonlyMap<Id | string, ReadonlySet<Id>>

/** What belongs to a customer, with the column that says so; a customer belongs to itself. */
const OF_CUSTOMER = {
  customer: 'id',
  organisation: 'customer_id',
  token: 'customer_id',
  standard: 'customer_id',
  unit: 'customer_id',
  template: 'customer_id',
} as const

/** The organisation, or where it has none the customer, that things belong to. Unknown ids are missing. */
export async function ownersOf(db: Db, name: KeptName, ids: readonly (Id | string)[]): Promise<Owners> {
  const kept: { noun: object; directory?: DirectoryKind } = KEPT[name]
  if (kept.directory) {
    const found = await organisationsOf(db)(kept.directory, ids as Id[])
    return new Map([...found].map(([id, organisation]) => [id, new Set([organisation])]))
  }
  const column = name in OF_CUSTOMER ? OF_CUSTOMER[name as keyof typeof OF_CUSTOMER] : 'organisation_id'
  const rows = await inFullPieces(ids as Id[], piece =>
    db
      .selectFrom(KEPT[name].noun.table as 'learner_statuses')
      .select(['id', `${column as 'organisation_id'} as owner`])
      .where('id', 'in', piece)
      .execute(),
  )
  const owners = new Map<Id | string, Set<Id>>()
  for (const { id, owner } of rows) owners.set(id, (owners.get(id) ?? new Set()).add(owner))
  return owners
}

/** What was given to a learner. */
export interface Given {
  learner: Id
  standard: Id
}

/** Whose learning aims or unit summaries of an organisation are, and of which standard. Unknown ids are missing. */
export async function givenByIds(
  db: Db,
  name: 'aim' | 'unitSummary',
  organisation: Id,
  ids: readonly Id[],
): Promise<Map<Id, Given>> {
  const rows = await inFullPieces(ids, piece =>
    db
      .selectFrom(KEPT[name].noun.table as 'learning_aims')
      .select(['id', 'learner_id', 'standard_id'])
      .where('organisation_id', '=', organisation)
      .where('id', 'in', piece)
      .execute(),
  )
  return new Map(rows.map(row => [row.id, { learner: row.learner_id, standard: row.standard_id }]))
}

/** Runs of an organisation by their ids, with the positions that they reach from and to. */
export async function reachOfRuns(
  db: Db,
  organisation: Id,
  ids: readonly Id[],
): Promise<Map<Id, { first: number; last: number }>> {
  const rows = await inFullPieces(ids, piece =>
    db
      .selectFrom('runs')
      .select(['id', 'first_position', 'last_position'])
      .where('organisation_id', '=', organisation)
      .where('id', 'in', piece)
      .execute(),
  )
  return new Map(rows.map(row => [row.id, { first: row.first_position, last: row.last_position }]))
}
