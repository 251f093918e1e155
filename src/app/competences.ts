import type { Id } from '../domain/id.ts'
import { isProblem, type Problem } from '../domain/problem.ts'
import { competencesOf, setCompetences as replaceCompetences } from '../storage/competences.ts'
import { notStaff, personSeen } from './caseload.ts'
import { findOffered } from './offered.ts'
import { whyNotWritable } from './person.ts'
import type { Caller, Services } from './services.ts'

/** Says which standards somebody may assess or assure; none where nobody says any more. */
export async function setCompetences(
  { storage, writer }: Services,
  caller: Caller,
  { user, standards }: { user: Id; standards: readonly Id[] },
): Promise<Problem | undefined> {
  const person = await personSeen(storage, storage.db, caller, user, 'user')
  if (isProblem(person)) return person
  if (person.kind === 'learner') return notStaff(user)
  const { organisation } = person
  return writer.run({
    organisations: [],
    work: async (tx): Promise<Problem | undefined> => {
      const erased = await whyNotWritable(tx.db, person)
      if (erased) return erased
      for (const id of standards) {
        const standard = await findOffered(tx.db, caller, 'standard', id, [organisation])
        if (isProblem(standard)) return { ...standard, about: 'standards' }
      }
      await replaceCompetences(tx.db, { organisation, user, standards })
      return undefined
    },
  })
}

/** Which standards somebody may assess or assure, in the order of their ids. */
export async function readCompetences(
  { storage }: Services,
  caller: Caller,
  { user }: { user: Id },
): Promise<{ standards: readonly Id[] } | Problem> {
  const person = await personSeen(storage, storage.db, caller, user, 'user')
  if (isProblem(person)) return person
  const { organisation, id } = person
  const found = await competencesOf(storage.db, { organisation, people: [id] })
  return { standards: [...(found.get(id) ?? [])].sort((a, b) => a - b) }
}
