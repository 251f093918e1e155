import { randomBytes } from 'node:crypto'
import type { Id } from '../domain/id.ts'
import { type Message, newMessage } from '../domain/message.ts'
import type { NoticeKind } from '../domain/notice.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { testBody, type Webhook } from '../domain/webhook.ts'
import type { Db } from '../storage/db.ts'
import { headPositions } from '../storage/feed.ts'
import { organisations } from '../storage/organisations.ts'
import { find, insert, select, update } from '../storage/records.ts'
import { newId } from '../storage/sequence.ts'
import { failedMessages, removeWebhook, retryFailed, webhookMessages, webhooks } from '../storage/webhooks.ts'
import { positionsOf } from './feed.ts'
import type { Services } from './services.ts'
import { firstStranger } from './tokens.ts'

/** Whose webhooks are meant. */
interface Owner {
  customer: Id
}

/** A webhook to be made. */
interface NewWebhook {
  url: string
  kinds: readonly NoticeKind[] | null
  organisations: readonly Id[] | null
  singleCalls: boolean
  texts: boolean
}

/** A webhook as it is shown: its secret is given when it is made, and nowhere else. */
export type ShownWebhook = Omit<Webhook, 'key' | 'reached' | 'customer'>

/** Bytes of the key that messages are signed with; the specification asks for 24 to 64. */
const KEY_LENGTH = 32

/** Makes a webhook that is told what happens from now on. */
export async function addWebhook(
  { writer }: Services,
  { customer }: Owner,
  wish: NewWebhook,
): Promise<(ShownWebhook & { secret: string }) | Problem> {
  const url = checkedUrl(wish.url)
  if (isProblem(url)) return url
  return writer.run({
    organisations: [],
    work: async (tx, _ledger, now) => {
      const own = (await select(tx.db, organisations, { customer })).map(({ id }) => id)
      const stranger = await firstStranger(tx.db, customer, wish.organisations ?? [])
      if (stranger !== undefined) return unknownOrganisation(stranger)
      const webhook: Webhook = {
        ...{ ...wish, url, customer },
        id: await newId(tx, 'webhook'),
        key: `whsec_${randomBytes(KEY_LENGTH).toString('base64')}`,
        createdAt: now,
        endedAt: null,
        reached: await reachedNow(tx.db, own),
      }
      await insert(tx.db, webhooks, [webhook])
      return { ...shown(webhook), secret: webhook.key }
    },
  })
}

/** Addresses of this machine may be plain; anything else is told nothing over a line that others can read. */
function checkedUrl(given: string): string | Problem {
  const url = URL.parse(given)
  const isPlain = url?.protocol === 'http:' && LOOPBACK.test(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !isPlain))
    return problem('field-invalid', 'The address of a webhook must begin with https://.', 'url')
  if (url.username !== '' || url.password !== '')
    return problem(
      'field-invalid',
      'The address of a webhook must hold no password; messages are signed.',
      'url',
    )
  return url.href
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

async function reachedNow(db: Db, own: readonly Id[]): Promise<Webhook['reached']> {
  return Object.fromEntries(await headPositions(db, own))
}

/** The webhooks of a customer. */
export async function listWebhooks({ storage }: Services, { customer }: Owner): Promise<ShownWebhook[]> {
  return (await select(storage.db, webhooks, { customer })).map(shown)
}

function shown({ key: _, reached: __, customer: ___, ...rest }: Webhook): ShownWebhook {
  return rest
}

/** Removes a webhook, with all that was still to be sent to it. */
export function endWebhook(services: Services, owner: Owner, id: Id): Promise<undefined | Problem> {
  return onWebhook(services, owner, id, async db => {
    await removeWebhook(db, id)
    return undefined
  })
}

/** Has a message sent that tells of nothing. Gives its id, under which its fate can be read. */
export function testWebhook(
  services: Services,
  owner: Owner,
  id: Id,
): Promise<{ message: string } | Problem> {
  return onWebhook(services, owner, id, async (db, webhook, now) => {
    const message = `webhook.test/${id}/${randomBytes(6).toString('hex')}`
    await insert(db, webhookMessages, [newMessage(webhook, message, testBody(id, now), now)])
    return { message }
  })
}

/** One message of a webhook, with what has become of it. */
export async function readMessage(
  { storage }: Services,
  owner: Owner,
  { webhook, message }: { webhook: Id; message: string },
): Promise<Message | Problem> {
  if (!(await find(storage.db, webhooks, { id: webhook, customer: owner.customer })))
    return unknownWebhook(webhook)
  const found = await find(storage.db, webhookMessages, { webhook, id: message })
  return (
    found ??
    problem(
      'message-unknown',
      `Webhook ${webhook} has no message ${message}; settled ones are forgotten after 30 days.`,
      'message',
    )
  )
}

/** Messages shown of those that were given up. */
const MOST_FAILED = 1000

/** Messages of a webhook that were given up, the oldest first. */
export async function listFailed(
  { storage }: Services,
  { customer }: Owner,
  id: Id,
): Promise<readonly Message[] | Problem> {
  const webhook = await find(storage.db, webhooks, { id, customer })
  return webhook ? failedMessages(storage.db, id, MOST_FAILED) : unknownWebhook(id)
}

/** Has messages sent again that were given up: one, or all. */
export function retryMessages(
  services: Services,
  owner: Owner,
  { webhook: id, message }: { webhook: Id; message?: string | undefined },
): Promise<{ messages: number } | Problem> {
  return onWebhook(services, owner, id, async (db, webhook, now) => {
    if (webhook.endedAt !== null) await update(db, webhooks, { ...webhook, endedAt: null })
    return { messages: await retryFailed(db, id, now, message) }
  })
}

/**
 * Tells a webhook of every run after a place in the feed once more, as `GET /changes` gave it with `next`; without one, of all
 * from the first. Messages have the same ids as before.
 */
export function replayWebhook(
  services: Services,
  owner: Owner,
  { webhook: id, cursor }: { webhook: Id; cursor?: string | undefined },
): Promise<undefined | Problem> {
  return onWebhook(services, owner, id, async (db, webhook) => {
    const own = (await select(db, organisations, { customer: owner.customer })).map(one => one.id)
    const positions = await positionsOf(db, cursor)
    if (isProblem(positions)) return positions
    const reached = Object.fromEntries(own.map(one => [one, positions.get(one) ?? 0]))
    await update(db, webhooks, { ...webhook, reached, endedAt: null })
    return undefined
  })
}

async function onWebhook<T>(
  { writer }: Services,
  { customer }: Owner,
  id: Id,
  work: (db: Db, webhook: Webhook, now: number) => Promise<T | Problem>,
): Promise<T | Problem> {
  return writer.run<T | Problem>({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      const webhook = await find(db, webhooks, { id, customer })
      return webhook ? work(db, webhook, now) : unknownWebhook(id)
    },
  })
}

/** The problem of a webhook that is not there for this caller. */
export function unknownWebhook(id: Id): Problem {
  return problem(
    'webhook-unknown',
    `There is no webhook ${id}; "caseload webhook list" shows them all.`,
    'webhook',
  )
}

function unknownOrganisation(id: Id): Problem {
  return problem(
    'organisation-unknown',
    `There is no organisation ${id} of this customer; name others, or leave them out for all.`,
    'organisations',
  )
}
