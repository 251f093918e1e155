import { isOffered } from '../../domain/catalogue.ts'
import { certain } from '../../domain/certain.ts'
import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import { aimLine, type Mapping, standardFinder } from '../../intake/mapping/mapping.ts'
import type { AimWords } from '../../intake/statement/statement.ts'
import type { World } from '../world/world.ts'
import { partsOfTitle } from './coded-title.ts'
import { type HeldReason, reason } from './held.ts'

type WorldTemplate = World['templates'][number]
type WorldUnit = World['units'][number]

/** What words for an aim stand for. */
type AimFound = { standard: Id } | { template: WorldTemplate } | HeldReason

/** Whether it was not found. */
export function isHeld(found: object): found is HeldReason {
  return 'sentence' in found
}

/** Finds standards, units and templates by the words of a file. */
export class CatalogueFinder {
  readonly #mapped: (aim: AimWords) => Id | undefined
  readonly #mappedUnits: ReadonlyMap<string, string>
  readonly #standards: ReadonlyMap<Id, World['standards'][number]>
  readonly #byWords: ReadonlyMap<string, readonly World['standards'][number][]>
  readonly #templates: ReadonlyMap<string, readonly WorldTemplate[]>
  readonly #templatesById: ReadonlyMap<Id, WorldTemplate>
  readonly #units: ReadonlyMap<string, readonly WorldUnit[]>
  readonly #unitsById: ReadonlyMap<string, WorldUnit>
  readonly #known = new Map<string, AimFound>()

  constructor(world: World, mapping: Mapping) {
    this.#mapped = standardFinder(mapping)
    this.#mappedUnits = new Map([...mapping.units].map(([words, id]) => [foldName(words), id]))
    this.#standards = new Map(world.standards.map(one => [one.id, one]))
    this.#byWords = grouped(world.standards, one => [one.code, one.title, ...partsOfTitle(one.title)])
    this.#templates = grouped(world.templates, one => [one.title])
    this.#templatesById = new Map(world.templates.map(one => [one.id, one]))
    this.#units = grouped(world.units, one => [one.id, one.ndaqCode, one.title])
    this.#unitsById = new Map(world.units.map(one => [one.id, one]))
  }

  template(id: Id): WorldTemplate | undefined {
    return this.#templatesById.get(id)
  }

  standardTitle(id: Id): string {
    const standard = this.#standards.get(id)
    return standard ? (standard.code ?? standard.title) : `standard ${id}`
  }

  /** The standard or template that words mean in an organisation. */
  aim(words: AimWords, organisation: Id): AimFound {
    const key = `${organisation} ${words.kind} ${aimLine(words)}`
    const known = this.#known.get(key)
    if (known) return known
    const found = this.#find(words, organisation)
    this.#known.set(key, found)
    return found
  }

  #find(words: AimWords, organisation: Id): AimFound {
    const line = aimLine(words)
    const id = this.#mapped(words)
    if (id !== undefined) return this.#given(id, line, organisation)
    if (words.kind === 'lars-standard') return larsUnknown(words.words)
    const here = this.#byWords.get(foldName(line))?.filter(one => isOffered(one, [organisation])) ?? []
    if (here.length === 1) return { standard: certain(here[0]).id }
    if (here.length > 1)
      return several(
        line,
        here.map(one => one.id),
      )
    const templates = this.#templates.get(foldName(line))?.filter(one => isOffered(one, [organisation])) ?? []
    return templates.length === 1 ? { template: certain(templates[0]) } : unknown(line)
  }

  /** A number that the mapping or the file itself gives. */
  #given(id: Id, line: string, organisation: Id): AimFound {
    const standard = this.#standards.get(id)
    if (standard && isOffered(standard, [organisation])) return { standard: id }
    return reason(
      'standard-unknown',
      `"${line}" is standard ${id}, which organisation ${organisation} does not have.`,
    )
  }

  /**
   * The unit that words mean in an organisation; `standard` narrows it where it is known. A unit that names no standard fits
   * any.
   */
  unit({ words }: AimWords, organisation: Id, standard: Id | undefined): { unit: string } | HeldReason {
    const mapped = this.#mappedUnits.get(foldName(words))
    const all = mapped === undefined ? this.#units.get(foldName(words)) : [this.#unitsById.get(mapped)]
    const here = (all ?? []).filter(one => one !== undefined && isOffered(one, [organisation])) as WorldUnit[]
    const fitting = here.filter(
      ({ standards }) => standard === undefined || standards.length === 0 || standards.includes(standard),
    )
    if (fitting.length === 1) return { unit: certain(fitting[0]).id }
    if (fitting.length > 1) {
      const ids = fitting.map(one => one.id).join(', ')
      return reason('unit-several', `"${words}" fits the units ${ids}; say in the mapping which is meant.`)
    }
    const under = standard === undefined ? '' : ` under ${this.standardTitle(standard)}`
    return reason(
      'unit-unknown',
      `"${words}" is no unit that organisation ${organisation} has${under}; write its id, or name it in the mapping.`,
    )
  }

  /** The standards that bring a unit. */
  standardsOf(unit: string): readonly Id[] {
    return this.#unitsById.get(unit)?.standards ?? []
  }
}

function grouped<T>(things: readonly T[], words: (one: T) => (string | null)[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of things) {
    for (const key of new Set(words(one).flatMap(word => (word ? foldName(word) : [])))) {
      const group = groups.get(key)
      if (group) group.push(one)
      else groups.set(key, [one])
    }
  }
  return groups
}

function larsUnknown(code: string): HeldReason {
  return reason(
    'standard-unknown',
    `The standard with the agency's code ${code} is not in the mapping; add a line "${code}: <StandardID>" under standards.`,
  )
}

function several(line: string, ids: readonly Id[]): HeldReason {
  return {
    ...reason(
      'standard-several',
      `"${line}" fits the standards ${ids.join(', ')}; say in the mapping which is meant.`,
    ),
    candidates: [...ids],
  }
}

function unknown(line: string): HeldReason {
  return reason(
    'standard-unknown',
    `The centre has no standard "${line}". Correct it, or add a line "${line}: <StandardID>" under standards in the mapping.`,
  )
}
