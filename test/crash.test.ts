import { describe, expect, test } from 'vitest'
import { raceForOneSlot, raceInCrossingOrders } from './crash/race.ts'
import { killPostgres, killServer } from './crash/scenarios.ts'
import { startPostgres } from './postgres.ts'
import { freshAddress } from './stage.ts'

const ROUNDS = 4

/** The short form of `npm run test:crash`, which takes minutes and many more blows. */
describe('nothing acknowledged is lost, and nothing is half done', () => {
  test('when a server on SQLite is killed while it writes', async () => {
    const { done } = await killServer('sqlite', ROUNDS, () => {})
    expect(done).toBeGreaterThan(0)
  }, 120_000)

  test('when a server on PostgreSQL is killed while it writes', async () => {
    const { address } = await freshAddress('postgres')
    const { done } = await killServer(address, ROUNDS, () => {})
    expect(done).toBeGreaterThan(0)
  }, 120_000)

  test('when PostgreSQL itself is killed while a server writes', async () => {
    const postgres = await startPostgres()
    const { done } = await killPostgres(postgres, await postgres.createDatabase('crash'), ROUNDS, () => {})
    await postgres.remove()
    expect(done).toBeGreaterThan(0)
  }, 120_000)
})

describe('two servers on one PostgreSQL, raced by fifty clients while the feed is read,', () => {
  test('serve one of them and tell all others by whom', async () => {
    const { address } = await freshAddress('postgres')
    const { calls, changes, pages } = await raceForOneSlot(address, ROUNDS, () => {})
    expect([calls, changes]).toEqual([50 * ROUNDS, ROUNDS])
    expect(pages).toBeGreaterThan(0)
  }, 120_000)

  test('take changes to many slots in crossing orders, each slot going from hand to hand', async () => {
    const { address } = await freshAddress('postgres')
    const { changes } = await raceInCrossingOrders(address, ROUNDS, () => {})
    expect(changes).toBeGreaterThan(50 * ROUNDS)
  }, 120_000)
})
