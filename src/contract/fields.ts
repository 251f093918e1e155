import { type Codec, type JsonSchema, nullable, Refusal, type Shown } from './codec.ts'

/** One field of a request or an answer: its name on the wire, and what it holds. */
export interface Field<T, Optional extends boolean = boolean> {
  /** As the wire spells it. */
  name: string
  codec: Codec<T>
  optional: Optional
  /** A sentence for the reader of the documentation. */
  about: string
  /** A read shows it only where this is shown. */
  shownWith?: keyof Shown
  /** 0 stands for nothing said, as if the field were missing. */
  zeroSaysNothing?: true
}

/** Fields by our word for them. */
// biome-ignore lint/suspicious/noExplicitAny: stands for fields of every kind of value
export type Fields = { readonly [word: string]: Field<any> }

/** The values of fields, by our words. */
export type ValuesOf<F> = Expand<
  { [K in keyof F as F[K] extends { optional: true } ? never : K]: FieldValue<F[K]> } & {
    [K in keyof F as F[K] extends { optional: true } ? K : never]?: FieldValue<F[K]> | undefined
  }
>

type FieldValue<F> = F extends { codec: Codec<infer T> } ? T : never
type Expand<T> = { [K in keyof T]: T[K] }

/** A field that is always there. */
export function required<T>(name: string, codec: Codec<T>, about: string): Field<T, false> {
  return { name, codec, optional: false, about }
}

/** A field that may be missing. */
export function optional<T>(name: string, codec: Codec<T>, about: string): Field<T, true> {
  return { name, codec, optional: true, about }
}

/** The same fields, which a read shows only where this is shown. */
export function shownWith<F extends Fields>(what: keyof Shown, fields: F): F {
  const entries = Object.entries(fields).map(([word, field]) => [word, { ...field, shownWith: what }])
  return Object.fromEntries(entries) as F
}

/** The same optional fields where 0 says nothing, as in the vendor's own sample of a new user (docs/onefile-api.md#9). */
export function orZero<F extends Fields>(fields: F): F {
  const entries = Object.entries(fields).map(([word, field]) => [word, { ...field, zeroSaysNothing: true }])
  return Object.fromEntries(entries) as F
}

/** The same field where it may be missing. */
export function maybe<T>(field: Field<T>): Field<T, true> {
  return { ...field, optional: true }
}

/**
 * How names are taken. `loose` is OneFile's way: any letter case, unknown fields ignored, empty text in a number or
 * date says nothing (docs/onefile-api.md#2.4, #2.5). `exact` is ours.
 */
export type Manner = 'loose' | 'exact'

/** Why an object cannot be read. */
export interface FieldRefusal {
  code: 'field-missing' | 'field-invalid' | 'field-unknown' | 'field-twice'
  /** The field as the wire spells it, with the place inside it: `changes[3].before`. */
  field: string
  sentence: string
}

type RawFields = Record<string, unknown>

/** Stands for the value of a field that was sent more than once, with different values. */
export class SentTwice {}

/** What reading needs of some fields, worked out once: their entries, and our words by the names that may be sent. */
interface Index {
  entries: readonly [word: string, field: Fields[string]][]
  words: ReadonlyMap<string, string>
}

const indexes = { loose: new WeakMap<Fields, Index>(), exact: new WeakMap<Fields, Index>() }

function indexOf(fields: Fields, manner: Manner): Index {
  const known = indexes[manner].get(fields)
  if (known) return known
  const entries = Object.entries(fields)
  const spelt = (name: string) => (manner === 'loose' ? name.toLowerCase() : name)
  const made = { entries, words: new Map(entries.map(([word, field]) => [spelt(field.name), word])) }
  indexes[manner].set(fields, made)
  return made
}

/** Reads the fields of a raw object into our words. */
export function readFields<F extends Fields>(
  fields: F,
  raw: RawFields,
  manner: Manner,
): ValuesOf<F> | FieldRefusal {
  const { entries, words } = indexOf(fields, manner)
  const named = manner === 'loose' ? gatherLoosely(fields, words, raw) : gatherExactly(words, raw)
  if ('refused' in named) return named.refused as FieldRefusal
  const values: RawFields = {}
  for (const [word, field] of entries) {
    const value = readField(field, named.values[word], manner)
    if (isFieldRefusal(value)) return value
    if (value !== undefined) values[word] = value
  }
  return values as ValuesOf<F>
}

function readField(field: Fields[string], raw: unknown, manner: Manner): unknown {
  const missing =
    raw === undefined ||
    (manner === 'loose' && raw === '' && !field.codec.blankSpeaks) ||
    (field.zeroSaysNothing && isZero(raw))
  if (missing) return field.optional ? undefined : isMissing(field)
  const value = field.codec.read(raw)
  if (!(value instanceof Refusal)) return value
  // Clients that send every field they know send null where they have nothing to say.
  const saysNothing = manner === 'loose' && raw === null && field.optional
  return saysNothing ? undefined : invalid(field.name, value)
}

function isZero(raw: unknown): boolean {
  return raw === 0 || (typeof raw === 'string' && /^\s*0+\s*$/.test(raw))
}

function isMissing({ name, about }: Fields[string]): FieldRefusal {
  return { code: 'field-missing', field: name, sentence: `${name} is missing: ${lower(about)}` }
}

function invalid(name: string, refusal: Refusal): FieldRefusal {
  const field = `${name}${refusal.at}`
  return { code: 'field-invalid', field, sentence: `${field} ${refusal.why}.` }
}

/** Tells a refusal from values. */
export function isFieldRefusal(value: unknown): value is FieldRefusal {
  return (
    typeof value === 'object' && value !== null && 'sentence' in value && 'field' in value && 'code' in value
  )
}

type Gathered = { values: RawFields } | { refused: FieldRefusal }

function gatherExactly(words: Index['words'], raw: RawFields): Gathered {
  const values: RawFields = {}
  for (const name of Object.keys(raw)) {
    const word = words.get(name)
    if (word === undefined) return { refused: unknown(name, [...words.keys()]) }
    if (raw[name] instanceof SentTwice) return { refused: twice(name) }
    values[word] = raw[name]
  }
  return { values }
}

function unknown(name: string, known: string[]): FieldRefusal {
  const shown = /^[\w-]{1,40}$/.test(name) ? `"${name}"` : 'One field'
  return {
    code: 'field-unknown',
    field: shown,
    sentence: `${shown} is not a field of this call; it knows: ${known.join(', ') || 'none'}.`,
  }
}

function gatherLoosely(fields: Fields, words: Index['words'], raw: RawFields): Gathered {
  const values: RawFields = {}
  for (const name of Object.keys(raw)) {
    const word = words.get(name.toLowerCase())
    if (word === undefined) continue
    const differs = word in values && !alike(values[word], raw[name])
    if (differs || raw[name] instanceof SentTwice) return { refused: twice(fields[word]!.name) }
    values[word] = raw[name]
  }
  return { values }
}

/** The same value twice in other letter case is fine, as a number and as its digits too. */
function alike(a: unknown, b: unknown): boolean {
  return a === b || (isScalar(a) && isScalar(b) && String(a).trim() === String(b).trim())
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function twice(field: string): FieldRefusal {
  return {
    code: 'field-twice',
    field,
    sentence: `${field} stands twice, with different values; send it once.`,
  }
}

/** Writes values as the wire has them. An optional field without a value is left out; what is not a field stays behind. */
export function writeFields<F extends Fields>(fields: F, values: ValuesOf<F>): RawFields {
  const written: RawFields = {}
  for (const word in fields) {
    const value = (values as RawFields)[word]
    const { name, codec, optional } = fields[word]!
    if (value === undefined || (value === null && optional)) continue
    written[name] = codec.write(value as never)
  }
  return written
}

const EVERYTHING: Shown = { inferred: true, sensitive: true }

/**
 * A record of OneFile's as its reads answer it: every field that is shown is there, `null` where it has no value, since
 * clients read fields without asking whether they are there. Source: docs/onefile-api.md#9.
 */
export function record<F extends Fields>(fields: F): Codec<ValuesOf<F>> {
  return {
    ...object(fields),
    schema: recordSchema(fields),
    write: values => writeRecord(fields, values, EVERYTHING),
    writeFor: (values, shown) => writeRecord(fields, values, shown),
    parts: { kind: 'object', fields, everyField: true },
  }
}

function writeRecord<F extends Fields>(fields: F, values: ValuesOf<F>, shown: Shown): RawFields {
  const written: RawFields = {}
  for (const word in fields) {
    const { name, codec, shownWith } = fields[word]!
    if (shownWith !== undefined && !shown[shownWith]) continue
    const value = (values as RawFields)[word] ?? null
    written[name] = value === null ? null : codec.write(value as never)
  }
  return written
}

function recordSchema(fields: Fields): JsonSchema {
  const answered = Object.entries(fields).map(([word, field]) => [
    word,
    { ...field, codec: answeredAs(field) },
  ])
  const always = Object.values(fields).filter(field => field.shownWith === undefined)
  return {
    ...schemaOf(Object.fromEntries(answered), 'loose'),
    ...(always.length > 0 && { required: always.map(field => field.name) }),
  }
}

function answeredAs({ codec, optional }: Fields[string]): Codec<unknown> {
  const answered = codec.answered ? { ...codec, schema: codec.answered } : codec
  return optional && codec.parts?.kind !== 'nullable' ? nullable(answered) : answered
}

/** The schema of an object with these fields. */
export function schemaOf(fields: Fields, manner: Manner): JsonSchema {
  const all = Object.values(fields)
  const required = all.filter(field => !field.optional).map(field => field.name)
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(field => [field.name, describedSchema(field)])),
    ...(required.length > 0 && { required }),
    ...(manner === 'exact' && { additionalProperties: false }),
  }
}

/** A kind with a name of its own keeps its words, beside those of the field. */
function describedSchema(field: Fields[string]): JsonSchema {
  const schema = schemaWithZero(field)
  const description = describe(field)
  return 'title' in schema ? { allOf: [schema], description } : { ...schema, description }
}

function schemaWithZero({ codec, zeroSaysNothing }: Fields[string]): JsonSchema {
  return zeroSaysNothing ? { anyOf: [codec.schema, { const: 0 }] } : codec.schema
}

function describe({ about, codec, zeroSaysNothing }: Fields[string]): string {
  const more = 'title' in codec.schema ? undefined : codec.schema.description
  const all = [
    about,
    ...(typeof more === 'string' ? [more] : []),
    ...(zeroSaysNothing ? ['0 says nothing.'] : []),
  ]
  return all.join(' ')
}

/** An object inside a request or an answer. */
export function object<F extends Fields>(fields: F, manner: Manner = 'exact'): Codec<ValuesOf<F>> {
  return {
    schema: schemaOf(fields, manner),
    blankSpeaks: true,
    read(raw) {
      if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
        return new Refusal('must be an object')
      const values = readFields(fields, raw as RawFields, manner)
      return isFieldRefusal(values) ? inside(values) : values
    },
    write: values => writeFields(fields, values),
    parts: { kind: 'object', fields },
  }
}

function inside({ field, sentence }: FieldRefusal): Refusal {
  const why = sentence
    .slice(sentence.startsWith(field) ? field.length : 0)
    .trim()
    .replace(/\.$/, '')
  return new Refusal(why, `.${field}`)
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
