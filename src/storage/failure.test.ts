import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, test } from 'vitest'
import { failureOf, HistoryNotLocked } from '../writer/failure.ts'
import { classify as ofPostgres } from './postgres/failure.ts'
import { ThreadEnded } from './sqlite/channel.ts'
import { classify as ofSqlite } from './sqlite/failure.ts'

/** The error that a real SQLite gives for a statement. */
function sqliteError(...statements: string[]): unknown {
  const database = new DatabaseSync(':memory:')
  try {
    for (const statement of statements) database.exec(statement)
  } catch (error) {
    return error
  } finally {
    database.close()
  }
  throw new Error('none of the statements failed')
}

/** An error as PostgreSQL's driver gives it: an SQLSTATE, or the network's own code. */
function coded(code: string): Error {
  return Object.assign(new Error('as the driver says it'), { code })
}

describe('an error of SQLite', () => {
  it('is a constraint, also by one of its extended codes', () => {
    const table = 'create table slots (id integer primary key, person integer not null unique)'
    expect(ofSqlite(sqliteError(table, 'insert into slots values (1, null)'))).toBe('constraint')
    expect(ofSqlite(sqliteError(table, 'insert into slots values (1, 7), (2, 7)'))).toBe('constraint')
  })

  it('is a database that cannot be written when it is full or only to be read', () => {
    const full = ['pragma max_page_count = 1', 'create table a (b)']
    expect(ofSqlite(sqliteError(...full))).toBe('unavailable')
    expect(ofSqlite(sqliteError('create table a (b)', 'pragma query_only = on', 'drop table a'))).toBe(
      'unavailable',
    )
  })

  it('is a database that cannot be reached when the thread that writes has ended', () => {
    expect(ofSqlite(new ThreadEnded(new Error('out of memory')))).toBe('unavailable')
  })

  it('is a bug when the statement itself is wrong', () => {
    expect(ofSqlite(sqliteError('select from where'))).toBe('bug')
  })
})

describe('an error of PostgreSQL', () => {
  test.each([
    ['23505', 'constraint'],
    ['40001', 'try-again'],
    ['40P01', 'try-again'],
    ['08006', 'unavailable'],
    ['53300', 'unavailable'],
    ['57P01', 'unavailable'],
    ['58030', 'unavailable'],
    ['25006', 'unavailable'],
    ['25001', 'bug'],
    ['42601', 'bug'],
    ['10823', 'bug'],
  ])('with the state %s is %s', (state, failure) => {
    expect(ofPostgres(coded(state))).toBe(failure)
  })

  test.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'],
    ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE'],
  ])('with %s of the network is a database that cannot be reached', code => {
    expect(ofPostgres(coded(code))).toBe('unavailable')
  })

  test.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
    'timeout expired',
  ])('without a code that says %j is a database that cannot be reached', message => {
    expect(ofPostgres(new Error(message))).toBe('unavailable')
  })
})

it('a history that was not locked is a reason to begin anew', () => {
  expect(failureOf({ classify: ofSqlite }, new HistoryNotLocked())).toBe('try-again')
  expect(failureOf({ classify: ofPostgres }, coded('23505'))).toBe('constraint')
})

it('any other error is a bug, and so is what is no error at all', () => {
  expect(ofPostgres(coded('ERR_INVALID_ARG_TYPE'))).toBe('bug')
  expect(ofPostgres(new TypeError('undefined is not a function'))).toBe('bug')
  expect(ofSqlite(new TypeError('undefined is not a function'))).toBe('bug')
  expect([undefined, null, 'Connection terminated', { code: '40001' }].map(ofPostgres)).toEqual(
    Array(4).fill('bug'),
  )
})
