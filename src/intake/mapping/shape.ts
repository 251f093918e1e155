import { withinEdits } from '../../domain/nearness.ts'

/** Something wrong in a file of settings: where, what, and what to do. */
export interface ShapeProblem {
  /** As in `limits.organisation.share`; empty for the file as a whole. */
  path: string
  line?: number
  what: string
  todo: string
}

/** A value on its way through a check, and where it stands. */
export interface MappingSpot {
  path: readonly (string | number)[]
  report(path: readonly (string | number)[], what: string, todo: string): void
}

/** Reads a value of a settings file into what the program uses; nothing where it had to report a problem. */
export type Check<T> = (value: unknown, spot: MappingSpot) => T | undefined

function fail(spot: MappingSpot, value: unknown, todo: string): undefined {
  spot.report(spot.path, `${show(value)} cannot stand here`, todo)
  return undefined
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function within(spot: MappingSpot, key: string | number): MappingSpot {
  return { path: [...spot.path, key], report: spot.report }
}

/** Text; a plain number is taken as it reads, for ids are text. */
export const text: Check<string> = (value, spot) => {
  if (typeof value === 'string' && value.trim() !== '') return value.trim()
  return typeof value === 'number' ? String(value) : fail(spot, value, 'Write a word or some text.')
}

/** A whole number that is not negative. */
export const wholeNumber: Check<number> = (value, spot) =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : fail(spot, value, 'Write a whole number, such as 10.')

/** A share of a whole: `20%`, or `0.2`. */
export const share: Check<number> = (value, spot) => {
  const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(value.trim()) : null
  const number = percent ? Number(percent[1]) / 100 : value
  return typeof number === 'number' && number >= 0 && number <= 1
    ? number
    : fail(spot, value, 'Write a share between 0% and 100%, such as 20%.')
}

/** One of some words. */
export function word<const T extends string>(words: readonly T[]): Check<T> {
  return (value, spot) => {
    const found = words.find(one => one === String(value).trim().toLowerCase())
    return found ?? fail(spot, value, `Write one of ${words.join(', ')}.`)
  }
}

/** A list; a single value counts as a list of one. */
export function listOf<T>(check: Check<T>): Check<T[]> {
  return (value, spot) => {
    const items = Array.isArray(value) ? value : [value]
    return items.flatMap((item, index) => {
      const read = check(item, Array.isArray(value) ? within(spot, index) : spot)
      return read === undefined ? [] : [read]
    })
  }
}

/** A table with keys of the writer's own. */
export function tableOf<T>(check: Check<T>): Check<Map<string, T>> {
  return (value, spot) => {
    if (!isTable(value)) return fail(spot, value, 'Write one line for each, with a colon after the name.')
    const entries = Object.entries(value).flatMap(([key, one]) => {
      const read = check(one, within(spot, key))
      return read === undefined ? [] : [[key.trim(), read] as const]
    })
    return new Map(entries)
  }
}

type Checks = Record<string, Check<unknown>>
type Read<C extends Checks> = { [K in keyof C]?: C[K] extends Check<infer T> ? NonNullable<T> : never }

/** A table with keys that are known. Others are reported, with the one that may have been meant. */
export function fields<C extends Checks>(checks: C): Check<Read<C>> {
  return (value, spot) => {
    if (!isTable(value)) return fail(spot, value, `Write any of ${Object.keys(checks).join(', ')} here.`)
    const entries = Object.entries(value).flatMap(([key, one]) => {
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined
      if (!check) return unknownKey(within(spot, key), key, Object.keys(checks))
      const read = one === null ? undefined : check(one, within(spot, key))
      return read === undefined ? [] : [[key, read] as const]
    })
    return Object.fromEntries(entries) as Read<C>
  }
}

/** The same with keys that must be there. */
export function required<T extends object, const K extends keyof T & string>(
  check: Check<T>,
  keys: readonly K[],
): Check<T & { [P in K]-?: NonNullable<T[P]> }> {
  return (value, spot) => {
    const read = check(value, spot)
    const missing = read ? keys.filter(key => !isTable(value) || !(key in value)) : []
    for (const key of missing) spot.report(spot.path, `${key} is missing`, `Add a line "${key}: ..." here.`)
    const isWhole = read !== undefined && keys.every(key => read[key] !== undefined)
    return isWhole ? (read as T & { [P in K]-?: NonNullable<T[P]> }) : undefined
  }
}

function unknownKey(spot: MappingSpot, key: string, known: readonly string[]): [] {
  const meant = known.find(one => withinEdits(one, key.toLowerCase(), 2))
  spot.report(
    spot.path,
    `"${key}" is not known here`,
    meant ? `Did you mean ${meant}?` : `Known are ${known.join(', ')}.`,
  )
  return []
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
