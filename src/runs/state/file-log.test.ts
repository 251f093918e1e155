import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileLog, openFileLog, StateInUse } from './file-log.ts'

let folder: string
let open: FileLog[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'))
  open = []
})
afterEach(() => {
  for (const log of open) log.close()
  rmSync(folder, { recursive: true, force: true })
})

function opened(): FileLog {
  const log = openFileLog(folder)
  open.push(log)
  return log
}

describe('the log in a file', () => {
  it('gives back the lines of each stream in their order, also after it was closed', async () => {
    const log = opened()
    await log.append('runs', [{ run: 'run-1' }, { run: 'run-2' }])
    await log.append('plans', [{ hash: 'a' }])
    await log.append('runs', [{ run: 'run-3' }])
    log.close()
    const again = openFileLog(folder)
    open = [again]
    expect(await again.read('runs')).toEqual([{ run: 'run-1' }, { run: 'run-2' }, { run: 'run-3' }])
    expect(await again.read('nothing')).toEqual([])
  })

  it('keeps its lines apart from where they are looked for, so that a plan of megabytes is in nobody’s way', async () => {
    const log = opened()
    await log.append('plan.a', [{ text: 'x'.repeat(4_000_000) }])
    await log.append('journal.run-1', [{ key: 'a' }])
    log.close()
    open = []
    const db = new DatabaseSync(join(folder, 'sync.db'))
    const plan = db
      .prepare('explain query plan select body from entries where stream = ? order by at')
      .all('runs')
    db.close()
    expect(plan.map(step => String(step.detail))).toEqual([expect.stringContaining('USING INDEX')])
  })

  it('takes over the lines of an earlier version', async () => {
    const db = new DatabaseSync(join(folder, 'sync.db'))
    db.exec(
      'create table lines (stream text not null, at integer not null, body text not null, primary key (stream, at)) without rowid, strict',
    )
    const insert = db.prepare('insert into lines values (?, ?, ?)')
    for (const [stream, at, body] of [
      ['b', 1, 1],
      ['a', 2, 2],
      ['a', 1, 1],
    ] as const)
      insert.run(stream, at, JSON.stringify({ body }))
    db.close()
    const log = opened()
    await log.append('a', [{ body: 3 }])
    expect(await log.read('a')).toEqual([{ body: 1 }, { body: 2 }, { body: 3 }])
    expect(await log.read('b')).toEqual([{ body: 1 }])
  })

  it('belongs to one run at a time, and to its owner alone', () => {
    opened()
    expect(() => openFileLog(folder)).toThrow(StateInUse)
    expect(statSync(join(folder, 'sync.db')).mode & 0o777).toBe(0o600)
  })
})
