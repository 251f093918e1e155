import type { ProblemCode } from '../domain/problem.ts'
import type { Scope } from '../domain/scope.ts'
import { type Codec, type JsonSchema, named } from './codec.ts'
import { type Fields, object, record, type ValuesOf } from './fields.ts'
import type { Group } from './groups.ts'

/** OneFile's own API, or what Caseload adds to it. */
export type Api = 'onefile' | 'caseload'

/** What a call answers when all went well. */
export type Reply<A> =
  | { kind: 'object' | 'value' | 'text'; status: number; codec: Codec<A>; about: string }
  | { kind: 'list'; status: number; codec: Codec<A>; about: string }
  | { kind: 'none'; status: number; about: string; answers?: A }

/**
 * Who may call: anybody who signs in with a token, anybody, a person who is signed in, or a session that has the scope.
 */
type Access = 'customer-token' | 'open' | 'person' | Scope

/** A call as documented, with what it answers; a test makes every one of them. */
export interface Example {
  /** By our words, path, query and body together. */
  input: Record<string, unknown>
  /** What comes back, by our words; left out where it differs from call to call. */
  answer?: unknown
}

/** One call of either API, told once: routes, checks, documentation, client and permissions follow from it. */
interface Endpoint<
  P extends Fields = Fields,
  Q extends Fields = Fields,
  B extends Fields = Fields,
  A = unknown,
> {
  api: Api
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{names}` as in `params`. */
  path: string
  /** The noun it is listed under. */
  group: Group
  /** One line. */
  summary: string
  /** What the reader should know beside that. */
  about?: string
  access: Access
  /** Another scope that lets a call in as well; what may be done with either depends on what is sent. */
  orAccess?: Scope
  params: P
  query: Q
  body: B
  reply: Reply<A>
  /** Refusals of its own; those that any call may give are added everywhere. */
  problems: readonly ProblemCode[]
  /** Whether sending it twice does nothing more than sending it once. */
  repeatable: boolean
  /** Takes bodies of up to 10 MB. */
  bulk?: boolean
  example: Example
}

// biome-ignore lint/suspicious/noExplicitAny: stands for every endpoint, whatever its fields
export type AnyEndpoint = Endpoint<any, any, any, any>

/** What a call takes, by our words: path, query and body in one. */
export type Input<E> =
  E extends Endpoint<infer P, infer Q, infer B, unknown> ? ValuesOf<P> & ValuesOf<Q> & ValuesOf<B> : never

/** What a call answers, by our words. */
export type Answer<E> = E extends { reply: infer R } ? AnswerOf<R> : never

type AnswerOf<R> = R extends { kind: 'list'; codec: Codec<infer A> }
  ? readonly A[]
  : R extends { codec: Codec<infer A> }
    ? A
    : undefined

/** Calls by name. */
export type Contract = { readonly [name: string]: AnyEndpoint }

interface Declared<P, Q, B, R> {
  method: AnyEndpoint['method']
  path: string
  group: Group
  summary: string
  about?: string
  access: Access
  orAccess?: Scope
  params?: P
  query?: Q
  body?: B
  reply: R
  problems?: readonly ProblemCode[]
  repeatable: boolean
  bulk?: boolean
  example: Example
}

type None = Record<never, never>

// biome-ignore lint/suspicious/noExplicitAny: the reply's own type carries what it answers
type AnyReply = Reply<any>

function declare<const N extends Api>(api: N) {
  return <
    const R extends AnyReply,
    P extends Fields = None,
    Q extends Fields = None,
    B extends Fields = None,
  >(
    declared: Declared<P, Q, B, R>,
  ) => ({
    api,
    params: {} as P,
    query: {} as Q,
    body: {} as B,
    problems: [] as readonly ProblemCode[],
    ...declared,
  })
}

/** Declares a call of OneFile's API: names in any letter case, unknown fields ignored. */
export const onefile = declare('onefile')

/** Declares a call of ours: exact names, unknown fields refused. */
export const caseload = declare('caseload')

/** Answers one object of a kind with this name. */
export function answersObject<F extends Fields>(name: string, fields: F, about: string, status = 200) {
  return { kind: 'object', status, codec: named(name, object(fields)), about } as const
}

/** Answers one record of OneFile's, of a kind with this name. */
export function answersRecord<F extends Fields>(name: string, fields: F, about: string) {
  return { kind: 'object', status: 200, codec: named(name, record(fields)), about } as const
}

/** Answers a bare value, such as a number, as JSON. */
export function answersValue<T>(codec: Codec<T>, about: string) {
  return { kind: 'value', status: 200, codec, about } as const
}

/** Answers bare text, without quotes. */
export function answersText(codec: Codec<string>, about: string) {
  return { kind: 'text', status: 200, codec, about } as const
}

/** Answers a list of OneFile's records of a kind; an empty one is 204 without a body (docs/onefile-api.md#2.7). */
export function answersList<F extends Fields>(name: string, fields: F, about: string) {
  return { kind: 'list', status: 200, codec: named(name, record(fields)), about } as const
}

/** Answers 204 without a body. */
export function answersNothing(about: string) {
  return { kind: 'none', status: 204, about } as const
}

/** Where each API lives. */
export const BASE_PATHS = { onefile: '/api/v2.1', caseload: '/api/caseload/v1' } as const satisfies Record<
  Api,
  string
>

/** Whether a call needs a session, a program's or a person's. */
export function needsSession({ access }: AnyEndpoint): boolean {
  return access !== 'open' && access !== 'customer-token'
}

/** The scopes of which one is needed; none where a call takes no session, or any that a person has. */
export function scopesOf({ access, orAccess }: AnyEndpoint): readonly Scope[] {
  if (access === 'open' || access === 'customer-token' || access === 'person') return []
  return orAccess === undefined ? [access] : [access, orAccess]
}

/** Whether a call reads its body: not on GET and DELETE nor on sign-in, nor where OneFile's API has no fields in it. */
export function readsBody({ method, access, api, body }: AnyEndpoint): boolean {
  if (method === 'GET' || method === 'DELETE' || access === 'customer-token') return false
  return api === 'caseload' || Object.keys(body).length > 0
}

/** The schema of a reply's body; nothing where there is none. */
export function replySchema(reply: Reply<unknown>): JsonSchema | undefined {
  if (reply.kind === 'none') return undefined
  return reply.kind === 'list' ? { type: 'array', items: reply.codec.schema } : reply.codec.schema
}
