import { isOffered, type Standard, type Template, type Unit } from '../domain/catalogue.ts'
import { foldCase } from '../domain/folding.ts'
import { type Id, sayId } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { type CatalogueKind, findCatalogued } from '../storage/catalogue-list.ts'
import type { Db } from '../storage/db.ts'
import type { Stored } from '../storage/entities.ts'
import { organisationsToSearch } from './search.ts'
import type { Caller, Services } from './services.ts'

/** What a part of the catalogue is looked for by. A title counts as a whole, in any letter case. */
interface CatalogueFilter {
  organisation?: Id | undefined
  title?: string | undefined
  standard?: Id | undefined
}

/** Standards that the caller sees and that fit, in the order of their ids. */
export async function findStandards(
  services: Services,
  caller: Caller,
  { organisation, title }: CatalogueFilter,
): Promise<readonly Standard[] | Problem> {
  const offered = await offeredBy(services, caller, 'standard', organisation)
  return isProblem(offered) ? offered : offered.filter(one => hasTitle(one, title))
}

/** Units that the caller sees and that fit, in the order of their ids. */
export async function findUnits(
  services: Services,
  caller: Caller,
  { organisation, title, standard }: CatalogueFilter,
): Promise<readonly Unit[] | Problem> {
  const offered = await offeredBy(services, caller, 'unit', organisation)
  if (isProblem(offered)) return offered
  return offered.filter(
    one => hasTitle(one, title) && (standard === undefined || one.standards.includes(standard)),
  )
}

/** Framework templates that the caller sees, in the order of their ids. */
export function findTemplates(
  services: Services,
  caller: Caller,
  { organisation }: CatalogueFilter,
): Promise<readonly Template[] | Problem> {
  return offeredBy(services, caller, 'template', organisation)
}

async function offeredBy<Kind extends CatalogueKind>(
  { storage }: Services,
  caller: Caller,
  kind: Kind,
  organisation: Id | undefined,
): Promise<Stored[Kind][] | Problem> {
  const organisations = organisationsToSearch(caller, organisation)
  if (isProblem(organisations)) return organisations
  const all = (await storage.read('listCatalogue', { kind, customer: caller.customer })) as Stored[Kind][]
  return all.filter(one => isOffered(one, organisations))
}

/** Empty text says nothing. */
function hasTitle({ title }: { title: string }, wanted: string | undefined): boolean {
  const folded = foldCase(wanted ?? '')
  return folded === '' || foldCase(title) === folded
}

/** One part of the caller's catalogue that at least one of these organisations may use, or that there is none. */
export async function findOffered<Kind extends CatalogueKind>(
  db: Db,
  caller: Caller,
  kind: Kind,
  id: Stored[Kind]['id'],
  organisations: Iterable<Id>,
): Promise<Stored[Kind] | Problem> {
  const found = await findCatalogued(db, { kind, customer: caller.customer, id })
  return found && isOffered(found, organisations) ? found : notOffered(kind, id)
}

function notOffered(kind: CatalogueKind, id: Id | string): Problem {
  const what = kind === 'template' ? 'framework template' : kind
  return problem(
    `${kind}-unknown`,
    `There is no ${what} ${sayId(id)} in the catalogue of the organisations that this concerns.`,
    kind,
  )
}
