import { expect, test } from 'vitest'
import { UnauthorizedError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import { createPageClient } from './page-client.ts'

/** Answers in turn, and keeps what was sent. */
function answering(...replies: { status: number; body: unknown }[]) {
  const sent: { url: string; headers: Record<string, string> }[] = []
  const fetch: Fetch = async (url, { headers }) => {
    const { status, body } = replies[sent.length] ?? { status: 500, body: {} }
    sent.push({ url, headers })
    return { status, headers: { get: () => null }, text: async () => JSON.stringify(body) }
  }
  return { fetch, sent }
}

const ENDED = { status: 401, body: { code: 'session-expired', detail: 'The session is over.' } }
const NOBODY = { status: 200, body: { people: [], more: false } }
const origin = 'https://caseload.test'

test('a page says with every call that it is one, and sends no session of its own', async () => {
  const { fetch, sent } = answering(NOBODY)
  await createPageClient({ origin, fetch }).searchPeople({ text: 'ada' })
  expect(sent[0]?.url).toBe('https://caseload.test/api/caseload/v1/people/search')
  expect(sent[0]?.headers).toMatchObject({ 'x-caseload-console': 'page' })
  expect(Object.keys(sent[0]?.headers ?? {})).not.toContain('x-tokenid')
})

test('a call that finds its session ended waits for somebody to sign in, and is sent again', async () => {
  const { fetch, sent } = answering(ENDED, NOBODY)
  let asked = 0
  const untilSignedIn = async () => {
    asked += 1
  }
  const found = await createPageClient({ origin, fetch, untilSignedIn }).searchPeople({ text: 'ada' })
  expect(found).toEqual({ people: [], more: false })
  expect([asked, sent.length]).toEqual([1, 2])
})

test('a refusal that is not about the session is told, though its status is the same', async () => {
  const wrong = { status: 401, body: { code: 'sign-in-failed', detail: 'Wrong.' } }
  const { fetch } = answering(wrong)
  const client = createPageClient({ origin, fetch, untilSignedIn: () => Promise.reject(new Error('asked')) })
  await expect(client.searchPeople({ text: 'ada' })).rejects.toBeInstanceOf(UnauthorizedError)
})
