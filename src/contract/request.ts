import type { AnyCodec, Part } from './codec.ts'
import { type AnyEndpoint, BASE_PATHS } from './endpoint.ts'
import { type Fields, writeFields } from './fields.ts'

/** A call as it goes over the wire. */
export interface WireRequest {
  method: AnyEndpoint['method']
  /** With the base path of its API, escaped, and the query. */
  path: string
  /** Properties of the body; nothing where the call takes none. */
  body?: Record<string, unknown>
}

/** Writes a call: `input` is by our words, path, query and body together. */
export function writeRequest(endpoint: AnyEndpoint, input: Record<string, unknown>): WireRequest {
  const path = BASE_PATHS[endpoint.api] + fillPath(endpoint, input) + writeQuery(endpoint.query, input)
  const { method } = endpoint
  const takesBody = method !== 'GET' && Object.keys(endpoint.body).length > 0
  return takesBody ? { method, path, body: sayFields(endpoint.body, input) } : { method, path }
}

type Said = Record<string, unknown>

/** Writes what a request says. Null is something said, such as "nobody", where an answer would leave it out. */
function sayFields(fields: { readonly [word: string]: Part }, values: Said): Said {
  const said: Said = {}
  for (const [word, { name, codec }] of Object.entries(fields)) {
    if (values[word] !== undefined) said[name] = say(codec, values[word])
  }
  return said
}

function say(codec: AnyCodec, value: unknown): unknown {
  if (value === null) return null
  switch (codec.parts?.kind) {
    case 'object':
      return sayFields(codec.parts.fields, value as Said)
    case 'list': {
      const { of } = codec.parts
      return (value as unknown[]).map(one => say(of, one))
    }
    case 'nullable':
      return say(codec.parts.of, value)
    default:
      return codec.ask ? codec.ask(value) : codec.write(value)
  }
}

function fillPath(endpoint: AnyEndpoint, input: Record<string, unknown>): string {
  const values = writeFields(endpoint.params as Fields, input)
  return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

/** Lists stand in a query as text with commas. */
function writeQuery(fields: Fields, input: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(writeFields(fields, input))) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}
