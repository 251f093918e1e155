import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSqlite } from './open.ts'
import { startReader } from './reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-reader-'))
const file = join(folder, 'caseload.db')
const CANNOT_OPEN = 14

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a reader that was lost tells whoever waited why, and the next question gets another one', async () => {
  const reader = startReader(file)
  await expect(reader.read('ping', null)).rejects.toMatchObject({ errcode: CANNOT_OPEN })
  const storage = await openSqlite(file, 0)
  expect(await reader.read('ping', null)).toBeGreaterThan(0)
  await reader.close()
  await storage.close()
})

test('a question that fails is told with the number that SQLite gave it, and the reader goes on', async () => {
  const storage = await openSqlite(file, 0)
  await storage.transact([], async ({ db }) => void (await db.schema.dropTable('meta').execute()))
  await expect(storage.read('ping', null)).rejects.toMatchObject({ errcode: 1 })
  await expect(storage.read('ping', null)).rejects.toThrow(/no such table/)
  await storage.close()
})
