import type { LiveSession } from '../app/access.ts'
import type { Caller, Services } from '../app/services.ts'
import type { Answer, Contract, Input } from '../contract/endpoint.ts'
import type { Problem } from '../domain/problem.ts'
import type { WrittenList } from '../layout/layout.ts'

/** What a handler has at hand. */
export interface Context {
  services: Services
  caller: Caller
  /** Secret of the customer token, on sign-in only. */
  tokenSecret: string | undefined
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

/** A handler whatever its call, as the binding sees it. */
export type AnyHandler = (input: never, at: Context) => Promise<unknown>

/** The caller that a session stands for. */
export function callerOf({ token, sees, work }: LiveSession): Caller {
  return {
    token: token.id,
    customer: token.customer,
    sees,
    everywhere: token.organisations === null,
    sensitive: token.scopes.includes('sensitive'),
    assigns: token.scopes.includes('assign'),
    manages: token.scopes.includes('manage'),
    ...(work && { streams: work.streams }),
  }
}

/** Nobody: for calls that need no session. */
export const NOBODY: Caller = {
  token: 0,
  customer: 0,
  sees: new Set(),
  everywhere: false,
  sensitive: false,
  assigns: false,
  manages: false,
}
