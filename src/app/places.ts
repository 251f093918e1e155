import { amend } from '../domain/amend.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { addRecords, ENTITIES, type Stored } from '../storage/entities.ts'
import { update } from '../storage/records.ts'
import { newId } from '../storage/sequence.ts'
import { findIn, findOwned, organisationOf } from './owned.ts'
import { organisationsToSearch, type Search, unknownOrganisation } from './search.ts'
import type { Caller, Services } from './services.ts'

/** What an organisation puts its people in. */
type PlaceKind = 'classroom' | 'placement' | 'provider'

/** Properties that may be sent of a place; nothing (`null`) clears one that need not be there. */
type Sent<Place> = {
  [Property in keyof Omit<Place, 'id' | 'organisation' | 'name'>]?:
    | Place[Property]
    | (undefined extends Place[Property] ? null : never)
    | undefined
}

/** A place to be made. The organisation may be left out where the caller sees only one. */
type NewPlace<Kind extends PlaceKind> = Sent<Stored[Kind]> & {
  organisation?: Id | undefined
  name: string
}

/** What is to change of a place. What is left out stays; the same id or organisation again is no change. */
type PlaceChanges<Kind extends PlaceKind> = Sent<Stored[Kind]> & {
  id?: Id | undefined
  organisation?: Id | undefined
  name?: string | undefined
}

/** The search for places of a filter. A name counts as a whole, in any letter case; empty text says nothing. */
export function placeSearch<Kind extends PlaceKind>(
  caller: Caller,
  kind: Kind,
  { organisation, name }: { organisation?: Id | undefined; name?: string | undefined },
): Search<Kind> | Problem {
  const organisations = organisationsToSearch(caller, organisation)
  if (isProblem(organisations)) return organisations
  const said = foldCase(name ?? '') !== ''
  return { name: kind, organisations, filter: { name: said ? name : undefined } }
}

/** One place. */
export async function readPlace<Kind extends PlaceKind>(
  { storage }: Services,
  caller: Caller,
  kind: Kind,
  id: Id,
): Promise<Stored[Kind] | Problem> {
  return (await findOwned(storage, caller, kind, id)) ?? unknownPlace(kind, id)
}

/** How a place is where nothing is said of it. */
const EMPTY = {
  classroom: { misId: null },
  placement: { misId: null, active: true },
  provider: { misId: null },
} satisfies { [Kind in PlaceKind]: Partial<Stored[Kind]> }

/** Makes a place; answers its id. */
export async function createPlace<Kind extends PlaceKind>(
  { writer }: Services,
  caller: Caller,
  kind: Kind,
  { organisation: named, name, ...sent }: NewPlace<Kind>,
): Promise<Id | Problem> {
  const organisation = organisationFor(caller, named)
  if (isProblem(organisation)) return organisation
  return writer.run({
    organisations: [organisation],
    async work(tx): Promise<Id> {
      const id = await newId(tx, kind)
      const place = { ...EMPTY[kind], id: id, organisation, name: name.trim() }
      await addRecords(tx.db, kind, [withSent(place, sent)])
      return id
    },
  })
}

/** Changes what is named of a place and leaves the rest. A place stays in its organisation. */
export async function updatePlace<Kind extends PlaceKind>(
  { storage, writer }: Services,
  caller: Caller,
  kind: Kind,
  id: Id,
  { id: repeated, organisation: named, name, ...sent }: PlaceChanges<Kind>,
): Promise<Problem | undefined> {
  const organisation = await organisationOf(storage, caller, kind, id)
  if (organisation === undefined) return unknownPlace(kind, id)
  if (repeated !== undefined && repeated !== id) return otherId()
  if (named !== undefined && named !== organisation) return otherOrganisation(kind)
  return writer.run({
    organisations: [organisation],
    async work(tx): Promise<Problem | undefined> {
      const place = await findIn(tx.db, kind, organisation, id)
      if (!place) return unknownPlace(kind, id)
      await update(tx.db, ENTITIES[kind].entity, withSent(place, { ...sent, name: name?.trim() }))
      return undefined
    },
  })
}

/** The place with what was sent. Empty text clears, as `null` does; details are cleared by leaving them out. */
function withSent<Place extends object>(place: Place, sent: object): Place {
  const said = Object.entries(sent).map(([property, value]) => [property, value === '' ? null : value])
  const amended = amend<object>(place, Object.fromEntries(said))
  const kept = Object.entries(amended).filter(([property, value]) => value !== null || property === 'misId')
  return Object.fromEntries(kept) as Place
}

/** The organisation to write in: the one named, or the only one that the caller sees. */
function organisationFor(caller: Caller, named: Id | undefined): Id | Problem {
  if (named !== undefined) return caller.sees.has(named) ? named : unknownOrganisation(named)
  const [only, ...others] = caller.sees
  if (only !== undefined && others.length === 0) return only
  return problem(
    'organisation-missing',
    'The token does not cover just one organisation, so the call must name the one it is about.',
    'organisation',
  )
}

function unknownPlace(kind: PlaceKind, id: Id): Problem {
  return problem(`${kind}-unknown`, `There is no ${kind} ${id} that this token may see.`, kind)
}

function otherId(): Problem {
  return problem(
    'field-invalid',
    'The id in the body is not the one in the path; send the same, or leave it out.',
    'id',
  )
}

function otherOrganisation(kind: PlaceKind): Problem {
  return problem(
    'organisation-change',
    `A ${kind} cannot be moved to another organisation; create one there, and send its own organisation here or none.`,
    'organisation',
  )
}
