import type { Queries, QueryName } from '../queries.ts'
import { siblingModule } from '../sibling.ts'
import { type Desk, openDesk } from './desk.ts'

/** Reads beside the writer. */
export interface Reader {
  /** Runs a query. Rejects with what SQLite raised, its `errcode` included, or with ThreadEnded. */
  read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]>
  close(): Promise<void>
}

/**
 * Starts the thread that reads beside the writer, on a connection of its own. When it ends by a fault, whoever waits
 * for it is told, and the next query starts another.
 */
export function startReader(file: string): Reader {
  const open = () => openDesk(siblingModule(import.meta.url, 'reader-worker'), file)
  let desk: Desk = open()
  return {
    read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]> {
      if (desk.isGone) desk = open()
      return desk.ask({ query, input }) as ReturnType<Queries[Name]>
    },
    close: () => desk.close(),
  }
}
