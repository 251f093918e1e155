import { type CalendarDate, type Instant, isCalendarDate } from '../domain/time.ts'
import { isTimeZone, type TimeZone } from '../domain/zone.ts'
import type { Layout } from '../layout/layout.ts'

/** A JSON Schema, as OpenAPI 3.1 takes it. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** Why a value cannot be read: the rest of a sentence that begins with the field's name. */
export class Refusal {
  readonly why: string
  /** Where inside the value, such as `[3].before`; empty for the value itself. */
  readonly at: string
  constructor(why: string, at = '') {
    this.why = why
    this.at = at
  }
}

/** One kind of value on the wire: its schema, and both ways between the wire and our words. */
export interface Codec<T> {
  schema: JsonSchema
  /** The schema of what answers hold, where requests are told to send it in another way. */
  answered?: JsonSchema
  /** The schema of the value by our words, where it is not the one of the wire. */
  ours?: JsonSchema
  /** Whether empty text is a value. Where it is not, it says nothing, as if the field were missing. */
  blankSpeaks: boolean
  read(raw: unknown): T | Refusal
  write(value: T): unknown
  /** Writes it into a request, where an answer has it in another way. */
  ask?(value: T): unknown
  /** What it is made of; nothing where it is one piece. */
  parts?: Parts
  /** Of what is one piece: how `write` writes it. Nothing where it leaves it as it is. */
  layout?: Layout
  /** Writes no more than this caller is shown; only where some of it is not for everybody. */
  writeFor?(value: T, shown: Shown): unknown
}

/** What not everybody is shown: inferred fields by the server's choice, sensitive ones by the scope of the token. */
export type Shown = { readonly [What in 'inferred' | 'sensitive']: boolean }

/** What a codec is made of, for whoever reads or writes a value piece by piece. */
export type Parts =
  | {
      kind: 'object'
      fields: { readonly [word: string]: Part }
      /** Whether a field without a value is written as `null`, and some are not for everybody (`record`). */
      everyField?: true
    }
  | { kind: 'list' | 'nullable'; of: AnyCodec }

/** One field of an object. */
export interface Part {
  name: string
  codec: AnyCodec
  optional: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: stands for codecs of every kind of value
export type AnyCodec = Codec<any>

const LARGEST_ID = Number.MAX_SAFE_INTEGER

/** Whole numbers above 0; digits as text are read too (docs/onefile-api.md#2.6). */
export const id: Codec<number> = {
  schema: { type: 'integer', minimum: 1, maximum: LARGEST_ID },
  blankSpeaks: true,
  read(raw) {
    const value = typeof raw === 'string' && /^\s*\d{1,16}\s*$/.test(raw) ? Number(raw) : raw
    const good = Number.isSafeInteger(value) && (value as number) > 0
    return good ? (value as number) : new Refusal('must be a whole number above 0')
  },
  write: value => value,
}

/** Ids of units are text; a JSON number becomes text (docs/onefile-api.md#2.6, #q24). */
export const unitId: Codec<string> = {
  schema: { type: 'string', minLength: 1, maxLength: 100 },
  blankSpeaks: true,
  read(raw) {
    const value = typeof raw === 'number' ? String(raw) : raw
    if (typeof value !== 'string' || value.length > 100)
      return new Refusal('must be text of at most 100 characters')
    if (value.trim() === '') return new Refusal('must not be empty')
    return hasControls(value) ? TOO_ODD : value.trim()
  },
  write: value => value,
}

const TOO_ODD = new Refusal(
  'must not hold control characters other than line breaks and tabs, nor signs that turn the direction of text',
)

/** Text; a number is read as its digits. */
export function text(longest: number, options: { least?: number } = {}): Codec<string> {
  const least = options.least ?? 0
  return {
    schema: { type: 'string', maxLength: longest, ...(least > 0 && { minLength: least }) },
    blankSpeaks: true,
    read(raw) {
      const value = typeof raw === 'number' ? String(raw) : raw
      if (typeof value !== 'string') return new Refusal('must be text')
      if (value.length > longest) return new Refusal(`must be text of at most ${longest} characters`)
      if (value.trim().length < least) return new Refusal('must not be empty')
      return hasControls(value) ? TOO_ODD : value
    },
    write: value => value,
  }
}

/**
 * What acts where it is shown, and stands in nobody's name: control characters of both sets, separators of lines, overrides and
 * isolates of direction, and tags, which nobody sees.
 */
const ACTING = /[^\P{Cc}\t\n\r]|[\u2028-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u

function hasControls(value: string): boolean {
  return ACTING.test(value) || !value.isWellFormed()
}

/** Bytes, told as base64; at most so many. */
export function bytes(most: number): Codec<string> {
  const longest = Math.ceil(most / 3) * 4
  return {
    schema: { type: 'string', contentEncoding: 'base64', maxLength: longest },
    blankSpeaks: true,
    read(raw) {
      if (typeof raw !== 'string' || raw.length % 4 > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(raw))
        return new Refusal('must be bytes as base64')
      return raw.length > longest ? new Refusal(`must be at most ${most} bytes long`) : raw
    },
    write: value => value,
  }
}

/** Any JSON object, of at most so many characters when written as JSON. */
export function jsonObject(longest: number): Codec<Readonly<Record<string, unknown>>> {
  return {
    schema: { type: 'object' },
    blankSpeaks: true,
    read(raw) {
      if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
        return new Refusal('must be an object')
      const length = lengthAsJson(raw)
      if (length === undefined) return new Refusal('is nested too deeply')
      return length > longest
        ? new Refusal(`must be at most ${longest} characters long as JSON, and is ${length}`)
        : (raw as Record<string, unknown>)
    },
    write: value => value,
  }
}

/** Nothing where it is nested so deeply that it cannot be written again. */
function lengthAsJson(value: object): number | undefined {
  try {
    return JSON.stringify(value).length
  } catch {
    return undefined
  }
}

/** Whole numbers within bounds; digits as text are read too. */
export function integer(least: number, most: number): Codec<number> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most },
    blankSpeaks: false,
    read(raw) {
      const value = typeof raw === 'string' && /^\s*-?\d{1,16}\s*$/.test(raw) ? Number(raw) : raw
      const good = Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      return good ? (value as number) : new Refusal(`must be a whole number from ${least} to ${most}`)
    },
    write: value => value,
  }
}

/** Numbers with or without decimals, within bounds. */
export function decimal(least: number, most: number): Codec<number> {
  return {
    schema: { type: 'number', minimum: least, maximum: most },
    blankSpeaks: false,
    read(raw) {
      const value = typeof raw === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(raw) ? Number(raw) : raw
      const good = typeof value === 'number' && value >= least && value <= most
      return good ? value : new Refusal(`must be a number from ${least} to ${most}`)
    },
    write: value => value,
  }
}

const TRUTHS = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['false', false],
])

/** True or false; 1 and 0 and the words in any case are read too (docs/onefile-api.md#q23). */
export const truth: Codec<boolean> = {
  schema: { type: 'boolean' },
  blankSpeaks: false,
  read(raw) {
    const value = TRUTHS.get(typeof raw === 'string' ? raw.trim().toLowerCase() : raw)
    return value ?? new Refusal('must be true or false')
  },
  write: value => value,
}

const ISO_MOMENT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,7})?)?(Z|[+-]\d{2}:?\d{2})?$/
const SLASHED = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/

function readDate(raw: unknown): CalendarDate | Refusal {
  if (typeof raw !== 'string') return new Refusal('must be a date such as "2026-09-01"')
  const value = raw.trim()
  if (SLASHED.test(value))
    return new Refusal(
      'must be written year first, such as "2026-09-01": day and month could be taken for each other',
    )
  const date = ISO_MOMENT.exec(value)?.[1] ?? value
  return isCalendarDate(date) ? date : new Refusal('must be a date that exists, such as "2026-09-01"')
}

/**
 * A calendar date on OneFile's wire: a date or a moment is read, of which the date as written counts;
 * sent as a date, answered as midnight UTC. DD/MM/YYYY is refused. Source: docs/onefile-api.md#2.6, #q22.
 */
export const midnight: Codec<CalendarDate> = {
  schema: { type: 'string', format: 'date', description: 'Of a moment the date counts.' },
  answered: { type: 'string', format: 'date-time', description: 'Midnight UTC of the date.' },
  ours: { type: 'string', format: 'date' },
  blankSpeaks: false,
  read: readDate,
  write: value => `${value}T00:00:00.000Z`,
  layout: { kind: 'midnight' },
  ask: value => value,
}

/** A calendar date, as `YYYY-MM-DD`. */
export const date: Codec<CalendarDate> = {
  schema: { type: 'string', format: 'date' },
  blankSpeaks: false,
  read: readDate,
  write: value => value,
}

/** A moment; one without a zone is UTC, and a bare date is its first moment. */
export const moment: Codec<Instant> = {
  schema: { type: 'string', format: 'date-time' },
  ours: { type: 'integer', description: 'Milliseconds since 1970.' },
  blankSpeaks: false,
  read(raw) {
    const day = readDate(raw)
    if (day instanceof Refusal) return day
    const value = (raw as string).trim()
    const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) || value === day ? value : `${value}Z`
    const instant = Date.parse(zoned)
    return Number.isNaN(instant) ? new Refusal('must be a moment such as "2026-09-01T09:30:00Z"') : instant
  },
  write: value => new Date(value).toISOString(),
  layout: { kind: 'moment' },
}

/** A time zone by its name in the IANA database. */
export const timeZone: Codec<TimeZone> = {
  schema: {
    type: 'string',
    maxLength: 100,
    description: 'A name of the IANA database, such as Europe/London.',
  },
  blankSpeaks: true,
  read(raw) {
    if (typeof raw === 'string' && raw.length <= 100 && isTimeZone(raw)) return raw
    return new Refusal('must be a time zone such as "Europe/London"')
  },
  write: value => value,
}

/** A date, which stands for its last moment, or a moment: for asking how things were. */
export const asOf: Codec<Instant> = {
  schema: {
    type: 'string',
    anyOf: [{ format: 'date' }, { format: 'date-time' }],
    description: 'A date, which stands for its last moment (UTC), or a moment.',
  },
  ours: { type: 'integer', description: 'Milliseconds since 1970.' },
  blankSpeaks: false,
  read(raw) {
    const instant = moment.read(raw)
    if (instant instanceof Refusal) return instant
    return isCalendarDate((raw as string).trim()) ? instant + 86_399_999 : instant
  },
  write: value => new Date(value).toISOString(),
  layout: { kind: 'moment' },
}

/** A word out of a fixed list, told on the wire as itself. */
export function word<W extends string>(words: readonly W[]): Codec<W> {
  return {
    schema: { type: 'string', enum: [...words] },
    blankSpeaks: true,
    read: raw => words.find(one => one === raw) ?? new Refusal(`must be one of: ${words.join(', ')}`),
    write: value => value,
  }
}

/** A word of ours that the wire tells as a number. */
export function numbered<W extends string>(numbers: Readonly<Record<W, number>>): Codec<W> {
  const words = new Map(Object.entries<number>(numbers).map(([one, number]) => [number, one as W]))
  const choices = [...words].map(([number, one]) => `${number} (${one})`).join(', ')
  return {
    schema: { type: 'integer', enum: [...words.keys()], description: choices },
    ours: { type: 'string', enum: [...words.values()] },
    blankSpeaks: true,
    read(raw) {
      const value = typeof raw === 'string' && /^\s*\d{1,4}\s*$/.test(raw) ? Number(raw) : raw
      return words.get(value as number) ?? new Refusal(`must be one of: ${choices}`)
    },
    write: value => numbers[value],
    layout: { kind: 'word', numbers },
  }
}

/** The same, or nothing. */
export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    schema: orNull(codec.schema),
    ...(codec.answered && { answered: orNull(codec.answered) }),
    blankSpeaks: codec.blankSpeaks,
    read: raw => (raw === null ? null : codec.read(raw)),
    write: value => (value === null ? null : codec.write(value)),
    parts: { kind: 'nullable', of: codec },
  }
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] }
}

/** The same under a name, by which the documents and the types of the client know it: a name has one schema. */
export function named<C extends AnyCodec>(name: string, codec: C, about?: string): C {
  return {
    ...codec,
    schema: { title: name, ...codec.schema, ...(about !== undefined && { description: about }) },
  }
}

/**
 * A list. PHP clients may send one as an object with number keys (docs/onefile-api.md#2.6), or in a query as text with commas.
 */
export function list<T>(codec: Codec<T>, most = 10_000): Codec<readonly T[]> {
  return {
    schema: { type: 'array', items: codec.schema, maxItems: most },
    blankSpeaks: true,
    read(raw) {
      const items = itemsOf(raw)
      if (!items) return new Refusal('must be a list')
      if (items.length > most) return new Refusal(`must hold at most ${most} items; it holds ${items.length}`)
      return readAll(codec, items)
    },
    write: values => values.map(value => codec.write(value)),
    parts: { kind: 'list', of: codec },
  }
}

function itemsOf(raw: unknown): unknown[] | undefined {
  if (Array.isArray(raw)) return raw
  if (typeof raw === 'string') return raw.split(',')
  if (typeof raw !== 'object' || raw === null) return undefined
  return Object.keys(raw).every(key => /^\d+$/.test(key)) ? Object.values(raw) : undefined
}

function readAll<T>(codec: Codec<T>, items: readonly unknown[]): T[] | Refusal {
  const values: T[] = []
  for (const [at, item] of items.entries()) {
    const value = codec.read(item)
    if (value instanceof Refusal) return new Refusal(value.why, `[${at}]${value.at}`)
    values.push(value)
  }
  return values
}
