import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import { newMessage } from '../src/domain/message.ts'
import type { Webhook } from '../src/domain/webhook.ts'
import { find, insert } from '../src/storage/records.ts'
import { webhookMessages, webhooks } from '../src/storage/webhooks.ts'
import * as cast from './cast.ts'
import type { Stage } from './stage.ts'

/** The webhook that the examples are about. */
const WEBHOOK: Webhook = {
  id: 1,
  customer: cast.CUSTOMER.id,
  url: 'https://mis.example.org/caseload',
  key: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  kinds: null,
  organisations: null,
  singleCalls: false,
  texts: false,
  createdAt: cast.NOW,
  endedAt: null,
  reached: {},
}

/** Puts that webhook, with a message, where an example is about one. */
export async function makeWebhook({ services }: Stage, call: AnyEndpoint): Promise<void> {
  if (!('webhook' in call.params)) return
  await services.writer.run({
    organisations: [],
    work: async ({ db }) => {
      if (await find(db, webhooks, { id: WEBHOOK.id })) return
      await insert(db, webhooks, [WEBHOOK])
      await insert(db, webhookMessages, [newMessage(WEBHOOK, 'run.done/10/1', '{}', cast.NOW)])
    },
  })
}
