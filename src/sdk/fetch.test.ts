import { describe, expect, test } from 'vitest'
import { answering, broken } from '../../test/sdk-script.ts'
import { exchange, type Fetch, readAllowed, readRetryAfter } from './fetch.ts'

const NOW = Date.parse('2026-03-02T09:00:00Z')
const clock = () => NOW
const request = { method: 'GET', url: 'http://caseload.test/api/v2.1/Customer', headers: {} }

const over = (fetch: Fetch, timeout = 60_000) => ({ fetch, timeout, clock })

/** Never answers, and does not listen to its signal either. */
const silent: Fetch = () => new Promise(() => {})

describe('one request', () => {
  test('gives the reply as text, without a byte order mark', async () => {
    const { fetch } = answering(() => ({ status: 200, body: '\uFEFF"abc"' }))
    expect(await exchange(over(fetch), request)).toEqual({ kind: 'reply', status: 200, text: '"abc"' })
  })

  test('does not follow a redirect, which would take the session elsewhere', async () => {
    let redirect: string | undefined
    const fetch: Fetch = async (_, sent) => {
      redirect = sent.redirect
      return { status: 302, headers: { get: () => null }, text: async () => '' }
    }
    await exchange(over(fetch), request)
    expect(redirect).toBe('manual')
  })

  test('without a reply in time is lost', async () => {
    expect(await exchange(over(silent, 5), request)).toMatchObject({
      kind: 'lost',
      sent: true,
      why: 'no reply came within 0.005 seconds',
    })
  })

  test('of which the answer never ends is given up, and its connection with it', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: controller => {
        sent += 1
        controller.enqueue(new Uint8Array(65_536).fill(97))
      },
    })
    const fetch: Fetch = async () => new Response(endless)
    expect(await exchange(over(fetch), { ...request, longest: 1_000_000 })).toMatchObject({
      kind: 'lost',
      sent: true,
      why: 'the reply goes on beyond any that is meant, and was given up',
    })
    expect(sent).toBeLessThan(20)
  })

  test('gives a reply that comes in pieces, cut anywhere', async () => {
    const bytes = new TextEncoder().encode('\uFEFF"Siân Ó Briain"')
    const pieces = new ReadableStream({
      start(to) {
        for (const at of bytes.keys()) to.enqueue(bytes.slice(at, at + 1))
        to.close()
      },
    })
    const fetch: Fetch = async () => new Response(pieces)
    expect(await exchange(over(fetch), request)).toMatchObject({ kind: 'reply', text: '"Siân Ó Briain"' })
  })

  test('is lost when the reply breaks off', async () => {
    const fetch: Fetch = async () => ({
      status: 200,
      headers: { get: () => null },
      text: () => Promise.reject(broken()),
    })
    expect(await exchange(over(fetch), request)).toMatchObject({ kind: 'lost', sent: true })
  })

  test.each([
    ['ECONNRESET', true],
    ['UND_ERR_SOCKET', true],
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
  ])('that fails with %s may have arrived: %s', async (code, sent) => {
    const { fetch } = answering(() => broken(code))
    expect(await exchange(over(fetch), request)).toMatchObject({
      kind: 'lost',
      sent,
      why: `the connection failed (${code})`,
    })
  })

  test('rejects with the reason of its caller’s signal, and with no other', async () => {
    const stop = new AbortController()
    const going = exchange(over(silent), request, stop.signal)
    stop.abort(new Error('enough'))
    await expect(going).rejects.toThrow('enough')
    await expect(exchange(over(silent), request, stop.signal)).rejects.toThrow('enough')
  })
})

describe('Retry-After', () => {
  test.each([
    ['30', 30],
    [' 1.2 ', 2],
    ['Mon, 02 Mar 2026 09:00:45 GMT', 45],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%j is %j seconds', (header, seconds) => {
    expect(readRetryAfter(header, clock)).toBe(seconds)
  })
})

describe('RateLimit-Policy', () => {
  test.each([
    ['"token";q=300;w=60', 300],
    ['"burst";q=20;w=1, "token"; q=600; w=60', 600],
    ['"token";q=0;w=60', undefined],
    ['300', undefined],
    [null, undefined],
  ])('%j allows %j calls a minute', (header, calls) => {
    expect(readAllowed(header)).toBe(calls)
  })
})
