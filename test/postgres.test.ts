import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Client, type QueryResultRow } from 'pg'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { createDatabase, type Postgres, startPostgres } from './postgres.ts'

let postgres: Postgres

beforeAll(async () => {
  postgres = await startPostgres({ settings: { max_connections: '20' } })
})

afterAll(() => postgres.remove())

async function query(url: string, sql: string): Promise<QueryResultRow[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a database can be created and answers', async () => {
  const url = await postgres.createDatabase('a "quoted" näme with %')
  const rows = await query(url, 'select current_database() as name, 6 * 7 as answer')
  expect(rows).toEqual([{ name: 'a "quoted" näme with %', answer: 42 }])
})

test('the server of the whole test run creates databases too', async () => {
  const name = `own_${process.pid}_${Date.now()}`
  const url = await createDatabase(inject('postgresUrl'), name)
  expect(await query(url, 'select current_database() as name')).toEqual([{ name }])
  await query(inject('postgresUrl'), `drop database ${name}`)
})

test('fsync is on, text is UTF-8 and settings can be chosen', async () => {
  const names = ['fsync', 'server_encoding', 'max_connections', 'shared_buffers', 'listen_addresses']
  const shown = await Promise.all(names.map(name => query(postgres.url, `show ${name}`)))
  expect(shown.map(rows => Object.values(rows[0]!)[0])).toEqual(['on', 'UTF8', '20', '128MB', '127.0.0.1'])
})

test('committed rows survive a kill and a restart, and uncommitted ones do not', async () => {
  const url = await postgres.createDatabase('crash')
  await query(url, 'create table entry (id int primary key)')
  await query(url, 'insert into entry select generate_series(1, 1000)')
  const open = new Client({ connectionString: url })
  open.on('error', () => {})
  await open.connect()
  await open.query('begin; insert into entry values (5000)')
  const before = postgres.pid

  postgres.kill()
  await expect(query(url, 'select 1')).rejects.toThrow()
  await postgres.restart()

  expect(postgres.pid).not.toBe(before)
  const rows = await query(url, 'select count(*)::int as count, max(id) as last from entry')
  expect(rows).toEqual([{ count: 1000, last: 1000 }])
})

test('a stopped server refuses connections until it is restarted', async () => {
  await postgres.stop()
  await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
  await postgres.restart()
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a setting PostgreSQL does not know fails the start with what its log says', async () => {
  const start = startPostgres({ settings: { no_such_setting: '1' } })
  await expect(start).rejects.toThrow(/did not start.*no_such_setting/s)
})

test('the server ends and its folder goes when the process that started it is killed', async () => {
  const launcher = new URL('./postgres.ts', import.meta.url).href
  const script = `
    const { startPostgres } = await import(${JSON.stringify(launcher)})
    const { pid, folder } = await startPostgres()
    console.log(JSON.stringify({ pid, folder }))
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<Buffer>(resolve => owner.stdout.once('data', resolve))
  const { pid, folder } = JSON.parse(line.toString())
  expect(isAlive(pid) && existsSync(folder)).toBe(true)

  owner.kill('SIGKILL')

  await vi.waitUntil(() => !isAlive(pid) && !existsSync(folder), { timeout: 15_000 })
})
