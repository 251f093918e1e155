import type { PlanJson } from '../output/json.ts'
import type { Line } from './log.ts'

/** Characters of a plan that one line holds: a line of the server's log has a limit. */
const PIECE = 100_000

/** A plan in lines of a bearable length. */
export function planLines(plan: PlanJson): Line[] {
  const text = JSON.stringify(plan)
  const pieces = Math.ceil(text.length / PIECE)
  return Array.from({ length: pieces }, (_, at) => ({ piece: text.slice(at * PIECE, (at + 1) * PIECE) }))
}

/** The plan that such lines hold; nothing where there are none. */
export function planIn(lines: readonly Line[]): PlanJson | undefined {
  return lines.length === 0 ? undefined : (JSON.parse(lines.map(one => one.piece).join('')) as PlanJson)
}
