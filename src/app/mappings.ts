import type { Id } from '../domain/id.ts'
import type { ImportMapping } from '../domain/import.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from '../storage/db.ts'
import { addLines, countLines } from '../storage/sync-lines.ts'
import { keptLines } from './kept-lines.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'

/** What was said about how files are to be read, by the name it is kept by. */
interface KeptMapping {
  name: string
  keys: Readonly<Record<string, unknown>>
  by: string
  at: Instant
}

/** The stream of the sync that keeps them, so that the command line has them too. */
const STREAM = 'mappings'

/** Mappings that were kept, by name; the last one under each name holds. */
export async function listMappings(
  { storage }: Services,
  caller: Caller,
): Promise<{ mappings: readonly KeptMapping[] }> {
  const byName = await mappingsOf(storage.db, caller.customer, reachOf(caller))
  return { mappings: [...byName.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)) }
}

/** The mapping that was kept by a name; nothing where no name is given. */
export async function mappingNamed(
  db: Db,
  caller: Caller,
  name: string | undefined,
): Promise<ImportMapping | undefined | Problem> {
  if (name === undefined) return undefined
  const found = (await mappingsOf(db, caller.customer, reachOf(caller))).get(name)
  if (found) return { name, keys: found.keys }
  return problem('mapping-unknown', 'No mapping was kept by that name; look at the list of them.', 'mapping')
}

/** Keeps a mapping by its name. The caller has the streams of the customer to itself. */
export async function keepMapping(
  db: Db,
  customer: Id,
  organisations: readonly Id[] | null,
  kept: KeptMapping,
): Promise<void> {
  const name = { customer, stream: `${streamPrefix(organisations)}${STREAM}` }
  await addLines(db, name, await countLines(db, name), [{ ...kept }])
}

async function mappingsOf(
  db: Db,
  customer: Id,
  organisations: readonly Id[] | null,
): Promise<Map<string, KeptMapping>> {
  const lines = await keptLines<KeptMapping>(db, customer, `${streamPrefix(organisations)}${STREAM}`)
  return new Map(lines.map(line => [line.name, line]))
}

function reachOf({ everywhere, sees }: Caller): readonly Id[] | null {
  return everywhere ? null : [...sees]
}
