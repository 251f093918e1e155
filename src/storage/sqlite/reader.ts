import type { Queries, QueryName } from '../queries.ts'
import { siblingModule } from '../sibling.ts'
import { type Channel, openChannel } from './channel.ts'

/** Reads beside the writer. */
interface ReaderThread {
  /** Runs a query. Rejects with what SQLite raised, its `errcode` included, or with ThreadEnded. */
  read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]>
  close(): Promise<void>
}

/**
 * Starts the thread that reads beside the writer, on a connection of its own. When it ends by a fault, whoever waits
 * for it is told, and the next query starts another.
 */
export function startReader(file: string): ReaderThread {
  const open = () => openChannel(siblingModule(import.meta.url, 'reader-worker'), file)
  let channel: Channel = open()
  return {
    read<Name extends QueryName>(query: Name, input: unknown): ReturnType<Queries[Name]> {
      if (channel.isGone) channel = open()
      return channel.ask({ query, input }) as ReturnType<Queries[Name]>
    },
    close: () => channel.close(),
  }
}
