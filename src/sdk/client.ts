import { contract } from '../contract/contract.ts'
import type { Answer, AnyEndpoint, Contract, Input } from '../contract/endpoint.ts'
import { type Budget, createBudget } from './budget.ts'
import type { CallOptions, CallSent, Carrier } from './call.ts'
import { UnauthorizedError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import { groupMethods } from './groups.ts'
import type { Unread } from './read-answer.ts'
import { PATIENCE, type Patience } from './retry.ts'
import { fitsHeader, send, signIn } from './send.ts'
import { keepSession, type Session } from './sign.ts'
import type { MethodGroups, Methods } from './types.ts'
import { anyOf, type Clock, type Sleep, steadyClock, timerSleep } from './wait.ts'

export { ALLOWANCE, type Allowance, allowanceOf, type Budget, createBudget, nextCall } from './budget.ts'
export type { CallOptions, CallSent } from './call.ts'
export { answersOf, type CursorCall } from './cursor.ts'
export * from './errors.ts'
export type { Fetch } from './fetch.ts'
export { type PagedCall, type PageFinding, pagesOf, type RowOf, readRows, rowsOf } from './pages.ts'
export type { Unread } from './read-answer.ts'
export type { Patience } from './retry.ts'
export type { Session } from './sign.ts'
export type * from './types.ts'
export type { Clock, Sleep } from './wait.ts'

/**
 * An answer of OneFile's API as it may really come: only the id of a row is certain to be there, since the service may
 * leave out what has no value and nobody has published which fields it tells.
 */
export type Told<A> = A extends readonly (infer Row)[]
  ? readonly ToldRow<Row>[]
  : A extends object
    ? ToldRow<A>
    : A

type ToldRow<R> = R extends { id: infer I } ? { id: I } & Partial<Omit<R, 'id'>> : Partial<R>

/** What a method gives. */
export type Given<E> = E extends { api: 'onefile' } ? Told<Answer<E>> : Answer<E>

/** A call as a method: path, query and body in one input, by our words; dates as `YYYY-MM-DD`, moments in milliseconds. */
export type Method<E> =
  Record<never, never> extends Input<E>
    ? (input?: Input<E>, options?: CallOptions) => Promise<Given<E>>
    : (input: Input<E>, options?: CallOptions) => Promise<Given<E>>

/** A method for every call of a contract. Each rejects with one of the classes of `CallError`. */
export type ClientOf<C extends Contract> = { readonly [K in keyof C]: Method<C[K]> }

/**
 * Both APIs: every call by its noun and verb, such as `client.users.create`, and by its name, such as
 * `client.createUser`. Each method rejects with one of the classes of `CallError`.
 */
export type Client = Methods & MethodGroups

/** How a client signs: with a customer token, a session somebody else signed in for, or a session and then the token. */
export type Credentials =
  | { token: string; session?: string | Session | undefined }
  | { token?: undefined; session: string | Session }

/** What a client needs and what may be chosen. */
export type ClientOptions = Credentials & {
  /** Address of the server, such as `http://127.0.0.1:4680` or `https://wsapi.onefile.co.uk/api/v2.1`. */
  baseUrl: string
  /** Told of each new session, so that others can use it too; awaited before the session is used. */
  onSession?: ((session: Session) => void | Promise<void>) | undefined
  /** Told of each value in an answer of OneFile's API that cannot be read and was left out. */
  onUnread?: ((unread: Unread & { call: string }) => void) | undefined
  /** Told of each request with its reply, repeats too, for a log: call, status and milliseconds, never what was sent. */
  onCall?: ((sent: CallSent) => void) | undefined
  /** Shared by all that use the token; 280 calls in any 60 seconds by default. */
  budget?: Budget | undefined
  /** Stops every call of the client. */
  signal?: AbortSignal | undefined
  /** Milliseconds until a request without a reply counts as lost; 60,000 by default. */
  timeout?: number | undefined
  /** How long and how often to try. */
  patience?: Partial<Patience> | undefined
  fetch?: Fetch | undefined
  clock?: Clock | undefined
  sleep?: Sleep | undefined
  /** From 0 up to 1, as `Math.random`; spreads repeats. */
  random?: (() => number) | undefined
}

const TIMEOUT = 60_000

/**
 * Makes a client of a Caseload server, or of OneFile's own service. It signs in at its first call. Throws a TypeError
 * where the address is not one of HTTP, and where there is no token or session that a header can carry.
 */
export function createClient(options: ClientOptions): Client {
  return groupMethods<Methods>(bindCalls(contract, options))
}

/** The same for another contract. */
export function bindCalls<C extends Contract>(calls: C, options: ClientOptions): ClientOf<C> {
  const { clock = steadyClock, token, session, onSession, signal } = options
  const carrier = carrierOf(options, clock)
  if (token === undefined && session === undefined)
    throw new TypeError('A client needs a token or a session.')
  const secret = token === undefined ? undefined : secretOf(token, 'token')
  const signer =
    secret === undefined
      ? undefined
      : () => signIn(carrier, { name: 'signIn', endpoint: contract.signIn, input: {}, signal }, secret)
  const keeper = keepSession({ session: sessionOf(session, clock), signIn: signer, onSession, clock })
  const method =
    (name: string, endpoint: AnyEndpoint) =>
    async (input: object = {}, own: CallOptions = {}) => {
      const call = { name, endpoint, input: { ...input }, signal: anyOf(signal, own.signal) }
      if (endpoint.access !== 'customer-token') return send(carrier, keeper, call)
      if (!signer) throw withoutToken(name)
      return (await keeper.signIn(call.signal)).secret
    }
  const methods = Object.entries<AnyEndpoint>(calls).map(([name, endpoint]) => [name, method(name, endpoint)])
  return Object.fromEntries(methods) as ClientOf<C>
}

function carrierOf(options: ClientOptions, clock: Clock): Carrier {
  const { sleep = timerSleep, timeout = TIMEOUT, random = Math.random, onUnread, onCall } = options
  return {
    baseUrl: baseOf(options.baseUrl),
    wire: { fetch: options.fetch ?? globalThis.fetch, timeout, clock },
    budget: options.budget ?? createBudget({ clock, sleep }),
    patience: { ...PATIENCE, ...options.patience },
    ...{ sleep, random, onUnread, onCall, secrets: new Set<string>() },
  }
}

/** Where the paths of the contract begin; the guides print the address with the path of OneFile's API. */
function baseOf(baseUrl: string): string {
  const url = URL.parse(baseUrl)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new TypeError(
      'baseUrl must be an address such as "https://caseload.example.org", without a login or query.',
    )
  return `${url.origin}${url.pathname.replace(/(\/api\/v2\.1)?\/*$/i, '')}`
}

function secretOf(secret: string, what: 'token' | 'session'): string {
  const trimmed = secret.trim()
  if (fitsHeader(trimmed)) return trimmed
  throw new TypeError(`The ${what} is empty or holds characters that no header can carry; copy it again.`)
}

function sessionOf(session: string | Session | undefined, clock: Clock): Session | undefined {
  if (session === undefined) return undefined
  const { secret, signedInAt } =
    typeof session === 'string' ? { secret: session, signedInAt: clock() } : session
  return { secret: secretOf(secret, 'session'), signedInAt }
}

function withoutToken(call: string): UnauthorizedError {
  const sentence = 'The client has a session and no token to sign in with; make it with a token.'
  return new UnauthorizedError({ call, code: 'token-invalid', sentence })
}
