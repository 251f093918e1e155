import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { killWhileDue } from './crash/due.ts'
import { PARTS, type PartName } from './crash/parts.ts'
import { raceForOneSlot, raceInCrossingOrders } from './crash/race.ts'
import { killPostgres, killServer } from './crash/scenarios.ts'
import { killTransfer } from './crash/transfer.ts'
import { type Postgres, startPostgres } from './postgres.ts'
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

describe('planned changes that are due are carried out once', () => {
  test('when a server on SQLite is killed meanwhile', async () => {
    const { planned } = await killWhileDue('sqlite', { rounds: 1, servers: 1 }, () => {})
    expect(planned).toBeGreaterThan(0)
  }, 120_000)

  test('when two servers on one PostgreSQL are killed meanwhile', async () => {
    const { address } = await freshAddress('postgres')
    const { planned } = await killWhileDue(address, { rounds: 1, servers: 2 }, () => {})
    expect(planned).toBeGreaterThan(0)
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

/** The parts that restart, fill or exhaust a PostgreSQL have one of their own. */
describe('the short form of', () => {
  let postgres: Postgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.remove())

  const shortly = (name: PartName) => PARTS[name].run({ postgres, rounds: 1, hear: () => {} })

  test.each<PartName>([
    ...(['full-disk', 'read-only-sqlite', 'read-only-postgres'] as const),
    ...(['restarted-database', 'no-connections'] as const),
  ])(
    'an outage that passes: %s',
    async name => {
      expect(await shortly(name)).toMatchObject({ refused: 1 })
    },
    180_000,
  )

  test.each<PartName>(['stop-sqlite', 'stop-postgres'])(
    'a stop under load: %s',
    async name => {
      expect(await shortly(name)).toMatchObject({ done: expect.any(Number) })
    },
    180_000,
  )

  test.each<PartName>(['backup-sqlite', 'backup-postgres'])(
    'a backup among writes: %s',
    async name => {
      const counted: object = await shortly(name)
      expect(counted).toMatchObject({ done: expect.any(Number), kept: expect.any(Number) })
    },
    180_000,
  )

  test.each(['sqlite', 'postgres'] as const)(
    'a transfer that is killed half-way, on %s',
    async engine => {
      const address = engine === 'sqlite' ? 'sqlite' : await postgres.createDatabase('short_transfer')
      const { slots, done, undone } = await killTransfer(address, { slots: 400, rounds: 2 }, () => {})
      expect([slots, done + undone]).toEqual([400, 2])
    },
    180_000,
  )
})
