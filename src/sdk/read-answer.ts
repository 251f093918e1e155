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
  const answer =
    reply.kind === 'list' ? walk.list(reply.codec, value, '') : walk.value(reply.codec, value, '')
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

  constructor(api: Api) {
    this.#tolerant = api === 'onefile'
  }

  value(codec: AnyCodec, raw: unknown, at: string): unknown {
    const { parts } = codec
    if (parts?.kind === 'object') return this.#object(parts, raw, at)
    if (parts?.kind === 'list' && Array.isArray(raw)) return this.list(parts.of, raw, at)
    if (parts?.kind === 'nullable') return raw === null ? null : this.value(parts.of, raw, at)
    const value = codec.read(raw)
    if (!(value instanceof Refusal)) return value
    return isText(codec) && typeof raw === 'string' ? raw : new Refusal(value.why, at + value.at)
  }

  list(codec: AnyCodec, raw: unknown, at: string): unknown {
    if (!Array.isArray(raw)) return new Refusal('is not a list', at)
    const values: unknown[] = []
    for (const [index, item] of raw.entries()) {
      const value = this.value(codec, item, `${at}[${index}]`)
      if (value instanceof Refusal) return value
      values.push(value)
    }
    return values
  }

  #object({ fields }: Extract<Parts, { kind: 'object' }>, raw: unknown, at: string): unknown {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
      return new Refusal('is not an object', at)
    const found = this.#tolerant ? byLowerCase(raw as Raw) : (raw as Raw)
    const values: Raw = {}
    for (const [word, { name, codec, optional }] of Object.entries(fields)) {
      const inside = at === '' ? name : `${at}.${name}`
      const mayMiss = optional || (this.#tolerant && word !== 'id')
      const told = found[this.#tolerant ? name.toLowerCase() : name]
      const missing = told === undefined || (mayMiss && saysNothing(codec, told))
      const value = missing ? new Refusal('is missing', inside) : this.value(codec, told, inside)
      if (!(value instanceof Refusal)) values[word] = value
      else if (!mayMiss || (!missing && !this.#tolerant)) return value
      else if (!missing) this.unread.push({ field: value.at, why: value.why })
    }
    return values
  }
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
