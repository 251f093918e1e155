import { caseloadContract } from '../contract/caseload-contract.ts'
import type { AnyEndpoint } from '../contract/endpoint.ts'
import { allowanceOf, createBudget } from './budget.ts'
import type { CallOptions, Carrier } from './call.ts'
import { UnauthorizedError } from './errors.ts'
import type { Fetch } from './fetch.ts'
import { PATIENCE } from './retry.ts'
import { sendUnsigned } from './send.ts'
import type { Methods } from './types.ts'
import { steadyClock, timerSleep } from './wait.ts'

/** Every call of our API, by its name. Each rejects with one of the classes of `CallError`. */
type PageClient = Pick<Methods, keyof typeof caseloadContract>

/** What a client in a page needs. */
interface PageClientOptions {
  /** Origin of the page, which is that of the server. */
  origin: string
  /**
   * Called where the server knows no session; settles when somebody has signed in, and then the call is sent again. A call
   * refused for want of a session did nothing. Left out, such a call rejects with `UnauthorizedError`.
   */
  untilSignedIn?: (() => Promise<void>) | undefined
  fetch?: Fetch | undefined
}

/** Sent with every call, so that the server can tell them from what a page of somebody else makes a browser send. */
const FROM_PAGE = { 'x-caseload-console': 'page' }

/** Codes with which a session is refused; other refusals with 401 are about what was sent. */
const WITHOUT_SESSION = ['session-missing', 'session-invalid', 'session-expired']

/** A page is at most as patient as the person before it. */
const IN_A_PAGE = { ...PATIENCE, tries: 3, waits: 3, longestWait: 30 }

/** As many as nobody makes by hand; the server keeps the count that matters. */
const CALLS_A_MINUTE = 6000

/** Milliseconds until a request without a reply counts as lost: the longest transfers and imports take that long. */
const TIMEOUT = 120_000

/** Makes a client for a page of the server itself. The browser sends the session, as a cookie that no script can read. */
export function createPageClient({ origin, untilSignedIn, fetch }: PageClientOptions): PageClient {
  const send = fetch ?? ((url, request) => globalThis.fetch(url, request))
  const carrier = carrierTo(origin, (url, request) =>
    send(url, { ...request, headers: { ...request.headers, ...FROM_PAGE } }),
  )
  const method =
    (name: string, endpoint: AnyEndpoint) =>
    async (input: object = {}, { signal }: CallOptions = {}) => {
      const call = { name, endpoint, input: { ...input }, signal }
      for (;;) {
        try {
          return await sendUnsigned(carrier, call)
        } catch (error) {
          if (!untilSignedIn || !isWithoutSession(error)) throw error
          await untilSignedIn()
        }
      }
    }
  const methods = Object.entries<AnyEndpoint>(caseloadContract).map(([name, endpoint]) => [
    name,
    method(name, endpoint),
  ])
  return Object.fromEntries(methods) as PageClient
}

function isWithoutSession(error: unknown): boolean {
  return error instanceof UnauthorizedError && WITHOUT_SESSION.includes(error.code)
}

function carrierTo(origin: string, fetch: Fetch): Carrier {
  const [clock, sleep] = [steadyClock, timerSleep]
  return {
    baseUrl: origin,
    wire: { fetch, timeout: TIMEOUT, clock },
    budget: createBudget({ ...allowanceOf(CALLS_A_MINUTE), clock, sleep }),
    patience: IN_A_PAGE,
    sleep,
    random: Math.random,
    secrets: new Set(),
  }
}
