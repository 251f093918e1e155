import type { JsonSchema } from '../contract/codec.ts'
import { contract } from '../contract/contract.ts'
import {
  type AnyEndpoint,
  type Api,
  BASE_PATHS,
  type Reply,
  replySchema,
  scopesOf,
} from '../contract/endpoint.ts'
import { type Fields, schemaOf, writeFields } from '../contract/fields.ts'
import { GROUPS } from '../contract/groups.ts'
import { type Refusable, refusalsOf } from '../contract/refusals.ts'
import { writeRequest } from '../contract/request.ts'
import { certain } from '../domain/certain.ts'
import { PROBLEMS, type ProblemCode, problem } from '../domain/problem.ts'
import { nameSchemas } from './openapi-schemas.ts'
import { tell } from './problems.ts'

type Json = Record<string, unknown>

/** A document as OpenAPI 3.1 wants it. */
export interface Document extends Json {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Json>
}

/** One call in a document. */
export interface Operation extends Json {
  operationId: string
  responses: Record<string, Json>
}

/** Calls by name; the whole contract unless told otherwise. */
type OpenApiCalls = Readonly<Record<string, AnyEndpoint>>

/**
 * The OpenAPI 3.1 document of one API, with paths below its base, or of both in one, with whole paths.
 * Everything in it comes from the contract.
 */
export function openapi(api?: Api, calls: OpenApiCalls = contract): Document {
  const chosen = Object.entries(calls).filter(([, call]) => api === undefined || call.api === api)
  const { part, schemas } = nameSchemas({
    paths: pathsOf(chosen, api),
    responses: sharedRefusals(chosen),
  })
  return {
    openapi: '3.1.0',
    info: {
      version: VERSIONS[api ?? 'both'],
      contact: CONTACT,
      license: LICENSE,
      ...(api ? ABOUT[api] : ABOUT_BOTH),
    },
    servers: [{ url: api ? BASE_PATHS[api] : '/' }],
    tags: tagsOf(chosen, api),
    paths: part.paths,
    components: {
      securitySchemes: securitySchemesOf(chosen),
      schemas,
      responses: part.responses,
      examples: problemExamples(chosen),
    },
  }
}

const CONTACT = { name: 'The maintainers of this server' }

const LICENSE = { name: 'MIT', identifier: 'MIT' }
const VERSIONS = { onefile: '2.1', caseload: '1', both: '1' }

const ABOUT: Record<Api, { title: string; description: string }> = {
  onefile: {
    title: 'OneFile web API v2.1, as Caseload speaks it',
    description: [
      'Paths and properties may be in any letter case, and a path may end with a slash. Bodies are JSON or forms. Unknown properties are ignored, and so is the body of a call that takes none. Ids may be numbers or digits as text; true and false may also be 1 and 0.',
      'Dates are ISO dates or moments; DD/MM/YYYY is refused. A search that finds nothing answers 204 without a body. Long lists come in pieces while they are read.',
      'An error is an object with a number and a sentence; [problems](/docs/problems) explains every one. Caseload is not affiliated with OneFile.',
    ].join('\n\n'),
  },
  caseload: {
    title: 'Caseload API v1',
    description: [
      'JSON with properties in camelCase, exactly as written here: what is not known is refused. The same session as on OneFile’s API goes along as the header X-TokenID or as a bearer token.',
      'Lists come in pages: send the "next" of one answer as the "cursor" of the next call, until it is null.',
      'Errors are problems as in RFC 9457; [problems](/docs/problems) explains every code.',
    ].join('\n\n'),
  },
}

const ABOUT_BOTH = {
  title: 'Caseload: both APIs',
  description:
    'OneFile’s web API v2.1 as Caseload speaks it, and what Caseload adds to it. Each alone: [OneFile’s](/openapi/onefile.json) and [Caseload’s](/openapi/caseload.json). All errors: [problems](/docs/problems). Sign in first, with the customer token; then press Authorize and enter the session.',
}

const API_NAMES: Record<Api, string> = { onefile: 'OneFile', caseload: 'Caseload' }

type Named = [name: string, call: AnyEndpoint]

function tagOf(call: AnyEndpoint, api: Api | undefined): string {
  return api ? call.group : `${API_NAMES[call.api]}: ${call.group}`
}

function tagsOf(calls: readonly Named[], api: Api | undefined): Json[] {
  const groups = new Map(calls.map(([, call]) => [tagOf(call, api), call.group]))
  return [...groups].map(([name, group]) => ({ name, description: GROUPS[group] }))
}

function pathsOf(calls: readonly Named[], api: Api | undefined): Document['paths'] {
  const paths: Document['paths'] = {}
  for (const [name, call] of calls) {
    const path = (api ? '' : BASE_PATHS[call.api]) + call.path
    paths[path] = { ...paths[path], [call.method.toLowerCase()]: operation(name, call, tagOf(call, api)) }
  }
  return paths
}

function operation(name: string, call: AnyEndpoint, tag: string): Operation {
  const body = requestBody(name, call)
  return {
    operationId: name,
    tags: [tag],
    summary: call.summary,
    description: [call.about, accessSentence(call), repeatSentence(call)].filter(Boolean).join('\n\n'),
    security: securityOf(call),
    'x-scope': call.access,
    ...(call.orAccess && { 'x-or-scope': call.orAccess }),
    'x-repeatable': call.repeatable,
    parameters: [...parameters(call, call.params, 'path'), ...parameters(call, call.query, 'query')],
    ...(body && { requestBody: body }),
    responses: { ...success(call), ...refusals(call) },
    'x-codeSamples': [{ lang: 'Shell', label: 'curl', source: curlOf(call) }],
  }
}

/** Who may make a call, as a sentence. */
function accessSentence(call: AnyEndpoint): string {
  const { access } = call
  if (access === 'open') return 'Needs no session.'
  if (access === 'person') return 'Needs the session of a person who has signed in.'
  if (access === 'customer-token') return 'Needs a customer token and no session.'
  return `Needs a session of a token with the scope ${scopesOf(call)
    .map(scope => `\`${scope}\``)
    .join(' or ')}.`
}

function repeatSentence({ repeatable, method }: AnyEndpoint): string {
  if (method === 'GET') return ''
  return repeatable ? 'Safe to repeat.' : 'Not safe to repeat: a second call does it again, or is refused.'
}

/** The schemes that these calls use. */
function securitySchemesOf(calls: readonly Named[]): Json {
  const used = new Set(calls.flatMap(([, call]) => securityOf(call).flatMap(Object.keys)))
  return Object.fromEntries(Object.entries(SECURITY_SCHEMES).filter(([name]) => used.has(name)))
}

const SECURITY_SCHEMES = {
  customerToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CustomerToken',
    description: 'The customer token; for signing in only.',
  },
  session: {
    type: 'apiKey',
    in: 'header',
    name: 'X-TokenID',
    description: 'The session that signing in gave. Scopes belong to its token.',
  },
  bearer: { type: 'http', scheme: 'bearer', description: 'The same session.' },
}

function securityOf(call: AnyEndpoint): Json[] {
  if (call.access === 'open') return []
  if (call.access === 'customer-token') return [{ customerToken: [] }]
  return call.api === 'onefile' ? [{ session: [] }] : [{ session: [] }, { bearer: [] }]
}

function parameters(call: AnyEndpoint, fields: Fields, place: 'path' | 'query'): Json[] {
  const examples = writeFields(fields, call.example.input)
  return Object.values(fields).map(({ name, codec, optional, about }) => ({
    name,
    in: place,
    required: place === 'path' || !optional,
    description: about,
    schema: codec.schema,
    ...(codec.schema.type === 'array' && { style: 'form', explode: false }),
    ...(name in examples && { example: examples[name] }),
  }))
}

function requestBody(name: string, call: AnyEndpoint): Json | undefined {
  const { body } = writeRequest(call, call.example.input)
  if (!body) return undefined
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}Request`
  const schema = { title, ...schemaOf(call.body, call.api === 'onefile' ? 'loose' : 'exact') }
  const content = { schema, example: body }
  return {
    required: Object.values(call.body as Fields).some(field => !field.optional),
    content: {
      'application/json': content,
      ...(call.api === 'onefile' && { 'application/x-www-form-urlencoded': content }),
    },
  }
}

function success({ reply, example }: AnyEndpoint): Record<string, Json> {
  const schema = replySchema(reply)
  if (!schema) return { [reply.status]: { description: reply.about } }
  const type = reply.kind === 'text' ? 'text/plain' : 'application/json'
  const answer = example.answer === undefined ? {} : { example: writeAnswer(reply, example.answer) }
  const full = { description: reply.about, content: { [type]: { schema, ...answer } } }
  const none = { description: 'Nothing fits; no body.' }
  return { [reply.status]: full, ...(reply.kind === 'list' && { '204': none }) }
}

/** An answer by our words, as the wire has it. */
export function writeAnswer(reply: Reply<unknown>, answer: unknown): unknown {
  if (reply.kind === 'none') return undefined
  return reply.kind === 'list'
    ? (answer as unknown[]).map(one => reply.codec.write(one))
    : reply.codec.write(answer)
}

function refusals(call: AnyEndpoint): Record<string, Json> {
  const entries = refusalsByStatus(call).map(([status, found]) => [
    status,
    isShared(call, status, found)
      ? { $ref: `#/components/responses/${call.api}.${status}` }
      : refusal(call.api, found),
  ])
  return Object.fromEntries(entries)
}

function refusalsByStatus(call: AnyEndpoint): [status: number, found: Refusable[]][] {
  return [...Map.groupBy(refusalsOf(call), ({ status }) => status)].sort(([one], [other]) => one - other)
}

/** Statuses that mean the same at every call with a session, unless the call adds to them. */
const SHARED_STATUSES = [401, 403, 413, 415, 429, 500, 503]

function isShared(call: AnyEndpoint, status: number, found: readonly Refusable[]): boolean {
  const own = found.some(({ code }) => call.problems.includes(code))
  // What is for people alone refuses tokens, whatever their scopes.
  const forPeople = call.access === 'person' && status === 403
  return SHARED_STATUSES.includes(status) && call.access !== 'customer-token' && !own && !forPeople
}

function sharedRefusals(calls: readonly Named[]): Json {
  const all = calls.flatMap(([, call]) =>
    refusalsByStatus(call)
      .filter(([status, found]) => isShared(call, status, found))
      .map(([status, found]) => [`${call.api}.${status}`, refusal(call.api, found)]),
  )
  return Object.fromEntries(all)
}

function refusal(api: Api, found: readonly Refusable[]): Json {
  const { type } = tell(api, problem('internal', ''))
  return {
    description: found.map(({ code }) => `\`${code}\`: ${PROBLEMS[code].meaning}`).join('\n\n'),
    ...(HEADERS[certain(found[0]).status] && { headers: HEADERS[certain(found[0]).status] }),
    content: {
      [certain(type.split(';', 1)[0])]: {
        schema: PROBLEM_SCHEMAS[api],
        examples: Object.fromEntries(
          found.map(one => [one.code, { $ref: `#/components/examples/${exampleKey(api, one)}` }]),
        ),
      },
    },
  }
}

/** Headers that go with a refusal of this status. */
const HEADERS: Readonly<Record<number, Json>> = {
  401: { 'WWW-Authenticate': { description: 'How to sign in.', schema: { type: 'string' } } },
  429: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } },
  503: {
    'Retry-After': {
      description: 'Seconds to wait, where it is known.',
      schema: { type: 'integer', minimum: 1 },
    },
  },
}

const PROBLEM_SCHEMAS = {
  onefile: {
    title: 'Error',
    type: 'object',
    properties: {
      code: { type: 'integer', maximum: -1, description: 'Stable; /docs/problems lists all.' },
      message: { type: 'string', description: 'What was wrong and what to do.' },
    },
    required: ['code', 'message'],
  },
  caseload: {
    title: 'Problem',
    type: 'object',
    properties: {
      type: { type: 'string', format: 'uri-reference', description: 'Where the code is explained.' },
      title: { type: 'string', description: 'The code.' },
      status: { type: 'integer', minimum: 400, maximum: 599, description: 'The status of the answer.' },
      code: { title: 'ProblemCode', type: 'string', enum: Object.keys(PROBLEMS), description: 'Stable.' },
      detail: { type: 'string', description: 'What was wrong and what to do.' },
      field: { type: 'string', description: 'The part of the request that it is about.' },
      candidates: {
        type: 'array',
        items: { type: ['integer', 'string'] },
        description: 'Things to choose from.',
      },
    },
    required: ['type', 'title', 'status', 'code', 'detail'],
  },
} as const satisfies Record<Api, JsonSchema>

function problemExamples(calls: readonly Named[]): Json {
  const all = calls.flatMap(([, call]) => refusalsOf(call).map(one => ({ api: call.api, ...one })))
  return Object.fromEntries(all.map(one => [exampleKey(one.api, one), problemExample(one.api, one)]))
}

/** OneFile's error body does not hold its status, ours does. */
function exampleKey(api: Api, { code, status }: Refusable): string {
  return api === 'onefile' ? `onefile.${code}` : `caseload.${code}.${status}`
}

function problemExample(api: Api, { code, status }: { code: ProblemCode; status: number }): Json {
  const { meaning } = PROBLEMS[code]
  const { body } = tell(api, problem(code, meaning))
  return { summary: meaning, value: 'status' in body ? { ...body, status } : body }
}

/** The example of a call as a line for the shell, with what it needs in CASELOAD, TOKEN and SESSION. */
function curlOf(call: AnyEndpoint): string {
  const { method, path, body } = writeRequest(call, call.example.input)
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$CASELOAD${path}"`,
    ...(call.access === 'customer-token' ? ['-H "X-CustomerToken: $TOKEN"'] : []),
    ...(call.access === 'customer-token' || call.access === 'open' ? [] : ['-H "X-TokenID: $SESSION"']),
    ...(body ? ["-H 'Content-Type: application/json'", `-d ${quote(JSON.stringify(body))}`] : []),
  ].join(' ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
