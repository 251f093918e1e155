import type { Services } from '../app/services.ts'
import { chooseCustomer } from '../app/tokens.ts'
import {
  addWebhook,
  endWebhook,
  listFailed,
  listWebhooks,
  readMessage,
  replayWebhook,
  retryMessages,
  type ShownWebhook,
  testWebhook,
} from '../app/webhooks.ts'
import { id, list, moment, text, truth, word } from '../contract/codec.ts'
import { optional, required } from '../contract/fields.ts'
import type { Id } from '../domain/id.ts'
import type { Message } from '../domain/message.ts'
import { NOTICE_KINDS } from '../domain/notice.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { command } from './command.ts'

const owner = {
  customer: optional(
    'customer',
    id,
    'Whose webhooks are meant; needed only where there are several customers.',
  ),
}
const webhook = required('webhook', id, 'The number of the webhook.')
const messageId = text(300, { least: 1 })

/** What the machine's owner can have done with webhooks. */
export const WEBHOOK_COMMANDS = {
  'webhook.add': command(
    {
      ...owner,
      url: required('url', text(2000, { least: 1 }), 'The address.'),
      kinds: optional('kinds', list(word(NOTICE_KINDS)), 'What it is told of.'),
      organisations: optional('organisations', list(id), 'Organisations it is told of.'),
      singleCalls: required('singleCalls', truth, 'Whether it is told of single calls too.'),
      texts: required('texts', truth, 'Whether it is told what people have written.'),
    },
    (services, { customer, kinds = null, organisations = null, ...wish }) =>
      of(services, customer, async whose => {
        const made = await addWebhook(services, whose, { ...wish, kinds, organisations })
        return isProblem(made) ? made : { ...shown(made), secret: made.secret }
      }),
  ),
  'webhook.list': command(owner, (services, { customer }) =>
    of(services, customer, async whose => ({ webhooks: (await listWebhooks(services, whose)).map(shown) })),
  ),
  'webhook.remove': command({ ...owner, webhook }, (services, { customer, ...asked }) =>
    of(
      services,
      customer,
      async whose => (await endWebhook(services, whose, asked.webhook)) ?? { removed: asked.webhook },
    ),
  ),
  'webhook.test': command({ ...owner, webhook }, (services, { customer, ...asked }) =>
    of(services, customer, whose => testWebhook(services, whose, asked.webhook)),
  ),
  'webhook.message': command(
    { ...owner, webhook, message: required('message', messageId, 'The message.') },
    (services, { customer, ...asked }) =>
      of(services, customer, async whose => {
        const found = await readMessage(services, whose, asked)
        return isProblem(found) ? found : shownMessage(found)
      }),
  ),
  'webhook.failed': command({ ...owner, webhook }, (services, { customer, ...asked }) =>
    of(services, customer, async whose => {
      const failed = await listFailed(services, whose, asked.webhook)
      return isProblem(failed) ? failed : { messages: failed.map(shownMessage) }
    }),
  ),
  'webhook.retry': command(
    { ...owner, webhook, message: optional('message', messageId, 'Only this one.') },
    (services, { customer, ...asked }) =>
      of(services, customer, whose => retryMessages(services, whose, asked)),
  ),
  'webhook.replay': command(
    { ...owner, webhook, cursor: optional('cursor', text(100_000, { least: 1 }), 'Where to begin.') },
    (services, { customer, ...asked }) =>
      of(
        services,
        customer,
        async whose => (await replayWebhook(services, whose, asked)) ?? { replayed: asked.webhook },
      ),
  ),
} as const

/** Does something for the customer that is meant. */
async function of<Answer>(
  services: Services,
  wanted: Id | undefined,
  work: (owner: { customer: Id }) => Promise<Answer | Problem>,
): Promise<Answer | Problem> {
  const customer = await chooseCustomer(services, wanted)
  return typeof customer === 'number' ? work({ customer }) : customer
}

function shown({ createdAt, endedAt, ...rest }: ShownWebhook) {
  return { ...rest, createdAt: said(createdAt), endedAt: endedAt === null ? null : said(endedAt) }
}

function shownMessage({ id: message, state, attempts, madeAt, lastResult }: Message) {
  return { id: message, state, attempts, madeAt: said(madeAt), lastResult }
}

function said(at: Instant): string {
  return moment.write(at) as string
}
