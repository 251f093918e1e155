import { createInterface } from 'node:readline/promises'
import { certain } from '../domain/certain.ts'
import { visible, visibleJson } from '../report/visible.ts'
import { printed, spoken } from './terminal.ts'

/** Tells the person at the terminal something that is not data. */
export function tell(line: string): void {
  process.stderr.write(`${spoken(line)}\n`)
}

/** A moment as a person reads it in a list, by UTC. */
export function timeOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}

/** Writes data: as JSON where that is asked for, else as the lines given. */
export function print(json: unknown, asked: unknown, lines: readonly string[]): void {
  const text = lines.map(line => `${visible(line)}\n`).join('')
  process.stdout.write(asked ? `${visibleJson(JSON.stringify(json))}\n` : text)
}

/** Writes lines for people to standard output (`printed`). */
export function printText(lines: readonly string[]): void {
  process.stdout.write(printed(lines))
}

/** Tells the person at the terminal something that is laid out already, such as lines to paste. */
export function tellAsIs(text: string): void {
  process.stderr.write(`${visible(text)}\n`)
}

/** Asks the person at the terminal; to be closed when there are no more questions. */
interface Questions {
  question(text: string): Promise<string>
  close(): void
}

/** Begins to ask the person at the terminal. What a question quotes does not act there. */
export function openQuestions(): Questions {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  return { question: text => terminal.question(visible(text)), close: () => terminal.close() }
}

/** Rows in columns as wide as they need to be. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    rows.reduce((most, row) => Math.max(most, certain(row[at]).length), 0),
  )
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(certain(widths[at])))
      .join('  ')
      .trimEnd(),
  )
}
