import type { LightMyRequestResponse } from 'fastify'
import type { AnyEndpoint, Api } from '../../src/contract/endpoint.ts'
import { ONEFILE_CODES } from '../../src/contract/onefile/codes.ts'
import { refusalsOf } from '../../src/contract/refusals.ts'
import type { ProblemCode } from '../../src/domain/problem.ts'
import { CALLS } from '../calls.ts'
import { MARK, ODD_NAMES } from './odd.ts'

/** What any request may be told, whatever the call: it cannot be read, or there is no such call. */
const GENERAL: readonly [status: number, code: ProblemCode][] = [
  [400, 'body-invalid'],
  [400, 'field-invalid'],
  [404, 'call-unknown'],
  [405, 'method-unknown'],
  [413, 'body-too-large'],
  [415, 'body-type'],
]

/** Traces of code or of queries. */
const INSIDES =
  /node_modules|\.[jt]s:\d|\bat \w+ \(|\bselect\b.+\bfrom\b|insert into|SQLITE|syntax error|constraint|TypeError|undefined|\[object/i

const declared = new Map<AnyEndpoint, ReadonlySet<string>>()

/** What is wrong with an answer; nothing when it is one that the contract declares and that gives nothing away. */
export function objectionTo(
  call: AnyEndpoint,
  astray: boolean,
  answer: LightMyRequestResponse,
): string | undefined {
  const { statusCode: status, body } = answer
  if (status >= 500) return `is answered with ${status}`
  if (status < 400) {
    return outcomesOf(call, astray).has(String(status)) ? undefined : `is answered with ${status}, undeclared`
  }
  const code = codeOf(body)
  if (code === undefined) return `is answered with a body that is no API's: ${body.slice(0, 200)}`
  if (!outcomesOf(call, astray).has(`${status} ${code}`))
    return `is answered with ${status} ${code}, undeclared`
  if (body.toLowerCase().includes(MARK)) return `is repeated in the answer: ${body.slice(0, 300)}`
  const inside = INSIDES.exec(told(body))
  return inside ? `is answered with "${inside[0]}": ${body.slice(0, 300)}` : undefined
}

/** The body without names of fields, which the answer may quote. */
function told(body: string): string {
  return ODD_NAMES.filter(name => /^[\w-]+$/.test(name)).reduce(
    (text, name) => text.replaceAll(name, ''),
    body,
  )
}

/** The code in the body of a problem, in the shape of either API. */
function codeOf(body: string): string | number | undefined {
  const value = parsed(body)
  if (value === undefined) return undefined
  const { code, message, title, detail } = value
  if (typeof code === 'number' && typeof message === 'string') return code
  return typeof code === 'string' && code === title && typeof detail === 'string' ? code : undefined
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Answers that a request may have: those of the call, or where its path was altered, of any call. */
function outcomesOf(call: AnyEndpoint, astray: boolean): ReadonlySet<string> {
  return astray ? anyOutcome() : ownOutcomes(call)
}

function ownOutcomes(call: AnyEndpoint): ReadonlySet<string> {
  const known = declared.get(call)
  if (known) return known
  const said = (api: Api, status: number, code: ProblemCode) =>
    `${status} ${api === 'onefile' ? ONEFILE_CODES[code] : code}`
  const made = new Set([
    String(call.reply.status),
    ...(call.reply.kind === 'list' ? ['204'] : []),
    ...refusalsOf(call).map(({ code, status }) => said(call.api, status, code)),
  ])
  declared.set(call, made)
  return made
}

let all: ReadonlySet<string> | undefined

function anyOutcome(): ReadonlySet<string> {
  all ??= new Set([
    ...CALLS.flatMap(([, call]) => [...ownOutcomes(call)]),
    ...GENERAL.flatMap(([status, code]) => [`${status} ${code}`, `${status} ${ONEFILE_CODES[code]}`]),
  ])
  return all
}
