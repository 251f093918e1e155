import type { Standard, Template, Unit } from '../domain/catalogue.ts'
import type { Id } from '../domain/id.ts'
import { standards, templates, units } from './catalogue.ts'
import type { Db } from './db.ts'
import { type AnyNoun, find, select } from './records.ts'

const CATALOGUE = { standard: standards, unit: units, template: templates }

/** What a catalogue holds, by kind. */
export interface Catalogue {
  standard: Standard
  unit: Unit
  template: Template
}

export type CatalogueKind = keyof Catalogue

/** Everything of one kind in a customer's catalogue, in the order of the ids. */
export async function listCatalogue<Kind extends CatalogueKind>(
  db: Db,
  { kind, customer }: { kind: Kind; customer: Id },
): Promise<Catalogue[Kind][]> {
  const all = await select(db, nounOf(kind), { customer_id: customer })
  // Engines may order text by the rules of a language, which are not the same on all machines.
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** One part of a customer's catalogue; nothing when there is none. */
export function findCatalogued<Kind extends CatalogueKind>(
  db: Db,
  { kind, customer, id }: { kind: Kind; customer: Id; id: Catalogue[Kind]['id'] },
): Promise<Catalogue[Kind] | undefined> {
  return find(db, nounOf(kind), { customer_id: customer, id })
}

function nounOf<Kind extends CatalogueKind>(kind: Kind): AnyNoun<Catalogue[Kind]> {
  return CATALOGUE[kind] as unknown as AnyNoun<Catalogue[Kind]>
}
