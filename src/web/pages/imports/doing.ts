import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import } from '../../../sdk/types.ts'

/** Something that is done with an import by one call, which answers with the import as it is then. */
interface Doing {
  busy: boolean
  error: unknown
  act: (call: () => Promise<Import>) => Promise<void>
}

/** Keeps what a call answers as what is known of the import, and what went wrong where it was done. */
export function useDoing(id: number): Doing {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  return {
    busy,
    error,
    act: async call => {
      setBusy(true)
      setError(undefined)
      try {
        await keepImport(queries, await call())
      } catch (trouble) {
        setError(trouble)
        await queries.invalidateQueries({ queryKey: ['import', id] })
      } finally {
        setBusy(false)
      }
    },
  }
}

/** Takes the answer of a call as what is known of the import. A read that began before could only bring what was. */
export async function keepImport(queries: QueryClient, made: Import): Promise<void> {
  const queryKey = ['import', made.id]
  await queries.cancelQueries({ queryKey })
  queries.setQueryData(queryKey, made)
}
