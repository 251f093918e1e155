import type { Id } from '../../domain/id.ts'
import { type Client, RefusedError } from '../../sdk/client.ts'

/** Reads which standards staff may assess or assure, one by one. Whoever is not there any more may nothing. */
export async function readCompetences(
  client: Client,
  staff: ReadonlySet<Id>,
  signal?: AbortSignal,
): Promise<Map<Id, readonly Id[]>> {
  const found = new Map<Id, readonly Id[]>()
  for (const user of staff) if (user > 0) found.set(user, await competencesOf(client, user, signal))
  return found
}

async function competencesOf(client: Client, user: Id, signal?: AbortSignal): Promise<readonly Id[]> {
  try {
    return (await client.readCompetences({ user }, { signal })).standards
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'user-unknown') return []
    throw error
  }
}
