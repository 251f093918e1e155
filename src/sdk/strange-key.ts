import type { AnyCodec, Part } from '../contract/codec.ts'

type InputParts = { readonly [word: string]: Part }

/** A key of an input that no field of the call is called by. */
export interface StrangeKey {
  /** Where it stands: `clasroom`, or `changes[3].lerner`. */
  key: string
  /** The keys that are known there. */
  known: readonly string[]
}

/** The first key of an input that is not one of its fields, or of the objects inside it. A key without a value is none. */
export function strangeKey(fields: InputParts, input: object, at = ''): StrangeKey | undefined {
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined
    if (!field) return { key: at + key, known: Object.keys(fields) }
    const inside = strangeInside(field.codec, value, at + key)
    if (inside) return inside
  }
  return undefined
}

function strangeInside({ parts }: AnyCodec, value: unknown, at: string): StrangeKey | undefined {
  if (!parts || typeof value !== 'object' || value === null) return undefined
  if (parts.kind === 'object') return strangeKey(parts.fields, value, `${at}.`)
  if (parts.kind === 'nullable') return strangeInside(parts.of, value, at)
  if (!Array.isArray(value)) return undefined
  for (const [index, item] of value.entries()) {
    const inside = strangeInside(parts.of, item, `${at}[${index}]`)
    if (inside) return inside
  }
  return undefined
}
