import { type AnyCodec, type Parts, Refusal } from '../contract/codec.ts'
import type { Api, Reply } from '../contract/endpoint.ts'

/** A field of an answer that was there and could not be read, so that it was left out. */
export interface Unread {
  /** As the wire spells it, with the place: `[3].DOB`. */
  field: string
  /** The rest of a sentence that begins with the field. */
  why: string
}

/** An answer in our words with what had to be left out of it, or why it cannot be understood. */
type AnswerReading = { answer: unknown; unread: readonly Unread[] } | { refused: Refusal }

/**
 * Reads the reply of a call that went well, by what the call answers and not by what the reply says it is. OneFile's
 * service may quote bare text or not, answer an empty list as 204, and leave out any field but the id; what it sends and
 * cannot be read is left out too. Ours keeps to its contract, with fields added at most. Source: docs/onefile-api.md#2.2, #2.7.
 */
export function readAnswer(api: Api, reply: Reply<unknown>, text: string): AnswerReading {
  if (reply.kind === 'none') return { answer: undefined, unread: [] }
  if (reply.kind === 'text') return readText(text)
  const raw = parse(text)
  if (raw === undefined && reply.kind === 'list') return { answer: [], unread: [] }
  if (raw === undefined) return { refused: new Refusal('is empty') }
  if (raw === BROKEN && reply.kind !== 'value') return { refused: new Refusal('is not JSON') }
  const walk = new Walk(api)
  const value = raw === BROKEN ? text.trim() : raw
  const answer = reply.kind === 'list' ? walk.list(reply.codec, value) : walk.value(reply.codec, value)
  return answer instanceof Refusal ? { refused: answer } : { answer, unread: walk.unread }
}

function readText(text: string): AnswerReading {
  const quoted = parse(text)
  const answer = (typeof quoted === 'string' ? quoted : text).trim()
  if (answer === '') return { refused: new Refusal('is empty') }
  return /^[<{[]/.test(answer) ? { refused: new Refusal('is not bare text') } : { answer, unread: [] }
}

const BROKEN = Symbol('not JSON')

function parse(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return BROKEN
  }
}

type Raw = Record<string, unknown>

/** One pass over an answer, piece by piece. */
class Walk {
  readonly unread: Unread[] = []
  readonly #tolerant: boolean
  /** Where the pass is: `[3]`, `.DOB`. Put together only for what cannot be read. */
  readonly #path: (string | number)[] = []

  constructor(api: Api) {
    this.#tolerant = api === 'onefile'
  }

  value(codec: AnyCodec, raw: unknown): unknown {
    const { parts } = codec
    if (parts?.kind === 'object') return this.#object(parts, raw)
    if (parts?.kind === 'list' && Array.isArray(raw)) return this.list(parts.of, raw)
    if (parts?.kind === 'nullable') return raw === null ? null : this.value(parts.of, raw)
    const value = codec.read(raw)
    if (!(value instanceof Refusal)) return value
    return isText(codec) && typeof raw === 'string' ? raw : this.#refusal(value.why, value.at)
  }

  list(codec: AnyCodec, raw: unknown): unknown {
    if (!Array.isArray(raw)) return this.#refusal('is not a list')
    const values: unknown[] = []
    for (let index = 0; index < raw.length; index += 1) {
      this.#path.push(index)
      const value = this.value(codec, raw[index])
      this.#path.pop()
      if (value instanceof Refusal) return value
      values.push(value)
    }
    return values
  }

  #object({ fields }: ObjectParts, raw: unknown): unknown {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      return this.#refusal('is not an object')
    const found = this.#tolerant ? byLowerCase(raw as Raw) : (raw as Raw)
    const values: Raw = {}
    for (const [word, { name, codec, optional }] of entriesOf(fields)) {
      const mayMiss = optional || (this.#tolerant && word !== 'id')
      const told = found[this.#tolerant ? name.toLowerCase() : name]
      const missing = told === undefined || (mayMiss && saysNothing(codec, told))
      if (missing && mayMiss) continue
      this.#path.push(name)
      const value = missing ? this.#refusal('is missing') : this.value(codec, told)
      this.#path.pop()
      if (!(value instanceof Refusal)) values[word] = value
      else if (!mayMiss || !this.#tolerant) return value
      else this.unread.push({ field: value.at, why: value.why })
    }
    return values
  }

  #refusal(why: string, at = ''): Refusal {
    const place = this.#path.map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`,
    )
    return new Refusal(why, place.join('') + at)
  }
}

type ObjectParts = Extract<Parts, { kind: 'object' }>

const ENTRIES = new WeakMap<ObjectParts['fields'], [string, ObjectParts['fields'][string]][]>()

/** The fields of an object as a list, which is made once: an answer may hold thousands of such objects. */
function entriesOf(fields: ObjectParts['fields']): [string, ObjectParts['fields'][string]][] {
  const known = ENTRIES.get(fields) ?? Object.entries(fields)
  ENTRIES.set(fields, known)
  return known
}

/** Empty text where a number or date belongs, and null where a value does: as if the field were not there. */
function saysNothing({ blankSpeaks, parts }: AnyCodec, told: unknown): boolean {
  return (told === '' && !blankSpeaks) || (told === null && parts?.kind !== 'nullable')
}

/** Limits on length are for what the server takes; what it has kept already may be longer. */
function isText({ schema }: AnyCodec): boolean {
  return schema.type === 'string' && 'maxLength' in schema
}

function byLowerCase(raw: Raw): Raw {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), value]))
}
