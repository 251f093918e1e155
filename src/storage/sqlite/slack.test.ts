import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connect, type SqliteConnection } from './connection.ts'
import { scrub } from './scrub.ts'
import { openSlack, type Slack, unusedSpan } from './slack.ts'

const PEOPLE = 8000

let folder: string
let file: string
let writer: SqliteConnection
let slack: Slack

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caseload-slack-'))
  file = join(folder, 'people.db')
  writer = connect(file, 'write')
  writer.raw.exec('create table people (id integer, name text, profile text, primary key (id)) without rowid')
  writer.raw.exec('create index people_name on people (name, id)')
  slack = openSlack(file)
})
afterEach(() => {
  writer.close()
  slack.close()
  rmSync(folder, { recursive: true })
})

/** Nobody else's name contains it. */
const nameOf = (id: number) => `Zq${id.toString(36).padStart(5, 'x')}Wq`

/** People who come in no order and whose profiles grow, so that pages are rebuilt over and over. */
function crowd(): void {
  const insert = writer.prepare('insert into people values (?, ?, ?)')
  const update = writer.prepare('update people set name = ?, profile = ? where id = ?')
  writer.raw.exec('begin')
  for (let at = 0; at < PEOPLE; at += 1) {
    const id = (at * 4801) % PEOPLE
    insert.run(id, nameOf(id), `of ${nameOf(id)}`)
  }
  for (let at = 0; at < PEOPLE; at += 1) {
    const id = (at * 2687) % PEOPLE
    update.run(`${nameOf(id)}x`, `of ${nameOf(id)}${'.'.repeat((at * 37) % 300)}`, id)
  }
  writer.raw.exec('commit')
}

/** Everybody with an even number is deleted. Gives their names. */
function leave(): string[] {
  writer.raw.exec('delete from people where id % 2 = 0')
  return Array.from({ length: PEOPLE / 2 }, (_, at) => nameOf(at * 2))
}

function foundOf(names: readonly string[]): string[] {
  const bytes = readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')
  const found = new Set(bytes.match(/Zq\w{5}Wq/g))
  return names.filter(name => found.has(name))
}

const checked = () => writer.raw.prepare('pragma integrity_check').get()!.integrity_check

describe('the unused bytes of a SQLite file', () => {
  test('hold names of people who were deleted, and nothing of them once scrubbed', async () => {
    crowd()
    const gone = leave()
    writer.raw.exec('pragma wal_checkpoint(truncate)')
    expect(foundOf(gone).length).toBeGreaterThan(0)
    expect(await scrub(writer, slack)).toBe(true)
    expect(foundOf(gone)).toEqual([])
    expect(await slack.find()).toEqual([])
    expect(checked()).toBe('ok')
  })

  test('do not come back with what is written later', async () => {
    crowd()
    const gone = leave()
    await scrub(writer, slack)
    writer.raw.exec("update people set profile = profile || '!'")
    await scrub(writer, slack)
    expect(foundOf(gone)).toEqual([])
    expect(checked()).toBe('ok')
    expect(writer.raw.prepare('select count(*) as count from people').get()!.count).toBe(PEOPLE / 2)
  })

  test('wait for a reader of an earlier moment', async () => {
    crowd()
    const reader = connect(file, 'read')
    reader.raw.exec('begin')
    reader.raw.prepare('select count(*) from people').get()
    const gone = leave()
    const scrubbed = scrub(writer, slack)
    expect(foundOf(gone).length).toBeGreaterThan(0)
    reader.close()
    expect(await scrubbed).toBe(true)
    expect(foundOf(gone)).toEqual([])
  })
})

describe('a page', () => {
  const page = (kind: number, cells: number, content: number) => {
    const bytes = Buffer.alloc(512)
    bytes[0] = kind
    bytes.writeUInt16BE(cells, 3)
    bytes.writeUInt16BE(content, 5)
    return bytes
  }

  test.each([
    ['a leaf', page(13, 2, 500), { start: 12, end: 500 }],
    ['a leaf of an index', page(10, 0, 512), { start: 8, end: 512 }],
    ['one above the leaves', page(5, 3, 400), { start: 18, end: 400 }],
    ['one that is full', page(13, 10, 28), undefined],
    ['one of no tree', page(0, 0, 0), undefined],
    ['one whose cells would begin after its end', page(13, 0, 600), undefined],
  ])('tells its unused bytes: %s', (_what, bytes, span) => {
    expect(unusedSpan(bytes, 2, 0)).toEqual(span)
  })

  test('leaves reserved bytes alone, and the header of the file', () => {
    expect(unusedSpan(page(13, 0, 510), 2, 8)).toBeUndefined()
    const first = Buffer.concat([Buffer.alloc(100), page(13, 1, 400)]).subarray(0, 512)
    expect(unusedSpan(first, 1, 0)).toEqual({ start: 110, end: 400 })
  })
})
