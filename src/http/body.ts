import { certain } from '../domain/certain.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { type Decoding, decodingOf, isRefused } from './charset.ts'
import { readForm, unescaped } from './form.ts'
import { readJson } from './json.ts'

type RawBody = Record<string, unknown>

const FORM = 'application/x-www-form-urlencoded'

/**
 * Reads a body as an object of raw fields, by its content type: JSON, or a form. What is said to be a form, or not said to
 * be anything, and begins as JSON does, is JSON: so curl sends it, and as a form it would say nothing (docs/onefile-api.md#9). No body
 * is an object without fields.
 */
export function readBody(body: Buffer | undefined, contentType: string | undefined): RawBody | Problem {
  if (!body || body.length === 0) return {}
  const type = certain((contentType ?? '').split(';', 1)[0])
    .trim()
    .toLowerCase()
  const isForm = type === FORM || type === ''
  if (!isForm && !isJson(type)) return otherType()
  const decoding = decodingOf(contentType)
  if (isProblem(decoding)) return decoding
  if (!isForm) return readText(body, decoding)
  const begin = body.toString('latin1')
  if (!decoding.byBytes || BEGINS_AS_JSON.test(begin)) return readText(body, decoding)
  return ESCAPED_JSON.test(begin) ? readEscaped(begin, decoding) : readForm(body, decoding)
}

/** A byte order mark or blanks may stand before it. */
const BEGINS_AS_JSON = /^(?:\xef\xbb\xbf|\s)*[[{]/

/** JSON whose every sign that a form needs is escaped, as `curl --data-urlencode` does it. */
const ESCAPED_JSON = /^(?:%EF%BB%BF|%20|%0D|%0A|%09|\+)*%(?:7B|5B)[^=&]*$/i

function isJson(type: string): boolean {
  return type === 'text/plain' || type === 'text/json' || /^application\/([\w.+-]+\+)?json$/.test(type)
}

function readText(body: Buffer, { decode }: Decoding): RawBody | Problem {
  const text = decode(body)
  return isRefused(text) ? text.refused : readJson(text)
}

function readEscaped(form: string, decoding: Decoding): RawBody | Problem {
  const text = unescaped(form, decoding)
  return isRefused(text) ? text.refused : readJson(text.replace(/^\ufeff/, ''))
}

function otherType(): Problem {
  return problem('body-type', `The body must be JSON (application/json) or a form (${FORM}).`)
}
