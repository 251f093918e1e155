import { describe, expect, test } from 'vitest'
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
