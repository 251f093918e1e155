import fc from 'fast-check'
import { Client } from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { RECORD_FIELDS, RECORD_NAMES } from '../src/contract/dataset.ts'
import { ENTITIES } from '../src/storage/entities.ts'
import type { Entity } from '../src/storage/entity.ts'
import type { EngineName } from '../src/storage/open.ts'
import { find, update } from '../src/storage/records.ts'
import { users } from '../src/storage/users.ts'
import * as cast from './cast.ts'
import { emptyServices, linesOf, servicesAt, take } from './datasets.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'
import { type Wish, wishes } from './wishes.ts'

const OTHER: Record<EngineName, EngineName> = { sqlite: 'postgres', postgres: 'sqlite' }

describe('the format', () => {
  test('holds every kind of thing that is kept, in an order in which each comes after what it refers to', () => {
    expect(RECORD_NAMES).toEqual(Object.keys(ENTITIES))
  })

  test.each(RECORD_NAMES)('holds every property of a %s', record => {
    const { entity }: { entity: Entity<object> } = ENTITIES[record]
    const kept = [...Object.keys(entity.columns), ...Object.keys(entity.details?.properties ?? {})]
    const fields = Object.keys(RECORD_FIELDS[record]).filter(field => field !== 'secret')
    expect(fields.sort()).toEqual(kept.sort())
  })
})

describe.each(ENGINES)('a data set out of %s', engine => {
  test('makes the same world, byte for byte, on either engine, whatever has happened', async () => {
    const stage = await setStage(engine)
    try {
      await sayMuch(stage)
      await fc.assert(
        fc.asyncProperty(wishes, async asked => {
          await change(stage, asked)
          const lines = await linesOf(stage.storage)
          for (const other of [engine, OTHER[engine]]) {
            const services = await emptyServices(other)
            await take(services, lines)
            expect(await linesOf(services.storage)).toEqual(lines)
          }
        }),
        { numRuns: 5 },
      )
    } finally {
      await stage.close()
    }
  })

  test('goes to the other engine and back without a difference', async () => {
    const stage = await setStage(engine)
    await sayMuch(stage)
    const [there, back] = [await emptyServices(OTHER[engine]), await emptyServices(engine)]
    const lines = await linesOf(stage.storage)
    await stage.close()
    await take(there, lines)
    await take(back, await linesOf(there.storage))
    expect(await linesOf(back.storage)).toEqual(lines)
  })

  test('shows one moment, whatever is written while it is made', async () => {
    const stage = await setStage(engine)
    const session = await stage.session()
    const before = await linesOf(stage.storage)
    const during = await stage.storage.snapshot(async db => {
      await db.selectFrom('customers').selectAll().execute()
      await change(stage, [defaultOf(cast.orlagh, cast.isolde)], session)
      return linesOf({ snapshot: work => work(db) })
    })
    const after = await linesOf(stage.storage)
    await stage.close()
    expect(during).toEqual(before)
    expect(after.length).toBeGreaterThan(before.length)
  })
})

function defaultOf(learner: { id: number }, person: { id: number }): Wish {
  return { learner: learner.id, level: 'default', role: 'assessor', after: person.id }
}

/** Things that the cast lacks: texts of all kinds, keys that engines might sort differently, links, targets, tokens. */
async function sayMuch(stage: Stage): Promise<void> {
  const { storage, services } = stage
  const orlagh = await find(storage.db, users, { id: cast.orlagh.id })
  const profile = {
    homeAddress: '1 Way\r\n"Home"\tÆ 日本',
    nino: 'ZZ',
    secondaryLlddCodes: ['4', '5'],
    supportFunding: false,
  }
  const units = ['B-1', 'a_1', 'Ä1', 'b/1', 'Z', 'z', '_', '10', '9']
  await services.writer.run({
    organisations: [],
    work: async ({ db }) => {
      await update(db, users, { ...orlagh!, ...profile, link: 7, caseloadTarget: 0, progress: 12.5 })
      await db
        .insertInto('units')
        .values(units.map(id => ({ ...UNIT, id })))
        .execute()
    },
  })
  await stage.session(['read'], [cast.NORTH.id])
}

const UNIT = {
  ...{ customer_id: cast.CUSTOMER.id, title: 'Any', title_folded: 'any', ndaq_code: null, display: null },
  ...{ standards: '[]', organisations: '[11]' },
}

describe('on a PostgreSQL that sorts text by the rules of a language', () => {
  test('a data set has the same order as everywhere', async () => {
    const stage = await setStage('sqlite')
    await sayMuch(stage)
    const lines = await linesOf(stage.storage)
    await stage.close()
    const client = new Client({ connectionString: inject('postgresUrl') })
    await client.connect()
    const name = `english_${process.pid}`
    await client.query(
      `create database ${name} template template0 locale 'C' locale_provider icu icu_locale 'en-GB'`,
    )
    await client.end()
    const english = await servicesAt(Object.assign(new URL(inject('postgresUrl')), { pathname: name }).href)
    await take(english, lines)
    expect(await linesOf(english.storage)).toEqual(lines)
  })
})

async function change(stage: Stage, changes: readonly Wish[], session?: string): Promise<void> {
  const answer = await stage.server.inject({
    method: 'POST',
    url: '/api/caseload/v1/changes',
    headers: { 'x-tokenid': session ?? (await stage.session()) },
    payload: { mode: 'each', changes },
  })
  expect(answer.statusCode).toBe(200)
}
