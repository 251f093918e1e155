import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Shown } from '../contract/codec.ts'
import type { Reply } from '../contract/endpoint.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Pieces that wait for a caller who reads slowly; more are not fetched. */
const READ_AHEAD = 1

type Rows = readonly unknown[]

/** Sends what a call has answered, as its reply declares and as far as the caller is shown it. */
export async function sendAnswer(
  how: Reply<unknown>,
  answer: unknown,
  shown: Shown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (how.kind === 'none') return reply.code(how.status).send()
  const write = writerOf(how, shown)
  switch (how.kind) {
    case 'text':
      return reply.code(how.status).type('text/plain; charset=utf-8').send(write(answer))
    case 'list':
      return sendList(write, answer as Rows | AsyncIterable<Rows>, reply)
    default:
      return reply
        .code(how.status)
        .type(JSON_TYPE)
        .send(JSON.stringify(write(answer)))
  }
}

/** Sends what GET would answer, without its body. Of a list that comes in pieces the first one says all that is asked. */
export async function sendHead(
  how: Reply<unknown>,
  answer: unknown,
  shown: Shown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (how.kind !== 'list' || Array.isArray(answer)) return sendAnswer(how, answer, shown, reply)
  const pieces = (answer as AsyncIterable<Rows>)[Symbol.asyncIterator]()
  const first = await pieces.next()
  await pieces.return?.()
  return first.done ? reply.code(204).send() : reply.type(JSON_TYPE).send(Readable.from([]))
}

type Write = (value: unknown) => unknown

function writerOf({ codec }: Extract<Reply<unknown>, { codec: unknown }>, shown: Shown): Write {
  const { writeFor } = codec
  return writeFor ? value => writeFor(value, shown) : value => codec.write(value)
}

async function sendList(
  write: Write,
  answer: Rows | AsyncIterable<Rows>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (isWhole(answer)) {
    if (answer.length === 0) return reply.code(204).send()
    return reply.type(JSON_TYPE).send(JSON.stringify(answer.map(row => write(row))))
  }
  // The first piece decides between an answer and 204, so it is awaited before anything is sent.
  const pieces = answer[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done) return reply.code(204).send()
  return reply
    .type(JSON_TYPE)
    .send(Readable.from(written(write, first.value, pieces), { highWaterMark: READ_AHEAD }))
}

function isWhole(answer: Rows | AsyncIterable<Rows>): answer is Rows {
  return Array.isArray(answer)
}

async function* written(write: Write, first: Rows, rest: AsyncIterator<Rows>): AsyncGenerator<string> {
  let lead = '['
  for (let piece: Rows | undefined = first; piece; ) {
    if (piece.length > 0) {
      yield lead + piece.map(row => JSON.stringify(write(row))).join(',')
      lead = ','
    }
    const next: IteratorResult<Rows> = await rest.next()
    piece = next.done ? undefined : next.value
  }
  yield ']'
}
