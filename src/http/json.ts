import jsonc, { type ParseErrorCode } from 'jsonc-parser'
import { type Problem, problem } from '../domain/problem.ts'
import { surveyJson } from './json-survey.ts'

type RawJson = Record<string, unknown>

/** Objects and lists inside each other; no call needs half as many. */
const DEEPEST = 100

/**
 * Reads JSON text as an object of raw fields. Blank text, and the empty list that some clients send when they sign in,
 * are an object without fields. What is broken is refused with the first place that is, without repeating what was sent.
 */
export function readJson(text: string): RawJson | Problem {
  if (/^\s*$/.test(text)) return {}
  const against = whyNotParsed(text)
  if (against) return against
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return invalid(brokenAt(text))
  }
  if (Array.isArray(value) && value.length === 0) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid('The body must be a JSON object, such as {"LearnerID": 101}.')
  }
  return value as RawJson
}

/** What JSON.parse would take and nobody should: depth without end, and the last of two values for one name. */
function whyNotParsed(text: string): Problem | undefined {
  const { tooDeep, twice } = surveyJson(text, DEEPEST)
  if (tooDeep) return invalid(`The body is nested more than ${DEEPEST} levels deep; send it flatter.`)
  if (twice === undefined) return undefined
  const shown = /^[\w-]{1,40}$/.test(twice) ? twice : 'A name'
  return problem(
    'field-twice',
    `${shown} stands twice in one object of the body, with different values; send it once.`,
  )
}

interface JsonFault {
  offset: number
  error: ParseErrorCode
}

/** Says where JSON breaks off, and why. */
function brokenAt(text: string): string {
  const { offset, error } = firstFault(text)
  const { line, column } = placeOf(text, offset)
  const reason = REASONS[jsonc.printParseErrorCode(error)] ?? 'something does not belong there'
  return `The body is not valid JSON: at line ${line}, column ${column} (character ${offset + 1}), ${reason}.`
}

/** The reader goes on after a fault for as long as it is let, so it is stopped by throwing. */
class Stop extends Error {}

function firstFault(text: string): JsonFault {
  let fault: JsonFault = { offset: text.length, error: 0 as ParseErrorCode }
  const onError = (error: ParseErrorCode, offset: number): never => {
    fault = { offset, error }
    throw new Stop()
  }
  try {
    jsonc.visit(text, { onError }, { disallowComments: true })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
  }
  return fault
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let begin = 0
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1
    begin = at + 1
  }
  return { line, column: offset - begin + 1 }
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

function invalid(sentence: string): Problem {
  return problem('body-invalid', sentence)
}
