import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { ENTITIES, type Stored } from './entities.ts'
import { selectAny } from './records.ts'

/** What a catalogue holds. */
export type CatalogueKind = 'standard' | 'unit' | 'template'

/** Everything of one kind in a customer's catalogue, in the order of the ids. */
export async function listCatalogue<Kind extends CatalogueKind>(
  db: Db,
  { kind, customer }: { kind: Kind; customer: Id },
): Promise<Stored[Kind][]> {
  const all = await selectAny(db, ENTITIES[kind].entity, { customer })
  // Engines may order text by the rules of a language, which are not the same on all machines.
  return all.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** One part of a customer's catalogue; nothing when there is none. */
export async function findCatalogued<Kind extends CatalogueKind>(
  db: Db,
  { kind, customer, id }: { kind: Kind; customer: Id; id: Stored[Kind]['id'] },
): Promise<Stored[Kind] | undefined> {
  const [found] = await selectAny(db, ENTITIES[kind].entity, { customer, id }, { limit: 1 })
  return found
}
