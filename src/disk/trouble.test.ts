import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import { databaseTrouble, systemTrouble } from './trouble.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-trouble-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function refusal(code: string, more: object = { path: '/srv/caseload/caseload.db' }): Error {
  return Object.assign(new Error(`${code}: some words, open '/srv/caseload/caseload.db'`), { code, ...more })
}

function sqlite(errcode: number): Error {
  return Object.assign(new Error('words of SQLite'), { code: 'ERR_SQLITE_ERROR', errcode })
}

describe('a refusal of the operating system', () => {
  test.each(Object.keys(constants.errno))(
    '%s is told with the path and what to do, without its code',
    code => {
      const told = systemTrouble(refusal(code))
      expect(told).toMatch(/^\/srv\/caseload\/caseload\.db cannot be used: .+\. [A-Z].+\.$/)
      expect(told).not.toContain(code)
    },
  )

  test('names who has no right to the file', () => {
    expect(systemTrouble(refusal('EACCES'))).toMatch(
      /: (the user \S+|this user) may not use it\. Change its owner/,
    )
  })

  test('about a socket in a folder names the socket', () => {
    expect(systemTrouble(refusal('EACCES', { address: '/srv/control.sock' }))).toMatch(
      /^\/srv\/control\.sock /,
    )
  })

  test.each([
    ['about no file', refusal('ECONNREFUSED', {})],
    ['of another kind', Object.assign(new Error('no'), { code: 'ERR_INVALID_ARG_TYPE', path: '/x' })],
    ['that is no error', 'EACCES'],
  ])('%s is left to others', (_what, error) => {
    expect(systemTrouble(error)).toBeUndefined()
  })
})

describe('a refusal of SQLite', () => {
  test.each([
    [3, 'may not use it'],
    [5, 'another program is using it'],
    [8, 'may not write it'],
    [10, 'its disk reports a fault'],
    [11, 'it is damaged'],
    [13, 'its disk is full'],
    [14, 'may not use it or its folder'],
    [26, 'it is no database'],
    [99, 'words of SQLite'],
    // Extended codes hold the kind in the low byte.
    [778, 'its disk reports a fault'],
  ])('%i is told with the path and what to do', (errcode, why) => {
    const told = databaseTrouble(sqlite(errcode), join(folder, 'caseload.db'))
    expect(told).toContain(`${join(folder, 'caseload.db')} cannot be used: `)
    expect(told).toContain(why)
    expect(told).toMatch(/\. [A-Z].+\.$/)
  })

  test('about a folder where the file should be says so', () => {
    const open = () => new DatabaseSync(folder)
    expect(open).toThrow()
    try {
      open()
    } catch (error) {
      expect(databaseTrouble(error, folder)).toContain('a folder is where a file is needed')
    }
  })

  test('is told of SQLite alone', () => {
    expect(databaseTrouble(new Error('another'), folder)).toBeUndefined()
  })
})
