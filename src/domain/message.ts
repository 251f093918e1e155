import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** Where a message is: still to be sent, taken by whoever listens, or given up. */
export const MESSAGE_STATES = ['waiting', 'delivered', 'failed'] as const

export type MessageState = (typeof MESSAGE_STATES)[number]

/** One message to one webhook. */
export interface Message {
  webhook: Id
  /** The same for every attempt and every replay, so that whoever listens can tell that it is the same. */
  id: string
  customer: Id
  state: MessageState
  body: string
  madeAt: Instant
  /** Attempts made so far. */
  attempts: number
  /** When the next attempt is due; nothing once it is settled. */
  dueAt: Instant | null
  /** Until when a server has it in hand. */
  leasedUntil: Instant | null
  /** What came of the last attempt: a status, or why there was no answer. */
  lastResult: string | null
  settledAt: Instant | null
}

/** A new message, due at once. */
export function newMessage(to: { id: Id; customer: Id }, id: string, body: string, now: Instant): Message {
  return {
    webhook: to.id,
    id,
    customer: to.customer,
    state: 'waiting',
    body,
    madeAt: now,
    attempts: 0,
    dueAt: now,
    leasedUntil: null,
    lastResult: null,
    settledAt: null,
  }
}
