import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { fromRow } from './entity.ts'
import { changes, type StoredChange } from './history.ts'
import { inFullPieces } from './pieces.ts'

/** Every change beside some learners of one organisation up to a position, in the order of the history. */
export async function learnerHistories(
  db: Db,
  { organisation, learners, upTo }: { organisation: Id; learners: readonly Id[]; upTo: number },
): Promise<StoredChange[]> {
  const rows = await inFullPieces(learners, piece =>
    db
      .selectFrom('changes')
      .selectAll()
      .where('organisation_id', '=', organisation)
      .where('learner_id', 'in', piece)
      .where('position', '<=', upTo)
      .execute(),
  )
  return rows.map(row => fromRow(changes, row)).sort((a, b) => a.position - b.position)
}

/** Some changes of one organisation after a position, in the order of the history. */
export async function historyAfter(
  db: Db,
  { organisation, after, upTo, limit }: { organisation: Id; after: number; upTo: number; limit: number },
): Promise<StoredChange[]> {
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .where('position', '>', after)
    .where('position', '<=', upTo)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(row => fromRow(changes, row))
}

/** Where the history of an organisation stands, or stood at a position; nothing where it does not reach so far. */
export async function historyPoint(
  db: Db,
  { organisation, position }: { organisation: Id; position: number | null },
): Promise<{ position: number; recordedAt: number; hash: string } | undefined> {
  const head = await db
    .selectFrom('history_heads')
    .select(['position', 'recorded_at as recordedAt', 'hash'])
    .where('organisation_id', '=', organisation)
    .executeTakeFirst()
  if (position === null || head?.position === position) return head
  return db
    .selectFrom('changes')
    .select(['position', 'recorded_at as recordedAt', 'hash'])
    .where('organisation_id', '=', organisation)
    .where('position', '=', position)
    .executeTakeFirst()
}
