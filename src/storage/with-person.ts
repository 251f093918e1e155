import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../domain/id.ts'

/** Positions in one block of a history, as the indexes of changes by person have it (migration 2). */
const BLOCK = 1024

/**
 * A query for the positions, past one of them, at which somebody was put in or taken out. The indexes that lead from a
 * person to changes are kept block by block of the history, so that is how they are asked. `beside` narrows it further.
 */
export function positionsWith(
  person: Id,
  organisation: Id,
  after: number,
  beside: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const blocks = sql`(with recursive block (at) as (
      select cast(${Math.floor(after / BLOCK)} as bigint)
      union all select at + 1 from block where at < (
        select position / 1024 from history_heads where organisation_id = ${organisation}))
    select at from block)`
  const positions = (column: string) => sql`
    select position from ${blocks} as blocks cross join changes
    where organisation_id = ${organisation} and position / 1024 = blocks.at and ${sql.ref(column)} = ${person}
      and position > ${after} and ${beside}`
  return sql`${positions('before_person')} union ${positions('after_person')}`
}

/** A query for the positions of all changes of an organisation that are beside a learner or have to do with a person. */
export function positionsAbout(person: Id, organisation: Id): RawBuilder<unknown> {
  return sql`${positionsWith(person, organisation, 0, sql`1 = 1`)} union select position from changes
    where organisation_id = ${organisation} and learner_id = ${person}`
}
