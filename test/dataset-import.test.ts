import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '../src/app/services.ts'
import { importDataSet } from '../src/dataset/import.ts'
import { fileLines } from '../src/dataset/lines.ts'
import { restoreDataSet } from '../src/dataset/restore.ts'
import type { User } from '../src/domain/user.ts'
import { CHAIN_START } from '../src/storage/chain.ts'
import { isEmpty } from '../src/storage/empty.ts'
import { assignments, changes, runs } from '../src/storage/history.ts'
import { find, select } from '../src/storage/records.ts'
import { hashOf } from '../src/storage/secret.ts'
import { tokens } from '../src/storage/tokens.ts'
import { users } from '../src/storage/users.ts'
import { day, NOW } from './cast.ts'
import {
  emptyServices,
  fileOf,
  type House,
  linesOf,
  openHouse,
  servicesAt,
  take,
  type Written,
  written,
} from './datasets.ts'
import { ENGINES, freshAddress } from './stage.ts'

/** A small provider, written by hand: what must be said, and nothing else. */
const SMALL: readonly Written[] = [
  { record: 'customer', id: 1, name: 'Fellside' },
  { record: 'customer', id: 2, name: 'Somebody else' },
  { record: 'organisation', id: 11, customer: 1, name: 'North' },
  { record: 'organisation', id: 12, customer: 1, name: 'South' },
  { record: 'organisation', id: 21, customer: 2, name: 'Elsewhere' },
  { record: 'token', id: 5, customer: 1, name: 'sync', secret: 'a secret of 24 letters..', scopes: ['read'] },
  { record: 'aimStatus', id: 46, organisation: 11, name: 'In progress' },
  { record: 'placement', id: 31, organisation: 12, name: 'Bakery' },
  { record: 'standard', id: 51, customer: 1, title: 'Baking' },
  { record: 'standard', id: 52, customer: 2, title: 'Theirs' },
  { record: 'unit', customer: 1, id: 'DOUGH', title: 'Dough', standards: [51] },
  { record: 'user', id: 101, organisation: 11, kind: 'learner', firstName: 'Orla', lastName: 'van Tarn' },
  { record: 'user', id: 102, organisation: 11, kind: 'learner', firstName: 'Cass', lastName: 'Rooke' },
  { record: 'user', id: 111, organisation: 11, kind: 'assessor', firstName: 'Isolde', lastName: 'March' },
  { record: 'user', id: 112, organisation: 12, kind: 'assessor', firstName: 'Marisol', lastName: 'Oak' },
  { record: 'user', id: 121, organisation: 11, kind: 'iqa', firstName: 'Perpetua', lastName: 'Wolfe' },
  { record: 'aim', id: 201, organisation: 11, learner: 101, standard: 51 },
  { record: 'aim', id: 202, organisation: 11, learner: 102, standard: 51 },
  { record: 'unitSummary', id: 301, organisation: 11, learner: 101, aim: 201, standard: 51, unit: 'DOUGH' },
]

const slot = { record: 'assignment', organisation: 11, learner: 101, role: 'assessor', person: 111 }
const HELD: readonly Written[] = [
  { ...slot, level: 'default', since: '2026-01-05' },
  { ...slot, level: 'aim', target: 201 },
  { ...slot, level: 'unit', target: 301, role: 'iqa', person: 121 },
  { ...slot, level: 'additional' },
]

describe.each(ENGINES)('a data set written by hand, taken by %s', engine => {
  let house: House
  let services: Services
  beforeAll(async () => {
    house = await openHouse(engine)
    services = house.services
    await take(services, written(...SMALL, ...HELD))
  })
  afterAll(() => house.close())

  const user = (id: number) => find<User>(services.storage.db, users, { id })

  test('needs few fields: the rest is what a new account would have', async () => {
    expect(await user(101)).toEqual({
      ...{ id: 101, organisation: 11, kind: 'learner', firstName: 'Orla', lastName: 'van Tarn' },
      ...{ username: 'OVANTARN101', createdOn: NOW, lastModified: NOW, archivedAt: null },
      ...{ email: null, misId: null, uln: null, placement: null, classroom: null, provider: null },
      ...{ learnerStatus: null, dateOfBirth: null, startOn: null, plannedEndDate: null, progress: null },
      ...{ deleteRequestedAt: null, link: null, caseloadTarget: null, erasedAt: null },
    })
  })

  test('keeps a secret as its hash, and the token signs in', async () => {
    const [token] = await select(services.storage.db, tokens, {})
    expect(token).toMatchObject({ secretHash: hashOf('a secret of 24 letters..'), callLimit: 300 })
    expect(await services.access.tokenOf('a secret of 24 letters..')).toMatchObject({ id: 5 })
  })

  test('turns assignments into one run of the history, each from when it says', async () => {
    const { db } = services.storage
    const history = await select(db, changes, { organisation: 11 })
    expect(await select(db, runs, {})).toEqual([
      expect.objectContaining({ kind: 'import', actor: null, organisation: 11, first: 1, last: 4 }),
    ])
    expect(history.map(one => [one.level, one.target, one.afterPerson, one.effectiveFrom])).toEqual([
      ['default', 0, 111, day('2026-01-05')],
      ['aim', 201, 111, NOW],
      ['unit', 301, 121, NOW],
      ['additional', 111, 111, NOW],
    ])
    expect(history.every(one => one.beforePerson === null && one.recordedAt === NOW)).toBe(true)
    expect(await select(db, assignments, {})).toHaveLength(4)
  })

  test('gives new things ids after the largest that it has', async () => {
    const ids = await services.writer.run({
      organisations: [],
      work: async tx => [await tx.newIds('user', 1), await tx.newIds('aim', 1), await tx.newIds('token', 1)],
    })
    expect(ids).toEqual([[122], [203], [6]])
  })
})

describe.each(ENGINES)('ids that a server on %s holds in reserve', engine => {
  test('are not given out after an import has used them, by this server or another', async () => {
    const { address } = await freshAddress(engine)
    const servers = [await servicesAt(address)]
    if (engine === 'postgres') servers.push(await servicesAt(address))
    const next = ({ writer }: Services) =>
      writer.run({ organisations: [], work: async tx => (await tx.newIds('user', 1))[0]! })
    for (const server of servers) await next(server)
    await take(servers[0]!, written(...SMALL))
    for (const server of servers) expect(await next(server)).toBeGreaterThan(121)
  })
})

describe.each(ENGINES)('a large data set on %s', engine => {
  test('is one run, however many batches it takes, and is restored as it was', async () => {
    const { writer, storage } = await emptyServices(engine)
    const learners = Array.from({ length: 6000 }, (_, at) => at + 1000)
    const people = learners.map(id => ({ ...SMALL[11]!, id }))
    const held = learners.map(learner => ({ ...slot, learner, level: 'default' }))
    await take({ writer }, written(...SMALL.slice(0, 16), ...people, ...held))
    const found = await select(storage.db, runs, {})
    expect(found.map(({ first, last }) => [first, last])).toEqual([[1, 6000]])
    const lines = await linesOf(storage)
    expect(lines).toHaveLength(2 + 16 + 6000 + 1 + 6000 + 6000)
    await restoreDataSet(writer, { name: 'all.jsonl', lines: () => lines })
    expect(await linesOf(storage)).toEqual(lines)
  })
})

const user = { record: 'user', id: 900, organisation: 11, kind: 'learner', firstName: 'A', lastName: 'B' }
const aim = { record: 'aim', id: 900, organisation: 11, learner: 102, standard: 51 }
const review = { record: 'review', id: 900, organisation: 11, learner: 101 }
const token = { record: 'token', id: 900, customer: 1, name: 'x', scopes: ['read'] }
const template = { record: 'template', id: 900, customer: 1, title: 'T' }

/** What is put where the record of the same kind would be, and the reason that it gets. */
const WRONG: Record<string, [Written, string]> = {
  'an unknown record': [{ record: 'usr', id: 1 }, '"record" must be one of: customer, organisation'],
  'an unknown field': [{ ...user, role: 1 }, 'user: "role" is not one of its fields, which are: id'],
  'a missing field': [{ ...user, kind: undefined }, 'user: kind is missing'],
  'a wrong value': [{ ...user, kind: 'teacher' }, 'user: kind must be one of: '],
  'a date that does not exist': [{ ...user, startOn: '2026-02-30' }, 'startOn must be a date that exists'],
  'an id that is taken': [{ ...user, id: 101 }, 'The id 101 belongs to another user already.'],
  'an id of another organisation': [{ ...user, id: 112 }, 'The id 112 belongs to another user already.'],
  'an organisation that is not there': [{ ...user, organisation: 99 }, 'There is no organisation 99.'],
  'a placement of another organisation': [
    { ...user, placement: 31 },
    '"placement" is 31, and there is no such placement of organisation 11.',
  ],
  'a customer that is not there': [{ record: 'standard', id: 900, customer: 9, title: 'T' }, 'no customer 9'],
  'a standard of another customer': [{ ...aim, standard: 52 }, '"standard" is 52, and there is no such'],
  'a standard given twice': [aim, 'Learner 102 holds standard 51 already.'],
  'an aim of somebody who is no learner': [
    { ...aim, learner: 111 },
    '"learner" is 111, and there is no such',
  ],
  'an aim status that is not there': [
    { ...aim, status: 47 },
    '"status" is 47, and there is no such aimStatus',
  ],
  'a unit under an aim of another learner': [
    { ...SMALL.at(-1)!, id: 900, aim: 202 },
    'Learning aim 202 is not one of learner 101.',
  ],
  'a unit that is not there': [
    { ...SMALL.at(-1)!, id: 900, unit: 'X' },
    '"unit" is X, and there is no such unit',
  ],
  'a unit of standards that are not there': [
    { record: 'unit', customer: 1, id: 'U', title: 'U', standards: [51, 52] },
    '"standards" is 52, and there is no such standard of customer 1.',
  ],
  'a template with a unit that is not there': [
    { ...template, items: [{ standard: 51, units: [{ unit: 'NONE' }] }] },
    '"items" is NONE, and there is no such unit',
  ],
  'a review with a stranger': [{ ...review, assessor: 112 }, '"assessor" is 112, and there is no such user'],
  'a review of a visit that is not there': [
    { ...review, visit: 3 },
    '"visit" is 3, and there is no such visit',
  ],
  'a token without a secret': [token, 'A token needs "secret" or "secretHash".'],
  'a token limited to the organisation of another customer': [
    { ...token, secret: 'x'.repeat(20), organisations: [21] },
    '"organisations" is 21, and there is no such organisation of customer 1.',
  ],
  'a secret twice': [{ ...token, secret: SMALL[5]!.secret }, 'Another token has the same secret.'],
  'somebody in another role': [
    { ...slot, level: 'aim', target: 201, role: 'iqa' },
    'User 111 cannot stand as IQA',
  ],
  'a role that the level lacks': [
    { ...slot, level: 'default', role: 'iqa', person: 121 },
    'There is no IQA at the default level.',
  ],
  'somebody of another organisation': [
    { ...slot, level: 'default', person: 112 },
    '"person" is 112, and there is',
  ],
  'the aim of another learner': [
    { ...slot, level: 'aim', target: 202 },
    '"target" is 202, and learner 101 has no such learning aim.',
  ],
  'a unit summary that is not there': [
    { ...slot, level: 'unit', target: 201 },
    '"target" is 201, and learner 101 has no such unit summary.',
  ],
  'a target where there is none': [
    { ...slot, level: 'default', target: 5 },
    'At the default level, leave "target"',
  ],
  'an additional place named after somebody else': [
    { ...slot, level: 'additional', target: 121 },
    'At the additional level, leave "target" out',
  ],
  'a moment to come': [
    { ...slot, level: 'default', since: '2026-03-03' },
    '"since" is a moment that has not come',
  ],
}

const ORDER = SMALL.map(one => one.record)

/** The small provider with a record after the last of its kind, and the line that it is on. */
function withRecord(record: Written): { lines: string[]; line: number } {
  const found = ORDER.lastIndexOf(record.record)
  const at = found >= 0 ? found + 1 : record.record === 'template' ? 11 : SMALL.length
  return { lines: written(...SMALL.toSpliced(at, 0, record)), line: at + 2 }
}

describe.each(ENGINES)('a broken data set on %s', engine => {
  let house: House
  let services: Services
  beforeAll(async () => {
    house = await openHouse(engine)
    services = house.services
  })
  afterAll(() => house.close())

  const refused = async (lines: readonly string[], line: number, reason: string) => {
    await expect(take(services, lines)).rejects.toThrow(`set.jsonl, line ${line}: `)
    await expect(take(services, lines)).rejects.toThrow(reason)
    expect(await isEmpty(services.storage.db)).toBe(true)
  }

  test.each(Object.entries(WRONG))(
    'with %s is refused whole, with line and reason',
    async (_what, [record, reason]) => {
      const { lines, line } = withRecord(record)
      await refused(lines, line, reason)
    },
  )

  test('with a slot filled twice is refused', async () => {
    const lines = written(...SMALL, ...HELD, HELD[1]!)
    await refused(lines, SMALL.length + HELD.length + 2, 'This slot is filled already.')
  })

  test('in another order is refused', async () => {
    await refused(written(SMALL[2]!, SMALL[0]!), 3, '"customer" cannot come after "organisation"')
  })

  test.each([
    ['that is empty', [], 0, 'The file is empty.'],
    [
      'without its first line',
      written(...SMALL).slice(1),
      1,
      'A data set begins with {"record":"caseload-dataset"',
    ],
    [
      'of another version',
      ['{"record":"caseload-dataset","version":2}'],
      1,
      'This is version 2 of the format',
    ],
    ['that was cut short', written(...SMALL).slice(0, -1), 20, 'The file ends before its end record'],
    [
      'that lost a line',
      written(...SMALL).toSpliced(7, 1),
      20,
      'The end record counts 19 records, and 18 came',
    ],
    ['that goes on', [...written(), '{}'], 3, 'Something follows the end of the data set.'],
    [
      'with half a line',
      written(...SMALL).with(3, '{"record":"organisation","id":12,'),
      4,
      'look at character 34',
    ],
    ['with a list', written(...SMALL).with(3, '[]'), 4, 'A line must be one JSON object.'],
  ] as const)('%s is refused', async (_what, lines, line, reason) => {
    await refused(lines, line, reason)
  })

  test.each([
    ['customer', '{"record":"customer","id":9007199254740991,"name":"x"}'],
    [
      'user',
      '{"record":"user","id":9000000000000001,"organisation":11,"kind":"assessor","firstName":"a","lastName":"b"}',
    ],
  ])('with a number of a %s that leaves none for those to come is refused', async (kind, line) => {
    const at = SMALL.findIndex(({ record }) => record === kind)
    const lines = written(...SMALL)
    await refused(lines.with(at + 1, line), at + 2, 'leaves none for what comes after it')
  })

  test('leaves alone what is written beside it', async () => {
    const { writer, access, storage } = await emptyServices(engine)
    await take({ writer }, written(...SMALL))
    const wish = { customer: 1, name: 'beside', scopes: ['read'], organisations: null, callLimit: 1 } as const
    const [broken, ...made] = await Promise.allSettled([
      take({ writer }, written(...SMALL)),
      access.createToken(wish),
      access.createToken(wish),
    ])
    expect(broken).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('line 2: The id 1') },
    })
    expect(made.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await select(storage.db, tokens, { name: 'beside' })).toHaveLength(2)
  })

  test('never has its words repeated', async () => {
    const lines = written(...SMALL).with(12, '{"record":"user","firstName":"Zebedee" "lastName":"Quince"}')
    const message = await take(services, lines).catch(error => (error as Error).message)
    expect(message).toContain('This is not JSON: look at character 40 of the line. Nothing was changed.')
  })
})

describe.each(ENGINES)('a history in a data set, on %s', engine => {
  let lines: string[]
  let full: House
  let empty: House
  beforeAll(async () => {
    full = await openHouse(engine)
    empty = await openHouse(engine)
    await take(full.services, written(...SMALL, ...HELD))
    lines = await linesOf(full.services.storage)
  })
  afterAll(() => Promise.all([full.close(), empty.close()]))

  const edited = (kind: string, place: number, edit: (record: Written) => Written | undefined) => {
    const at = lines.findIndex(line => line.startsWith(`{"record":"${kind}"`)) + place
    const record = edit(JSON.parse(lines[at]!))
    const changed = record ? lines.with(at, JSON.stringify(record)) : lines.toSpliced(at, 1)
    return changed.with(-1, `{"record":"end","count":${changed.length - 2}}`)
  }
  const refuses = async (changed: string[], reason: string) => {
    await expect(take(empty.services, changed)).rejects.toThrow(reason)
    expect(await isEmpty(empty.services.storage.db)).toBe(true)
  }

  test('is refused where a change was altered, left out or begins late', async () => {
    await refuses(
      edited('change', 1, change => ({ ...change, afterPerson: 121 })),
      'Change 2 of organisation 11 does not have the hash',
    )
    await refuses(
      edited('change', 1, () => undefined),
      'Change 3 of organisation 11 does not follow change 1.',
    )
    await refuses(
      edited('change', 0, () => undefined),
      'Change 2 of organisation 11 does not follow change 0.',
    )
    await refuses(
      edited('run', 0, () => undefined),
      'There is no run 1 that holds this change.',
    )
  })

  test('is refused where it leads elsewhere than to the assignments', async () => {
    const elsewhere = 'The history of organisation 11, which ends here, does not lead to its assignments'
    await refuses(
      edited('assignment', 0, () => undefined),
      elsewhere,
    )
    await refuses(
      edited('assignment', 0, one => ({ ...one, since: '2026-01-04T00:00:00.000Z' })),
      elsewhere,
    )
    await refuses(
      edited('change', 3, () => undefined),
      elsewhere,
    )
  })

  test('cannot be put on top of one that is there', async () => {
    const history = lines.filter(line => /"record":"(run|change)"/.test(line))
    const again = [lines[0]!, ...history, `{"record":"end","count":${history.length}}`]
    await expect(take(full.services, again)).rejects.toThrow('The id 1 belongs to another run already.')
    expect(await linesOf(full.services.storage)).toEqual(lines)
  })

  test('begins with the hash that every history begins with', async () => {
    expect(CHAIN_START).toMatch(/^0{64}$/)
    expect(JSON.parse(lines.find(line => line.includes('"change"'))!).position).toBe(1)
  })
})

describe('a file', () => {
  const text = `${written(...SMALL).join('\n')}\n`
  const taken = async (file: string) => {
    const services = await emptyServices('sqlite')
    const imported = await importDataSet(services.writer, fileLines(file))
    return { imported, empty: await isEmpty(services.storage.db) }
  }

  test.each([
    ['compressed', gzipSync(text)],
    [
      'with the line ends of Windows and the mark that its editors write',
      `\ufeff${text.replaceAll('\n', '\r\n')}`,
    ],
    ['without a last line end, and with empty lines', text.trimEnd().replaceAll('\n', '\n\n')],
  ])('may come %s', async (_how, bytes) => {
    expect((await taken(fileOf(bytes))).imported).toMatchObject({ user: 5, standard: 2 })
  })

  test('may have lines longer than what is read at once', async () => {
    const long = text
      .replace('"Baking"', `"Baking", "code": "${'x'.repeat(900)}"`)
      .replace('North', `${' '.repeat(600_000)}`)
    await expect(taken(fileOf(long))).rejects.toThrow(
      'line 4: organisation: name must be text of at most 1000',
    )
  })

  test('is refused where it is not UTF-8, where it is damaged, and where it is not there', async () => {
    const latin = Buffer.from(text.replace('Marisol', 'Märisol'), 'latin1')
    await expect(taken(fileOf(latin))).rejects.toThrow('line 16: This is not UTF-8 text')
    const cut = gzipSync(text).subarray(0, -40)
    await expect(taken(fileOf(cut, 'cut.gz'))).rejects.toThrow(
      /cut\.gz, line \d+: The compressed file cannot be unpacked/,
    )
    await expect(taken('/nowhere/set.jsonl')).rejects.toThrow('There is no file /nowhere/set.jsonl')
    await expect(taken(import.meta.dirname)).rejects.toThrow('is a folder; name a file in it.')
  })

  test('is refused where it unpacks to far more than a data set, or holds nothing for long', async () => {
    const [header] = text.split('\n', 1)
    const broken = `${header}\n{${'a,'.repeat(20_000_000)}\n`
    await expect(taken(fileOf(gzipSync(broken), 'dense.gz'))).rejects.toThrow('unpacks to far more')
    await expect(taken(fileOf(`${header}\n${'\n'.repeat(20_000)}`))).rejects.toThrow(
      'line 10002: More than 10000 lines in a row hold nothing',
    )
  })

  test.skipIf(process.platform === 'win32')('is refused where it is a pipe or a device', async () => {
    const pipe = `${fileOf('')}.pipe`
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, '/dev/zero']) {
      await expect(taken(path)).rejects.toThrow('it is a device or pipe')
    }
  })
})
