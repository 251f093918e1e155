/** Whose failed sign-ins are counted where a proxy says where calls come from. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildServer } from '../src/http/server.ts'
import { type Stage, setStage } from './stage.ts'

const PROXY = '127.0.0.1'
const STRANGER = '203.0.113.9'
/** What one address may get wrong in a minute. */
const FAILED_SIGN_INS = 20

let stage: Stage
let added: unknown[]

beforeEach(async () => {
  stage = await setStage('sqlite')
  added = []
  const { failedSignIns } = stage.services
  const services = {
    ...stage.services,
    failedSignIns: {
      ...failedSignIns,
      add: (key: string) => {
        added.push(key)
        failedSignIns.add(key)
      },
    },
  }
  stage.server = buildServer(services, { behindProxy: true })
})
afterEach(() => stage.close())

async function fail(remoteAddress: string, forwarded: string): Promise<number> {
  const { statusCode } = await stage.server.inject({
    ...{ method: 'POST', url: '/api/v2.1/Authentication', remoteAddress },
    headers: { 'x-customertoken': 'wrong', 'x-forwarded-for': forwarded },
  })
  return statusCode
}

describe('behind a proxy, a failed sign-in counts for', () => {
  test.each([
    ['the caller that the proxy names', PROXY, STRANGER, STRANGER],
    [
      'the last other address, whatever the caller wrote before it',
      PROXY,
      `198.51.100.1, ${STRANGER}`,
      STRANGER,
    ],
    [
      'the last other address, with proxies of a private network behind it',
      PROXY,
      `1.2.3.4, ${STRANGER}, 10.0.0.7, 192.168.1.2`,
      STRANGER,
    ],
    ['a caller who comes without the proxy, whatever it writes', STRANGER, '198.51.100.1', STRANGER],
    ['the proxy, where it names what is no address', PROXY, 'x'.repeat(4000), PROXY],
    ['the network of a caller with an address of IPv6', 'fd00::7', '2001:db8:1:2:3::5', '2001:db8:1:2::/64'],
    ['a caller whose address is written as one of IPv6', PROXY, '::ffff:203.0.113.9', STRANGER],
  ])('%s', async (_whom, remote, forwarded, counted) => {
    expect(await fail(remote, forwarded)).toBe(401)
    expect(added).toEqual([counted])
  })

  test('one caller, though it writes another address each time', async () => {
    for (let at = 0; at < FAILED_SIGN_INS; at += 1)
      expect(await fail(PROXY, `10.9.8.${at}, 198.51.100.${at}, ${STRANGER}`)).toBe(401)
    expect(await fail(PROXY, `198.51.100.99, ${STRANGER}`)).toBe(429)
    expect(await fail(PROXY, '198.51.100.99')).toBe(401)
  })
})
