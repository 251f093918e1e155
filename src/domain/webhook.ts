import type { Id } from './id.ts'
import { isSingleCall, type Notice, type NoticeKind } from './notice.ts'
import type { Instant } from './time.ts'

/** An address that is told what happens, by the Standard Webhooks specification (https://www.standardwebhooks.com). */
export interface Webhook {
  id: Id
  customer: Id
  url: string
  /** `whsec_` and base64 of the key that its messages are signed with. */
  key: string
  /** What it is told of; nothing means all kinds. */
  kinds: readonly NoticeKind[] | null
  /** Organisations it is told of; nothing means all of the customer's, those to come included. */
  organisations: readonly Id[] | null
  /** Whether it is told of single calls too, and not only of changes made together. */
  singleCalls: boolean
  /** Whether it is told what people have written, which may name somebody. */
  texts: boolean
  createdAt: Instant
  /** Since when it is told nothing more, because it said so itself (410) or somebody ended it. */
  endedAt: Instant | null
  /** The position of each organisation's history up to which its messages are made. */
  reached: Readonly<Record<string, number>>
}

/** Whether a webhook is to be told of something. */
export function isWanted(webhook: Webhook, notice: Notice): boolean {
  const { kinds, organisations, singleCalls, endedAt } = webhook
  if (endedAt !== null || webhook.customer !== notice.customer) return false
  if (kinds !== null && !kinds.includes(notice.kind)) return false
  if (isSingleCall(notice) && !singleCalls) return false
  return organisations === null || notice.organisation === null || organisations.includes(notice.organisation)
}

/** What a message says, as text: it stays the same from try to try, since it is what is signed. */
export function bodyOf({ texts: isToldTexts }: Pick<Webhook, 'texts'>, notice: Notice): string {
  const { kind, at, facts, texts } = notice
  return envelope(kind, at, isToldTexts ? { ...facts, ...texts } : facts)
}

/** What a test of a webhook says. */
export function testBody(webhook: Id, at: Instant): string {
  return envelope('webhook.test', at, { webhook })
}

function envelope(type: string, at: Instant, data: object): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
}
