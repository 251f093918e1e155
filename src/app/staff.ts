import type { Id } from '../domain/id.ts'
import type { Services } from './services.ts'

/** Who is set on one aim or unit summary; `iv` is the IQA under the name that they had before. */
export interface Staff {
  assessor?: Id | undefined
  iqa?: Id | undefined
  iv?: Id | undefined
}

/**
 * Puts beside aims or unit summaries who is set on each, unless the server is told to hide it. Takes one query.
 * Source: docs/onefile-api.md#q2.
 */
export async function withStaff<T extends { id: Id; organisation: Id; learner: Id }>(
  { storage, behaviour }: Services,
  level: 'aim' | 'unit',
  rows: readonly T[],
): Promise<(T & Staff)[]> {
  if (!behaviour.inferredFields || rows.length === 0) return [...rows]
  const organisations = [...new Set(rows.map(row => row.organisation))]
  const learners = [...new Set(rows.map(row => row.learner))]
  const holders = await storage.read('holdersAt', { organisations, learners, level })
  const people = new Map(holders.map(({ role, target, person }) => [`${role}/${target}`, person]))
  return rows.map(row => {
    const iqa = people.get(`iqa/${row.id}`)
    return { ...row, assessor: people.get(`assessor/${row.id}`), iqa, iv: iqa }
  })
}
