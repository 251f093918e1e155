import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Reading } from './progress.tsx'
import { type Sorting, sortOf, sortRows, sortText } from './sorting.ts'

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

/** Rows that are ticked, by their keys. */
export interface Selection {
  selected: ReadonlySet<string | number>
  onSelect: (selected: ReadonlySet<string | number>) => void
  /** What ticking a row does, for a screen reader, such as "Choose Ada Quarry". */
  labelOf: (key: string | number) => string
}

/** Beyond so many rows only those in sight are in the document. */
const ALL_IN_THE_DOCUMENT = 100
/** Rows beyond the window on both sides. */
const BEYOND = 12
const ROW_HEIGHT = 45
/** So many rows before the end, more are read. */
const NEAR_THE_END = 30

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
  const body = useRef<HTMLTableSectionElement>(null)
  const { items, before, after, measure } = useWindow(body, rows.length, index => keyOf(rows[index] as Row))
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && last >= rows.length - NEAR_THE_END) more()
  }, [more, last, rows.length])
  const width = columns.length + (selection ? 1 : 0)
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
        <tbody ref={body}>
          <Spacer height={before} width={width} />
          {items.map(({ index }) => {
            const row = rows[index] as Row
            const key = keyOf(row)
            return (
              <tr key={key} ref={measure} data-index={index} aria-rowindex={index + 2}>
                {selection && <SelectRow rowKey={key} selection={selection} />}
                {columns.map(column => (
                  <BodyCell key={column.id} column={column} row={row} />
                ))}
              </tr>
            )
          })}
          <Spacer height={after} width={width} />
        </tbody>
      </table>
      {isReadingMore && <Reading what="Loading more rows" />}
    </div>
  )
}

/** The rows in sight, and how much room those before and after them take. */
function useWindow(
  body: React.RefObject<HTMLTableSectionElement | null>,
  count: number,
  keyOf: (index: number) => string | number,
) {
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    if (body.current) setMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
  })
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
    scrollMargin: margin,
    getItemKey: keyOf,
    enabled: count > ALL_IN_THE_DOCUMENT,
  })
  if (count <= ALL_IN_THE_DOCUMENT) {
    const items = Array.from({ length: count }, (_, index) => ({ index }))
    return { items, before: 0, after: 0, measure: undefined }
  }
  const items: readonly Pick<VirtualItem, 'index'>[] = virtualizer.getVirtualItems()
  const [first, last] = [virtualizer.getVirtualItems()[0], virtualizer.getVirtualItems().at(-1)]
  return {
    items,
    before: first ? first.start - margin : 0,
    after: last ? virtualizer.getTotalSize() - (last.end - margin) : 0,
    measure: virtualizer.measureElement,
  }
}

function Spacer({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    <tr className="spacer">
      <td colSpan={width} style={{ height }} />
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
  return (
    <td className={className} data-label={column.header}>
      {column.cell(row)}
    </td>
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
