import { newMessage } from '../domain/message.ts'
import type { Notice, NoticeKind } from '../domain/notice.ts'
import type { Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { bodyOf, isWanted } from '../domain/webhook.ts'
import type { Db } from '../storage/db.ts'
import { insertNew } from '../storage/records.ts'
import { liveWebhooks, notices, webhookMessages } from '../storage/webhooks.ts'
import { whyNotEverywhere } from './customer-wide.ts'
import type { Caller, Services } from './services.ts'

/**
 * Notes something for those who are to be told, with a message to each webhook that wants it, in the caller's transaction: it is
 * told if and only if what it tells of has happened. What was noted before is not told again.
 */
export async function recordNotice(db: Db, notice: Notice, now: Instant): Promise<boolean> {
  if (!(await insertNew(db, notices, notice))) return false
  const wanting = (await liveWebhooks(db, notice.customer)).filter(webhook => isWanted(webhook, notice))
  for (const webhook of wanting) {
    await insertNew(db, webhookMessages, newMessage(webhook, notice.id, bodyOf(webhook, notice), now))
  }
  return true
}

/** What the sync tells of a plan: how much of it waits for a person. */
interface NoticedPlan {
  /** The hash of the plan. */
  plan: string
  held: number
  questions: number
  removals: number
  files: readonly string[]
}

/** Tells others that rows of a plan are held, or that removals wait for an approval. */
export async function tellOfPlan(
  { writer }: Services,
  caller: Caller,
  told: NoticedPlan,
): Promise<{ told: number } | Problem> {
  const against = whyNotEverywhere(caller, 'What the sync tells of')
  if (against) return against
  return writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      let count = 0
      for (const notice of noticesOfPlan(caller, told, now)) {
        if (await recordNotice(db, notice, now)) count += 1
      }
      return { told: count }
    },
  })
}

/** The same plan with as much of it waiting is told once, however often it is made. */
function noticesOfPlan({ customer }: Caller, told: NoticedPlan, at: Instant): Notice[] {
  const { plan, held, questions, removals, files } = told
  const texts: Record<string, string> = files.length > 0 ? { files: files.join(', ') } : {}
  const notice = (kind: NoticeKind, facts: Record<string, number>): Notice => ({
    ...{ customer, organisation: null, kind, at, texts },
    id: [kind, plan, ...Object.values(facts)].join('/'),
    facts: { plan, ...facts },
  })
  return [
    ...(held + questions > 0 ? [notice('rows.held', { held, questions })] : []),
    ...(removals > 0 ? [notice('removals.waiting', { removals })] : []),
  ]
}
