import type { Id } from '../../domain/id.ts'
import type { Client } from '../../sdk/client.ts'
import type { World } from '../world.ts'
import { readWhole, unlessRefused } from './onefile-list.ts'

type Catalogue = Pick<World, 'organisations' | 'standards' | 'templates' | 'placements' | 'classrooms'>

/**
 * Organisations with what they may use and where their learners are, one call for each list. Nothing tells what a template
 * gives, so its items are empty.
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
    placements: parts.flatMap(one => one.placements),
    classrooms: parts.flatMap(one => one.classrooms),
  }
}

interface OfOrganisation extends Pick<Catalogue, 'placements' | 'classrooms'> {
  organisation: Id
  standards: readonly Omit<World['standards'][number], 'organisations'>[]
  templates: readonly Omit<World['templates'][number], 'organisations'>[]
}

async function readOrganisation(
  client: Client,
  organisation: Id,
  signal: AbortSignal | undefined,
): Promise<OfOrganisation> {
  const filter = { organisation }
  const standards = await readWhole(client, 'searchStandards', filter, signal)
  const placements = await readWhole(client, 'searchPlacements', filter, signal)
  const classrooms = await readWhole(client, 'searchClassrooms', filter, signal)
  const templates = (await unlessRefused(() => client.searchTemplates(filter, { signal }))) ?? []
  const place = ({ id, name = '', misId = null }: { id: Id; name?: string; misId?: string | null }) => ({
    ...{ id, organisation, name, misId },
  })
  return {
    organisation,
    standards: standards.rows.map(({ id, title = '' }) => ({ id, title, code: codeIn(title) })),
    templates: templates.map(({ id, title = '' }) => ({ id, title, items: [] })),
    placements: placements.rows.map(place),
    classrooms: classrooms.rows.map(place),
  }
}

/** The code that OneFile shows in square brackets after the title of a standard. Source: contract 4.7. */
function codeIn(title: string): string | null {
  return /\[([^[\]]+)\]\s*$/.exec(title)?.[1]?.trim() ?? null
}

function offered<T extends { id: Id }>(
  parts: readonly OfOrganisation[],
  pick: (part: OfOrganisation) => readonly T[],
): (T & { organisations: Id[] })[] {
  const all = new Map<Id, T & { organisations: Id[] }>()
  for (const part of parts) {
    for (const one of pick(part)) {
      const known = all.get(one.id)
      if (known) known.organisations.push(part.organisation)
      else all.set(one.id, { ...one, organisations: [part.organisation] })
    }
  }
  return [...all.values()]
}

/** The units of these standards, one call for each standard: no other call tells under which standards a unit comes. */
export async function readUnits(
  client: Client,
  standards: World['standards'],
  signal: AbortSignal | undefined,
): Promise<World['units']> {
  const units = new Map<string, World['units'][number] & { standards: Id[]; organisations: Id[] }>()
  for (const { id: standard, organisations } of standards) {
    const { rows } = await readWhole(client, 'searchUnits', { standard }, signal)
    for (const { id, title = '', ndaqCode = null } of rows) {
      const unit = units.get(id) ?? { id, title, ndaqCode, standards: [], organisations: [] }
      unit.standards.push(standard)
      unit.organisations = [...new Set([...unit.organisations, ...(organisations ?? [])])]
      units.set(id, unit)
    }
  }
  return [...units.values()]
}
