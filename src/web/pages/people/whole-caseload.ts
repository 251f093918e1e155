import type { UserCaseload } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { readAll } from '../../data/rows.ts'

/** All that one person holds. */
export type WholeCaseload = Omit<UserCaseload, 'next'>

/** Reads a caseload to its end. */
export async function readWholeCaseload(user: number): Promise<WholeCaseload> {
  let first: UserCaseload | undefined
  const held = await readAll(async cursor => {
    const page = await client.listUserCaseload({ user, cursor, limit: 200 })
    first ??= page
    return { rows: page.held, next: page.next }
  })
  if (!first) throw new Error('A list has one page at least.')
  return { ...first, held }
}
