/** How a table is sorted. */
export interface Sorting {
  column: string
  descending: boolean
}

/** Reads `name` or `-learners`, as it stands in the address. */
export function sortOf(text: string | undefined): Sorting | undefined {
  if (!text) return undefined
  return text.startsWith('-')
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false }
}

/** The same as text. */
export function sortText(sorting: Sorting | undefined): string | undefined {
  return sorting && `${sorting.descending ? '-' : ''}${sorting.column}`
}

const ORDER = new Intl.Collator('en-GB', { numeric: true })

/** Rows in the wanted order; those that are equal keep theirs. A column that is not there changes nothing. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly { id: string; sort?: (row: Row) => string | number }[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const sortedBy = columns.find(({ id }) => id === sorting?.column)?.sort
  if (!sorting || !sortedBy) return rows
  const sign = sorting.descending ? -1 : 1
  return rows
    .map(row => ({ row, value: sortedBy(row) }))
    .sort((a, b) => sign * compare(a.value, b.value))
    .map(({ row }) => row)
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : ORDER.compare(String(a), String(b))
}
