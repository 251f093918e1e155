import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../db.ts'
import { changesAfter } from '../feed.ts'
import { listOwned } from '../list.ts'
import { migrations } from '../migrations/all.ts'
import { liveLearners, staffOf, staffPage } from '../people.ts'
import { portfoliosOf } from '../portfolios.ts'
import { runsPage } from '../runs.ts'
import { slotHistories } from '../slot-histories.ts'
import { fixStatistics } from './statistics.ts'

/** The plans of every statement that a query runs, on an empty database. */
describe('a long read walks no whole organisation', () => {
  let raw: DatabaseSync
  let db: Db
  let plans: string[]

  beforeAll(() => {
    raw = new DatabaseSync(':memory:')
    for (const { statements } of migrations) for (const sql of statements(' without rowid')) raw.exec(sql)
    raw.exec(
      'insert into customers (id, name) values (1, 1); insert into organisations (id, customer_id, name, keychain_for_new_users, keychain_email_suppressed) values (11, 1, 1, 0, 0)',
    )
    raw.exec("insert into history_heads values (11, 1, 0, '')")
    fixStatistics(raw)
    db = new Kysely({ dialect: new SqliteDialect({ database: { prepare, close: () => {} } }) })
  })
  afterAll(() => raw.close())

  function prepare(sql: string) {
    const statement = raw.prepare(sql)
    return {
      reader: true,
      all: (values: readonly unknown[]) => {
        const bound = values as (string | number)[]
        const steps = raw.prepare(`explain query plan ${sql}`).all(...bound) as { detail: string }[]
        plans.push(...steps.map(step => step.detail))
        return statement.all(...bound)
      },
      run: (values: readonly unknown[]) => statement.run(...(values as number[])),
      iterate: (values: readonly unknown[]) => statement.iterate(...(values as number[])),
    }
  }

  const organisations = [11]
  const from = { organisation: 11, after: 5 }
  const after = { learner: 1, level: 'aim', role: 'iqa', target: 3 } as const
  const place = { organisations, reached: new Map<number, number>() }
  const owned = { organisations, limit: 100 }

  test.each<[string, () => Promise<unknown>]>([
    ['the feed of a learner', () => changesAfter(db, { place, filter: { learner: 1 }, limit: 9 })],
    ['the feed of a person', () => changesAfter(db, { place, filter: { person: 1 }, limit: 9 })],
    ['the feed of a time', () => changesAfter(db, { place, filter: { from: 1, to: 2 }, limit: 9 })],
    ['the feed of a run', () => changesAfter(db, { place, filter: { run: 1 }, limit: 9 })],
    ['runs', () => runsPage(db, { organisations, kind: 'bulk', from: 1, limit: 9 })],
    ['staff', () => staffPage(db, { organisations, from, limit: 9 })],
    ['all staff', () => staffOf(db, { organisation: 11 })],
    ['live learners', () => liveLearners(db, { organisations, from, limit: 9 })],
    ['portfolios', () => portfoliosOf(db, { organisation: 11, learners: [1, 2] })],
    ['slots', () => slotHistories(db, { organisations, from: { organisation: 11, after }, limit: 9 })],
    ['slots of a learner', () => slotHistories(db, { organisations, learner: 1, from: undefined, limit: 9 })],
    ['slots of a person', () => slotHistories(db, { organisations, person: 1, from: undefined, limit: 9 })],
    ['aims of a learner', () => listOwned(db, { ...owned, name: 'aim', filter: { learner: 1 } })],
    [
      'units of an aim',
      () => listOwned(db, { ...owned, name: 'unitSummary', filter: { learner: 1, aim: 2 } }),
    ],
    ['people of a name', () => listOwned(db, { ...owned, name: 'user', filter: { lastName: 'Tarn' } })],
    ['people of a class', () => listOwned(db, { ...owned, name: 'user', filter: { classroom: 1 } })],
  ])('%s', async (_name, query) => {
    plans = []
    await query()
    expect(plans.length).toBeGreaterThan(0)
    const whole = plans.filter(step =>
      /^SEARCH (?!history_heads).*\(organisation_id=\?\)$|^SCAN (?!page|block|CONSTANT ROW)/.test(step),
    )
    expect(whole).toEqual([])
  })
})
