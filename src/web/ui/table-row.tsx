import type { ReactNode, Ref } from 'react'

/** A column: what its cells show, and what rows are sorted by. */
export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** What rows are sorted by; a column without it cannot be sorted. */
  sort?: (row: Row) => string | number
  /** Figures stand at the right, under each other. */
  numeric?: boolean
  /** Whether its cells name their rows. One column should. */
  names?: boolean
  /** As CSS has it, such as `8rem`. */
  width?: string
}

/** Rows that are ticked, by their keys. */
export interface Selection {
  selected: ReadonlySet<string | number>
  onSelect: (selected: ReadonlySet<string | number>) => void
  /** What ticking a row does, for a screen reader, such as "Choose Ada Quarry". */
  labelOf: (key: string | number) => string
}

/** What every body of a table is made of. */
export interface TableBody<Row> {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string | number
  selection?: Selection | undefined
  /** Reads more rows; nothing where there are no more, or some are on their way. */
  more?: (() => void) | undefined
}

interface TableRowProps<Row> extends Omit<TableBody<Row>, 'rows' | 'more'> {
  row: Row
  /** Its place among all rows, from 0. */
  index: number
  ref?: Ref<HTMLTableRowElement> | undefined
}

/** One row, with its place among all. */
export function TableRow<Row>({ row, index, ref, columns, keyOf, selection }: TableRowProps<Row>) {
  return (
    <tr ref={ref} data-index={index} aria-rowindex={index + 2}>
      {selection && <SelectRow rowKey={keyOf(row)} selection={selection} />}
      {columns.map(column => (
        <BodyCell key={column.id} column={column} row={row} />
      ))}
    </tr>
  )
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.numeric ? 'numeric' : undefined
  if (column.names) {
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    )
  }
  const value = column.cell(row)
  const isBlank = value === '' || value === null || value === undefined || value === false
  return (
    <td className={className} data-label={column.header}>
      {/* On a phone the name of the column stands beside all of it. */}
      {isBlank ? null : <div>{value}</div>}
    </td>
  )
}

function SelectRow({ rowKey, selection }: { rowKey: string | number; selection: Selection }) {
  const { selected, onSelect, labelOf } = selection
  const toggle = (ticked: boolean) => {
    const next = new Set(selected)
    if (ticked) next.add(rowKey)
    else next.delete(rowKey)
    onSelect(next)
  }
  return (
    <td className="select-cell">
      <input
        type="checkbox"
        aria-label={labelOf(rowKey)}
        checked={selected.has(rowKey)}
        onChange={({ target }) => toggle(target.checked)}
      />
    </td>
  )
}
