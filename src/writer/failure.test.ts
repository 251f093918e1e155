import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, test } from 'vitest'
import { ThreadEnded } from '../storage/sqlite/desk.ts'
import { classify, HistoryNotLocked } from './failure.ts'

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
    expect(classify(sqliteError(table, 'insert into slots values (1, null)'))).toBe('constraint')
    expect(classify(sqliteError(table, 'insert into slots values (1, 7), (2, 7)'))).toBe('constraint')
  })

  it('is a database that cannot be written when it is full or only to be read', () => {
    const full = ['pragma max_page_count = 1', 'create table a (b)']
    expect(classify(sqliteError(...full))).toBe('unavailable')
    expect(classify(sqliteError('create table a (b)', 'pragma query_only = on', 'drop table a'))).toBe(
      'unavailable',
    )
  })

  it('is a database that cannot be reached when the thread that writes has ended', () => {
    expect(classify(new ThreadEnded(new Error('out of memory')))).toBe('unavailable')
  })

  it('is a bug when the statement itself is wrong', () => {
    expect(classify(sqliteError('select from where'))).toBe('bug')
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
    expect(classify(coded(state))).toBe(failure)
  })

  test.each([
    ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EHOSTUNREACH'],
    ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EMFILE', 'ENFILE'],
  ])('with %s of the network is a database that cannot be reached', code => {
    expect(classify(coded(code))).toBe('unavailable')
  })

  test.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'timeout exceeded when trying to connect',
    'timeout expired',
  ])('without a code that says %j is a database that cannot be reached', message => {
    expect(classify(new Error(message))).toBe('unavailable')
  })
})

it('a history that was not locked is a reason to begin anew', () => {
  expect(classify(new HistoryNotLocked())).toBe('try-again')
})

it('any other error is a bug, and so is what is no error at all', () => {
  expect(classify(coded('ERR_INVALID_ARG_TYPE'))).toBe('bug')
  expect(classify(new TypeError('undefined is not a function'))).toBe('bug')
  expect([undefined, null, 'Connection terminated', { code: '40001' }].map(classify)).toEqual(
    Array(4).fill('bug'),
  )
})
