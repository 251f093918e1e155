import { spoken } from './terminal.ts'

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
  process.stdout.write(asked ? `${JSON.stringify(json)}\n` : lines.map(line => `${line}\n`).join(''))
}

/** Rows in columns as wide as they need to be. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map(row => row[at]!.length)))
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  )
}
