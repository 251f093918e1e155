import type { Erasure } from '../domain/erasure.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from './db.ts'
import { entity, id, number, text, textOrNull, truth } from './entity.ts'
import { inFullPieces } from './pieces.ts'
import { everything, find, insert, select } from './records.ts'

export const erasures = entity<Erasure>()({
  table: 'erasures',
  key: ['organisation_id', 'user_id'],
  columns: {
    organisation: id('organisation_id'),
    user: id('user_id'),
    createdOn: number('account_created_on'),
    at: number('erased_at'),
    by: text('erased_by', 'free'),
    reason: textOrNull('reason', 'free'),
    names: truth('names'),
  },
})

/** Every account that was erased, by organisation and number. */
export async function allErasures(db: Db): Promise<Erasure[]> {
  const all: Erasure[] = []
  for await (const piece of everything(db, erasures)) all.push(...piece)
  return all
}

/** When and by whom an account was erased; nothing where it was not. */
function erasureOf(db: Db, organisation: Id, user: Id): Promise<Erasure | undefined> {
  return find(db, erasures, { organisation, user })
}

/** Erasures of accounts with these numbers, in whatever organisation. */
export function erasuresOf(db: Db, ids: readonly Id[]): Promise<Erasure[]> {
  return inFullPieces(ids, piece => select(db, erasures, { user: piece }))
}

/** Adds erasures that are not on the list yet. */
export async function rememberErasures(db: Db, all: readonly Erasure[]): Promise<void> {
  for (const one of all) {
    if (!(await erasureOf(db, one.organisation, one.user))) await insert(db, erasures, [one])
  }
}
