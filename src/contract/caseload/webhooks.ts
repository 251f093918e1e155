import { MESSAGE_STATES } from '../../domain/message.ts'
import { NOTICE_KINDS } from '../../domain/notice.ts'
import { id, integer, moment, named, nullable, text, truth, word } from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { many, several } from './words.ts'

const GROUP = 'Webhooks'
const count = integer(0, Number.MAX_SAFE_INTEGER)
const noticeKind = named('NoticeKind', word(NOTICE_KINDS), 'What others are told of.')
const params = { webhook: required('webhook', id, 'The webhook.') }
const messageId = text(300, { least: 1 })

const shown = {
  id: required('id', id, 'Its number.'),
  url: required('url', text(2000), 'The address.'),
  kinds: required('kinds', nullable(many(noticeKind)), 'What it is told of; null for everything.'),
  organisations: required(
    'organisations',
    nullable(many(id)),
    'Organisations it is told of; null for all, those to come included.',
  ),
  singleCalls: required('singleCalls', truth, 'Whether it is told of runs of a single call too.'),
  texts: required('texts', truth, 'Whether it is told what people have written, such as a reason.'),
  createdAt: required('createdAt', moment, 'When it was made.'),
  endedAt: required('endedAt', nullable(moment), 'Since when it is told nothing more: the address said 410.'),
}

const message = {
  id: required('id', messageId, 'The same for every attempt and every replay, as in the header webhook-id.'),
  state: required('state', word(MESSAGE_STATES), 'Where it is.'),
  attempts: required('attempts', count, 'Attempts made so far.'),
  madeAt: required('madeAt', moment, 'When it was made.'),
  dueAt: required('dueAt', nullable(moment), 'When the next attempt is due.'),
  lastResult: required(
    'lastResult',
    nullable(text(500)),
    'What came of the last attempt: a status, or why there was no answer.',
  ),
  settledAt: required('settledAt', nullable(moment), 'When it was delivered or given up.'),
}

const webhookMessage = named('WebhookMessage', object(message), 'A message to a webhook.')

/** Telling others: webhooks by the Standard Webhooks specification. */
export const webhooks = {
  listWebhooks: caseload({
    method: 'GET',
    path: '/webhooks',
    group: GROUP,
    summary: 'Addresses that are told what happens',
    access: 'admin',
    reply: answersObject(
      'WebhookList',
      {
        webhooks: required(
          'webhooks',
          many(named('Webhook', object(shown), 'An address that is told what happens.')),
          'The webhooks.',
        ),
      },
      'All of them, without their secrets.',
    ),
    problems: ['customer-wide'],
    repeatable: true,
    example: { input: {}, answer: { webhooks: [] } },
  }),

  addWebhook: caseload({
    method: 'POST',
    path: '/webhooks',
    group: GROUP,
    summary: 'Have an address told what happens from now on',
    about:
      'Messages follow the Standard Webhooks specification (https://www.standardwebhooks.com): JSON with `type`, `timestamp` and `data`, signed with the secret that is given here and nowhere else. They hold ids and counts; what people have written is left out unless `texts` says otherwise. Each is tried eight times within 28 hours.',
    access: 'admin',
    body: {
      url: required(
        'url',
        text(2000, { least: 1 }),
        'The address, https://; plain http:// only on this machine.',
      ),
      kinds: optional('kinds', several(noticeKind), 'What it is told of; everything where left out.'),
      organisations: optional(
        'organisations',
        several(id),
        'Organisations it is told of; all where left out.',
      ),
      singleCalls: optional(
        'singleCalls',
        truth,
        'Whether it is told of runs of a single call too; false where left out.',
      ),
      texts: optional('texts', truth, 'Whether it is told what people have written; false where left out.'),
    },
    reply: answersObject(
      'NewWebhook',
      { ...shown, secret: required('secret', text(200), 'The key of its signatures, shown this once.') },
      'The webhook.',
      201,
    ),
    problems: ['customer-wide', 'organisation-unknown'],
    repeatable: false,
    example: { input: { url: 'https://mis.example.org/caseload', kinds: ['run.done'] } },
  }),

  removeWebhook: caseload({
    method: 'DELETE',
    path: '/webhooks/{webhook}',
    group: GROUP,
    summary: 'Tell an address nothing more',
    about: 'What was still to be sent to it is dropped.',
    access: 'admin',
    params,
    reply: answersNothing('It is gone.'),
    problems: ['webhook-unknown'],
    repeatable: false,
    example: { input: { webhook: 1 } },
  }),

  testWebhook: caseload({
    method: 'POST',
    path: '/webhooks/{webhook}/test',
    group: GROUP,
    summary: 'Send a message that tells of nothing',
    access: 'admin',
    params,
    reply: answersObject(
      'WebhookTest',
      { message: required('message', messageId, 'The message; ask for it to see what became of it.') },
      'It is on its way.',
    ),
    problems: ['webhook-unknown'],
    repeatable: false,
    example: { input: { webhook: 1 } },
  }),

  readMessage: caseload({
    method: 'GET',
    path: '/webhooks/{webhook}/message',
    group: GROUP,
    summary: 'What has become of a message',
    about: 'Settled ones are remembered for 30 days.',
    access: 'admin',
    params,
    query: { message: required('message', messageId, 'The message.') },
    reply: { kind: 'object', status: 200, codec: webhookMessage, about: 'The message.' },
    problems: ['webhook-unknown', 'message-unknown'],
    repeatable: true,
    example: { input: { webhook: 1, message: 'run.done/10/1' } },
  }),

  listFailedMessages: caseload({
    method: 'GET',
    path: '/webhooks/{webhook}/failed',
    group: GROUP,
    summary: 'Messages that were given up',
    about: 'The thousand oldest: after eight attempts, or since the address said 410.',
    access: 'admin',
    params,
    reply: answersObject(
      'FailedMessages',
      {
        messages: required('messages', many(webhookMessage), 'The messages.'),
      },
      'The messages.',
    ),
    problems: ['webhook-unknown'],
    repeatable: true,
    example: { input: { webhook: 1 } },
  }),

  retryMessages: caseload({
    method: 'POST',
    path: '/webhooks/{webhook}/retry',
    group: GROUP,
    summary: 'Send messages again that were given up',
    about: 'A webhook that has ended begins again.',
    access: 'admin',
    params,
    body: { message: optional('message', messageId, 'Only this one; all where left out.') },
    reply: answersObject(
      'RetriedMessages',
      { messages: required('messages', count, 'How many there are.') },
      'They are on their way.',
    ),
    problems: ['webhook-unknown'],
    repeatable: true,
    example: { input: { webhook: 1 } },
  }),

  replayWebhook: caseload({
    method: 'POST',
    path: '/webhooks/{webhook}/replay',
    group: GROUP,
    summary: 'Tell an address once more what was done',
    about:
      'Of every run after a place in the feed, as `GET /changes` gave it with `next`; from the first where it is left out. Messages have the same ids as before. A webhook that has ended begins again.',
    access: 'admin',
    params,
    body: { cursor: optional('cursor', text(100_000, { least: 1 }), 'Where to begin.') },
    reply: answersNothing('The messages are on their way.'),
    problems: ['webhook-unknown', 'cursor-invalid', 'cursor-gone'],
    repeatable: true,
    example: { input: { webhook: 1 } },
  }),

  tellOfPlan: caseload({
    method: 'POST',
    path: '/notices',
    group: GROUP,
    summary: 'Tell others that a plan of the sync waits for somebody',
    about:
      'Makes `rows.held` and `removals.waiting`, for webhooks and the daily digest. The same plan with as much of it waiting is told once.',
    access: 'assign',
    body: {
      plan: required('plan', text(64, { least: 6 }), 'The hash of the plan.'),
      held: required('held', count, 'Rows that are held.'),
      questions: required('questions', count, 'People to be confirmed.'),
      removals: required('removals', count, 'Removals that wait for an approval.'),
      files: optional(
        'files',
        several(text(255, { least: 1 })),
        'Names of the files, told only where that is switched on.',
      ),
    },
    reply: answersObject(
      'ToldOfPlan',
      { told: required('told', count, 'How much of it is news.') },
      'It is noted.',
    ),
    problems: ['customer-wide'],
    repeatable: true,
    example: {
      input: { plan: 'c0ffee00', held: 3, questions: 1, removals: 0 },
      answer: { told: 1 },
    },
  }),
}
