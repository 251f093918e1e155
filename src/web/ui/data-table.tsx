import { lazy, Suspense, useEffect, useId, useMemo, useRef } from 'react'
import { Reading } from './progress.tsx'
import { type Column, type Selection, type TableBody, TableRow } from './table-row.tsx'

export type { Column } from './table-row.tsx'

import { type Sorting, sortOf, sortRows, sortText } from './sorting.ts'

interface DataTableProps<Row> {
  /** What the table shows; read out, and not seen. */
  caption: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  keyOf: (row: Row) => string | number
  /** How it is sorted, such as `name` or `-learners`, from the address. */
  sort?: string | undefined
  /** Keeps another way of sorting in the address. Left out where rows come in the server's order. */
  onSort?: (sort: string | undefined) => void
  /** Reads more rows; called when the reader comes near the end. */
  more?: (() => void) | undefined
  isReadingMore?: boolean
  selection?: Selection
}

/** Beyond so many rows only those in sight are in the document. */
const ALL_IN_THE_DOCUMENT = 100

/** Read when a table is long enough to need it. */
const RowsInSight = lazy(() =>
  import('./rows-in-sight.tsx').then(module => ({ default: module.RowsInSight })),
)

/**
 * A table of any length, as a real table: only what is in sight is in the document, with its place among all rows told to
 * screen readers. On a narrow window each row becomes a block with the names of its columns.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, keyOf, sort, onSort, more, isReadingMore = false, selection } = props
  const sorting = sortOf(sort)
  const sorted = onSort !== undefined
  const rows = useMemo(
    () => (sorted ? sortRows(props.rows, columns, sortOf(sort)) : props.rows),
    [props.rows, columns, sort, sorted],
  )
  const body = { rows, columns, keyOf, selection, more }
  return (
    <div className="table-frame">
      {onSort && <SortChoice columns={columns} sorting={sorting} onSort={onSort} />}
      <table className="data-table" aria-rowcount={more || isReadingMore ? -1 : rows.length + 1}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {selection && <SelectAll keys={rows.map(keyOf)} selection={selection} />}
            {columns.map(column => (
              <HeaderCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        {rows.length <= ALL_IN_THE_DOCUMENT ? (
          <AllRows {...body} />
        ) : (
          // Nothing that could take the focus stands there until what stays is there.
          <Suspense fallback={<tbody />}>
            <RowsInSight
              count={rows.length}
              keyAt={index => keyOf(rows[index] as Row)}
              rowAt={(index, ref) => {
                const row = rows[index] as Row
                return (
                  <TableRow
                    key={keyOf(row)}
                    ref={ref}
                    row={row}
                    index={index}
                    {...{ columns, keyOf, selection }}
                  />
                )
              }}
              width={columns.length + (selection ? 1 : 0)}
              more={more}
            />
          </Suspense>
        )}
      </table>
      {isReadingMore && <Reading what="Loading more rows" />}
    </div>
  )
}

/** Rows that are few enough to be all in the document. More are asked for at once: the end is near. */
function AllRows<Row>({ rows, more, ...parts }: TableBody<Row>) {
  useEffect(() => more?.(), [more])
  return (
    <tbody>
      {rows.map((row, index) => (
        <TableRow key={parts.keyOf(row)} row={row} index={index} {...parts} />
      ))}
    </tbody>
  )
}

interface HeaderCellProps<Row> {
  column: Column<Row>
  sorting: Sorting | undefined
  onSort: DataTableProps<Row>['onSort']
}

function HeaderCell<Row>({ column, sorting, onSort }: HeaderCellProps<Row>) {
  const { id, header, numeric, width } = column
  const style = width === undefined ? undefined : { width }
  const className = numeric ? 'numeric' : undefined
  if (!column.sort || !onSort) {
    return (
      <th scope="col" className={className} style={style}>
        {header}
      </th>
    )
  }
  const direction = sorting?.column === id ? (sorting.descending ? 'descending' : 'ascending') : undefined
  const next = direction === undefined ? { column: id, descending: numeric === true } : flipped(sorting)
  return (
    <th scope="col" className={className} style={style} aria-sort={direction ?? 'none'}>
      <button type="button" className="sort" onClick={() => onSort(sortText(next))}>
        {header}
        <span aria-hidden="true" className="sort-arrow">
          {direction === undefined ? '↕' : direction === 'ascending' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}

function flipped(sorting: Sorting | undefined): Sorting | undefined {
  return sorting && { column: sorting.column, descending: !sorting.descending }
}

interface SortChoiceProps<Row> {
  columns: readonly Column<Row>[]
  sorting: Sorting | undefined
  onSort: (sort: string | undefined) => void
}

/** The same choice where there is no room for a row of headers. */
function SortChoice<Row>({ columns, sorting, onSort }: SortChoiceProps<Row>) {
  const id = useId()
  const sortable = columns.filter(column => column.sort)
  return (
    <div className="sort-choice">
      <label htmlFor={id}>Sort by</label>
      <select
        id={id}
        className="input"
        value={sortText(sorting) ?? ''}
        onChange={event => onSort(event.target.value || undefined)}
      >
        {sorting === undefined && <option value="">–</option>}
        {sortable.flatMap(({ id, header, numeric }) => [
          <option key={id} value={id}>
            {header}, {numeric ? 'fewest first' : 'A to Z'}
          </option>,
          <option key={`-${id}`} value={`-${id}`}>
            {header}, {numeric ? 'most first' : 'Z to A'}
          </option>,
        ])}
      </select>
    </div>
  )
}

function SelectAll({ keys, selection }: { keys: readonly (string | number)[]; selection: Selection }) {
  const chosen = keys.filter(key => selection.selected.has(key)).length
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = chosen > 0 && chosen < keys.length
  }, [chosen, keys.length])
  return (
    <th scope="col" className="select-cell">
      <input
        ref={box}
        type="checkbox"
        aria-label="Choose all rows"
        checked={keys.length > 0 && chosen === keys.length}
        onChange={({ target }) => selection.onSelect(new Set(target.checked ? keys : []))}
      />
    </th>
  )
}
