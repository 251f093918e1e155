import { expect } from 'vitest'
import { CHAIN_START, chain } from '../../src/storage/chain.ts'
import type { Db } from '../../src/storage/db.ts'
import { changes, unflatten } from '../../src/storage/history.ts'
import { select } from '../../src/storage/records.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import type { Story } from './clients.ts'

/**
 * Checks that nothing acknowledged is lost and nothing is half done: each client's changes are in the history, once
 * each; every chain holds; and replaying a history gives the tables.
 */
export async function verify(
  db: Db,
  stories: readonly Story[],
  before: ReadonlyMap<number, number>,
): Promise<void> {
  for (const { learner, done, unknown } of stories) {
    const made = (await countOf(db, learner)) - before.get(learner)!
    expect(made, `changes of learner ${learner}`).toBeGreaterThanOrEqual(done)
    expect(made, `changes of learner ${learner}`).toBeLessThanOrEqual(done + unknown)
  }
  for (const { id } of await db.selectFrom('organisations').select('id').execute()) {
    expect(await brokenChain(db, id), `the chain of organisation ${id}`).toBeUndefined()
    expect(await replayDiffers(db, id), `the replay of organisation ${id}`).toBe(false)
  }
}

/** Changes recorded for a learner. */
export async function countOf(db: Db, learner: number): Promise<number> {
  const rows = await db.selectFrom('changes').select('position').where('learner_id', '=', learner).execute()
  return rows.length
}

/** The first position at which a chain does not hold, or its head is wrong; nothing when all is well. */
export async function brokenChain(db: Db, organisation: number): Promise<number | undefined> {
  let hash = CHAIN_START
  let position = 0
  for (const change of await select(db, changes, { organisation })) {
    position += 1
    hash = chain(hash, unflatten(change))
    if (change.position !== position || change.hash !== hash) return position
  }
  const head = await db
    .selectFrom('history_heads')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .executeTakeFirstOrThrow()
  return head.position === position && head.hash === hash ? undefined : head.position
}
