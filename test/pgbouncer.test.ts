import { describe, expect, test } from 'vitest'
import { openStorage } from '../src/storage/open.ts'
import { killServer } from './crash/scenarios.ts'
import { pgBouncerProgram, startPgBouncer } from './pgbouncer.ts'
import { freshAddress } from './stage.ts'

const program = pgBouncerProgram()
if (program === undefined)
  console.warn('PgBouncer is not installed (Debian: apt-get install pgbouncer), so it is not tested against.')

/** Behind one of these settings a connection is lent to whoever asks next, in whichever order. */
const SHARED = [
  { pool_mode: 'transaction' },
  { pool_mode: 'transaction', server_round_robin: '1' },
  { pool_mode: 'transaction', default_pool_size: '1' },
  { pool_mode: 'statement' },
]

describe.skipIf(program === undefined)('PgBouncer', () => {
  test.each(SHARED)(
    'with %j is refused at the start, with what to do',
    async settings => {
      const { address } = await freshAddress('postgres')
      const pooler = await startPgBouncer(program!, address, settings)
      try {
        // Others have used it before, so that it holds connections to lend.
        const opening = () => openStorage(pooler.through(address), Date.now())
        for (let time = 0; time < 2; time += 1) await expect(opening()).rejects.toThrow(/pool_mode = session/)
      } finally {
        await pooler.stop()
      }
    },
    60_000,
  )

  test('with a connection for each client serves as PostgreSQL does: a server is killed, and nothing is lost', async () => {
    const { address } = await freshAddress('postgres')
    const pooler = await startPgBouncer(program!, address, { pool_mode: 'session', default_pool_size: '50' })
    try {
      const { done } = await killServer(pooler.through(address), 2, () => {})
      expect(done).toBeGreaterThan(0)
    } finally {
      await pooler.stop()
    }
  }, 120_000)
})
