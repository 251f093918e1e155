import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { openStorage } from '../src/storage/open.ts'
import { asked, failOver, startPair } from './crash/failover.ts'

/** The short form of `npm run test:crash -- --part failover`. */
describe('a primary of PostgreSQL is lost while two servers write, and its synchronous standby takes its place:', () => {
  test('killed, behind one address', async () => {
    const seen = await failOver({ way: 'address', losses: ['killed'], rounds: 1 }, () => {})
    expect(Math.min(seen.done, seen.unknown, seen.refused)).toBeGreaterThan(0)
  }, 180_000)

  test('killed, where the servers know both by name', async () => {
    const seen = await failOver({ way: 'hosts', losses: ['killed'], rounds: 1 }, () => {})
    expect(Math.min(seen.done, seen.unknown, seen.refused)).toBeGreaterThan(0)
  }, 180_000)

  test('cut off from its standby, while the servers hold connections to it', async () => {
    const seen = await failOver({ way: 'address', losses: ['cut off'], rounds: 1 }, () => {})
    expect(Math.min(seen.done, seen.unknown)).toBeGreaterThan(0)
  }, 180_000)

  test('the standby alone is killed: whoever waits for it is told so, and writing goes on with the next', async () => {
    const losses = ['standby killed'] as const
    const seen = await failOver({ way: 'address', losses, rounds: 1 }, () => {})
    expect(Math.min(seen.done, seen.unknown)).toBeGreaterThan(0)
  }, 180_000)
})

test('a commit is not acknowledged where somebody has ended its waiting for the standby', async () => {
  const pair = await startPair()
  const storage = await openStorage(await pair.primary.createDatabase('alone'), Date.now())
  try {
    await pair.follow()
    pair.standby.kill()
    const committing = storage.transact([], ({ db }) =>
      sql`insert into id_counters (kind, next) values ('none', 1)`.execute(db),
    )
    const told = committing.then(
      () => 'committed',
      error => storage.classify(error),
    )
    const waiting = "from pg_stat_activity where wait_event = 'SyncRep'"
    await vi.waitUntil(async () => (await asked(pair.primary, `select 1 ${waiting}`)).length > 0)
    await asked(pair.primary, `select pg_cancel_backend(pid) ${waiting}`)
    expect(await told).toBe('unavailable')
  } finally {
    await storage.close()
    await pair.remove()
  }
}, 60_000)
