/** The drill: a backup while everything is being written, and what is restored from it, elsewhere and in place. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportToFile } from '../src/dataset/backup.ts'
import { importDataSet } from '../src/dataset/import.ts'
import { fileLines } from '../src/dataset/lines.ts'
import { restoreDataSet } from '../src/dataset/restore.ts'
import { runCommand } from '../src/http/commands.ts'
import { buildServer } from '../src/http/server.ts'
import { openStorage } from '../src/storage/open.ts'
import { removeEverything } from '../src/storage/replace.ts'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { linesOf, servicesAt } from './datasets.ts'
import { ENGINES, freshAddress, openSession, type Stage, servicesOn, setStage } from './stage.ts'

const SAMPLE = join(import.meta.dirname, '../docs/sample.jsonl')

function readBackup(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
}

const changesIn = (lines: readonly string[]) => lines.filter(line => line.startsWith('{"record":"change"'))

test('another server on the same PostgreSQL goes on with what was restored', async () => {
  const { address } = await freshAddress('postgres')
  const time = { now: cast.NOW }
  const [one, other] = [await servicesAt(address, time), await servicesAt(address, time)]
  await importDataSet(one.writer, fileLines(SAMPLE))
  const server = buildServer(other)
  const assign = (person: number, session: string) =>
    server.inject({
      method: 'POST',
      url: `/api/v2.1/User/${person}/Assign`,
      headers: { 'x-tokenid': session },
      payload: { LearnerID: cast.orlagh.id, Level: 3, StandardID: cast.BAKING.id },
    })
  const session = await openSession(other, ['assign'])
  expect((await assign(cast.isolde.id, session)).statusCode).toBe(204)
  await restoreDataSet(one.writer, fileLines(SAMPLE))
  time.now += 1000
  expect((await assign(cast.isolde.id, session)).statusCode).toBe(401)
  const next = await openSession(other, ['assign'])
  expect((await assign(cast.tobias.id, next)).statusCode).toBe(204)
  const changes = changesIn(await linesOf(one.storage)).map(line => JSON.parse(line))
  expect(changes).toEqual([expect.objectContaining({ position: 1, afterPerson: cast.tobias.id })])
  await server.close()
})

describe.each(ENGINES)('a backup on %s', engine => {
  let stage: Stage
  let caller: Caller
  let folder: string
  let backup: string

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
    folder = mkdtempSync(join(tmpdir(), 'caseload-restore-'))
    backup = join(folder, 'backup.jsonl.gz')
  })
  afterEach(async () => {
    await stage.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const backUp = () =>
    exportToFile(stage.storage, backup, {
      compressed: true,
      secrets: true,
      signal: new AbortController().signal,
    })
  const restore = () => runCommand(stage.services, 'restore', { file: backup })
  const assessors = [cast.isolde, cast.tobias, cast.hesper]
  const put = (at: number) =>
    caller.post('/changes', {
      changes: [{ learner: cast.orlagh.id, level: 'default', after: assessors[at % 3]!.id }],
    })

  test('made among writes holds one moment, and leads to the same history elsewhere', async () => {
    for (let at = 0; at < 5; at += 1) await put(at)
    const writing = Promise.all(Array.from({ length: 40 }, (_, at) => put(at)))
    await backUp()
    await writing
    const [live, held] = [changesIn(await linesOf(stage.storage)), changesIn(readBackup(backup))]
    expect(held.length).toBeGreaterThanOrEqual(5)
    expect(live.slice(0, held.length)).toEqual(held)
    for (const other of ENGINES) {
      const { address, remove } = await freshAddress(other)
      const storage = await openStorage(address, cast.NOW)
      const { writer } = servicesOn(storage, { now: cast.NOW })
      await restoreDataSet(writer, fileLines(backup))
      expect(await linesOf(storage)).toEqual(readBackup(backup))
      await writer.close()
      await storage.close()
      remove()
    }
  })

  test('is restored in place while the server answers', async () => {
    for (let at = 0; at < 4; at += 1) await put(at)
    const { body: before } = await caller.get('/changes')
    await backUp()
    for (let at = 4; at < 8; at += 1) await put(at)
    const made = await caller.post('/changes', {
      changes: [{ learner: cast.caspian.id, level: 'default', after: cast.isolde.id }],
    })
    const answers: number[] = []
    let going = true
    const asking = (async () => {
      while (going) answers.push((await stage.server.inject('/ready')).statusCode)
    })()
    expect(await restore()).toMatchObject({ restored: { user: cast.CAST.length, change: 4 } })
    going = false
    await asking
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(await linesOf(stage.storage)).toEqual(readBackup(backup))

    expect((await caller.get('/changes')).status).toBe(401)
    caller = callerWith(stage, await stage.session())
    expect((await caller.get(`/changes?cursor=${encodeURIComponent(before.next)}`)).status).toBe(410)
    const { body: after } = await caller.get('/changes')
    expect(after.changes).toEqual(before.changes)

    const { body } = await put(2)
    expect(body.run).toBeGreaterThan(made.body.run)
    expect((await caller.get('/changes')).body.changes).toHaveLength(5)
  })

  test('that is restored begins with nothing left of what was there', async () => {
    await stage.storage.transact([], tx => removeEverything(tx.db))
    const { db } = stage.storage
    const tables = (await db.introspection.getTables()).map(({ name }) => name as 'meta')
    const filled: string[] = []
    for (const table of tables) {
      const row = await db.selectFrom(table).select(sql`1`.as('one')).limit(1).executeTakeFirst()
      if (row) filled.push(table)
    }
    expect(filled.filter(name => !name.startsWith('sqlite_')).sort()).toEqual([
      'id_counters',
      'meta',
      'schema_migrations',
    ])
  })

  test('does not bring back a token that was revoked since', async () => {
    const token = await stage.services.access.createToken({
      ...{ customer: cast.CUSTOMER.id, name: 'lost', scopes: ['read'], organisations: null, callLimit: 10 },
    })
    if (!('secret' in token)) throw new Error(token.sentence)
    await backUp()
    await stage.services.access.revoke(token.token.id)
    await restore()
    expect(await stage.services.access.tokenOf(token.secret)).toMatchObject({ code: 'token-invalid' })
  })

  test('counters of ids do not go back', async () => {
    await backUp()
    const create = () =>
      stage.services.access.createToken({
        ...{ customer: cast.CUSTOMER.id, name: 'new', scopes: ['read'], organisations: null, callLimit: 10 },
      })
    const first = await create()
    await restore()
    const second = await create()
    if (!('token' in first && 'token' in second)) throw new Error('no token')
    expect(second.token.id).toBeGreaterThan(first.token.id)
  })

  test.each<[string, (lines: string[]) => Buffer, RegExp]>([
    ['cut short', lines => gzipSync(lines.slice(0, -5).join('\n')), /line \d+: The file ends before its end/],
    ['damaged', lines => gzipSync(lines.join('\n')).subarray(0, -40), /damaged or has been cut short/],
    [
      'altered in its history',
      lines => gzipSync(lines.join('\n').replace(/"afterPerson":\d+/, `"afterPerson":${cast.quill.id}`)),
      /line \d+: Change \d+ .* has been altered/,
    ],
    [
      'altered in its assignments',
      lines =>
        gzipSync(lines.join('\n').replace(/("record":"assignment".*"person":)\d+/, `$1${cast.quill.id}`)),
      /does not lead to its assignments/,
    ],
    [
      'without somebody it speaks of',
      lines => {
        const others = lines.filter(line => !line.includes(`"record":"user","id":${cast.isolde.id}`))
        const end = `{"record":"end","count":${others.length - 2}}`
        return gzipSync([...others.slice(0, -1), end].join('\n'))
      },
      /and there is no such user/,
    ],
  ])('that is %s is refused, and changes nothing', async (_how, broken, told) => {
    for (let at = 0; at < 4; at += 1) await put(at)
    await backUp()
    await put(5)
    const before = await linesOf(stage.storage)
    writeFileSync(backup, broken(readBackup(backup)))
    expect(await restore()).toEqual({ sentence: expect.stringMatching(told) })
    expect(await linesOf(stage.storage)).toEqual(before)
    expect((await caller.get('/changes')).status).toBe(200)
    expect((await put(6)).body.applied).toBe(true)
  })

  test('that cannot be written leaves the one before it, and nothing beside it', async () => {
    await backUp()
    const kept = readFileSync(backup)
    const failing = (async function* () {
      yield '{"record":"caseload-dataset","version":1}'
      throw new Error('the database is gone')
    })()
    const { writeWhole } = await import('../src/dataset/whole-file.ts')
    await expect(writeWhole(backup, failing, { compressed: true })).rejects.toThrow('the database is gone')
    expect(readFileSync(backup).equals(kept)).toBe(true)
    expect(readdirSync(folder)).toEqual(['backup.jsonl.gz'])
  })
})
