import { describe, expect, test } from 'vitest'
import { databaseAddress, printable, readCertificate, readConfig } from './config.ts'

describe('the configuration', () => {
  test('is safe where nothing is said', () => {
    const config = readConfig({}, {})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 4680, behindProxy: false, plainOnefile: false })
    expect(databaseAddress(config)).toBe('data/caseload.db')
  })

  test('comes from the environment, and a flag wins over it', () => {
    const environment = { CASELOAD_PORT: '5001', CASELOAD_HOST: '::1', CASELOAD_STRICT_PEOPLE: 'yes' }
    expect(readConfig({ port: '5002' }, environment)).toMatchObject({
      port: 5002,
      host: '::1',
      strictPeople: true,
    })
  })

  test.each([
    [{ port: 'many' }, '--port (CASELOAD_PORT) must be a whole number from 0 to 65535.'],
    [{ log: 'loud' }, '--log (CASELOAD_LOG) must be one of: silent, error, warn, info.'],
    [{ proxies: '10.1.0.0/16' }, '--proxies says which proxies are believed; give --behind-proxy too'],
    [{ behindProxy: 'perhaps' }, '--behind-proxy (CASELOAD_BEHIND_PROXY) must be true or false.'],
    [{ faults: 'limits=1' }, '--faults (CASELOAD_FAULTS) cannot use "limits=1": give name=number'],
    [{ seed: '-1' }, '--seed (CASELOAD_FAULT_SEED) must be a whole number from 0 to 4294967295.'],
    [{ faults: 'limit=1' }, '--faults is for a server for practice; give --practice too, or leave it out.'],
    [{ certificate: 'a.pem' }, '--certificate and --key go together: give both, or neither.'],
    [
      { database: 'mysql://here' },
      '--database must be a postgres:// address; for SQLite, give --data instead.',
    ],
  ])('%j is refused with what to do', (flags, told) => {
    expect(() => readConfig(flags, {})).toThrow(told)
  })

  test.each(['10.1.0.0/33', '0.0.0.0/0', 'proxy.example.org', '10.1.0.0/16,', '::1/64/2', ''])(
    'believes no proxy at %j',
    proxies => {
      expect(() => readConfig({ behindProxy: 'true', proxies }, {})).toThrow(
        '--proxies (CASELOAD_PROXIES) must be addresses or ranges',
      )
    },
  )

  test('knows proxies by address and by range', () => {
    const { proxies } = readConfig({ behindProxy: 'true', proxies: '10.1.2.3, 10.1.0.0/16,fd00::/8' }, {})
    expect(proxies).toEqual(['10.1.2.3', '10.1.0.0/16', 'fd00::/8'])
  })

  test.each(['*', 'mis.example.org', 'https://mis.example.org/', 'https://a.example.org,*'])(
    'lets pages in by their origin in full only, not by %s',
    corsOrigin => {
      expect(() => readConfig({ corsOrigin }, {})).toThrow(
        '--cors-origin (CASELOAD_CORS_ORIGIN) must be origins in full, such as https://mis.example.org',
      )
    },
  )

  test('lets no pages in where nothing is said, and those that are named', () => {
    const named = 'https://mis.example.org, http://127.0.0.1:5173'
    expect(readConfig({}, {}).corsOrigin).toEqual([])
    expect(readConfig({ corsOrigin: named }, {}).corsOrigin).toEqual(named.split(', '))
  })

  test('holds the faults of a server for practice', () => {
    const config = readConfig({ practice: true, faults: 'lost=0.01', seed: '7' }, {})
    expect(config).toMatchObject({ practice: true, seed: 7, faults: { lost: 0.01, limit: 0 } })
  })

  test('does not listen to the world in the clear', () => {
    expect(() => readConfig({ host: '0.0.0.0' }, {})).toThrow(
      'sends tokens and people’s data in the clear'.replace('’', "'"),
    )
    expect(readConfig({ host: '0.0.0.0', behindProxy: true }, {}).host).toBe('0.0.0.0')
  })

  test('is printed without what is secret', () => {
    const config = readConfig({ database: 'postgres://me:secret@here/caseload' }, {})
    expect(JSON.stringify(printable(config))).not.toContain('secret')
    expect(printable(config).database).toBe('set')
  })

  test('names a certificate that cannot be read', () => {
    const config = readConfig({ certificate: '/nowhere/a.pem', key: '/nowhere/a.key' }, {})
    expect(() => readCertificate(config)).toThrow('The certificate or its key cannot be read')
  })
})
