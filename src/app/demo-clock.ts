import type { Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { moveSignInTimes } from '../storage/sign-in-times.ts'
import type { Services } from './services.ts'

/**
 * Sets the clock of a demo, back to the machine's where nothing is said. Tokens, sessions and links end as much later or
 * earlier, for whoever moves the clock by a month has not been away for one.
 */
export async function setDemoClock(
  { writer, access, clock }: Services,
  setClock: NonNullable<Services['setClock']>,
  to: Instant | undefined,
): Promise<Problem | undefined> {
  const before = clock()
  setClock(to)
  const by = clock() - before
  const moved = await writer.run({ organisations: [], work: ({ db }) => moveSignInTimes(db, by) })
  access.forgetSessions()
  return moved ?? undefined
}
