import type { LiveSession } from '../app/access.ts'
import type { Caller, Services } from '../app/services.ts'
import type { Answer, Contract, Input } from '../contract/endpoint.ts'
import { AT_THE_MACHINE } from '../domain/access.ts'
import type { Problem } from '../domain/problem.ts'
import type { WrittenList } from '../layout/layout.ts'
import type { PageSession } from './page-session.ts'

/** What a handler has at hand. */
export interface Context {
  services: Services
  caller: Caller
  /** Secret of the customer token, on sign-in only. */
  tokenSecret: string | undefined
  /** The session of a person in a browser: what it sent, and what it is to keep. */
  page: PageSession
  /** Why the call does not come from a page of this server; nothing where it does. */
  whyForeign(): Problem | undefined
  /** Where the call comes from. */
  address: string
  /** Notes for the log line: numbers and codes, never a name or an identifier of a person. */
  note(about: Record<string, number | string>): void
  /** Names the run that was made, in the log and to the caller; nothing where nothing was to be done. */
  ran(run: number | null): void
  /** How what the call answers stands on the wire for this caller: a `Layout` as JSON, for whoever writes it where it is read. */
  layout(): string
  /** Tells the caller in how many seconds to come again. */
  retryAfter(seconds: number): void
}

/** A list may be written already, and a long one may come piece by piece. */
type Pieces<A> = A extends readonly (infer Item)[]
  ? WrittenList | AsyncIterable<readonly Item[] | WrittenList>
  : never

/** A handler for every call of a contract; a missing one does not compile. */
export type Handlers<C extends Contract> = {
  [Name in keyof C]: (
    input: Input<C[Name]>,
    at: Context,
  ) => Promise<Answer<C[Name]> | Pieces<Answer<C[Name]>> | Problem>
}

/**
 * A handler whatever its call, as the binding sees it: what was read by the fields of a call goes to the handler of the same name.
 * Written as a method, since only those may be of one call among those of any.
 */
export type AnyHandler = { handle(input: object, at: Context): Promise<unknown> }['handle']

/** The caller that a session stands for. */
export function callerOf({ by, customer, scopes, sees, everywhere, work }: LiveSession): Caller {
  return {
    by,
    customer,
    scopes,
    sees,
    everywhere,
    sensitive: scopes.includes('sensitive'),
    assigns: scopes.includes('assign'),
    manages: scopes.includes('manage'),
    ...(work && { streams: work.streams }),
  }
}

/** Nobody: for calls that need no session. */
export const NOBODY: Caller = {
  by: AT_THE_MACHINE,
  customer: 0,
  scopes: [],
  sees: new Set(),
  everywhere: false,
  sensitive: false,
  assigns: false,
  manages: false,
}
