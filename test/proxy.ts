/** Holds what goes over the wire against an OpenAPI document, as a validating proxy in front of a server does. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Document, Operation } from '../src/http/openapi.ts'
import { checkerIn, resolved } from './document.ts'

interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: { type?: string }
}

type Content = Record<string, { schema: object }>

/** Calls back for every request with its reply: with the first violation of the document, or nothing. */
export function watch(
  server: FastifyInstance,
  document: Document,
  seen: (violation: string | undefined, operation: string) => void,
): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const { url } = request.routeOptions
    const path = url?.replace(/:(\w+)/g, '{$1}')
    const operation = document.paths[path ?? '']?.[request.method.toLowerCase()]
    const name = operation?.operationId ?? `${request.method} ${request.url}`
    const text = payload instanceof Readable ? await gathered(payload) : String(payload ?? '')
    seen(operation ? violationOf(document, operation, request, reply, text) : 'is no call', name)
    return text
  })
}

function violationOf(
  document: Document,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): string | undefined {
  // A request that the server refuses is there to show the refusal, so it may break the document.
  const asked = reply.statusCode < 400 ? requestViolation(document, operation, request) : undefined
  return asked ?? replyViolation(document, operation, reply, text)
}

function requestViolation(
  document: Document,
  operation: Operation,
  request: FastifyRequest,
): string | undefined {
  const parameters = operation.parameters as Parameter[]
  const wrong = parameters.map(parameter => parameterViolation(document, parameter, request)).find(Boolean)
  const known = new Set(parameters.map(({ name }) => name))
  const strange = Object.keys(request.query as object).find(name => !known.has(name))
  return wrong ?? (strange && `${strange} is no parameter`) ?? bodyViolation(document, operation, request)
}

function parameterViolation(document: Document, parameter: Parameter, request: FastifyRequest) {
  const values = (parameter.in === 'path' ? request.params : request.query) as Record<string, string>
  const text = values[parameter.name]
  if (text === undefined) return parameter.required ? `${parameter.name} is missing` : undefined
  const schema = resolved(document, parameter.schema) as Parameter['schema']
  const value = schema.type === 'string' ? text : parsed(text)
  return checkerIn(document, parameter.schema)(value)
}

function bodyViolation(document: Document, operation: Operation, request: FastifyRequest) {
  const sent = (request.body as Buffer | undefined)?.toString() ?? ''
  const body = operation.requestBody as { required: boolean; content: Content } | undefined
  if (!body) return sent === '' ? undefined : 'has a body'
  if (sent === '') return body.required ? 'has no body' : undefined
  const type = typeOf(request.headers['content-type'])
  const media = body.content[type]
  const value = type === FORM && !sent.startsWith('{') ? formOf(sent) : parsed(sent)
  return media ? checkerIn(document, media.schema)(value) : 'has a body of another type'
}

function replyViolation(document: Document, operation: Operation, reply: FastifyReply, text: string) {
  const response = operation.responses[reply.statusCode]
  if (!response) return `answers ${reply.statusCode}`
  const { content, headers } = resolved(document, response) as { content?: Content; headers?: object }
  const absent = Object.keys(headers ?? {}).find(name => reply.getHeader(name.toLowerCase()) === undefined)
  if (absent) return `answers ${reply.statusCode} without ${absent}`
  if (!content) return text === '' ? undefined : `answers ${reply.statusCode} with a body`
  const type = typeOf(reply.getHeader('content-type'))
  const media = content[type]
  if (!media) return `answers ${type}`
  return checkerIn(document, media.schema)(type === 'text/plain' ? text : parsed(text))
}

const FORM = 'application/x-www-form-urlencoded'

/** A form's fields; digits stand for the number that they are, as in a path. */
function formOf(text: string): object {
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, parsed(value)]))
}

async function gathered(stream: Readable): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString()
}

function typeOf(header: unknown): string {
  return String(header).split(';', 1)[0]!
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
