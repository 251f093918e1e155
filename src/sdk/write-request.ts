import type { AnyEndpoint } from '../contract/endpoint.ts'
import { type Fields, isFieldRefusal, readFields, writeFields } from '../contract/fields.ts'
import { type WireRequest, writeRequest } from '../contract/request.ts'
import { RefusedError } from './errors.ts'
import { type StrangeKey, strangeKey } from './strange-key.ts'

type RequestInput = Record<string, unknown>

/**
 * Writes a call, and reads back what was written: what the server is bound to refuse is refused here, and not a number
 * that is none (`NaN`) goes out as JSON's null, which clears.
 */
export function writeCall(call: string, endpoint: AnyEndpoint, input: RequestInput): WireRequest {
  const strange = strangeKey({ ...endpoint.params, ...endpoint.query, ...endpoint.body }, input)
  if (strange) throw new RefusedError({ call, ...unknownField(call, strange) })
  try {
    const request = writeRequest(endpoint, input)
    const refusal = refusalOf(endpoint, input, request)
    if (!refusal) return request
    throw new RefusedError({ call, ...refusal })
  } catch (error) {
    if (error instanceof RefusedError) throw error
    throw new RefusedError({ call, code: 'field-invalid', sentence: UNWRITABLE, cause: error })
  }
}

function unknownField(call: string, { key, known }: StrangeKey) {
  const sentence = `"${key}" is not a field of ${call}; it knows: ${known.join(', ') || 'none'}.`
  return { code: 'field-unknown', field: key, sentence }
}

const UNWRITABLE = 'A value of the input cannot be written; moments are milliseconds and lists are arrays.'

function refusalOf(endpoint: AnyEndpoint, input: RequestInput, { body = {} }: WireRequest) {
  const params = writeFields(endpoint.params as Fields, input)
  const query = writeFields(endpoint.query as Fields, input)
  const refusal = [
    readFields(endpoint.params as Fields, params, 'exact'),
    readFields(endpoint.query as Fields, query, 'exact'),
    readFields(endpoint.body as Fields, body, 'exact'),
  ].find(isFieldRefusal)
  return refusal ?? dottedRefusal(params)
}

/** Addresses lose parts that are one or two dots, so that another call would be made. */
function dottedRefusal(params: RequestInput) {
  const field = Object.keys(params).find(name => /^\.\.?$/.test(String(params[name])))
  return field && { code: 'field-invalid', field, sentence: `${field} must not be "." or "..".` }
}
