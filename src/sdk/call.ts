import type { AnyEndpoint } from '../contract/endpoint.ts'
import type { Budget } from './budget.ts'
import { AbortedError } from './errors.ts'
import type { Exchange, Wire } from './fetch.ts'
import type { Unread } from './read-answer.ts'
import type { Patience } from './retry.ts'
import type { Sleep } from './wait.ts'

/** What may be said of one call beside its input. */
export interface CallOptions {
  /** Stops the call, also while it waits. */
  signal?: AbortSignal | undefined
}

/** What carries calls to a server. */
export interface Carrier {
  /** Address of the server, without the paths of the contract. */
  baseUrl: string
  wire: Wire
  budget: Budget
  patience: Patience
  sleep: Sleep
  random: () => number
  /** Every token and session that was ever sent, to keep them out of errors. */
  secrets: Set<string>
  onUnread?: ((unread: Unread & { call: string }) => void) | undefined
  onCall?: ((sent: CallSent) => void) | undefined
}

/** One request that went out, for a log: nothing that was sent or answered, and no secret. */
export interface CallSent {
  /** Name of the call, such as `assignUser`. */
  call: string
  /** Status of the reply; nothing where none came. */
  status?: number | undefined
  milliseconds: number
}

/** One call under way. */
export interface Call {
  name: string
  endpoint: AnyEndpoint
  input: Record<string, unknown>
  signal?: AbortSignal | undefined
}

/** A reply that came. */
export type ReplyGot = Extract<Exchange, { kind: 'reply' }>

/** Does a step of a call, which ends early with an `AbortedError` when the caller's signal aborts. */
export async function stoppable<T>(call: Call, sent: boolean, step: () => Promise<T>): Promise<T> {
  try {
    call.signal?.throwIfAborted()
    return await step()
  } catch (cause) {
    if (!call.signal?.aborted) throw cause
    throw new AbortedError({ call: call.name, sent, cause: call.signal.reason })
  }
}
