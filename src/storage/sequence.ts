import { sql } from 'kysely'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { Tx } from './database.ts'
import type { Db } from './db.ts'
import { prepared } from './prepared.ts'

const taken = prepared((db, { kind, first, count }: { kind: string; first: number; count: number }) =>
  db
    .insertInto('id_counters')
    .values({ kind, next: first })
    .onConflict(conflict =>
      conflict.column('kind').doUpdateSet({ next: sql<number>`id_counters.next + ${count}` }),
    )
    .returning('next'),
)

/** Gives new ids of a kind, in rising order, server-wide. */
export function sequence(db: Db) {
  return async (kind: string, count: number): Promise<Id[]> => {
    const [row] = await taken(db, { kind, first: 1 + count, count })
    return Array.from({ length: count }, (_, index) => certain(row).next - count + index)
  }
}

/** One new id of a kind. */
export async function newId({ newIds }: Pick<Tx, 'newIds'>, kind: string): Promise<Id> {
  const [id] = await newIds(kind, 1)
  if (id === undefined) throw new Error(`The counter of ${kind} gave no id.`)
  return id
}

/** New objects of a kind, each with an id of its own in front. */
export async function numbered<T extends object>(
  { newIds }: Pick<Tx, 'newIds'>,
  kind: string,
  objects: readonly T[],
): Promise<(T & { id: Id })[]> {
  const ids = await newIds(kind, objects.length)
  return ids.flatMap((id, at) => objects.slice(at, at + 1).map(object => ({ id, ...object })))
}

/** How many ids a server takes at once where several share the counters, so that they do not queue for them. */
const LEASE = { first: 200, largest: 20_000 }

/** Ids out of a server's own reserve. */
interface LeasedSequence {
  take(kind: string, count: number): Promise<Id[]>
  /** Forgets the reserve. */
  drop(): void
}

interface Reserve {
  ids: Id[]
  /** How many were taken last. */
  size: number
}

/**
 * Gives new ids from a lease of this server's own. Taken outside the writer's transaction: what a rollback or a stop
 * leaves unused is a gap, which nobody minds. Each lease of a kind is twice as large as the one before it.
 */
export function leasedSequence(db: Db): LeasedSequence {
  const take = sequence(db)
  const reserves = new Map<string, Reserve>()
  return {
    async take(kind, count) {
      const held = reserves.get(kind) ?? { ids: [], size: LEASE.first / 2 }
      if (held.ids.length < count) {
        held.size = Math.min(held.size * 2, LEASE.largest)
        held.ids = [...held.ids, ...(await take(kind, Math.max(held.size, count)))]
      }
      reserves.set(kind, held)
      return held.ids.splice(0, count)
    },
    drop: () => reserves.clear(),
  }
}
