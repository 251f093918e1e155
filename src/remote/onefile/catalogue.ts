import { certain } from '../../domain/certain.ts'
import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import { partsOfTitle } from '../../reconcile/collect/coded-title.ts'
import type { World } from '../../reconcile/world/world.ts'
import type { Client } from '../../sdk/client.ts'
import { readWhole, unlessRefused } from './list.ts'

type Catalogue = Omit<World, 'people' | 'aims' | 'summaries' | 'assignments' | 'shortReads'>

/**
 * Organisations with what they may use and where their learners are, one call for each list. Nothing tells what a template
 * gives, so its items are empty; nor under which standards a unit comes, but for a search for each of them.
 */
export async function readCatalogue(
  client: Client,
  wanted: readonly Id[] | undefined,
  signal: AbortSignal | undefined,
): Promise<Catalogue> {
  const { rows } = await readWhole(client, 'searchOrganisations', {}, signal)
  const organisations = rows
    .filter(one => wanted === undefined || wanted.includes(one.id))
    .map(({ id, name }) => ({ id, name: name ?? `Organisation ${id}` }))
  const parts: OfOrganisation[] = []
  for (const { id } of organisations) parts.push(await readOrganisation(client, id, signal))
  return {
    organisations,
    standards: offered(parts, one => one.standards),
    templates: offered(parts, one => one.templates),
    units: offered(parts, one => one.units),
    placements: parts.flatMap(one => one.placements),
    classrooms: parts.flatMap(one => one.classrooms),
  }
}

interface OfOrganisation extends Pick<Catalogue, 'placements' | 'classrooms'> {
  organisation: Id
  standards: readonly Omit<World['standards'][number], 'organisations'>[]
  templates: readonly Omit<World['templates'][number], 'organisations'>[]
  units: readonly Omit<World['units'][number], 'organisations'>[]
}

async function readOrganisation(
  client: Client,
  organisation: Id,
  signal: AbortSignal | undefined,
): Promise<OfOrganisation> {
  const filter = { organisation }
  const standards = await readWhole(client, 'searchStandards', filter, signal)
  const units = await readWhole(client, 'searchUnits', filter, signal)
  const placements = await readWhole(client, 'searchPlacements', filter, signal)
  const classrooms = await readWhole(client, 'searchClassrooms', filter, signal)
  const templates = (await unlessRefused(() => client.searchTemplates(filter, { signal }))) ?? []
  const place = ({ id, name = '', misId = null }: { id: Id; name?: string; misId?: string | null }) => ({
    ...{ id, organisation, name, misId },
  })
  return {
    organisation,
    standards: standards.rows.map(({ id, title = '' }) => ({
      id,
      title,
      code: partsOfTitle(title)[1] ?? null,
    })),
    templates: templates.map(({ id, title = '' }) => ({ id, title, items: [] })),
    units: units.rows.map(({ id, title = '', ndaqCode = null }) => ({ id, title, ndaqCode, standards: [] })),
    placements: placements.rows.map(place),
    classrooms: classrooms.rows.map(place),
  }
}

function offered<T extends { id: Id | string }>(
  parts: readonly OfOrganisation[],
  pick: (part: OfOrganisation) => readonly T[],
): (T & { organisations: Id[] })[] {
  const all = new Map<Id | string, T & { organisations: Id[] }>()
  for (const part of parts) {
    for (const one of pick(part)) {
      const known = all.get(one.id)
      if (known) known.organisations.push(part.organisation)
      else all.set(one.id, { ...one, organisations: [part.organisation] })
    }
  }
  return [...all.values()]
}

/** Whether one of the words that name a unit in a file names another too, so that only the standard tells them apart. */
export function areAmbiguous(units: World['units']): boolean {
  const known = new Set<string>()
  return units.some(({ id, title, ndaqCode }) => {
    const words = new Set([id, title, ndaqCode ?? id].map(foldName))
    return [...words].some(word => known.has(word) || !known.add(word))
  })
}

/** The same units with the standards under which they come: one call for each standard, since no other call tells that. */
export async function withStandards(
  client: Client,
  { units, standards }: Pick<Catalogue, 'units' | 'standards'>,
  signal: AbortSignal | undefined,
): Promise<Catalogue['units']> {
  const under = new Map(units.map(one => [one.id, [] as Id[]]))
  for (const { id: standard } of standards) {
    const { rows } = await readWhole(client, 'searchUnits', { standard }, signal)
    for (const { id } of rows) under.get(id)?.push(standard)
  }
  return units.map(one => ({ ...one, standards: certain(under.get(one.id)) }))
}
