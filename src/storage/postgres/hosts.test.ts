import { expect, test } from 'vitest'
import { hostsOf, placeOf } from './hosts.ts'

test('an address of one server is left as it is', () => {
  const url = 'postgres://me:p%40ss@db.example.org:5433/caseload?sslmode=verify-full'
  expect(hostsOf(url)).toEqual([url])
})

test('an address that names several servers is one for each, as PostgreSQL reads it', () => {
  const url = 'postgresql://me:secret@one.example.org:5432,two.example.org/caseload?sslmode=require'
  expect(hostsOf(url)).toEqual([
    'postgresql://me:secret@one.example.org:5432/caseload?sslmode=require',
    'postgresql://me:secret@two.example.org/caseload?sslmode=require',
  ])
})

test.each(['read-write', 'primary'])('%s is what every address means', target => {
  expect(hostsOf(`postgres://a,b/caseload?target_session_attrs=${target}`)).toEqual([
    'postgres://a/caseload',
    'postgres://b/caseload',
  ])
})

test.each([
  ['postgres://a,b/caseload?target_session_attrs=any', /target_session_attrs=any.*read-write/],
  ['postgres://a,/caseload', /a server without a name/],
  ['postgres://a:99999/caseload', /is none/],
])('%s is refused, with how an address reads', (url, why) => {
  expect(() => hostsOf(url)).toThrow(why)
  expect(() => hostsOf(url)).toThrow(/postgres:\/\/user:password@host1:5432,host2:5432\/database/)
})

test('where an address leads is told without user and password', () => {
  expect(placeOf('postgres://me:secret@one:5433,two/caseload')).toBe('one:5433, two:5432, database caseload')
})
