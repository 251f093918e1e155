/** Which pages a browser lets call the APIs. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer } from '../src/http/server.ts'
import { type Stage, setStage } from './stage.ts'

const PAGE = 'https://mis.example.org'
const ALLOW = 'access-control-allow-origin'

let stage: Stage
let server: FastifyInstance

beforeAll(async () => {
  stage = await setStage('sqlite')
  server = buildServer(stage.services, { corsOrigins: [PAGE] })
})
afterAll(async () => {
  await server.close()
  await stage.close()
})

const ask = (method: 'GET' | 'OPTIONS', url: string, origin?: string, more: Record<string, string> = {}) =>
  server.inject({ method, url, headers: { ...(origin !== undefined && { origin }), ...more } })

const WANTED = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-tokenid' }

describe('a page of an origin that is let in', () => {
  test.each(['/api/v2.1/User', '/API/V2.1/user', '/api/caseload/v1/changes'])('may ask for %s', async url => {
    const answer = await ask('OPTIONS', url, PAGE, WANTED)
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(answer.headers).toMatchObject({
      [ALLOW]: PAGE,
      vary: 'Origin',
      'access-control-allow-methods': expect.stringContaining('DELETE'),
      'access-control-allow-headers': expect.stringContaining('X-TokenID'),
    })
  })

  test('reads answers, refusals too, with the headers that say how to go on', async () => {
    const answer = await ask('GET', '/api/caseload/v1/runs', PAGE)
    expect(answer.statusCode).toBe(401)
    expect(answer.headers[ALLOW]).toBe(PAGE)
    expect(answer.headers['access-control-expose-headers']).toContain('Retry-After')
  })

  test('never sends cookies', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const { headers } = await ask(method, '/api/v2.1/Customer', PAGE, WANTED)
      expect(headers).not.toHaveProperty('access-control-allow-credentials')
    }
  })

  test.each(['/docs', '/health', '/openapi.json', '/'])(
    'is let in nowhere but at the APIs, not at %s',
    async url => {
      expect((await ask('GET', url, PAGE)).headers).not.toHaveProperty(ALLOW)
    },
  )
})

test.each([
  'https://elsewhere.example.org',
  'http://mis.example.org',
  'https://mis.example.org:8443',
  'null',
  '*',
])('a page of %s is not let in', async origin => {
  for (const method of ['GET', 'OPTIONS'] as const) {
    const { headers } = await ask(method, '/api/v2.1/Customer', origin, WANTED)
    expect(headers).not.toHaveProperty(ALLOW)
    expect(headers.vary).toBe('Origin')
  }
})

test('no page is let in where no origin is named', async () => {
  const answer = await stage.server.inject({
    ...{ method: 'OPTIONS', url: '/api/v2.1/Customer', headers: { origin: PAGE, ...WANTED } },
  })
  expect(answer.statusCode).toBe(405)
  expect(answer.headers).not.toHaveProperty(ALLOW)
})
