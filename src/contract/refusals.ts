import { kindOf, type ProblemCode } from '../domain/problem.ts'
import { type AnyEndpoint, readsBody } from './endpoint.ts'
import type { Field } from './fields.ts'
import { statusOf } from './statuses.ts'

/** A problem that a call may give, with the status that goes with it. */
export interface Refusable {
  code: ProblemCode
  status: number
}

/** Every problem that a call may give: its own, and those that any call of its shape may give. */
export function refusalsOf(endpoint: AnyEndpoint): readonly Refusable[] {
  const codes = new Set([...admission(endpoint), ...reading(endpoint), ...endpoint.problems, ...faults()])
  return [...codes].flatMap(code => statusesOf(endpoint, code).map(status => ({ code, status })))
}

function admission({ access }: AnyEndpoint): readonly ProblemCode[] {
  if (access === 'open') return []
  if (access === 'customer-token') return ['token-invalid', 'call-limit']
  const session = [
    'session-missing',
    'session-invalid',
    'session-expired',
    'page-foreign',
    'call-limit',
  ] as const
  return [...session, access === 'person' ? 'person-needed' : 'scope-missing']
}

function reading(endpoint: AnyEndpoint): readonly ProblemCode[] {
  const fields = fieldsOf(endpoint)
  const loose = endpoint.api === 'onefile'
  const reads = readsBody(endpoint)
  return [
    ...(fields.some(field => !field.optional) ? (['field-missing'] as const) : []),
    ...(fields.length > 0 ? (['field-invalid'] as const) : []),
    ...(loose ? [] : (['field-unknown'] as const)),
    ...(reads ? (['field-twice', 'body-invalid', 'body-type', 'body-too-large'] as const) : []),
  ]
}

/** Values in a path cannot be missing, so only what can is looked at. */
function fieldsOf(endpoint: AnyEndpoint): Field<unknown>[] {
  const given = Object.values<Field<unknown>>(endpoint.params).map(field => ({ ...field, optional: true }))
  return [...given, ...Object.values<Field<unknown>>({ ...endpoint.query, ...endpoint.body })]
}

function faults(): readonly ProblemCode[] {
  return ['storage-unavailable', 'too-busy', 'stopping', 'internal']
}

/** Words for fields that name a user beside the one in the path. */
const ALSO: Record<string, readonly string[]> = {
  user: ['other', 'person', 'defaultAssessor', 'defaultEmployer', 'assessor', 'employer', 'to'],
}

/** What is unknown is 404 where the path names it; where neither part of the call is named like it, it may be both. */
function statusesOf(endpoint: AnyEndpoint, code: ProblemCode): number[] {
  const elsewhere = statusOf(endpoint.api, code, false)
  if (kindOf(code) !== 'unknown') return [elsewhere]
  const noun = code.replace(/-unknown$/, '')
  const rest = { ...endpoint.query, ...endpoint.body }
  const inPath = noun in endpoint.params
  const inRest = [noun, ...(ALSO[noun] ?? [])].some(word => word in rest)
  const open = !inPath && !inRest
  return [
    ...(inPath || (open && Object.keys(endpoint.params).length > 0) ? [404] : []),
    ...(inRest || (open && Object.keys(rest).length > 0) ? [elsewhere] : []),
  ]
}
