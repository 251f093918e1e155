import type { Actor } from '../domain/access.ts'
import type { Id } from '../domain/id.ts'
import type { Db } from '../storage/db.ts'
import { operators } from '../storage/operators.ts'
import { select } from '../storage/records.ts'
import { tokens } from '../storage/tokens.ts'

/** Something that was done, with the name of who did it: a person, or else a token; nothing at the machine itself. */
export type WithName<T> = T & { by: string | null }

/** Adds to what was done the names of those who did it, as they are called today. */
export async function nameActors<T extends Actor>(db: Db, done: readonly T[]): Promise<WithName<T>[]> {
  const people = await namesOf(done, 'operator', id => select(db, operators, { id }))
  const programs = await namesOf(done, 'actor', id => select(db, tokens, { id }))
  const nameOf = ({ operator, actor }: Actor) =>
    (operator === null ? undefined : people.get(operator)) ??
    (actor === null ? undefined : programs.get(actor)) ??
    null
  return done.map(one => ({ ...one, by: nameOf(one) }))
}

async function namesOf(
  done: readonly Actor[],
  which: keyof Actor,
  find: (ids: readonly Id[]) => Promise<readonly { id: Id; name: string }[]>,
): Promise<ReadonlyMap<Id, string>> {
  const ids = [...new Set(done.flatMap(one => one[which] ?? []))]
  const found = ids.length === 0 ? [] : await find(ids)
  return new Map(found.map(({ id, name }) => [id, name]))
}
