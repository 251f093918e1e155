import type { Organisation } from '../domain/customer.ts'
import type { Id } from '../domain/id.ts'
import { standards, templates, units } from './catalogue.ts'
import type { Catalogue, CatalogueKind } from './catalogue-list.ts'
import type { Db } from './db.ts'
import { organisations } from './organisations.ts'
import { type AnyNoun, select } from './records.ts'

const NOUNS: { [Kind in CatalogueKind]: AnyNoun<Catalogue[Kind]> } = {
  standard: standards,
  unit: units,
  template: templates,
}

/** Things of a customer's catalogue by their ids. Unknown ids are left out. */
export async function catalogueByIds<Kind extends CatalogueKind>(
  db: Db,
  kind: Kind,
  customer: Id,
  ids: readonly Catalogue[Kind]['id'][],
): Promise<Catalogue[Kind][]> {
  if (ids.length === 0) return []
  const noun = NOUNS[kind] as AnyNoun<Catalogue[Kind]>
  return select(db, noun, { customer_id: customer, id: [...new Set(ids)] })
}

/** A page of organisations out of those named, in the order of ids. */
export async function organisationsPage(
  db: Db,
  wanted: { organisations: readonly Id[]; after: Id; limit: number },
): Promise<Organisation[]> {
  const ids = wanted.organisations.filter(id => id > wanted.after).sort((a, b) => a - b)
  return ids.length === 0 ? [] : select(db, organisations, { id: ids.slice(0, wanted.limit) })
}
