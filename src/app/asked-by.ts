import { find } from '../storage/records.ts'
import { tokens } from '../storage/tokens.ts'
import type { Caller, Services } from './services.ts'

/** Who asks, in words for a document that is kept. */
export async function nameOfCaller({ storage }: Services, { token }: Caller): Promise<string> {
  const found = await find(storage.db, tokens, { id: token })
  return found ? `${found.name} (token ${found.id})` : `token ${token}`
}
