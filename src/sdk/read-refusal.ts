import type { Api } from '../contract/endpoint.ts'
import { ONEFILE_CODES } from '../contract/onefile/codes.ts'

/** Why a server did not do a call, as far as it said. */
interface Reasons {
  /** Stable code of the problem, where the server gave one. */
  code?: string | undefined
  number?: number | undefined
  /** The server's own sentence. */
  sentence?: string | undefined
  field?: string | undefined
  candidates?: readonly (number | string)[] | undefined
  details?: Readonly<Record<string, unknown>> | undefined
}

type RawRefusal = Record<string, unknown>

/** Longest text that is taken for a reason. */
const LONGEST = 2000

/** Reads the body of a refusal: `{code, message}` of OneFile's API, a problem document of ours, or whatever text it is. */
export function readRefusal(api: Api, text: string): Reasons {
  const body = parse(text)
  if (!body) return { sentence: plain(text) }
  if (api === 'caseload') return readDocument(body)
  const named = Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
  const number = Number(named.code)
  return {
    ...(Number.isInteger(number) && { number, code: CODES.get(number) }),
    sentence: sentenceOf(named.message),
  }
}

/** Problems by number. A number that stands for two means the first: the table names sessions before tokens. */
const CODES: ReadonlyMap<number, string> = new Map(
  Object.entries(ONEFILE_CODES)
    .map(([code, number]) => [number, code] as const)
    .reverse(),
)

function readDocument(body: RawRefusal): Reasons {
  const { code, detail, title, field, candidates } = body
  return {
    code: typeof code === 'string' ? code : undefined,
    sentence: sentenceOf(detail) ?? sentenceOf(title),
    field: typeof field === 'string' ? field : undefined,
    candidates: Array.isArray(candidates) ? candidates : undefined,
    details: body,
  }
}

function parse(text: string): RawRefusal | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as RawRefusal)
      : undefined
  } catch {
    return undefined
  }
}

/** Text that a person can read; not a page of HTML. */
function plain(text: string): string | undefined {
  const trimmed = text.trim().replace(/^"(.*)"$/s, '$1')
  return /^\s*</.test(trimmed) ? undefined : sentenceOf(trimmed)
}

function sentenceOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, LONGEST) : undefined
}
