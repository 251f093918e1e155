/** Every call of both APIs, sent as its contract says, for the suites that loop over them. */
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { contract } from '../src/contract/contract.ts'
import type { AnyEndpoint } from '../src/contract/endpoint.ts'
import type { Field } from '../src/contract/fields.ts'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { refusalsOf } from '../src/contract/refusals.ts'
import { type WireRequest, writeRequest } from '../src/contract/request.ts'
import type { Scope } from '../src/domain/scope.ts'
import type { Stage } from './stage.ts'

export type Answer = LightMyRequestResponse

/** Name and endpoint of every call. */
export const CALLS: readonly (readonly [name: string, call: AnyEndpoint])[] = Object.entries(contract)

/** Calls that a session makes with a scope: all but signing in, and what is for people alone. */
export const SESSION_CALLS = CALLS.filter(([, call]) => scopeOf(call) !== undefined)

/** The scope that a call needs; nothing where it takes no session. */
export function scopeOf({ access }: AnyEndpoint): Scope | undefined {
  return access === 'open' || access === 'customer-token' || access === 'person' ? undefined : access
}

/** Whether a call only looks. */
export function onlyReads({ access }: AnyEndpoint): boolean {
  return access === 'read'
}

/** The documented example of a call, as it goes over the wire. */
export function exampleOf(call: AnyEndpoint): WireRequest {
  return writeRequest(call, call.example.input)
}

/** Sends a request without a port. */
export function send(
  stage: Stage,
  { method, path, body }: WireRequest,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return stage.server.inject({ method, url: path, headers, ...(body && { payload: body }) })
}

/** Fields of a call that are not in its path, with where they are. */
export function fieldsOf(call: AnyEndpoint): { place: 'query' | 'body'; field: Field<unknown> }[] {
  return (['query', 'body'] as const).flatMap(place =>
    Object.values<Field<unknown>>(call[place]).map(field => ({ place, field })),
  )
}

/** A request with one field set to another value, or without it. */
export function withField(
  request: WireRequest,
  place: 'query' | 'body',
  name: string,
  value: unknown,
): WireRequest {
  if (place === 'body') {
    const { [name]: _, ...rest } = request.body ?? {}
    return { ...request, body: value === undefined ? rest : { ...rest, [name]: value } }
  }
  const [path, query] = request.path.split('?')
  const asked = new URLSearchParams(query)
  if (value === undefined) asked.delete(name)
  else asked.set(name, String(value))
  return { ...request, path: `${path}?${asked}` }
}

/** The code of a problem, whichever API tells it. */
export function numberOrCode(answer: Answer): string | number {
  return answer.json().code
}

/** Fails unless the answer is one that the contract declares: its status, and the code of a problem. */
export function expectDeclared(name: string, call: AnyEndpoint, answer: Answer): void {
  if (answer.statusCode < 400) {
    const statuses = call.reply.kind === 'list' ? [call.reply.status, 204] : [call.reply.status]
    expect(statuses, name).toContain(answer.statusCode)
    return
  }
  expect(answer.statusCode, `${name}: ${answer.body}`).toBeLessThan(500)
  const told = refusalsOf(call).map(
    ({ code, status }) => `${status} ${call.api === 'onefile' ? ONEFILE_CODES[code] : code}`,
  )
  expect(told, `${name}: ${answer.body}`).toContain(`${answer.statusCode} ${numberOrCode(answer)}`)
}
