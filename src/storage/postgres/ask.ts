/** Runs a statement that the connection keeps prepared under its name. Its text decides what a row is. */
export type AskPostgres = <Row extends object>(
  name: string,
  text: string,
  values: unknown[],
) => Promise<Row[]>

/** Rows to columns, as unnest takes them. */
export function transpose<T>(
  items: readonly T[],
  values: (item: T) => readonly unknown[],
  width: number,
): unknown[] {
  const rows = items.map(values)
  return Array.from({ length: width }, (_, at) => asArray(rows.map(row => row[at])))
}

/** An array as a parameter. Numbers need no quoting, so they are not looked through for what does. */
export function asArray(column: readonly unknown[]): unknown {
  return column.every(isNumberOrNull) ? `{${column.map(value => value ?? 'NULL').join(',')}}` : column
}

function isNumberOrNull(value: unknown): boolean {
  return typeof value === 'number' || value === null
}

type AnswersOf<Sent extends readonly unknown[]> = { -readonly [At in keyof Sent]: Awaited<Sent[At]> }

/**
 * Waits for statements that were sent together, in the order in which they were sent. Throws what the first of those that
 * failed says: those after it only say that the transaction has failed.
 */
export async function together<const Sent extends readonly unknown[]>(sent: Sent): Promise<AnswersOf<Sent>> {
  const results = await Promise.allSettled(sent)
  return results.map(result => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  }) as AnswersOf<Sent>
}
