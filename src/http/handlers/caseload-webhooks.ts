import { whyNotEverywhere } from '../../app/customer-wide.ts'
import { tellOfPlan } from '../../app/notices.ts'
import type { Caller } from '../../app/services.ts'
import {
  addWebhook,
  endWebhook,
  listFailed,
  listWebhooks,
  readMessage,
  replayWebhook,
  retryMessages,
  testWebhook,
  unknownWebhook,
} from '../../app/webhooks.ts'
import type { webhooks } from '../../contract/caseload/webhooks.ts'
import type { Id } from '../../domain/id.ts'
import { isProblem, type Problem } from '../../domain/problem.ts'
import type { Handlers } from '../context.ts'

export const webhooksHandlers: Handlers<typeof webhooks> = {
  listWebhooks: async (_asked, { services, caller }) =>
    whyNotAll(caller) ?? { webhooks: await listWebhooks(services, caller) },
  addWebhook: async (wish, { services, caller }) =>
    whyNotAll(caller) ??
    addWebhook(services, caller, {
      url: wish.url,
      kinds: wish.kinds ?? null,
      organisations: wish.organisations ?? null,
      singleCalls: wish.singleCalls ?? false,
      texts: wish.texts ?? false,
    }),
  removeWebhook: async ({ webhook }, { services, caller }) =>
    whyNotSeen(caller, webhook) ?? endWebhook(services, caller, webhook),
  testWebhook: async ({ webhook }, { services, caller }) =>
    whyNotSeen(caller, webhook) ?? testWebhook(services, caller, webhook),
  readMessage: async (asked, { services, caller }) =>
    whyNotSeen(caller, asked.webhook) ?? readMessage(services, caller, asked),
  listFailedMessages: async ({ webhook }, { services, caller }) => {
    const failed = whyNotSeen(caller, webhook) ?? (await listFailed(services, caller, webhook))
    return isProblem(failed) ? failed : { messages: failed }
  },
  retryMessages: async (asked, { services, caller }) =>
    whyNotSeen(caller, asked.webhook) ?? retryMessages(services, caller, asked),
  replayWebhook: async (asked, { services, caller }) =>
    whyNotSeen(caller, asked.webhook) ?? replayWebhook(services, caller, asked),
  tellOfPlan: (asked, { services, caller }) =>
    tellOfPlan(services, caller, { ...asked, files: asked.files ?? [] }),
}

/** A webhook may be told of any organisation of the customer. */
function whyNotAll(caller: Caller): Problem | undefined {
  return whyNotEverywhere(caller, 'A webhook')
}

/** For a token that is limited to some organisations there are no webhooks. */
function whyNotSeen({ everywhere }: Caller, webhook: Id): Problem | undefined {
  return everywhere ? undefined : unknownWebhook(webhook)
}
