/** Tells the person at the terminal something that is not data. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Writes data: as JSON where that is asked for, else as the lines given. */
export function print(json: unknown, asked: unknown, lines: readonly string[]): void {
  process.stdout.write(asked ? `${JSON.stringify(json)}\n` : lines.map(line => `${line}\n`).join(''))
}

/** A number with its noun, such as `1 record` or `1,200 records`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`
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
