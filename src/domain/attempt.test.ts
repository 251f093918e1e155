import { describe, expect, it } from 'vitest'
import { afterAttempt, PAUSES } from './attempt.ts'

const NOW = 1_000_000

describe('after an attempt to deliver a message', () => {
  it.each([200, 202, 204, 299])('status %s delivers it', status => {
    expect(afterAttempt(1, { status }, NOW, 0)).toEqual({ state: 'delivered' })
  })

  it.each([199, 301, 400, 404, 429, 500, 503])('status %s has it tried again', status => {
    expect(afterAttempt(1, { status }, NOW, 0)).toEqual({ state: 'waiting', dueAt: NOW + 5000 })
  })

  it('410 ends the webhook, whichever attempt it is', () => {
    expect(afterAttempt(1, { status: 410 }, NOW, 0)).toEqual({ state: 'gone' })
    expect(afterAttempt(8, { status: 410 }, NOW, 0)).toEqual({ state: 'gone' })
  })

  it('each pause is longer than the one before or as long, and after the last the message has failed', () => {
    const due = PAUSES.map((_, at) => afterAttempt(at + 1, { lost: 'ECONNREFUSED' }, NOW, 0))
    const pauses = due.map(after => (after.state === 'waiting' ? after.dueAt - NOW : Number.NaN))
    expect(pauses).toEqual([...PAUSES])
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    expect(afterAttempt(PAUSES.length + 1, { lost: 'ECONNREFUSED' }, NOW, 0)).toEqual({ state: 'failed' })
  })

  it('a pause asked for is kept, up to ten hours', () => {
    expect(afterAttempt(1, { status: 429, retryAfter: 90 }, NOW, 0)).toMatchObject({ dueAt: NOW + 90_000 })
    expect(afterAttempt(1, { status: 503, retryAfter: 1e9 }, NOW, 0)).toMatchObject({
      dueAt: NOW + 36_000_000,
    })
  })

  it('messages that failed together come back within a tenth of the pause', () => {
    expect(afterAttempt(2, { status: 500 }, NOW, 1)).toMatchObject({ dueAt: NOW + 330_000 })
  })
})
