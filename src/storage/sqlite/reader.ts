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
      return channel.ask({ query, input }).then(answer => unpack(query, answer)) as ReturnType<Queries[Name]>
    },
    close: () => channel.close(),
  }
}

/**
 * Queries whose answers go from thread to thread as JSON text, which takes whoever asked half of the time that copies of large
 * objects take. Not those that give more than a page: V8 keeps short texts out of JSON for long.
 */
const AS_TEXT: ReadonlySet<QueryName> = new Set<QueryName>(['usersPage'])

/** On the thread: an answer as it is sent. */
export function pack(query: QueryName, answer: unknown): unknown {
  return AS_TEXT.has(query) ? JSON.stringify(answer) : answer
}

function unpack(query: QueryName, sent: unknown): unknown {
  return AS_TEXT.has(query) ? JSON.parse(sent as string) : sent
}
