import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { DirectoryKind } from '../storage/codes.ts'
import type { Storage } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { ENTITIES, type EntityName, type Stored } from '../storage/entities.ts'
import { selectAny } from '../storage/records.ts'
import type { Caller } from './services.ts'

/** What belongs to one organisation and is found by its id alone. */
type OwnedKind = DirectoryKind & EntityName

/** The organisation of something, if the caller sees it. */
export async function organisationOf(
  storage: Storage,
  caller: Caller,
  kind: OwnedKind,
  id: Id,
): Promise<Id | undefined> {
  const organisation = (await storage.organisationsOf(kind, [id])).get(id)
  return organisation !== undefined && caller.sees.has(organisation) ? organisation : undefined
}

/** One object of an organisation; nothing when there is none. */
export async function findIn<Kind extends OwnedKind>(
  db: Db,
  kind: Kind,
  organisation: Id,
  id: Id,
): Promise<Stored[Kind] | undefined> {
  const [found] = await selectAny(db, ENTITIES[kind].entity, { organisation, id }, { limit: 1 })
  return found
}

/** One object by its id alone; nothing when there is none that the caller sees. */
export async function findOwned<Kind extends OwnedKind>(
  storage: Storage,
  caller: Caller,
  kind: Kind,
  id: Id,
): Promise<Stored[Kind] | undefined> {
  const organisation = await organisationOf(storage, caller, kind, id)
  return organisation === undefined ? undefined : findIn(storage.db, kind, organisation, id)
}

/** A placement and a class by which something is chosen must be there for the caller. */
export async function whyNotPlaced(
  storage: Storage,
  caller: Caller,
  asked: { placement?: Id | undefined; classroom?: Id | undefined },
): Promise<Problem | undefined> {
  for (const kind of ['placement', 'classroom'] as const) {
    const id = asked[kind]
    if (id !== undefined && (await organisationOf(storage, caller, kind, id)) === undefined)
      return problem(`${kind}-unknown`, `There is no ${kind} ${id} that this token may see.`, kind)
  }
  return undefined
}
