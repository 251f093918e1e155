import type { JsonSchema } from '../../src/contract/codec.ts'
import type { Random } from '../../src/dataset/synthetic/random.ts'
import * as cast from '../cast.ts'
import { MARK, ODD_NAMES, ODD_VALUES, Written } from './odd.ts'

/** Properties in the order in which they are written, so that a name may stand twice. */
export class Properties {
  readonly pairs: [name: string, value: unknown][]
  constructor(pairs: [name: string, value: unknown][]) {
    this.pairs = pairs
  }
}

/** Writes a tree as JSON, or as what merely looks like it. */
export function writeJson(value: unknown): string {
  if (value instanceof Written) return value.text
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  if (value instanceof Properties) {
    return `{${value.pairs.map(([name, one]) => `${JSON.stringify(name)}:${writeJson(one)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** A JSON value as a tree that can be altered. */
export function treeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(treeOf)
  if (typeof value !== 'object' || value === null) return value
  return new Properties(Object.entries(value).map(([name, one]) => [name, treeOf(one)]))
}

const IDS: readonly number[] = [
  ...[...cast.CAST, ...cast.STANDARDS, ...cast.AIMS, ...cast.SUMMARIES, ...cast.PLACEMENTS].map(
    ({ id }) => id,
  ),
  ...[...cast.CLASSROOMS, ...cast.PROVIDERS, ...cast.ORGANISATIONS, cast.CUSTOMER].map(({ id }) => id),
  ...[1, 2, 3, 4, 41, 46, cast.BAKING_YEAR.id, cast.orlaghVisit.id],
]

const DAYS: readonly string[] = ['2026-01-31', '2025-09-01T10:00:00Z', '2026-03-01T23:59:59.5+01:00']

/** What an object holds that may hold anything. */
const FREE = { number: { type: 'integer' }, text: { type: 'string' }, list: { type: 'array', items: {} } }

/** A value that the schema allows, so that calls get further than the reading of their fields. */
export function plausible(schema: JsonSchema, random: Random): unknown {
  const options = schema.anyOf as readonly JsonSchema[] | undefined
  if (options) return plausible(random.pick(options), random)
  if (schema.enum) return random.pick(schema.enum as readonly unknown[])
  switch (schema.type) {
    case 'integer':
    case 'number':
      return random.pick(IDS)
    case 'boolean':
      return random.chance(0.5)
    case 'array':
      return Array.from({ length: random.below(3) }, () => plausible(schema.items as JsonSchema, random))
    case 'object':
      return plausibleObject((schema.properties ?? FREE) as Record<string, JsonSchema>, random)
    case 'string':
      return plausibleText(schema, random)
    default:
      return null
  }
}

function plausibleObject(properties: Record<string, JsonSchema>, random: Random): Properties {
  const chosen = Object.entries(properties).filter(() => random.chance(0.8))
  return new Properties(chosen.map(([name, schema]) => [name, plausible(schema, random)]))
}

function plausibleText(schema: JsonSchema, random: Random): string {
  if (String(schema.format ?? schema.description).includes('date')) return random.pick(DAYS)
  return random.chance(0.5) ? random.pick(cast.UNITS).id : `${MARK} ${random.below(100)}`
}

/** Alters one place of a tree, however deep: another value, another name, one more, one fewer, or the same twice. */
export function alter(tree: unknown, random: Random): unknown {
  if (tree instanceof Properties && !random.chance(0.05)) return alterProperties(tree, random)
  if (Array.isArray(tree) && tree.length > 0 && !random.chance(0.3)) return alterList(tree, random)
  return random.pick(ODD_VALUES)
}

function alterProperties({ pairs }: Properties, random: Random): Properties {
  const at = random.below(Math.max(pairs.length, 1))
  const pair = pairs[at]
  if (!pair || random.chance(0.1)) return extended(pairs, [random.pick(ODD_NAMES), random.pick(ODD_VALUES)])
  const [name, value] = pair
  if (random.chance(0.1)) return new Properties(pairs.filter(one => one !== pair))
  if (random.chance(0.1)) return extended(pairs, [otherCase(name, random), random.pick(ODD_VALUES)])
  return new Properties(pairs.with(at, [name, alter(value, random)]))
}

function extended(pairs: Properties['pairs'], pair: [string, unknown]): Properties {
  return new Properties([...pairs, pair])
}

function otherCase(name: string, random: Random): string {
  return random.pick([name.toLowerCase(), name.toUpperCase(), name])
}

function alterList(list: readonly unknown[], random: Random): unknown[] {
  const at = random.below(list.length)
  if (random.chance(0.1)) return [...list, ...list]
  if (random.chance(0.02)) return Array.from({ length: 10_001 }, () => list[at])
  return list.with(at, alter(list[at], random))
}
