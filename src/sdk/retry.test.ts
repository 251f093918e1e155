import { describe, expect, test } from 'vitest'
import type { Exchange } from './fetch.ts'
import { judge, PATIENCE } from './retry.ts'

const READ = { repeatable: true, access: 'read' } as const
const ASSIGN = { repeatable: true, access: 'assign' } as const
const CREATE = { repeatable: false, access: 'manage' } as const

const reply = (status: number, retryAfter?: number): Exchange => ({
  kind: 'reply',
  status,
  text: '',
  retryAfter,
})
const lost = (sent = true): Exchange => ({ kind: 'lost', sent, why: '', cause: undefined })

const judged = (
  call: typeof READ | typeof ASSIGN | typeof CREATE,
  outcome: Exchange,
  failed = 0,
  limited = 0,
) => judge(call, outcome, { failed, limited }, PATIENCE, () => 1)

describe('after an exchange', () => {
  test.each([200, 204, 302, 400, 401, 404, 409, 422])('a reply of %i is read', status => {
    expect(judged(CREATE, reply(status))).toEqual({ do: 'read' })
  })

  test.each([READ, ASSIGN, CREATE])('too many calls are waited out, for any call: %o', call => {
    expect(judged(call, reply(429, 7))).toEqual({ do: 'wait', seconds: 7 })
  })

  test.each([CREATE, ASSIGN])('a server of ours that has no room is waited out, for any call: %o', call => {
    for (const code of ['"too-busy"', '-9068'])
      expect(judged(call, { ...reply(503, 1), text: `{"code":${code},"message":"x"}` } as Exchange)).toEqual({
        do: 'wait',
        seconds: 1,
      })
  })

  test('any other reply of 503 may have come after the call was done', () => {
    expect(judged(CREATE, reply(503, 1))).toEqual({ do: 'give-up', as: 'unknown' })
  })

  test('where no wait is told, a minute is waited', () => {
    expect(judged(READ, reply(429))).toEqual({ do: 'wait', seconds: 60 })
  })

  test('a wait of no time is a second', () => {
    expect(judged(READ, reply(429, 0))).toEqual({ do: 'wait', seconds: 1 })
  })

  test('a wait that is too long is given up', () => {
    expect(judged(READ, reply(429, 301))).toEqual({ do: 'give-up', as: 'limit' })
  })

  test('a server that asks to wait for ever is given up', () => {
    expect(judged(READ, reply(429, 1), 0, PATIENCE.waits)).toEqual({ do: 'give-up', as: 'limit' })
  })

  test.each([502, 503, 504])('a %i is repeated for what is safe to repeat', status => {
    expect(judged(ASSIGN, reply(status))).toEqual({ do: 'repeat', pause: 500 })
  })

  test('a fault of the server is repeated for a read', () => {
    expect(judged(READ, reply(500))).toEqual({ do: 'repeat', pause: 500 })
  })

  test('a fault of the server is not repeated for a write', () => {
    expect(judged(ASSIGN, reply(500))).toEqual({ do: 'give-up', as: 'unavailable' })
  })

  test.each([500, 502, 503, 504])('after a %i nobody knows whether something was created', status => {
    expect(judged(CREATE, reply(status))).toEqual({ do: 'give-up', as: 'unknown' })
  })

  test('a server that says when it will be back is waited for', () => {
    expect(judged(ASSIGN, reply(503, 20))).toEqual({ do: 'wait', seconds: 20 })
  })

  test('a lost reply is asked for again where that is safe', () => {
    expect(judged(ASSIGN, lost())).toEqual({ do: 'repeat', pause: 500 })
  })

  test('a lost reply of a create is never asked for again', () => {
    expect(judged(CREATE, lost())).toEqual({ do: 'give-up', as: 'unknown' })
  })

  test('a create that never left is sent again', () => {
    expect(judged(CREATE, lost(false))).toEqual({ do: 'repeat', pause: 500 })
  })

  test('tries are limited', () => {
    expect(judged(READ, lost(), PATIENCE.tries - 1)).toEqual({ do: 'give-up', as: 'unavailable' })
  })

  test('pauses double up to the longest, half of each by chance', () => {
    const pauses = [0, 1, 2, 3].map(failed => judged(READ, lost(), failed))
    expect(pauses).toEqual([500, 1000, 2000, 4000].map(pause => ({ do: 'repeat', pause })))
    const patience = { ...PATIENCE, tries: 20 }
    expect(judge(READ, lost(), { failed: 12, limited: 0 }, patience, () => 0)).toEqual({
      do: 'repeat',
      pause: 15_000,
    })
  })
})
