import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { AnyCodec, Shown } from '../contract/codec.ts'
import type { AnyEndpoint, Reply } from '../contract/endpoint.ts'
import { layoutOf } from '../contract/layout.ts'
import { type Layout, WrittenList } from '../layout/layout.ts'
import { textWriter, type WriteText } from '../layout/write.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Pieces that wait for a caller who reads slowly; more are not fetched. */
const READ_AHEAD = 1

type SentRows = readonly unknown[]
/** A list, or a piece of one: rows, or what stands on the wire already. */
type SentPiece = SentRows | WrittenList

/** Sends what a call has answered, as its reply declares and as far as the caller is shown it. */
export async function sendAnswer(
  how: Reply<unknown>,
  answer: unknown,
  shown: Shown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  switch (how.kind) {
    case 'none':
      return reply.code(how.status).send()
    case 'text':
      return reply.code(how.status).type('text/plain; charset=utf-8').send(how.codec.write(answer))
    case 'list':
      return sendList(writerOf(how.codec, shown), answer as SentPiece | AsyncIterable<SentPiece>, reply)
    default:
      return reply.code(how.status).type(JSON_TYPE).send(writerOf(how.codec, shown)(answer))
  }
}

/** Sends what GET would answer, without its body. Of a list that comes in pieces the first one says all that is asked. */
export async function sendHead(
  how: Reply<unknown>,
  answer: unknown,
  shown: Shown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (how.kind !== 'list' || isWhole(answer as SentPiece | AsyncIterable<SentPiece>))
    return sendAnswer(how, answer, shown, reply)
  const pieces = (answer as AsyncIterable<SentPiece>)[Symbol.asyncIterator]()
  const first = await pieces.next()
  await pieces.return?.()
  return first.done ? reply.code(204).send() : reply.type(JSON_TYPE).send(Readable.from([]))
}

interface Known {
  layout: Layout
  text: string
}

const known = new WeakMap<AnyCodec, Map<string, Known>>()

/** The layout of a codec for a caller, and as JSON, worked out once. */
function layoutFor(codec: AnyCodec, shown: Shown): Known {
  const layouts = known.get(codec) ?? new Map<string, Known>()
  known.set(codec, layouts)
  const key = `${shown.inferred} ${shown.sensitive}`
  const found = layouts.get(key)
  if (found) return found
  const layout = layoutOf(codec, shown)
  const made = { layout, text: JSON.stringify(layout) }
  layouts.set(key, made)
  return made
}

/** The layout of what an endpoint answers, as JSON. Throws where it answers nothing. */
export function layoutText({ reply }: AnyEndpoint, shown: Shown): string {
  if (reply.kind === 'none') throw new Error('What answers nothing has no layout.')
  return layoutFor(reply.codec, shown).text
}

function writerOf(codec: AnyCodec, shown: Shown): WriteText {
  return textWriter(layoutFor(codec, shown).layout)
}

async function sendList(
  write: WriteText,
  answer: SentPiece | AsyncIterable<SentPiece>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (isWhole(answer)) {
    if (sizeOf(answer) === 0) return reply.code(204).send()
    const { json } = writtenFrom(write, answer)
    return reply.type(JSON_TYPE).send(typeof json === 'string' ? json : passedOn(json, reply))
  }
  // The first piece decides between an answer and 204, so it is awaited before anything is sent.
  const pieces = answer[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done) return reply.code(204).send()
  return reply
    .type(JSON_TYPE)
    .send(Readable.from(written(write, first.value, pieces), { highWaterMark: READ_AHEAD }))
}

/**
 * Bytes to send, whose memory is freed as soon as the system has taken them: left to the garbage collector, it would be walked
 * whole each time a few hundred pages have gone out.
 */
function passedOn(json: Uint8Array, reply: FastifyReply): Buffer {
  const buffer = json.buffer as ArrayBuffer
  reply.raw.once('finish', () => void buffer.transfer(0))
  return Buffer.from(buffer, json.byteOffset, json.byteLength)
}

function isWhole(answer: SentPiece | AsyncIterable<SentPiece>): answer is SentPiece {
  return Array.isArray(answer) || answer instanceof WrittenList
}

function sizeOf(piece: SentPiece): number {
  return piece instanceof WrittenList ? piece.count : piece.length
}

function writtenFrom(write: WriteText, piece: SentPiece): WrittenList {
  if (piece instanceof WrittenList) return piece
  return new WrittenList({ json: `[${piece.map(write).join(',')}]`, count: piece.length })
}

async function* written(
  write: WriteText,
  first: SentPiece,
  rest: AsyncIterator<SentPiece>,
): AsyncGenerator<string | Uint8Array> {
  let lead: '[' | ',' = '['
  for (let piece: SentPiece | undefined = first; piece; ) {
    if (sizeOf(piece) > 0) {
      yield opened(writtenFrom(write, piece), lead)
      lead = ','
    }
    const next: IteratorResult<SentPiece> = await rest.next()
    piece = next.done ? undefined : next.value
  }
  yield ']'
}

/** A list without its last bracket, and with a comma for its first one where more has gone before. */
function opened({ json }: WrittenList, lead: '[' | ','): string | Uint8Array {
  if (typeof json === 'string') return lead + json.slice(1, -1)
  json[0] = lead.charCodeAt(0)
  return json.subarray(0, -1)
}
