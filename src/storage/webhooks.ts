import { sql } from 'kysely'
import type { Id } from '../domain/id.ts'
import type { Message } from '../domain/message.ts'
import type { Notice, NoticeKind } from '../domain/notice.ts'
import type { Run } from '../domain/run.ts'
import type { CalendarDate, Instant } from '../domain/time.ts'
import type { Webhook } from '../domain/webhook.ts'
import { MESSAGE_CODES, MESSAGE_WORDS, NOTICE_CODES, NOTICE_WORDS, RUN_CODES } from './codes.ts'
import type { Db } from './db.ts'
import {
  code,
  entity,
  fromRow,
  id,
  idOrNull,
  json,
  jsonOrNull,
  number,
  numberOrNull,
  text,
  textOrNull,
  truth,
} from './entity.ts'
import { runs } from './history.ts'
import { select } from './records.ts'

export const notices = entity<Notice>()({
  table: 'notices',
  key: ['customer_id', 'id'],
  columns: {
    customer: id('customer_id'),
    id: text('id', 'none'),
    organisation: idOrNull('organisation_id'),
    kind: code(NOTICE_CODES, NOTICE_WORDS)('kind'),
    at: number('noticed_at'),
    facts: json<Notice['facts']>()('facts', 'none'),
    texts: json<Notice['texts']>()('texts', 'free'),
  },
})

export const webhooks = entity<Webhook>()({
  table: 'webhooks',
  key: ['id'],
  columns: {
    id: id('id'),
    customer: id('customer_id'),
    url: text('url', 'free'),
    key: text('secret', 'none'),
    kinds: jsonOrNull<readonly NoticeKind[]>()('kinds', 'none'),
    organisations: jsonOrNull<readonly Id[]>()('organisations', 'none'),
    singleCalls: truth('single_calls'),
    texts: truth('texts'),
    createdAt: number('created_at'),
    endedAt: numberOrNull('ended_at'),
    reached: json<Webhook['reached']>()('reached', 'none'),
  },
})

export const webhookMessages = entity<Message>()({
  table: 'webhook_messages',
  key: ['webhook_id', 'id'],
  columns: {
    webhook: id('webhook_id'),
    id: text('id', 'none'),
    customer: id('customer_id'),
    state: code(MESSAGE_CODES, MESSAGE_WORDS)('state'),
    body: text('body', 'free'),
    madeAt: number('made_at'),
    attempts: number('attempts'),
    dueAt: numberOrNull('due_at'),
    leasedUntil: numberOrNull('leased_until'),
    lastResult: textOrNull('last_result', 'none'),
    settledAt: numberOrNull('settled_at'),
  },
})

/** Webhooks that are told things, of one customer or of all. */
export async function liveWebhooks(db: Db, customer?: Id): Promise<Webhook[]> {
  const all = await select(db, webhooks, customer === undefined ? {} : { customer })
  return all.filter(({ endedAt }) => endedAt === null)
}

/**
 * Notes how far the messages of a webhook are made; false where somebody else has done so since it was read, and the messages
 * are theirs to make.
 */
export async function advance(
  db: Db,
  { id, reached }: Pick<Webhook, 'id' | 'reached'>,
  to: Webhook['reached'],
): Promise<boolean> {
  const result = await db
    .updateTable('webhooks')
    .set({ reached: JSON.stringify(to) })
    .where('id', '=', id)
    .where('reached', '=', JSON.stringify(reached))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Runs of an organisation whose first change comes after a position, in the order of its history. */
export async function runsAfter(db: Db, organisation: Id, position: number, limit: number): Promise<Run[]> {
  const rows = await db
    .selectFrom('runs')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('first_position', '>', position)
    .orderBy('first_position')
    .limit(limit)
    .execute()
  return rows.map(row => fromRow(runs, row))
}

/** Takes messages that are due in hand until a moment; those that another server has in hand are left to it. */
export async function claimDue(db: Db, now: Instant, until: Instant, limit: number): Promise<Message[]> {
  const due = await db
    .selectFrom('webhook_messages')
    .selectAll()
    .where('due_at', '<=', now)
    .where(isFree(now))
    .orderBy('due_at')
    .limit(limit)
    .execute()
  const claimed: Message[] = []
  for (const message of due.map(row => fromRow(webhookMessages, row))) {
    if (await claim(db, message, now, until)) claimed.push(message)
  }
  return claimed
}

async function claim(db: Db, { webhook, id }: Message, now: Instant, until: Instant): Promise<boolean> {
  const result = await db
    .updateTable('webhook_messages')
    .set({ leased_until: until })
    .where('webhook_id', '=', webhook)
    .where('id', '=', id)
    .where(isFree(now))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function isFree(now: Instant) {
  return sql<boolean>`(leased_until is null or leased_until < ${now})`
}

/** Whether any message is due and in nobody's hands. */
export async function isAnyDue(db: Db, now: Instant): Promise<boolean> {
  const row = await db
    .selectFrom('webhook_messages')
    .select('id')
    .where('due_at', '<=', now)
    .where(isFree(now))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Messages of a webhook that were given up, the oldest first. */
export function failedMessages(db: Db, webhook: Id, limit: number): Promise<Message[]> {
  return select(db, webhookMessages, { webhook, state: 'failed' }, { limit })
}

/** Has messages of a webhook that were given up sent again from the first attempt on. Gives how many there were. */
export async function retryFailed(db: Db, webhook: Id, now: Instant, message?: string): Promise<number> {
  let query = db
    .updateTable('webhook_messages')
    .set({ state: MESSAGE_CODES.waiting, attempts: 0, due_at: now, leased_until: null, settled_at: null })
    .where('webhook_id', '=', webhook)
    .where('state', '=', MESSAGE_CODES.failed)
  if (message !== undefined) query = query.where('id', '=', message)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

/** Gives up all that is still to be sent to a webhook. */
export async function failWaiting(db: Db, webhook: Id, why: string, now: Instant): Promise<void> {
  await db
    .updateTable('webhook_messages')
    .set({ state: MESSAGE_CODES.failed, due_at: null, leased_until: null, last_result: why, settled_at: now })
    .where('webhook_id', '=', webhook)
    .where('state', '=', MESSAGE_CODES.waiting)
    .execute()
}

/** Removes a webhook with its messages. */
export async function removeWebhook(db: Db, webhook: Id): Promise<void> {
  await db.deleteFrom('webhook_messages').where('webhook_id', '=', webhook).execute()
  await db.deleteFrom('webhooks').where('id', '=', webhook).execute()
}

/** Removes messages that were settled before a moment, delivered or given up. */
export async function forgetSettled(db: Db, before: Instant): Promise<void> {
  await db.deleteFrom('webhook_messages').where('settled_at', '<', before).execute()
}

/** Takes a customer's digest of a day in hand until a moment; false where it was sent, or another server has it in hand. */
export async function claimDigest(
  db: Db,
  { customer, day }: { customer: Id; day: CalendarDate },
  now: Instant,
  until: Instant,
): Promise<boolean> {
  const result = await db
    .insertInto('digests')
    .values({ customer_id: customer, day, leased_until: until, sent_at: null })
    .onConflict(conflict =>
      conflict
        .columns(['customer_id', 'day'])
        .doUpdateSet({ leased_until: until })
        .where('digests.sent_at', 'is', null)
        .where('digests.leased_until', '<', now),
    )
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Notes that a customer's digest of a day was sent. */
export async function noteDigest(
  db: Db,
  { customer, day }: { customer: Id; day: CalendarDate },
  at: Instant,
): Promise<void> {
  await db
    .updateTable('digests')
    .set({ sent_at: at })
    .where('customer_id', '=', customer)
    .where('day', '=', day)
    .execute()
}

/** The last moment at which a customer's digest was sent; nothing before the first. */
export async function lastDigest(db: Db, customer: Id): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('digests')
    .select(({ fn }) => fn.max('sent_at').as('at'))
    .where('customer_id', '=', customer)
    .executeTakeFirst()
  return row?.at === null || row === undefined ? undefined : Number(row.at)
}

/** Notices of a customer after a moment and up to another, in the order of time. */
export async function noticesBetween(db: Db, customer: Id, after: Instant, to: Instant): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('customer_id', '=', customer)
    .where('noticed_at', '>', after)
    .where('noticed_at', '<=', to)
    .orderBy('noticed_at')
    .execute()
  return rows.map(row => fromRow(notices, row))
}

/** Runs of organisations recorded after a moment and up to another: those of several changes, and how many single calls. */
export async function runsBetween(
  db: Db,
  organisations: readonly Id[],
  after: Instant,
  to: Instant,
): Promise<{ runs: Run[]; singleCalls: number }> {
  const single = [RUN_CODES.call, RUN_CODES.create]
  const recorded = db
    .selectFrom('runs')
    .where('organisation_id', 'in', organisations)
    .where('recorded_at', '>', after)
    .where('recorded_at', '<=', to)
  const [rows, counted] = await Promise.all([
    recorded.selectAll().where('kind', 'not in', single).orderBy('recorded_at').execute(),
    recorded
      .select(({ fn }) => fn.countAll().as('calls'))
      .where('kind', 'in', single)
      .executeTakeFirstOrThrow(),
  ])
  return { runs: rows.map(row => fromRow(runs, row)), singleCalls: Number(counted.calls) }
}
