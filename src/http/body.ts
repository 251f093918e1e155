import jsonc, { type ParseError, type ParseErrorCode } from 'jsonc-parser'
import { type Problem, problem } from '../domain/problem.ts'

type Raw = Record<string, unknown>

const NOTHING: Raw = {}

/**
 * Reads a body as an object of raw fields, by its content type: JSON, or a form. No body, and the empty list that some
 * clients send when they sign in, are an object without fields. JSON that is broken is refused with the spot.
 */
export function readBody(body: Buffer | undefined, contentType: string | undefined): Raw | Problem {
  if (!body || body.length === 0) return NOTHING
  const text = decode(body)
  if (text === undefined) return invalid('The body is not valid UTF-8; send text in UTF-8.')
  const type = (contentType ?? '').split(';')[0]!.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return readForm(text)
  if (isJson(type) || (type === '' && /^\s*[[{]/.test(text))) return readJson(text)
  if (type === '') return readForm(text)
  return problem(
    'body-type',
    'The body must be JSON (application/json) or a form (application/x-www-form-urlencoded).',
  )
}

function isJson(type: string): boolean {
  return type === 'text/plain' || type === 'text/json' || /^application\/([\w.+-]+\+)?json$/.test(type)
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(body: Buffer): string | undefined {
  try {
    return utf8.decode(body)
  } catch {
    return undefined
  }
}

function readJson(text: string): Raw | Problem {
  if (text.trim() === '') return NOTHING
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return invalid(brokenAt(text))
  }
  if (Array.isArray(value) && value.length === 0) return NOTHING
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid('The body must be a JSON object, such as {"LearnerID": 101}.')
  }
  return value as Raw
}

/** Says where JSON breaks off, and why, without repeating what the caller sent. */
function brokenAt(text: string): string {
  const errors = errorsIn(text)
  if (!errors) return 'The body is not valid JSON, and is nested too deeply to say where.'
  const { offset, error } = errors[0] ?? { offset: text.length, error: 0 as ParseErrorCode }
  const before = text.slice(0, offset).split('\n')
  const spot = `line ${before.length}, column ${before.at(-1)!.length + 1} (character ${offset + 1})`
  return `The body is not valid JSON: at ${spot}, ${REASONS[jsonc.printParseErrorCode(error)] ?? 'something does not belong there'}.`
}

/** Every place at which JSON is broken; nothing where it is nested so deeply that the stack does not suffice. */
function errorsIn(text: string): ParseError[] | undefined {
  const errors: ParseError[] = []
  try {
    jsonc.parse(text, errors, { disallowComments: true })
  } catch {
    return undefined
  }
  return errors
}

const REASONS: Record<string, string> = {
  InvalidSymbol: 'a word stands there that JSON does not know; text needs quotes around it',
  UnexpectedEndOfString: 'text begins that has no closing quote on its line',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  ValueExpected: 'a value is missing',
  PropertyNameExpected: 'a name in quotes is missing',
  EndOfFileExpected: 'the body should have ended',
  InvalidEscapeCharacter: 'text holds an escape that JSON does not know',
  InvalidCharacter: 'text holds a control character that must be escaped',
  InvalidNumberFormat: 'a number is not written as JSON writes it',
  InvalidCommentToken: 'a comment stands, and JSON has none',
}

/** Fields of a form; `name[]` and `name[0]`, as PHP writes lists, become one list. */
function readForm(text: string): Raw {
  const fields: Record<string, unknown> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const listed = /^([^[\]]+)\[\d*\]$/.exec(name)
    if (!listed) fields[name] = value
    else fields[listed[1]!] = [...((fields[listed[1]!] as unknown[] | undefined) ?? []), value]
  }
  return fields
}

function invalid(sentence: string): Problem {
  return problem('body-invalid', sentence)
}
