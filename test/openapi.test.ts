import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { PROBLEMS } from '../src/domain/problem.ts'
import { type Document, type Operation, openapi } from '../src/http/openapi.ts'
import { at, checkerIn, resolved } from './document.ts'
import { type Stage, setStage } from './stage.ts'

const DOCUMENTS = { onefile: openapi('onefile'), caseload: openapi('caseload'), both: openapi() }
const CALLS = Object.entries<AnyEndpoint>(contract)

describe.each(Object.entries(DOCUMENTS))('the OpenAPI document: %s', (_name, document) => {
  test('a public validator accepts it', async () => {
    const verdict = await new Validator().validate(structuredClone(document) as never)
    expect(verdict.errors).toBeUndefined()
    expect(verdict.valid).toBe(true)
  })

  test('every parameter and body has an example that fits its schema', () => {
    const faults = operationsOf(document).flatMap(one =>
      inputsOf(one).map(input => faultOf(document, one, input)),
    )
    expect(faults.filter(fault => fault !== undefined)).toEqual([])
  })

  test('every error has an example that fits its schema', () => {
    const faults = operationsOf(document).flatMap(one => errorFaults(document, one))
    expect(faults).toEqual([])
  })

  // What the recommended rules of two well-known linters ask for (@redocly/cli and @stoplight/spectral-cli).
  test('every call has words, a tag that is explained, a good answer and a refusal', () => {
    for (const one of operationsOf(document)) {
      const statuses = Object.keys(one.responses)
      expect(one, one.operationId).toMatchObject({
        summary: expect.stringMatching(/\S/),
        description: expect.stringMatching(/\S/),
        operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
      })
      expect(statuses.some(status => /^2/.test(status)) && statuses.some(status => /^4/.test(status))).toBe(
        true,
      )
      expect(document.tags, one.operationId).toContainEqual({
        name: (one.tags as string[])[0],
        description: expect.stringMatching(/^[A-Z].+\.$/),
      })
    }
  })

  test('it has a licence, a contact and a server, and no two calls of one name', () => {
    expect(document).toMatchObject({
      info: {
        license: { name: 'MIT' },
        contact: { name: expect.any(String) },
        description: expect.any(String),
      },
      servers: [{ url: expect.stringMatching(/^\//) }],
    })
    const names = operationsOf(document).map(one => one.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  test('every component is used, and every reference leads somewhere', () => {
    const used = new Set([...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(found => found[1]!))
    for (const pointer of used) expect(at(document, pointer), pointer).toBeTypeOf('object')
    const { securitySchemes, ...components } = document.components
    const there = Object.entries(components).flatMap(([kind, parts]) =>
      Object.keys(parts).map(name => `#/components/${kind}/${name}`),
    )
    expect(there.filter(pointer => !used.has(pointer))).toEqual([])
    const schemes = operationsOf(document).flatMap(one => (one.security as object[]).flatMap(Object.keys))
    expect([...new Set(schemes)].sort()).toEqual(Object.keys(securitySchemes!).sort())
  })

  test('every refusal for want of a session says how to sign in', () => {
    for (const one of operationsOf(document)) {
      if (!('401' in one.responses)) continue
      expect(resolved(document, one.responses['401']!), one.operationId).toMatchObject({
        headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
      })
    }
  })

  test('no two paths can be taken for each other, but for the pair that OneFile has', () => {
    const ambiguous = pairsOf(Object.keys(document.paths)).filter(([one, other]) => areAlike(one, other))
    const base = document === DOCUMENTS.both ? '/api/v2.1' : ''
    const pair = [`${base}/Standard/Search/{page}/{size}`, `${base}/Standard/{id}/Assign/{learnerID}`]
    expect(ambiguous).toEqual(document === DOCUMENTS.caseload ? [] : [pair])
  })

  test('every call says who may make it', () => {
    for (const one of operationsOf(document)) {
      expect(one, one.operationId).toMatchObject({
        'x-scope': expect.any(String),
        security: expect.any(Array),
      })
    }
  })
})

describe('the OpenAPI documents', () => {
  test('have every call of the contract once', () => {
    const names = CALLS.map(([name]) => name).sort()
    expect(
      operationsOf(DOCUMENTS.both)
        .map(one => one.operationId)
        .sort(),
    ).toEqual(names)
    const apart = [DOCUMENTS.onefile, DOCUMENTS.caseload].flatMap(operationsOf)
    expect(apart.map(one => one.operationId).sort()).toEqual(names)
  })

  test('show every call as a line for the shell, and what it answers where that is always the same', () => {
    for (const [name, call] of CALLS) {
      const one = operationsOf(DOCUMENTS.both).find(({ operationId }) => operationId === name)!
      expect(one['x-codeSamples'], name).toEqual([
        { lang: 'Shell', label: 'curl', source: expect.stringContaining('$CASELOAD/api/') },
      ])
      if (call.example.answer === undefined) continue
      const media = Object.values(one.responses[call.reply.status]!.content as Media)[0]!
      expect(checkerIn(DOCUMENTS.both, media.schema)(media.example), name).toBeUndefined()
    }
  })

  test('show an example of what goes out or comes back at every call', () => {
    const speaking = CALLS.filter(([, { reply, params, query, body }]) =>
      [reply.kind !== 'none', ...[params, query, body].map(fields => Object.keys(fields).length > 0)].some(
        Boolean,
      ),
    )
    const bare = speaking.filter(
      ([, { example }]) => Object.keys(example.input).length === 0 && !example.answer,
    )
    expect(bare.map(([name]) => name)).toEqual([])
  })

  test('describe an empty list as 204, bare text as text, and a form beside JSON where OneFile takes one', () => {
    for (const [name, call] of CALLS) {
      const one = operationsOf(DOCUMENTS.both).find(({ operationId }) => operationId === name)!
      const types = Object.keys((one.responses[call.reply.status]!.content as object | undefined) ?? {})
      expect(types, name).toEqual(typesOf(call))
      expect('204' in one.responses, name).toBe(call.reply.kind === 'list' || call.reply.status === 204)
    }
  })
})

describe('the pages of the documentation', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage('sqlite')
  })
  afterAll(() => stage.close())

  const get = (url: string) => stage.server.inject({ method: 'GET', url, headers: { accept: 'text/html' } })

  test.each([
    ['/openapi.json', DOCUMENTS.both],
    ['/openapi/onefile.json', DOCUMENTS.onefile],
    ['/openapi/caseload.json', DOCUMENTS.caseload],
    ['/docs/json', DOCUMENTS.both],
  ])('%s is served without a session', async (url, document) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(document)))
  })

  test('the address of the server alone tells a program that it is no call', async () => {
    const answer = await stage.server.inject({ url: '/', headers: { accept: 'application/json' } })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'call-unknown'])
  })

  test.each(['/docs', '/docs/problems'])('%s loads nothing from elsewhere', async url => {
    const page = await get(url)
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-type']).toContain('text/html')
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|https?:/)
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(page.body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=/)
  })

  test('every script and style that the reference asks for is there', async () => {
    const { body } = await get('/docs')
    const wanted = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(found => found[1]!)
    expect(wanted.length).toBeGreaterThan(3)
    for (const one of wanted) {
      expect((await get(new URL(one, 'http://localhost/docs').pathname)).statusCode, one).toBe(200)
    }
  })

  test('every problem has its place on the page that problems lead to', async () => {
    const { body } = await get('/docs/problems')
    for (const code of Object.keys(PROBLEMS)) expect(body).toContain(`id="${code}"`)
  })

  test('who asks for too many pages is told so as a problem, and API calls go on', async () => {
    const answers = await Promise.all(Array.from({ length: 610 }, () => get('/docs/pages.css')))
    const refused = answers.find(answer => answer.statusCode === 429)
    expect(refused?.json()).toMatchObject({ code: 'call-limit', status: 429 })
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await get('/health')).statusCode).toBe(200)
  })
})

describe('what a generated client has', () => {
  const { schemas } = DOCUMENTS.both.components as { schemas: Record<string, { properties: object }> }

  test('records, changes and problems have names', () => {
    const names = ['User', 'LearningAim', 'UnitSummary', 'Change', 'ChangeWanted', 'Run', 'Person', 'Learner']
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([...names, 'Problem', 'Error', 'Level', 'Role']),
    )
    expect(JSON.stringify(DOCUMENTS.both.paths)).not.toMatch(/"schema":\{"type":"object"/)
  })

  test('dates are sent as dates and answered as moments on OneFile’s API, and ids are whole numbers', () => {
    const date = { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }
    const moment = { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }
    expect(schemas.CreateUserRequest!.properties).toMatchObject({
      DOB: date,
      OrganisationID: { type: 'integer' },
    })
    expect(schemas.User!.properties).toMatchObject({
      DOB: moment,
      ID: { type: 'integer' },
      LastModified: moment.anyOf[0],
    })
  })
})

test('a call without a good session or token is told how to sign in', async () => {
  const stage = await setStage('sqlite')
  try {
    const challenge = async (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) => {
      const answer = await stage.server.inject({ method, url, headers })
      return [answer.statusCode, answer.headers['www-authenticate']]
    }
    const bearer = 'Bearer realm="Caseload"'
    const invalid = `${bearer}, error="invalid_token"`
    expect(await challenge('GET', '/api/v2.1/Customer')).toEqual([401, bearer])
    expect(await challenge('GET', '/api/v2.1/Customer', { 'x-tokenid': 'no' })).toEqual([401, invalid])
    expect(await challenge('GET', '/api/caseload/v1/runs')).toEqual([401, bearer])
    expect(await challenge('GET', '/api/caseload/v1/runs', { authorization: 'Bearer no' })).toEqual([
      401,
      invalid,
    ])
    expect(await challenge('POST', '/api/v2.1/Authentication', { 'x-customertoken': 'no' })).toEqual([
      401,
      'ApiKey realm="Caseload", header="X-CustomerToken"',
    ])
    expect(await challenge('GET', '/health')).toEqual([200, undefined])
  } finally {
    await stage.close()
  }
})

// What is in a document.

function pairsOf<T>(all: readonly T[]): [T, T][] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]))
}

/** Whether one address may fit both paths, with as many parts that vary in each. */
function areAlike(one: string, other: string): boolean {
  const [parts, others] = [one.split('/'), other.split('/')]
  const varying = (all: string[]) => all.filter(part => part.startsWith('{')).length
  if (parts.length !== others.length || varying(parts) !== varying(others)) return false
  return parts.every(
    (part, index) => part === others[index] || part.startsWith('{') || others[index]!.startsWith('{'),
  )
}

interface Shown {
  name: string
  schema: object
  example: unknown
}

function operationsOf(document: Document): Operation[] {
  return Object.values(document.paths).flatMap(path => Object.values(path))
}

type Media = Record<
  string,
  { schema: object; example?: unknown; examples?: Record<string, { $ref: string }> }
>

/** What a call takes, without the parameters that its example leaves out. */
function inputsOf(one: Operation): Shown[] {
  const parameters = (one.parameters as (Shown & { required: boolean })[]).filter(
    parameter => parameter.required || 'example' in parameter,
  )
  const content = (one.requestBody as { content: Media } | undefined)?.content ?? {}
  const bodies = Object.entries(content).map(([name, { schema, example }]) => ({ name, schema, example }))
  return [...parameters, ...bodies]
}

function faultOf(
  document: Document,
  { operationId }: Operation,
  { name, schema, example }: Shown,
): string | undefined {
  if (example === undefined) return `${operationId}: ${name} has no example`
  const objection = checkerIn(document, schema)(example)
  return objection && `${operationId}: ${name}: ${objection}`
}

function errorFaults(document: Document, one: Operation): string[] {
  const errors = Object.entries(one.responses).filter(([status]) => Number(status) >= 400)
  if (errors.length === 0) return [`${one.operationId} tells no error`]
  return errors
    .flatMap(([status, response]) => {
      const { content } = resolved(document, response) as { content: Media }
      const media = Object.values(content)[0]!
      const examples = Object.entries(media.examples ?? {})
      if (examples.length === 0) return [`${one.operationId}: ${status} has no example`]
      return examples.map(([, { $ref }]) => exampleFault(document, media.schema, $ref, status))
    })
    .filter(fault => fault !== '')
}

function exampleFault(document: Document, schema: object, $ref: string, status: string): string {
  const { value } = at(document, $ref) as { value: { status?: number } }
  if (value.status !== undefined && String(value.status) !== status) return `${$ref} stands under ${status}`
  return checkerIn(document, schema)(value) ?? ''
}

function typesOf({ reply }: AnyEndpoint): string[] {
  if (reply.kind === 'none') return []
  return [reply.kind === 'text' ? 'text/plain' : 'application/json']
}
