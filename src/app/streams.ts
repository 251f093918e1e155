import { certain } from '../domain/certain.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import { operators } from '../storage/operators.ts'
import { find } from '../storage/records.ts'
import {
  addLines,
  countLines,
  lockStreams,
  removeStream,
  type StreamLine,
  type StreamName,
} from '../storage/sync-lines.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor, writeCursor } from './cursor.ts'
import { whyNotEverywhere } from './customer-wide.ts'
import type { Caller, Services } from './services.ts'

/** What the calls of the streams are about. */
const WHAT = 'What the sync remembers'

/** Lines of a stream, and how many it has by now. */
interface LinesRead {
  lines: readonly StreamLine[]
  count: number
  next: string | null
}

/** Streams that a customer's sync keeps, by name. */
export async function listStreams(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked,
): Promise<Page<{ stream: string; count: number }> | Problem> {
  const against = whyNotEverywhere(caller, WHAT)
  if (against) return against
  const place = readCursor(asked, ['text'])
  if (isProblem(place)) return place
  const limit = limitOf(asked)
  const wanted = { customer: caller.customer, after: place?.[0] ?? '', limit: limit + 1 }
  const found = await storage.read('streamsOf', wanted)
  const rows = found.map(({ stream, lines }) => ({ stream, count: lines }))
  return cutPage(rows, limit, ({ stream }) => [stream])
}

/** A page of the lines of a stream. */
export async function readStream(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked & { stream: string },
): Promise<LinesRead | Problem> {
  const against = whyNoStreams(caller)
  if (against) return against
  const place = readCursor(asked, ['number'])
  if (isProblem(place)) return place
  const name = nameOf(caller, asked.stream)
  const after = place?.[0] ?? 0
  const { lines, more } = await storage.read('linesPage', { ...name, after, limit: limitOf(asked) })
  const count = await countLines(storage.db, name)
  const next = more ? writeCursor([certain(lines.at(-1)).position]) : null
  return { lines: lines.map(one => one.line), count, next }
}

/** Adds lines to a stream, unless others have written since the caller read it. Gives how many there are then. */
export async function appendToStream(
  { storage, writer }: Services,
  caller: Caller,
  { stream, lines, after }: { stream: string; lines: readonly StreamLine[]; after?: number | undefined },
): Promise<{ count: number } | Problem> {
  const against = whyNoStreams(caller)
  if (against) return against
  const forged = await whyForged(storage, caller, stream, lines)
  if (forged) return forged
  const name = nameOf(caller, stream)
  return writer.run<{ count: number } | Problem>({
    organisations: [],
    work: async ({ db }) => {
      await lockStreams(db, caller.customer)
      const count = await countLines(db, name)
      if (after !== undefined && after !== count) return movedOn(name, count, after)
      await addLines(db, name, count, lines)
      return { count: count + lines.length }
    },
  })
}

/** Where the sync keeps that somebody has approved the removals of a plan. */
const APPROVALS = 'approvals'

/** A person who is signed in approves in their own name; that an approval is used up keeps the name of who gave it. */
async function whyForged(
  { db }: Services['storage'],
  { by: { operator } }: Caller,
  stream: string,
  lines: readonly StreamLine[],
): Promise<Problem | undefined> {
  const given = stream === APPROVALS ? lines.filter(line => line.usedBy === undefined) : []
  if (operator === null || given.length === 0) return undefined
  const { name } = certain(await find(db, operators, { id: operator }))
  if (given.every(line => line.by === name)) return undefined
  return problem('beyond-own', `Nobody approves for somebody else: you are signed in as ${name}.`)
}

/** Removes a stream. */
export async function deleteStream(
  { writer }: Services,
  caller: Caller,
  stream: string,
): Promise<Problem | undefined> {
  const against = whyNotEverywhere(caller, WHAT)
  if (against) return against
  return writer.run({
    organisations: [],
    work: async ({ db }) => {
      await lockStreams(db, caller.customer)
      await removeStream(db, nameOf(caller, stream))
      return undefined
    },
  })
}

/** Work that the server does for somebody who is limited to some organisations keeps streams of its own. */
function whyNoStreams(caller: Caller): Problem | undefined {
  return caller.streams === undefined ? whyNotEverywhere(caller, WHAT) : undefined
}

function nameOf({ customer, streams = '' }: Caller, stream: string): StreamName {
  return { customer, stream: `${streams}${stream}` }
}

function movedOn({ stream }: StreamName, count: number, after: number): Problem {
  return problem(
    'sync-moved-on',
    `Stream ${stream} has ${count} lines and not ${after}: somebody else has written or deleted; read it again, then decide anew.`,
    'after',
  )
}
