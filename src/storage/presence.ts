import type { Id } from '../domain/id.ts'
import { type Db, untyped } from './db.ts'
import { organisationsOf } from './directory.ts'
import { ENTITIES, type EntityName } from './entities.ts'
import { inFullPieces } from './pieces.ts'

/** Owners of things by their ids. Where ids are only unique to an owner, one may have several. */
type Owners = ReadonlyMap<Id | string, ReadonlySet<Id>>

/** What belongs to a customer, with the column that says so; a customer belongs to itself. */
const OF_CUSTOMER = {
  customer: 'id',
  organisation: 'customer_id',
  token: 'customer_id',
  webhook: 'customer_id',
  standard: 'customer_id',
  unit: 'customer_id',
  template: 'customer_id',
} as const

/** The organisation, or where it has none the customer, that things belong to. Unknown ids are missing. */
export async function ownersOf(db: Db, name: EntityName, ids: readonly (Id | string)[]): Promise<Owners> {
  const { entity, directory } = ENTITIES[name]
  if (directory) {
    const found = await organisationsOf(db)(directory, ids as Id[])
    return new Map([...found].map(([id, organisation]) => [id, new Set([organisation])]))
  }
  const rows = await inFullPieces(ids, piece =>
    untyped(db)
      .selectFrom(entity.table)
      .select(['id', `${ownerColumn(name)} as owner`])
      .where('id', 'in', piece)
      .$castTo<{ id: Id | string; owner: Id }>()
      .execute(),
  )
  const owners = new Map<Id | string, Set<Id>>()
  for (const { id, owner } of rows) owners.set(id, (owners.get(id) ?? new Set()).add(owner))
  return owners
}

function ownerColumn(name: EntityName): string {
  return new Map<string, string>(Object.entries(OF_CUSTOMER)).get(name) ?? 'organisation_id'
}

/** What was given to a learner. */
export interface GivenTo {
  learner: Id
  standard: Id
}

/** Whose learning aims or unit summaries of an organisation are, and of which standard. Unknown ids are missing. */
export async function givenByIds(
  db: Db,
  name: 'aim' | 'unitSummary',
  organisation: Id,
  ids: readonly Id[],
): Promise<Map<Id, GivenTo>> {
  const rows = await inFullPieces(ids, piece =>
    db
      .selectFrom(name === 'aim' ? 'learning_aims' : 'unit_summaries')
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
