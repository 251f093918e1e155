import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimPrivateFile, isOpenToOthers, makePrivateFolder, writePrivateFile } from './private-file.ts'

let folder: string
let umask: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe.each([0o000, 0o022, 0o077])('a file with people, with the umask %o', mask => {
  beforeEach(() => {
    umask = process.umask(mask)
  })
  afterEach(() => void process.umask(umask))

  it('is its owner’s alone, new or not', () => {
    const file = join(folder, 'plan.csv')
    writeFileSync(file, 'old')
    chmodSync(file, 0o644)
    writePrivateFile(file, 'new')
    writePrivateFile(join(folder, 'other.csv'), Buffer.from('x'))
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(readdirSync(folder).map(name => modeOf(join(folder, name)))).toEqual(['600', '600'])
  })

  it('is claimed before a database is opened, with what the database puts beside it', () => {
    const file = join(folder, 'data.db')
    claimPrivateFile(file)
    const db = new DatabaseSync(file)
    db.exec('pragma journal_mode = wal')
    db.exec('create table t (x)')
    const modes = readdirSync(folder).map(name => modeOf(join(folder, name)))
    db.close()
    expect(modes).toEqual(['600', '600', '600'])
  })

  it('stands in a folder that only its owner enters', () => {
    makePrivateFolder(join(folder, 'reports'))
    expect(modeOf(join(folder, 'reports'))).toBe('700')
    expect(isOpenToOthers(join(folder, 'reports'))).toBe(false)
  })
})

describe('what is there already', () => {
  it('is closed to everybody, and stays open to a group', () => {
    const [everybody, group] = [join(folder, 'everybody.db'), join(folder, 'group.db')]
    for (const [file, mode] of [
      [everybody, 0o644],
      [group, 0o640],
    ] as const) {
      writeFileSync(file, '')
      chmodSync(file, mode)
      claimPrivateFile(file)
    }
    expect([modeOf(everybody), modeOf(group)]).toEqual(['600', '640'])
  })

  it('keeps the mode of its folder, which is said to be open', () => {
    const open = join(folder, 'open')
    mkdirSync(open)
    chmodSync(open, 0o755)
    makePrivateFolder(open)
    expect([modeOf(open), isOpenToOthers(open), isOpenToOthers(join(folder, 'none'))]).toEqual([
      '755',
      true,
      false,
    ])
  })

  it('is still there where the new content cannot be written', () => {
    expect(() => writePrivateFile(join(folder, 'none', 'plan.csv'), 'x')).toThrow('ENOENT')
    expect(readdirSync(folder)).toEqual([])
  })
})
