import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { AccountKind } from '../../domain/account.ts'
import type { PeopleFound } from '../../sdk/types.ts'
import { client } from './client.ts'

/** What is typed is asked for once nothing was typed for so many milliseconds. */
const PAUSE = 120

/** The same text, once typing pauses. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

/** Where a search has got. */
interface Found {
  found: PeopleFound | undefined
  error: Error | null
  /** Whether what is shown is of an earlier text. */
  isBehind: boolean
}

/** Whoever fits the text, of these kinds and this organisation where they are given. */
export function useFoundPeople(
  text: string,
  narrow: { kinds?: readonly AccountKind[] | undefined; organisation?: number | undefined } = {},
): Found {
  const sought = usePaused(text.trim())
  const query = useQuery({
    queryKey: ['find', sought, narrow],
    queryFn: ({ signal }) => client.searchPeople({ text: sought, ...narrow }, { signal }),
    enabled: sought !== '',
    placeholderData: keepPreviousData,
  })
  const found = sought === '' ? undefined : query.data
  return { found, error: query.error, isBehind: query.isPlaceholderData || sought !== text.trim() }
}
