import { type AnyEndpoint, BASE_PATHS } from '../../src/contract/endpoint.ts'
import type { Field } from '../../src/contract/fields.ts'
import type { WireRequest } from '../../src/contract/request.ts'
import type { Random } from '../../src/dataset/synthetic/random.ts'
import { exampleOf } from '../calls.ts'
import { MARK, ODD_BODIES, ODD_NAMES, ODD_PATHS, ODD_SEGMENTS, ODD_TYPES, ODD_VALUES } from './odd.ts'
import { alter, Properties, plausible, treeOf, writeJson } from './values.ts'

/** A request as it is sent, however odd. */
export interface Mutant {
  method: WireRequest['method']
  path: string
  query: string
  headers: Record<string, string>
  payload: string | Buffer | undefined
  /** The path may name another call, or none. */
  astray: boolean
}

type Change = (mutant: Mutant, call: AnyEndpoint, random: Random) => void

/** Changes to a request, with how often each is made, in parts of all. */
const CHANGES: readonly [parts: number, change: Change][] = [
  [60, alterBody],
  [12, sendOddBody],
  [10, alterSegment],
  [3, takeOddPath],
  [10, alterQuery],
  [5, alterType],
  [3, alterHeaders],
  [2, truncate],
  [0.3, inflate],
]

const ALL = CHANGES.reduce((sum, [parts]) => sum + parts, 0)

/** The example of a call, altered in one to three ways. */
export function mutate(call: AnyEndpoint, random: Random): Mutant {
  const { method, path, body } = exampleOf(call)
  const [place, query = ''] = path.split('?')
  const mutant: Mutant = {
    ...{ method, path: place!, query, astray: false },
    headers: body ? { 'content-type': 'application/json' } : {},
    payload: body && JSON.stringify(body),
  }
  for (let left = 1 + random.below(3); left > 0; left -= 1) changeFor(random)(mutant, call, random)
  return mutant
}

function changeFor(random: Random): Change {
  let at = random.next() * ALL
  for (const [parts, change] of CHANGES) {
    if (at < parts) return change
    at -= parts
  }
  return alterBody
}

/** A body with fields as documented, of which one place or a few are not. */
function alterBody(mutant: Mutant, call: AnyEndpoint, random: Random): void {
  const fields = Object.values<Field<unknown>>(call.body)
  const example = treeOf(exampleOf(call).body ?? {}) as Properties
  const given = new Map(example.pairs)
  const pairs = fields.flatMap(({ name, codec }): [string, unknown][] => {
    if (random.chance(0.3)) return [[name, plausible(codec.schema, random)]]
    return given.has(name) ? [[name, given.get(name)]] : []
  })
  let tree: unknown = new Properties(pairs)
  for (let left = random.below(4); left > 0; left -= 1) tree = alter(tree, random)
  mutant.payload = writeJson(tree)
  mutant.headers['content-type'] = 'application/json'
}

function sendOddBody(mutant: Mutant, _call: AnyEndpoint, random: Random): void {
  mutant.payload = random.pick(ODD_BODIES)
  mutant.headers['content-type'] = random.pick(ODD_TYPES)
}

function alterSegment(mutant: Mutant, call: AnyEndpoint, random: Random): void {
  const base = BASE_PATHS[call.api]
  const segments = mutant.path.slice(base.length).split('/')
  const named = call.path.split('/').flatMap((part, at) => (part.startsWith('{') ? [at] : []))
  const at = named.length > 0 && !random.chance(0.1) ? random.pick(named) : random.below(segments.length)
  segments[at] = random.pick(ODD_SEGMENTS)
  mutant.path = base + segments.join('/')
  mutant.astray = true
}

function takeOddPath(mutant: Mutant, call: AnyEndpoint, random: Random): void {
  const odd = random.pick(ODD_PATHS)
  mutant.path = random.chance(0.5) ? BASE_PATHS[call.api] + odd : mutant.path + odd
  mutant.astray = true
}

function alterQuery(mutant: Mutant, call: AnyEndpoint, random: Random): void {
  const fields = Object.values<Field<unknown>>(call.query)
  const pairs = [mutant.query].filter(query => query !== '')
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const known = fields.length > 0 && !random.chance(0.15)
    const name = known ? random.pick(fields).name : encodeOdd(random.pick(ODD_NAMES))
    pairs.push(`${name}=${queryValue(known ? fields.find(one => one.name === name) : undefined, random)}`)
  }
  mutant.query = pairs.join(random.pick(['&', '&', '&', ';', '&&', '?']))
}

function queryValue(field: Field<unknown> | undefined, random: Random): string {
  if (field && random.chance(0.5)) return encodeOdd(String(plausible(field.codec.schema, random)))
  return random.chance(0.5)
    ? random.pick(ODD_SEGMENTS)
    : encodeOdd(random.pick(ODD_VALUES).text.slice(0, 8_000))
}

function encodeOdd(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function alterType({ headers }: Mutant, _call: AnyEndpoint, random: Random): void {
  if (random.chance(0.2)) delete headers['content-type']
  else headers['content-type'] = random.pick(ODD_TYPES)
}

const ODD_HEADERS: readonly [name: string, value: string][] = [
  ['content-length', '1'],
  ['content-length', '100000000'],
  ['content-encoding', 'gzip'],
  ['accept', 'text/html;q=0'],
  ['x-http-method-override', 'DELETE'],
  ['x-forwarded-for', `${MARK}`],
  ['x-tokenid', ''],
  ['x-tokenid', `${MARK}' or 1=1`],
  ['x-customertoken', `${MARK}\u00ff`],
  ['authorization', `Bearer ${MARK}`],
  ['authorization', `Basic ${MARK}`],
  ['cookie', `${MARK}=1; __proto__=2`],
  ['host', `${MARK}`],
  ['range', 'bytes=0-0,-1'],
]

function alterHeaders(mutant: Mutant, _call: AnyEndpoint, random: Random): void {
  const [name, value] = random.pick(ODD_HEADERS)
  mutant.headers[name] = value
  // A body of another length than promised is refused before anybody asks which call it is for.
  if (name === 'content-length') mutant.astray = true
}

/** Ends a body early, or puts a byte into it that belongs to no text. */
function truncate(mutant: Mutant, _call: AnyEndpoint, random: Random): void {
  if (mutant.payload === undefined) return
  const bytes = Buffer.from(mutant.payload)
  const at = random.below(bytes.length + 1)
  if (random.chance(0.5)) mutant.payload = bytes.subarray(0, at)
  else mutant.payload = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)])
}

function inflate(mutant: Mutant, _call: AnyEndpoint, random: Random): void {
  const size = random.pick([999_000, 1_100_000])
  mutant.payload = random.pick([
    `{"${MARK} ":"${'x'.repeat(size)}"}`,
    `[${'1,'.repeat(size / 2)}1]`,
    ' '.repeat(size),
  ])
  mutant.headers['content-type'] = 'application/json'
}
