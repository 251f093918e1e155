import { fitted, type LineStyle } from '../report/lines.ts'
import { visible, visibleLine } from '../report/visible.ts'

/** Columns of a terminal that does not tell them, and the fewest that are used. */
const USUAL_WIDTH = 100
const LEAST_WIDTH = 20

/** How text on standard output looks: with the codes of a terminal only where it is one that wants them. */
export function outputStyle(): LineStyle {
  return { colour: process.stdout.isTTY === true && !process.env.NO_COLOR }
}

/**
 * Lines for people on standard output, broken between words where that is a terminal or a width is given by COLUMNS.
 * Elsewhere each stays whole, so that a sentence can be searched for. No sign in them that came with the data acts.
 */
export function printed(lines: readonly string[]): string {
  const { colour } = outputStyle()
  const safe = lines.flatMap(line => line.split('\n')).map(line => visibleLine(line, colour))
  return fitted(safe, widthOf(process.stdout))
    .map(line => `${line}\n`)
    .join('')
}

/** What is said to the person at the terminal: broken between words there, and each line whole in a log. */
export function spoken(text: string): string {
  const safe = visible(text)
  return process.stderr.isTTY ? fitted([safe], widthOf(process.stderr)).join('\n') : safe
}

function widthOf({ columns, isTTY }: { columns?: number; isTTY?: boolean }): number {
  const otherwise = isTTY ? USUAL_WIDTH : Number.POSITIVE_INFINITY
  const width = Number(process.env.COLUMNS) || columns || otherwise
  return Math.max(width, LEAST_WIDTH)
}
