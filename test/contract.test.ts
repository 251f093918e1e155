/** Walks every call of both APIs on both engines: what the contract says is what happens. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnyEndpoint, BASE_PATHS, readsBody, replySchema } from '../src/contract/endpoint.ts'
import type { Field } from '../src/contract/fields.ts'
import type { WireRequest } from '../src/contract/request.ts'
import { PROBLEMS } from '../src/domain/problem.ts'
import { PRESETS } from '../src/domain/scope.ts'
import { handlers } from '../src/http/handlers/all.ts'
import { writeAnswer } from '../src/http/openapi.ts'
import {
  type Answer,
  CALLS,
  exampleOf,
  expectDeclared,
  fieldsOf,
  onlyReads,
  SESSION_CALLS,
  send,
  withField,
} from './calls.ts'
import * as cast from './cast.ts'
import { checkerOf } from './checker.ts'
import { makeExample } from './made-example.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const READS = SESSION_CALLS.filter(([, call]) => onlyReads(call))
const WRITES = SESSION_CALLS.filter(([, call]) => !onlyReads(call))
const WITH_BODY = SESSION_CALLS.filter(([, call]) => Object.keys(call.body).length > 0)

describe('the contract', () => {
  test('has a handler for every call, and no other', () => {
    expect(Object.keys(handlers).sort()).toEqual(CALLS.map(([name]) => name).sort())
  })

  test('lists only problems that there are', () => {
    const listed = CALLS.flatMap(([, call]) => call.problems)
    expect(listed.filter(code => !(code in PROBLEMS))).toEqual([])
  })

  test('names each field once among path, query and body of a call', () => {
    const twice = CALLS.filter(([, { params, query, body }]) => {
      const words = [params, query, body].flatMap(fields => Object.keys(fields))
      return new Set(words).size < words.length
    })
    expect(twice.map(([name]) => name)).toEqual([])
  })

  test('has every name of a path among its fields', () => {
    for (const [name, call] of CALLS) {
      const inPath = [...call.path.matchAll(/\{(\w+)\}/g)].map(found => found[1])
      const inFields = pathFieldsOf(call).map(field => field.name)
      expect(inFields.sort(), name).toEqual(inPath.sort())
    }
  })

  test('has one call at each method and path', () => {
    const places = CALLS.map(
      ([, { api, method, path }]) => `${method} ${BASE_PATHS[api]}${path.replace(/\{\w+\}/g, '{}')}`,
    )
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([])
  })
})

describe.each(ENGINES)('every call on %s', engine => {
  let stage: Stage
  let headers: Record<string, string>

  beforeAll(async () => {
    stage = await setStage(engine)
    headers = { 'x-tokenid': await stage.session() }
  })
  afterAll(() => stage.close())

  /** Sends an altered example, which must be refused or answered as declared. */
  async function tell(name: string, call: AnyEndpoint, request: WireRequest): Promise<Answer> {
    const answer = await send(stage, request, headers)
    expectDeclared(name, call, answer)
    return answer
  }

  test.each(SESSION_CALLS)(
    '%s is refused without a session, and with one that nobody gave out',
    async (name, call) => {
      for (const none of [
        {},
        { 'x-tokenid': '' },
        { 'x-tokenid': 'nobody+gave/this=' },
        { authorization: 'Bearer x' },
      ]) {
        const answer = await send(stage, exampleOf(call), none)
        expect(answer.statusCode).toBe(401)
        expectDeclared(name, call, answer)
      }
    },
  )

  test.each(SESSION_CALLS)('%s says which field is missing', async (name, call) => {
    const needed = fieldsOf(call).filter(({ field }) => !field.optional)
    for (const { place, field } of needed) {
      const answer = await tell(name, call, withField(exampleOf(call), place, field.name, undefined))
      expectNamed(call, answer, field.name)
    }
  })

  test.each(SESSION_CALLS)('%s says which field has a value of the wrong type', async (name, call) => {
    for (const { place, field } of fieldsOf(call)) {
      for (const wrong of place === 'query' ? ['\u0000'] : ['\u0000', wrongFor(field)]) {
        const answer = await tell(name, call, withField(exampleOf(call), place, field.name, wrong))
        expectNamed(call, answer, field.name)
      }
    }
  })

  test.each(SESSION_CALLS)('%s refuses a date with the day first', async (name, call) => {
    for (const { place, field } of fieldsOf(call).filter(({ field }) => isDate(field))) {
      const answer = await tell(name, call, withField(exampleOf(call), place, field.name, '31/12/2025'))
      expectNamed(call, answer, field.name)
    }
  })

  test.each(SESSION_CALLS)('%s refuses ids in its path that are none', async (name, call) => {
    for (const { name: field, codec } of pathFieldsOf(call)) {
      for (const odd of ['%00', 'x%21', '-1', '0', '1.5', '%F0%9F%A6%89', '9'.repeat(30)]) {
        const answer = await tell(name, call, withSegment(call, field, odd))
        if (codec.schema.type === 'integer') expect(answer.statusCode, odd).toBe(400)
      }
    }
  })

  test.each(SESSION_CALLS)('%s knows nothing under the largest id in its path', async (name, call) => {
    for (const { name: field } of pathFieldsOf(call)) {
      await tell(name, call, withSegment(call, field, String(Number.MAX_SAFE_INTEGER)))
    }
  })

  test.each(SESSION_CALLS)('%s knows nothing under the largest id in a field', async (name, call) => {
    for (const { place, field } of fieldsOf(call).filter(
      ({ field }) => field.codec.schema.type === 'integer',
    )) {
      const largest = field.codec.schema.maximum ?? Number.MAX_SAFE_INTEGER
      await tell(name, call, withField({ ...exampleOf(call) }, place, field.name, largest))
    }
  })

  test.each(WITH_BODY)(
    '%s refuses a body that is not JSON, not UTF-8, or not an object',
    async (name, call) => {
      const { method, path } = exampleOf(call)
      for (const broken of ['{"a": ', '[1]', '"text"', 'null', Buffer.from([0x7b, 0xff, 0x7d])]) {
        const answer = await stage.server.inject({
          method,
          url: path,
          headers: { ...headers, 'content-type': 'application/json' },
          payload: broken,
        })
        expect(answer.statusCode, String(broken)).toBe(400)
        expectDeclared(name, call, answer)
      }
    },
  )

  test.each(WITH_BODY)('%s refuses a body that is too large, or of another type', async (name, call) => {
    const { method, path } = exampleOf(call)
    const [large, odd] = await Promise.all(
      [
        { type: 'application/json', payload: `{"a":"${'x'.repeat(call.bulk ? 10_000_001 : 1_000_001)}"}` },
        { type: 'application/xml', payload: '<a/>' },
      ].map(({ type, payload }) =>
        stage.server.inject({ method, url: path, headers: { ...headers, 'content-type': type }, payload }),
      ),
    )
    expect([large!.statusCode, odd!.statusCode]).toEqual([413, 415])
    for (const answer of [large!, odd!]) expectDeclared(name, call, answer)
  })

  test.each(SESSION_CALLS.filter(([, call]) => call.api === 'caseload'))(
    '%s refuses a field that it does not know',
    async (name, call) => {
      const place = readsBody(call) ? 'body' : 'query'
      const answer = await tell(name, call, withField(exampleOf(call), place, 'surprise', 1))
      expect(answer.json()).toMatchObject({ status: 400, code: 'field-unknown' })
    },
  )

  test.each(READS.filter(([, call]) => call.api === 'onefile'))(
    '%s ignores a field that it does not know, in the query and the body',
    async (name, call) => {
      const plain = await tell(name, call, exampleOf(call))
      const surprised = withField(withField(exampleOf(call), 'query', 'surprise', 1), 'body', 'Surprise', 1)
      const { method, path, body } = surprised
      const answer = await stage.server.inject({ method, url: path, headers, payload: body! })
      expect([answer.statusCode, answer.body]).toEqual([plain.statusCode, plain.body])
    },
  )

  test.each(READS.filter(([, call]) => call.api === 'onefile'))(
    '%s takes its path and fields in any letter case, a slash at the end, and a form',
    async (name, call) => {
      const plain = await tell(name, call, exampleOf(call))
      for (const change of [(text: string) => text.toLowerCase(), (text: string) => text.toUpperCase()]) {
        const { method, path, body } = inCase(call, change)
        const answer = await stage.server.inject({
          method,
          url: path,
          headers: {
            ...headers,
            ...(body !== '' && { 'content-type': 'application/x-www-form-urlencoded' }),
          },
          ...(body !== '' && { payload: body }),
        })
        expect([answer.statusCode, answer.body], path).toEqual([plain.statusCode, plain.body])
      }
    },
  )

  test.each(READS)('%s answers its documented example as documented', async (name, call) => {
    await makeExample(stage, call)
    expectExample(call, await tell(name, call, exampleOf(call)))
  })
})

describe.each(ENGINES)('every write on a fresh %s', engine => {
  test.each(WRITES)('%s does its documented example as documented', async (name, call) => {
    const stage = await setStage(engine)
    try {
      await makeExample(stage, call)
      const answer = await send(stage, exampleOf(call), { 'x-tokenid': await stage.session() })
      expectDeclared(name, call, answer)
      expectExample(call, answer)
    } finally {
      await stage.close()
    }
  })

  test.each(WRITES.filter(([, call]) => call.repeatable))('%s may be sent twice', async (name, call) => {
    const stage = await setStage(engine)
    try {
      await makeExample(stage, call)
      const headers = { 'x-tokenid': await stage.session() }
      const first = await send(stage, exampleOf(call), headers)
      const second = await send(stage, exampleOf(call), headers)
      expect(second.statusCode, `${name}: ${second.body}`).toBe(first.statusCode)
    } finally {
      await stage.close()
    }
  })

  test('signIn gives a session as bare text, whatever the body', async () => {
    const stage = await setStage(engine)
    try {
      const { access } = stage.services
      const wanted = {
        customer: cast.CUSTOMER.id,
        name: 'example',
        scopes: PRESETS.onefile,
        organisations: null,
        callLimit: 100,
      }
      const made = await access.createToken(wanted)
      if (!('secret' in made)) throw new Error(made.sentence)
      for (const payload of [undefined, '[]', '{}', 'x=1']) {
        const answer = await stage.server.inject({
          method: 'POST',
          url: '/api/v2.1/Authentication',
          headers: { 'x-customertoken': made.secret, ...(payload && { 'content-type': 'application/json' }) },
          ...(payload && { payload }),
        })
        expect(answer.statusCode).toBe(200)
        expect(answer.body).toMatch(/^[\w+/=]{40,}$/)
        expect(answer.headers['content-type']).toContain('text/plain')
      }
    } finally {
      await stage.close()
    }
  })
})

describe('JSON as the vendor’s guide prints it', () => {
  let stage: Stage
  let session: string

  beforeAll(async () => {
    stage = await setStage('sqlite')
    session = await stage.session(PRESETS.onefile)
  })
  afterAll(() => stage.close())

  const lines = (...all: string[]) => all.join('\n')

  test.each([
    {
      fault: 'a name whose quote is not closed, before a number',
      body: lines('{', '  "LearnerID": 101,', '  "Level": 3,', '  "StandardID: 51', '}'),
      says: 'line 4, column 3 (character 39), text begins that has no closing quote',
    },
    {
      fault: 'a name whose quote is not closed, before text',
      body: lines('{', '  "LearnerID": 101,', '  "Level": 2,', '  "UnitID: "BK_DOUGH2"', '}'),
      says: 'line 4, column 13 (character 49), a word stands there',
    },
    {
      fault: 'a missing comma',
      body: lines('{', '  "LearnerID": 101', '  "Level": 1', '}'),
      says: 'line 3, column 3 (character 24), a comma is missing',
    },
  ])('$fault is refused, with the place', async ({ body, says }) => {
    const answer = await stage.server.inject({
      method: 'POST',
      url: `/api/v2.1/User/${cast.isolde.id}/Assign`,
      headers: { 'x-tokenid': session, 'content-type': 'application/json' },
      payload: body,
    })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().message).toContain(says)
    expect(answer.json().message).not.toContain('BK_DOUGH2')
  })
})

/** The answer is a 400 that names the field. */
function expectNamed(call: AnyEndpoint, answer: Answer, field: string): void {
  expect(answer.statusCode, `${field}: ${answer.body}`).toBe(400)
  if (call.api === 'onefile') expect(answer.json().message).toContain(field)
  else expect(answer.json()).toMatchObject({ field, status: 400 })
}

function expectExample(call: AnyEndpoint, answer: Answer): void {
  expect(answer.statusCode, answer.body).toBe(call.reply.status)
  const schema = replySchema(call.reply)
  if (!schema) {
    expect(answer.body).toBe('')
    return
  }
  const value = call.reply.kind === 'text' ? answer.body : answer.json()
  expect(checkerOf(schema)(value)).toBeUndefined()
  if (call.example.answer !== undefined) expect(value).toEqual(writeAnswer(call.reply, call.example.answer))
}

/** A value that no codec reads as the field's type. */
function wrongFor({ codec }: Field<unknown>): unknown {
  const types = [codec.schema, ...((codec.schema.anyOf as object[] | undefined) ?? [])].map(
    schema => (schema as { type?: string }).type,
  )
  return types.includes('array') ? 12.5 : [['wrong']]
}

function pathFieldsOf(call: AnyEndpoint): Field<unknown>[] {
  return Object.values(call.params)
}

function isDate({ codec }: Field<unknown>): boolean {
  return (
    /"format":"date/.test(JSON.stringify(codec.schema.anyOf ?? codec.schema)) && codec.schema.type !== 'array'
  )
}

/** The example with one part of its path replaced. */
function withSegment(call: AnyEndpoint, field: string, segment: string): WireRequest {
  const request = exampleOf(call)
  const at = call.path.split('/').indexOf(`{${field}}`) + BASE_PATHS[call.api].split('/').length - 1
  const [path, query] = request.path.split('?')
  const segments = path!.split('/')
  segments[at] = segment
  return { ...request, path: segments.join('/') + (query ? `?${query}` : '') }
}

/** The example in other letter case, with a slash at the end of its path, and its body as a form. */
function inCase(
  call: AnyEndpoint,
  change: (text: string) => string,
): { method: AnyEndpoint['method']; path: string; body: string } {
  const { method, path, body = {} } = exampleOf(call)
  const values = call.path.split('/').map((part, at) => (part.startsWith('{') ? at : -1))
  const base = BASE_PATHS[call.api]
  const parts = path.slice(base.length).split('/')
  const changed = parts.map((part, at) => (values.includes(at) ? part : change(part)))
  const fields: [string, string][] = Object.entries(body).map(([name, value]) => [
    change(name),
    String(value),
  ])
  return {
    method,
    path: `${change(base)}${changed.join('/')}/`,
    body: new URLSearchParams(fields).toString(),
  }
}
