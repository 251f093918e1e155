import { type CaseloadCount, countHeld, heldAfter } from '../domain/caseload-count.ts'
import type { Change } from '../domain/change.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import { heldBy } from '../storage/caseloads.ts'
import type { Db } from '../storage/db.ts'
import { peopleById } from '../storage/people.ts'

/** How much one person holds before and after some changes, and should hold. */
export interface PersonCounts {
  person: NamedPerson
  target: number | null
  before: CaseloadCount
  after: CaseloadCount
}

/** How much some people hold before and after changes, those whom a change takes away included, in the order of ids. */
export async function countsOf(
  db: Db,
  wanted: {
    organisations: readonly Id[]
    people: readonly Id[]
    changes: readonly Pick<Change, 'slot' | 'before' | 'after'>[]
  },
): Promise<PersonCounts[]> {
  const { organisations, changes } = wanted
  const leaving = changes.flatMap(({ before }) => (before ? [before.person] : []))
  const people = await peopleById(db, { organisations, ids: [...wanted.people, ...leaving] })
  const counts: PersonCounts[] = []
  for (const [organisation, own] of Map.groupBy(people, one => one.organisation)) {
    const held = await heldBy(db, { organisation, people: own.map(one => one.id) })
    const byPerson = Map.groupBy(held, one => one.person)
    for (const person of own) {
      const before = byPerson.get(person.id) ?? []
      counts.push({
        person,
        target: person.caseloadTarget,
        before: countHeld(before),
        after: countHeld(heldAfter(person.id, before, changes)),
      })
    }
  }
  return counts
}
