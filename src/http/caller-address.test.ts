import { expect, test } from 'vitest'
import { callerAddress } from './caller-address.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['2001:db8::5', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
])('%s is counted as %s', (told, counted) => {
  expect(callerAddress(told, '198.51.100.1')).toBe(counted)
})

test('what is no address counts for the connection', () => {
  expect(callerAddress('x'.repeat(4000), '198.51.100.1')).toBe('198.51.100.1')
  expect(callerAddress('unknown', undefined)).toBe('')
})
