import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { ThreadEnded } from './channel.ts'
import { openSqlite } from './open.ts'
import { startWriting } from './writing.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-writing-'))
const file = join(folder, 'later', 'caseload.db')
const CANNOT_OPEN = 14

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a thread that was lost tells whoever waited why, and the next write gets another one', async () => {
  const writing = startWriting(file)
  const lost = writing.transact(({ db }) => sql`select 1`.execute(db))
  await expect(lost).rejects.toThrow(ThreadEnded)
  await expect(lost).rejects.toMatchObject({ errcode: CANNOT_OPEN })
  mkdirSync(join(folder, 'later'))
  const rows = await writing.transact(async ({ db }) => (await sql`select 1 as one`.execute(db)).rows)
  expect(rows).toEqual([{ one: 1 }])
  await writing.close()
})

test('a statement that fails is told with the number that SQLite gave it, and takes its transaction along', async () => {
  const storage = await openSqlite(file, 0)
  const failing = storage.transact([], async ({ db }) => {
    await db.insertInto('id_counters').values({ kind: 'test', next: 7 }).execute()
    await sql`insert into nowhere values (1)`.execute(db)
  })
  await expect(failing).rejects.toMatchObject({ errcode: 1 })
  expect(await storage.db.selectFrom('id_counters').selectAll().where('kind', '=', 'test').execute()).toEqual(
    [],
  )
  await storage.close()
})

test('the writer reads whole answers and does not stream', async () => {
  const storage = await openSqlite(file, 0)
  const streaming = storage.transact([], async ({ db }) => {
    for await (const _ of db.selectFrom('meta').selectAll().stream());
  })
  await expect(streaming).rejects.toThrow('read on a snapshot')
  await storage.close()
})
