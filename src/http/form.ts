import { SentTwice } from '../contract/fields.ts'
import { certain } from '../domain/certain.ts'
import { type Problem, problem } from '../domain/problem.ts'
import { type Decoding, isRefused } from './charset.ts'

type RawForm = Record<string, unknown>

/** Fields that a form may hold. A list takes one for each item, and the longest list that any call takes is 10,000. */
const MOST_FIELDS = 20_000

/**
 * Reads the bytes of a form as raw fields, each name and value decoded by the charset of the form; `name[]` and `name[0]`,
 * as PHP writes lists, become one list. The work grows with the length and no faster. Bytes that the charset does not have
 * are refused: a sign in place of a letter would be kept for ever.
 */
export function readForm(body: Buffer, decoding: Decoding): RawForm | Problem {
  const text = body.toString('latin1')
  if (!hasRoom(text)) return tooMany()
  const fields: RawForm = Object.create(null)
  const lists = new Map<string, string[]>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const cut = pair.indexOf('=')
    const name = unescaped(cut < 0 ? pair : pair.slice(0, cut), decoding)
    const value = unescaped(cut < 0 ? '' : pair.slice(cut + 1), decoding)
    if (isRefused(name)) return name.refused
    if (isRefused(value)) return value.refused
    keep(fields, lists, name, value)
  }
  return fields
}

function hasRoom(text: string): boolean {
  let pairs = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) pairs += 1
  return pairs <= MOST_FIELDS
}

/** A name or value as it was meant: `+` is a blank, and `%E9` a byte. A `%` that begins no escape is itself. */
export function unescaped(part: string, { decode }: Decoding): string | { refused: Problem } {
  const spaced = part.replaceAll('+', ' ')
  if (!spaced.includes('%')) return isAscii(spaced) ? spaced : decode(Buffer.from(spaced, 'latin1'))
  return decode(withoutEscapes(Buffer.from(spaced, 'latin1')))
}

const PERCENT = '%'.charCodeAt(0)

/** Puts the byte that each escape stands for in its place, in the same buffer. */
function withoutEscapes(bytes: Buffer): Buffer {
  let end = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const escaped = bytes[at] === PERCENT ? byteOf(bytes[at + 1], bytes[at + 2]) : undefined
    if (escaped !== undefined) at += 2
    bytes[end] = escaped ?? certain(bytes[at])
    end += 1
  }
  return bytes.subarray(0, end)
}

function byteOf(high: number | undefined, low: number | undefined): number | undefined {
  const [upper, lower] = [digitOf(high), digitOf(low)]
  return upper === undefined || lower === undefined ? undefined : upper * 16 + lower
}

/** The value of a hexadecimal digit, in either letter case. */
function digitOf(sign = 0): number | undefined {
  const value = Number.parseInt(String.fromCharCode(sign), 16)
  return Number.isNaN(value) ? undefined : value
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}

const ITEM = /^([^[\]]+)\[(\d*)\]$/

function keep(fields: RawForm, lists: Map<string, string[]>, name: string, value: string): void {
  const item = ITEM.exec(name)
  if (!item) {
    fields[name] = !(name in fields) || fields[name] === value ? value : new SentTwice()
    return
  }
  const list = lists.get(certain(item[1]))
  if (list) list.push(value)
  else {
    const begun = [value]
    lists.set(certain(item[1]), begun)
    fields[certain(item[1])] = certain(item[1]) in fields ? new SentTwice() : begun
  }
}

function tooMany(): Problem {
  return problem('body-invalid', `The form holds more than ${MOST_FIELDS} fields; send it in parts.`)
}
