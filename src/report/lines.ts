import { stripVTControlCharacters } from 'node:util'
import { certain } from '../domain/certain.ts'

/** How text looks. */
export interface LineStyle {
  /** Whether headings and signs stand out by the codes of a terminal. */
  colour: boolean
}

/** A heading: bold where that can be shown. */
export function heading(text: string, { colour }: LineStyle): string {
  return colour ? `\u001b[1m${text}\u001b[0m` : text
}

/**
 * Lines no wider than so many columns, broken between words only. What goes on is indented two columns deeper than its line
 * began. A word that is longer than a line stays whole.
 */
export function fitted(lines: readonly string[], width: number): string[] {
  return lines.flatMap(line => line.split('\n')).flatMap(line => wrapped(line, width))
}

function wrapped(line: string, width: number): string[] {
  if (widthOf(line) <= width) return [line]
  const indent = certain(/^ */.exec(line))[0]
  const [first = '', ...words] = line.slice(indent.length).split(' ')
  const pieces: string[] = []
  let piece = indent + first
  for (const word of words) {
    if (widthOf(piece) + 1 + widthOf(word) <= width) piece += ` ${word}`
    else {
      pieces.push(piece)
      piece = `${indent}  ${word}`
    }
  }
  return [...pieces, piece]
}

/** Columns that a text takes up, without the codes in it. */
function widthOf(text: string): number {
  return [...stripVTControlCharacters(text)].length
}
