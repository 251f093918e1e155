import type { Organisation } from '../domain/customer.ts'
import type { Id } from '../domain/id.ts'
import type { CatalogueKind } from './catalogue-list.ts'
import type { Db } from './db.ts'
import { ENTITIES, type Stored } from './entities.ts'
import { organisations } from './organisations.ts'
import { select, selectAny } from './records.ts'

/** Things of a customer's catalogue by their ids. Unknown ids are left out. */
export async function catalogueByIds<Kind extends CatalogueKind>(
  db: Db,
  kind: Kind,
  customer: Id,
  ids: readonly Stored[Kind]['id'][],
): Promise<Stored[Kind][]> {
  if (ids.length === 0) return []
  return selectAny(db, ENTITIES[kind].entity, { customer, id: [...new Set(ids)] })
}

/** A page of organisations out of those named, in the order of ids. */
export async function organisationsPage(
  db: Db,
  wanted: { organisations: readonly Id[]; after: Id; limit: number },
): Promise<Organisation[]> {
  const ids = wanted.organisations.filter(id => id > wanted.after).sort((a, b) => a - b)
  return ids.length === 0 ? [] : select(db, organisations, { id: ids.slice(0, wanted.limit) })
}
