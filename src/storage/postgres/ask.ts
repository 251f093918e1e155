/** A row of numbers, but for the few columns of text. */
export type Row = Record<string, number>

/** Runs a statement that the connection keeps prepared under its name. */
export type Ask = (name: string, text: string, values: unknown[]) => Promise<Row[]>

/** Rows to columns, as unnest takes them. */
export function transpose<T>(
  items: readonly T[],
  values: (item: T) => readonly unknown[],
  width: number,
): unknown[][] {
  const columns: unknown[][] = Array.from({ length: width }, () => [])
  for (const item of items) {
    const row = values(item)
    for (let at = 0; at < width; at += 1) columns[at]!.push(row[at])
  }
  return columns
}
