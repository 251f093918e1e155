import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Rows beyond the window on both sides. */
const BEYOND = 12
/** What a row takes before it was measured, in pixels. */
const ROW_HEIGHT = 45
/** So many rows before the end, more are read. */
const NEAR_THE_END = 30

interface RowsInSightProps {
  /** How many rows there are. */
  count: number
  keyAt: (index: number) => string | number
  /** Draws the row at a place; the reference measures how high it is. */
  rowAt: (index: number, ref: Ref<HTMLTableRowElement>) => ReactNode
  /** Columns of the table. */
  width: number
  /** Reads more rows; nothing where there are no more, or some are on their way. */
  more: (() => void) | undefined
}

/** The body of a long table: only rows in sight are in the document, between two that take the room of the others. */
export function RowsInSight({ count, keyAt, rowAt, width, more }: RowsInSightProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    if (body.current) setMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY))
  })
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => ROW_HEIGHT,
    overscan: BEYOND,
    scrollMargin: margin,
    getItemKey: keyAt,
  })
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0], items.at(-1)]
  const reached = last?.index ?? 0
  useEffect(() => {
    if (more && reached >= count - NEAR_THE_END) more()
  }, [more, reached, count])
  return (
    <tbody ref={body}>
      <Spacer height={first ? first.start - margin : 0} width={width} />
      {items.map(({ index }) => rowAt(index, virtualizer.measureElement))}
      <Spacer height={last ? virtualizer.getTotalSize() - (last.end - margin) : 0} width={width} />
    </tbody>
  )
}

function Spacer({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; it is no row to a screen reader
    <tr className="spacer" aria-hidden="true">
      <td colSpan={width} style={{ height }} />
    </tr>
  )
}
