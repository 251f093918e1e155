import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from './db.ts'
import { prepared } from './prepared.ts'

let raw: DatabaseSync
let db: Db
let built: number

beforeAll(() => {
  raw = new DatabaseSync(':memory:')
  raw.exec(
    "create table meta (name text, value text); insert into meta values ('a', '1'), ('b', '2'), ('c', '3')",
  )
  const prepare = (sql: string) => {
    const statement = raw.prepare(sql)
    const all = (values: readonly unknown[]) => statement.all(...(values as string[]))
    return { reader: true, all, run: all as never, iterate: all as never }
  }
  db = new Kysely({ dialect: new SqliteDialect({ database: { prepare, close: () => {} } }) })
})
beforeEach(() => {
  built = 0
})
afterAll(() => raw.close())

const named = prepared(
  (on: Db, wanted: { names: readonly string[]; after?: string | undefined }, order: 'asc' | 'desc') => {
    built += 1
    const query = on
      .selectFrom('meta')
      .select('value')
      .where('name', 'in', wanted.names)
      .orderBy('name', order)
    return wanted.after === undefined ? query : query.where('name', '>', wanted.after)
  },
)

const read = async (wanted: { names: string[]; after?: string }, order: 'asc' | 'desc' = 'asc') =>
  (await named(db, wanted, order)).map(row => row.value)

test('a query gives what its values ask for, and is built once for all that ask alike', async () => {
  expect(await read({ names: ['a', 'b'] })).toEqual(['1', '2'])
  expect(await read({ names: ['c', 'a'] })).toEqual(['1', '3'])
  expect(await read({ names: ['x', 'y'] })).toEqual([])
  expect(built).toBe(1)
})

test('a longer list, a value more, and another form are other queries', async () => {
  expect(await read({ names: ['a', 'b', 'c'] })).toEqual(['1', '2', '3'])
  expect(await read({ names: ['a', 'b', 'c'], after: 'a' })).toEqual(['2', '3'])
  expect(await read({ names: ['a', 'b', 'c'], after: 'a' }, 'desc')).toEqual(['3', '2'])
  expect(await read({ names: ['a', 'b', 'c'], after: 'b' }, 'desc')).toEqual(['3'])
  expect(built).toBe(3)
})
