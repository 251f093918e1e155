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
  return takesBody ? { method, path, body: writeFields(endpoint.body as Fields, input) } : { method, path }
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
