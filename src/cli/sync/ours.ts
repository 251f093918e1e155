import { answersOf, type Client } from '../../sdk/client.ts'
import type { ServerKind } from './connect.ts'

/** Throws a sentence where the server has no call that tells something. */
export function onlyOnCaseload(kind: ServerKind, what: string): void {
  if (kind === 'caseload') return
  throw new Error(
    `OneFile’s own service has no call that shows ${what}; this command needs a Caseload server.`,
  )
}

/** Names of the centres that the token covers, by number. */
export async function centresOf(client: Client): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>()
  for await (const { organisations } of answersOf(client, 'listOrganisations', { limit: 200 }))
    for (const { id, name } of organisations) names.set(id, name)
  return names
}
