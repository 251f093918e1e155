import type { Services } from '../app/services.ts'
import { type AfterAttempt, type AttemptResult, afterAttempt } from '../domain/attempt.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { type Message, newMessage } from '../domain/message.ts'
import { noticeOfRun } from '../domain/notice.ts'
import { isProblem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { bodyOf, isWanted, type Webhook } from '../domain/webhook.ts'
import type { Db } from '../storage/db.ts'
import { headPositions } from '../storage/feed.ts'
import { organisations } from '../storage/organisations.ts'
import { find, insertNew, select, update } from '../storage/records.ts'
import {
  advance,
  claimDue,
  failWaiting,
  forgetSettled,
  isAnyDue,
  liveWebhooks,
  runsAfter,
  webhookMessages,
  webhooks,
} from '../storage/webhooks.ts'
import { post } from './post.ts'

/** Runs of one organisation that become messages in one go. */
const RUNS_AT_ONCE = 500

/** Messages that a server has in hand at the same time. */
const MESSAGES_AT_ONCE = 20

/** How long a server has messages in hand: longer than sending them takes. After that another one takes them. */
const LEASE = 60_000

/** How long messages are remembered once they are settled: 30 days. */
const REMEMBERED = 30 * 24 * 60 * 60 * 1000

/** Makes messages of what has happened, and sends those that are due. Gives how many attempts were made. */
export async function deliver(services: Services): Promise<number> {
  await queueRuns(services)
  return sendDue(services)
}

/** Makes the messages of runs that webhooks have not been told of. */
async function queueRuns(services: Services): Promise<void> {
  for (const webhook of await liveWebhooks(services.storage.db)) {
    for (const organisation of await ownOrganisations(services, webhook)) {
      await queueOf(services, webhook.id, organisation)
    }
  }
}

/** The organisations of a webhook in whose history something is new. */
async function ownOrganisations({ storage }: Services, webhook: Webhook): Promise<Id[]> {
  const own = (await select(storage.db, organisations, { customer: webhook.customer })).map(({ id }) => id)
  const heads = await headPositions(storage.db, own)
  return own.filter(id => (heads.get(id) ?? 0) > (webhook.reached[id] ?? 0))
}

async function queueOf({ writer }: Services, id: Id, organisation: Id): Promise<void> {
  for (;;) {
    const more = await writer.run({
      organisations: [],
      work: async ({ db }, _ledger, now) => queuePiece(db, id, organisation, now),
    })
    if (more !== true) return
  }
}

/** Makes some messages, and notes how far that goes, in one transaction. Gives whether there may be more. */
async function queuePiece(db: Db, id: Id, organisation: Id, now: Instant): Promise<boolean> {
  const webhook = await find(db, webhooks, { id })
  if (!webhook || webhook.endedAt !== null) return false
  const runs = await runsAfter(db, organisation, webhook.reached[organisation] ?? 0, RUNS_AT_ONCE)
  const last = runs.at(-1)
  if (!last) return false
  const reached = { ...webhook.reached, [organisation]: last.last }
  if (!(await advance(db, webhook, reached))) return false
  const wanted = runs.map(run => noticeOfRun(webhook.customer, run)).filter(told => isWanted(webhook, told))
  for (const notice of wanted)
    await queueAgain(db, newMessage(webhook, notice.id, bodyOf(webhook, notice), now))
  return runs.length === RUNS_AT_ONCE
}

/** A replay sends what was sent before once more. */
async function queueAgain(db: Db, message: Message): Promise<void> {
  if (!(await insertNew(db, webhookMessages, message))) await update(db, webhookMessages, message)
}

async function sendDue({ storage, writer, clock }: Services): Promise<number> {
  if (!(await isAnyDue(storage.db, clock()))) return 0
  const taken = await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      await forgetSettled(db, now - REMEMBERED)
      return claimDue(db, now, now + LEASE, MESSAGES_AT_ONCE)
    },
  })
  if (isProblem(taken)) return 0
  const known = new Map((await select(storage.db, webhooks, {})).map(one => [one.id, one]))
  const sent = await Promise.all(
    taken.flatMap(message => {
      const webhook = known.get(message.webhook)
      return webhook ? [post(webhook, message, clock()).then(result => ({ message, result }))] : []
    }),
  )
  await writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      for (const { message, result } of sent) await settle(db, message, result, now)
    },
  })
  return sent.length
}

async function settle(db: Db, message: Message, result: AttemptResult, now: Instant): Promise<void> {
  const attempts = message.attempts + 1
  const after = afterAttempt(attempts, result, now, Math.random())
  const lastResult = 'status' in result ? String(result.status) : result.lost
  await update(db, webhookMessages, { ...message, attempts, lastResult, ...stateAfter(after, now) })
  if (after.state === 'gone') await endGone(db, message, now)
}

function stateAfter(
  after: AfterAttempt,
  now: Instant,
): Pick<Message, 'state' | 'dueAt' | 'leasedUntil' | 'settledAt'> {
  if (after.state === 'waiting')
    return { state: 'waiting', dueAt: Math.round(after.dueAt), leasedUntil: null, settledAt: null }
  const state = after.state === 'delivered' ? 'delivered' : 'failed'
  return { state, dueAt: null, leasedUntil: null, settledAt: now }
}

/** Whoever listened has said 410: nothing more is sent, and what waits is given up with the reason. */
async function endGone(db: Db, { webhook }: Message, now: Instant): Promise<void> {
  await update(db, webhooks, { ...certain(await find(db, webhooks, { id: webhook })), endedAt: now })
  await failWaiting(db, webhook, 'the address said 410, so that the webhook has ended', now)
}
