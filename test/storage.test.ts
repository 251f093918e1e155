import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { untyped } from '../src/storage/db.ts'
import { organisationsOf } from '../src/storage/directory.ts'
import { addRecords, ENTITIES, ENTITY_NAMES } from '../src/storage/entities.ts'
import { columnNames } from '../src/storage/entity.ts'
import { listOwned } from '../src/storage/list.ts'
import type { EngineName } from '../src/storage/open.ts'
import { openStorage } from '../src/storage/open.ts'
import { select } from '../src/storage/records.ts'
import { users } from '../src/storage/users.ts'
import * as cast from './cast.ts'
import { startPostgres } from './postgres.ts'
import { ENGINES, freshAddress, type Stage, setStage } from './stage.ts'

/** Runs one statement past Caseload, as somebody with a database tool would. */
async function tamper(engine: EngineName, address: string, sql: string): Promise<void> {
  if (engine === 'sqlite') {
    const database = new DatabaseSync(address)
    database.exec(sql)
    database.close()
    return
  }
  const client = new Client({ connectionString: address })
  await client.connect()
  await client.query(sql)
  await client.end()
}

describe.each(ENGINES)('a database on %s', engine => {
  test('is made on the first start, and found again as it was on the second', async () => {
    const { address, remove } = await freshAddress(engine)
    const first = await openStorage(address, cast.NOW)
    await first.transact([], tx => addRecords(tx.db, 'customer', [cast.CUSTOMER]))
    await first.close()
    const second = await openStorage(address, cast.NOW)
    const customers = await second.db.selectFrom('customers').selectAll().execute()
    await second.close()
    remove()
    expect(customers).toEqual([{ ...cast.CUSTOMER, terms: null, limits: null }])
  })

  test('has every column that an entity is kept in, by its migrations', async () => {
    const { address, remove } = await freshAddress(engine)
    const storage = await openStorage(address, cast.NOW)
    for (const name of ENTITY_NAMES) {
      const { entity } = ENTITIES[name]
      const columns = [...columnNames(entity), ...Object.keys(entity.derived ?? {})]
      const rows = untyped(storage.db).selectFrom(entity.table).select(columns).limit(0).execute()
      await expect(rows, name).resolves.toEqual([])
    }
    await storage.close()
    remove()
  })

  test('from a newer Caseload is refused with what to do', async () => {
    const { address, remove } = await freshAddress(engine)
    await (await openStorage(address, cast.NOW)).close()
    await tamper(engine, address, "insert into schema_migrations values (9999, 'later', 0)")
    await expect(openStorage(address, cast.NOW)).rejects.toThrow(/Start the newer version again/)
    remove()
  })

  test('keeps nothing of a transaction that failed', async () => {
    const { address, remove } = await freshAddress(engine)
    const storage = await openStorage(address, cast.NOW)
    const failing = storage.transact([], async tx => {
      await addRecords(tx.db, 'customer', [cast.CUSTOMER])
      throw new Error('out of paper')
    })
    await expect(failing).rejects.toThrow('out of paper')
    const customers = await storage.db.selectFrom('customers').selectAll().execute()
    await storage.close()
    remove()
    expect(customers).toEqual([])
  })
})

describe.each(ENGINES)('a list over more organisations than one statement joins on %s', engine => {
  let stage: Stage
  const many = Array.from({ length: 900 }, (_, at) => 5000 + at)

  beforeAll(async () => {
    stage = await setStage(engine)
    await stage.storage.transact([], async ({ db }) => {
      await addRecords(
        db,
        'organisation',
        many.map(id => ({ ...centre, id, name: `Centre ${id}` })),
      )
      // Ids run across the organisations, so that every page has rows of all of them.
      await addRecords(
        db,
        'classroom',
        many.flatMap(id => [0, 1].map(round => room(id, 10_000 + 1000 * round + id))),
      )
    })
  })
  afterAll(() => stage.close())

  const centre = {
    customer: cast.CUSTOMER.id,
    keychainForNewUsers: false,
    keychainEmailSuppressed: true,
    timeZone: null,
  }
  const room = (organisation: number, id: number) => ({ organisation, id, name: `Room ${id}`, misId: null })
  const list = (page: { limit: number; offset?: number; after?: number }) =>
    listOwned(stage.storage.db, {
      name: 'classroom',
      organisations: many.toReversed(),
      filter: {},
      ...page,
    })

  test('gives the first and a later page in the order of ids', async () => {
    const all = await list({ limit: 2000 })
    const ids = all.map(one => one.id)
    expect(ids).toEqual([0, 1].flatMap(round => many.map(id => 10_000 + 1000 * round + id)))
    expect(await list({ limit: 100, offset: 850 })).toEqual(all.slice(850, 950))
    expect(await list({ limit: 100, after: ids[1000]! })).toEqual(all.slice(1001, 1101))
  })
})

describe.each(ENGINES)('the last line of defence on %s', engine => {
  let stage: Stage

  beforeAll(async () => {
    stage = await setStage(engine)
  })
  afterAll(() => stage.close())

  const slot = {
    organisation: cast.NORTH.id,
    learner: cast.orlagh.id,
    person: cast.isolde.id,
    since: cast.NOW,
  }
  const broken = {
    'an aim of another learner': { ...slot, level: 'aim', role: 'assessor', target: cast.caspianBaking.id },
    'an observer as default': { ...slot, level: 'default', role: 'observer', target: 0 },
    'an employer on an aim': { ...slot, level: 'aim', role: 'employer', target: cast.orlaghBaking.id },
    'somebody of another organisation': {
      ...slot,
      level: 'default',
      role: 'assessor',
      target: 0,
      person: cast.marisol.id,
    },
    'an additional place named after somebody else': {
      ...slot,
      level: 'additional',
      role: 'assessor',
      target: cast.tobias.id,
    },
  }

  test.each(Object.entries(broken))('refuses %s, whoever writes it', async (_what, assignment) => {
    const writing = stage.storage.transact([], tx => addRecords(tx.db, 'assignment', [assignment]))
    await expect(writing).rejects.toThrow(/constraint/i)
  })

  test('refuses a second assessor on one aim', async () => {
    const once = { ...slot, level: 'aim', role: 'assessor', target: cast.orlaghBaking.id }
    await stage.storage.transact([], tx => addRecords(tx.db, 'assignment', [once]))
    const twice = stage.storage.transact([], tx =>
      addRecords(tx.db, 'assignment', [{ ...once, person: cast.tobias.id }]),
    )
    await expect(twice).rejects.toThrow(/constraint/i)
  })

  test('gives back what was put in, whatever the kind', async () => {
    const [isolde] = await select(stage.storage.db, users, { id: cast.isolde.id })
    expect(isolde).toMatchObject({
      firstName: 'Isolde',
      kind: 'assessor',
      archivedAt: null,
      email: cast.isolde.email,
    })
  })
})

test('a second server on the same SQLite file is refused with a sentence', async () => {
  const { address, remove } = await freshAddress('sqlite')
  const first = await openStorage(address, cast.NOW)
  await expect(openStorage(address, cast.NOW)).rejects.toThrow(
    /Another Caseload server is using .*use PostgreSQL/,
  )
  await first.close()
  const next = await openStorage(address, cast.NOW)
  await next.close()
  remove()
})

test('PostgreSQL keeps a query that is built once, and the next of its kind is not planned from its text', async () => {
  const { address } = await freshAddress('postgres')
  const storage = await openStorage(address, cast.NOW)
  const kept = await storage.db.connection().execute(async db => {
    const find = organisationsOf(db)
    for (const id of [1, 2, 3]) await find('user', [id])
    const { rows } = await sql<{ uses: string }>`select generic_plans + custom_plans as uses
      from pg_prepared_statements where statement like '%"directory"%'`.execute(db)
    return rows.map(row => Number(row.uses))
  })
  await storage.close()
  expect(kept).toEqual([3])
})

test('several servers may start on one empty PostgreSQL at the same moment', async () => {
  const { address } = await freshAddress('postgres')
  const storages = await Promise.all([1, 2, 3].map(() => openStorage(address, cast.NOW)))
  const rows = await storages[0]!.db.selectFrom('meta').selectAll().execute()
  await Promise.all(storages.map(storage => storage.close()))
  expect(rows).toHaveLength(1)
})

test('a PostgreSQL that could lose what it acknowledged is refused', async () => {
  const postgres = await startPostgres({ settings: { fsync: 'off' } })
  await expect(openStorage(postgres.url, cast.NOW)).rejects.toThrow(/fsync=off.*Set it to on/)
  await postgres.stop('immediate')
  await postgres.remove()
})

test.skipIf(process.platform === 'win32')('whoever comes by a link finds the file in use', async () => {
  const { address, remove } = await freshAddress('sqlite')
  const storage = await openStorage(address, cast.NOW)
  const folder = mkdtempSync(join(tmpdir(), 'caseload-link-'))
  symlinkSync(address, join(folder, 'caseload.db'))
  await expect(openStorage(join(folder, 'caseload.db'), cast.NOW)).rejects.toThrow(
    'Another Caseload server is using',
  )
  await storage.close()
  rmSync(folder, { recursive: true })
  remove()
})
