import { type Client, RefusedError, UnknownOutcomeError } from '../../sdk/client.ts'
import { type Log, type LogLine, StreamMovedOn } from './log.ts'
import { cutUp, isPiece, joined } from './pieces.ts'

/** Lines on a page, and in one addition: the most that the server takes. */
const LINES_A_CALL = 10_000

/** Characters as JSON of one line, and of the lines of one addition, that the server takes for certain. */
const LONGEST_LINE = 250_000
const LONGEST_CALL = 3_000_000

/** Times that an addition is tried while others keep writing. */
const MOST_TRIES = 20

/** The log that a server of ours keeps for all who run the sync. What a lost reply left open is looked up. */
export function serverLog(client: Client): Log {
  return new ServerLog(client)
}

class ServerLog implements Log {
  readonly #client: Client
  /** Lines that whoever uses this log has read or written, and lines that are known to be there, by stream. */
  readonly #seen = new Map<string, number>()
  readonly #counts = new Map<string, number>()

  constructor(client: Client) {
    this.#client = client
  }

  async read(stream: string): Promise<readonly LogLine[]> {
    const kept = await this.#linesAfter(stream, undefined)
    this.#seen.set(stream, kept.length)
    this.#counts.set(stream, kept.length)
    return joined(kept)
  }

  async append(stream: string, lines: readonly LogLine[], how?: 'if-unchanged'): Promise<void> {
    for (const batch of batchesOf(lines)) await this.#add(stream, batch, how === 'if-unchanged')
  }

  async #add(stream: string, lines: readonly LogLine[], ifUnchanged: boolean): Promise<void> {
    let after = (ifUnchanged ? this.#seen : this.#counts).get(stream) ?? (await this.#count(stream))
    for (let attempt = 1; ; attempt += 1) {
      const count = await this.#tryToAdd(stream, lines, after)
      if (count !== undefined) return this.#note(stream, after, count)
      if (ifUnchanged || attempt === MOST_TRIES) throw new StreamMovedOn(stream)
      after = await this.#count(stream)
    }
  }

  #note(stream: string, before: number, count: number): void {
    if (this.#seen.get(stream) === before) this.#seen.set(stream, count)
    this.#counts.set(stream, count)
  }

  /** Adds lines after others; gives how many there are then, or nothing where others have written meanwhile. */
  async #tryToAdd(stream: string, lines: readonly LogLine[], after: number): Promise<number | undefined> {
    try {
      return (await this.#client.appendToStream({ stream, lines, after })).count
    } catch (error) {
      if (error instanceof RefusedError && error.code === 'sync-moved-on') return undefined
      if (!(error instanceof UnknownOutcomeError)) throw error
      const come = (await this.#linesAfter(stream, after)).slice(0, lines.length)
      if (come.length === 0) return (await this.#client.appendToStream({ stream, lines, after })).count
      return isSame(come, lines) ? after + lines.length : undefined
    }
  }

  async #count(stream: string): Promise<number> {
    return (await this.#client.readStream({ stream, limit: 1 })).count
  }

  /** All lines, or those after a number of lines. */
  async #linesAfter(stream: string, after: number | undefined): Promise<LogLine[]> {
    const lines: LogLine[] = []
    let cursor: string | undefined
    do {
      const asked = { stream, limit: LINES_A_CALL, ...(cursor !== undefined && { cursor }) }
      const page = await this.#client.readStream(asked)
      lines.push(...page.lines)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    return after === undefined ? lines : lines.slice(after)
  }
}

function isSame(some: readonly LogLine[], others: readonly LogLine[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others)
}

/** What goes in one call goes as it is; what does not goes in pieces, so that half of it is as good as nothing. */
function batchesOf(lines: readonly LogLine[]): (readonly LogLine[])[] {
  const lengths = lines.map(line => JSON.stringify(line).length)
  const isShort = lengths.every(length => length <= LONGEST_LINE) && sumOf(lengths) <= LONGEST_CALL
  if (isShort && lines.length <= LINES_A_CALL && !lines.some(isPiece)) return [lines]
  const pieces = cutUp(lines)
  const each = Math.floor(LONGEST_CALL / LONGEST_LINE)
  return Array.from({ length: Math.ceil(pieces.length / each) }, (_, at) =>
    pieces.slice(at * each, (at + 1) * each),
  )
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
