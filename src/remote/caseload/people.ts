import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import { dateOf } from '../../domain/time.ts'
import { EMPTY_WORLD, type ShortRead, type World, type WorldPerson } from '../../reconcile/world/world.ts'
import { answersOf, type Client } from '../../sdk/client.ts'

/** Rows on a page of accounts, and of the catalogue: the most that the server gives. */
const ACCOUNTS_A_PAGE = 5000
const PAGE = { limit: 200 }

/** Reads accounts (archived ones too), places and the catalogue. Rejects as calls do. */
export async function readPeople(
  client: Client,
  organisations: readonly Id[] | undefined,
  signal?: AbortSignal,
): Promise<World> {
  const covered = await organisationsOf(client, signal)
  const within = covered.filter(({ id }) => organisations?.includes(id) ?? true)
  const ids = within.map(one => one.id)
  const [accounts, places, catalogue] = await Promise.all([
    accountsOf(client, organisations && ids, signal),
    placesOf(client, new Set(ids), signal),
    catalogueOf(client, signal),
  ])
  return { ...EMPTY_WORLD, organisations: within, ...accounts, ...places, ...catalogue }
}

async function organisationsOf(
  client: Client,
  signal?: AbortSignal,
): Promise<World['organisations'][number][]> {
  const found: World['organisations'][number][] = []
  for await (const { organisations } of answersOf(client, 'listOrganisations', PAGE, { signal }))
    found.push(...organisations.map(({ id, name }) => ({ id, name })))
  return found
}

/** The accounts of these organisations, or of all that the token covers, and where a list did not hold together. */
export async function accountsOf(
  client: Client,
  organisations: readonly Id[] | undefined,
  signal?: AbortSignal,
): Promise<{ people: WorldPerson[]; shortReads: ShortRead[] }> {
  const people: WorldPerson[] = []
  const shortReads: ShortRead[] = []
  for (const organisation of organisations ?? [undefined]) {
    const rows: WorldPerson[] = []
    const asked = { limit: ACCOUNTS_A_PAGE, ...(organisation !== undefined && { organisation }) }
    for await (const { accounts } of answersOf(client, 'listAccounts', asked, { signal }))
      rows.push(...accounts.map(personOf))
    for (const row of rows) people.push(row)
    shortReads.push(...whatIsShort('people', rows))
  }
  return { people, shortReads }
}

/** To the sync, who is flagged for deletion is archived, except that nothing brings them back but a person. */
function personOf({
  archivedAt,
  archived,
  flagged,
  ...account
}: ListAnswer<'listAccounts'>['accounts'][number]): WorldPerson {
  return {
    ...account,
    archived: archived || flagged,
    archivedOn: archivedAt ? dateOf(archivedAt) : null,
    ...(flagged && { flagged }),
  }
}

/** A list in the order of rising ids that names one twice, or goes back, has been cut up on its way to us. */
function whatIsShort(what: ShortRead['what'], rows: readonly { id: Id; organisation: Id }[]): ShortRead[] {
  const odd = rows.findIndex(({ id }, at) => at > 0 && id <= certain(rows[at - 1]).id)
  if (odd < 0) return []
  const distinct = new Set(rows.map(one => one.id)).size
  return [{ organisation: certain(rows[odd]).organisation, what, read: distinct, expected: rows.length }]
}

async function placesOf(
  client: Client,
  within: ReadonlySet<Id>,
  signal?: AbortSignal,
): Promise<Pick<World, 'placements' | 'classrooms'>> {
  const placements: World['placements'][number][] = []
  const classrooms: World['classrooms'][number][] = []
  for await (const page of answersOf(client, 'listPlacements', PAGE, { signal }))
    placements.push(...page.placements.map(placeOf))
  for await (const page of answersOf(client, 'listClassrooms', PAGE, { signal }))
    classrooms.push(...page.classrooms.map(placeOf))
  const isIn = ({ organisation }: { organisation: Id }) => within.has(organisation)
  return { placements: placements.filter(isIn), classrooms: classrooms.filter(isIn) }
}

function placeOf(place: {
  id: Id
  organisation: Id
  name: string
  misId?: string | null | undefined
}): World['placements'][number] {
  const { id, organisation, name, misId = null } = place
  return { id, organisation, name, misId }
}

async function catalogueOf(
  client: Client,
  signal?: AbortSignal,
): Promise<Pick<World, 'standards' | 'units' | 'templates'>> {
  const standards: World['standards'][number][] = []
  const units: World['units'][number][] = []
  const templates: World['templates'][number][] = []
  for await (const page of answersOf(client, 'listStandards', PAGE, { signal }))
    standards.push(
      ...page.standards.map(({ id, title, code = null, organisations = null }) => ({
        id,
        title,
        code,
        organisations,
      })),
    )
  for await (const page of answersOf(client, 'listUnits', PAGE, { signal }))
    units.push(...page.units.map(unitOf))
  for await (const page of answersOf(client, 'listTemplates', PAGE, { signal }))
    templates.push(...page.templates.map(templateOf))
  return { standards, units, templates }
}

type ListAnswer<K extends 'listAccounts' | 'listUnits' | 'listTemplates'> = Awaited<ReturnType<Client[K]>>

function unitOf(unit: ListAnswer<'listUnits'>['units'][number]): World['units'][number] {
  const { id, title, ndaqCode = null, standards, organisations = null } = unit
  return { id, title, ndaqCode, standards, organisations }
}

function templateOf(template: ListAnswer<'listTemplates'>['templates'][number]): World['templates'][number] {
  const { id, title, organisations = null } = template
  const items = template.items.map(({ standard, startDay = null, endDay = null, units }) => ({
    ...{ standard, startDay, endDay },
    units: units.map(({ unit, weighting = null, startDay = null, endDay = null }) => ({
      ...{ unit, weighting, startDay, endDay },
    })),
  }))
  return { id, title, items, organisations }
}
