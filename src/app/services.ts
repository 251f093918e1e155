import type { Actor } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import type { Scope } from '../domain/scope.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage } from '../storage/database.ts'
import type { Writer } from '../writer/writer.ts'
import type { AccessControl } from './access.ts'
import type { Bell } from './bell.ts'
import type { LentSessions } from './lent-sessions.ts'
import type { Limiter, SlidingCount } from './limiter.ts'
import type { OpenId } from './openid.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What may be chosen about how the server behaves. */
export interface Behaviour {
  /** Shows the few fields that OneFile's service is only believed to have: who is set on users, aims and summaries. */
  inferredFields: boolean
  /** Refuses a second user with the same MIS id or e-mail address in one organisation. */
  strictPeople: boolean
}

/** Where people reach the server. */
export interface Site {
  /** Without a path or a slash at the end. */
  address: string
}

/** What every use case works with. */
export interface Services {
  storage: Storage
  writer: Writer
  access: AccessControl
  limiter: Limiter
  /** Failed sign-ins by the address they come from. */
  failedSignIns: SlidingCount<string>
  /** Sessions of work that the server does for somebody. */
  lent: LentSessions
  /** Rings when there is something to be done with an import. */
  importsWanted: Bell
  /** Failed sign-ins of people, by what they tried (`sign-in-attempts.ts`). */
  failedPasswords: SlidingCount<string>
  /** Calls of people, by the person: a brake for a page that runs away. */
  personCalls: SlidingCount<Id>
  passwords: PasswordHasher
  /** Signing in with the service of somebody else, where one is configured. */
  openid: OpenId | undefined
  /** Where people reach the server, such as `https://caseload.example.org`; known once it listens. */
  site: Site
  clock: () => Instant
  /** Sets the clock of a demo, or back to the machine's where nothing is said; no other server has this. */
  setClock?: (to: Instant | undefined) => void
  behaviour: Behaviour
}

/** Who asks. */
export interface Caller {
  by: Actor
  customer: Id
  scopes: readonly Scope[]
  sees: ReadonlySet<Id>
  /** Whether the token covers every organisation of the customer, those to come included. */
  everywhere: boolean
  /** Whether NI number and L12 to L16 may be read and written. */
  sensitive: boolean
  /** What stands before the names of streams of the sync, for work that the server does for the caller. */
  streams?: string
  /** Whether it may be written who is assigned. */
  assigns: boolean
  /** Whether more of a user than who is assigned may be written. */
  manages: boolean
}
