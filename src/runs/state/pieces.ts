import { randomUUID } from 'node:crypto'
import type { LogLine } from './log.ts'

/** Characters of a piece: as text inside JSON it may take twice as many, and a line of the server takes 256,000. */
const PIECE = 100_000

/** What one addition needs more than one line or call for: its JSON text in pieces, whole or not there. */
interface LinePiece {
  '~of': string
  '~at': number
  '~in': number
  '~text': string
}

/** Lines as pieces that `joined` takes for them only where all have come. */
export function cutUp(lines: readonly LogLine[]): LogLine[] {
  const text = JSON.stringify(lines)
  const count = Math.ceil(text.length / PIECE)
  const of = randomUUID()
  return Array.from({ length: count }, (_, at) => ({
    ...{ '~of': of, '~at': at, '~in': count },
    '~text': text.slice(at * PIECE, (at + 1) * PIECE),
  }))
}

/** Whether a line would be taken for a piece. */
export function isPiece(line: LogLine): line is LogLine & LinePiece {
  return '~of' in line
}

/** The lines that were added: as they are, or put together where the last of their pieces stands. */
export function joined(kept: readonly LogLine[]): LogLine[] {
  const begun = new Map<string, string[]>()
  return kept.flatMap(line => {
    if (!isPiece(line)) return [line]
    const { '~of': of, '~at': at, '~in': count, '~text': text } = line
    const texts = [...(begun.get(of) ?? []).slice(0, at), text]
    begun.set(of, texts)
    if (texts.length < count) return []
    begun.delete(of)
    return JSON.parse(texts.join('')) as LogLine[]
  })
}
