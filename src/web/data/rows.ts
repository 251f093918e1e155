import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

/** A page of a list that goes on after a cursor. */
interface RowsPage<Row> {
  rows: readonly Row[]
  next: string | null
}

/** A list as far as it has been read. */
export interface Rows<Row> {
  rows: readonly Row[]
  /** Whether the first page is still to come. */
  isPending: boolean
  error: Error | null
  /** Reads the next page; nothing where the list is at its end or a page is on its way. */
  more: (() => void) | undefined
  isReadingMore: boolean
  refetch: () => void
}

/**
 * A list page by page: the next page is read when the table comes near its end. `key` names the list with all of its
 * filters; `read` reads the page after a cursor.
 */
export function useRows<Row>(
  key: readonly unknown[],
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<RowsPage<Row>>,
): Rows<Row> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RowsPage<Row>) => page.next ?? undefined,
  })
  const rows = useMemo(() => query.data?.pages.flatMap(page => page.rows) ?? [], [query.data])
  const { hasNextPage, isFetching, fetchNextPage, refetch } = query
  return {
    rows,
    isPending: query.isPending,
    error: query.error,
    more: hasNextPage && !isFetching ? () => void fetchNextPage() : undefined,
    isReadingMore: query.isFetchingNextPage,
    refetch: () => void refetch(),
  }
}

/** Reads a list to its end, for what has to be sorted or counted as a whole. */
export async function readAll<Row>(
  read: (cursor: string | undefined) => Promise<RowsPage<Row>>,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await read(cursor)
    rows.push(...page.rows)
    if (page.next === null) return rows
    cursor = page.next
  }
}
