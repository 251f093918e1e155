/** A mirror pulled from a practice server, without a port: whole, then only what changed, stopped anywhere, and on bad nights. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FaultOrder } from '../src/http/practice.ts'
import { openPullFolder, replaceFile } from '../src/mirror/folder.ts'
import { FILES, MIRRORED, type Mirror, type Mirrored } from '../src/mirror/row.ts'
import { isInPart } from '../src/mirror/shortfall.ts'
import type { Fetch } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { folderForTest } from './datasets.ts'
import { type Pulling, setPulling } from './pulling.ts'

const ids = (mirror: Mirror, kind: Mirrored) => [...mirror[kind].keys()]
const row = (mirror: Mirror, kind: Mirrored, id: number | string) => mirror[kind].get(id)
/** What is there, apart from what a learner has who is in no list and so cannot be asked for by learner. */
const rowsThere = (mirror: Mirror, apart?: number) =>
  Object.fromEntries(
    MIRRORED.map(kind => [
      kind,
      [...mirror[kind].values()].filter(one => !one.gone && (!apart || one.learner !== apart)),
    ]),
  )

/** Members of the cast whom a list shows. */
const listed = cast.CAST.filter(one => !one.archived)

/** Calls of a run, without its sign-ins. */
async function callsOf({ lines }: Pulling, run: () => Promise<unknown>): Promise<string[]> {
  const before = lines.length
  await run()
  return lines.slice(before).filter(line => line !== 'POST /Authentication')
}

describe('a first pull', () => {
  test('mirrors everything that the service shows', async () => {
    const pulling = await setPulling()
    const report = await pulling.pull()
    const mirror = pulling.mirror()
    expect(report).toMatchObject({ whole: true, resumed: false, shortfalls: [] })
    expect(ids(mirror, 'customers')).toEqual([cast.CUSTOMER.id])
    expect(ids(mirror, 'organisations')).toEqual([cast.NORTH.id, cast.SOUTH.id])
    expect(ids(mirror, 'users')).toEqual(listed.map(({ id }) => id).sort((a, b) => a - b))
    expect(ids(mirror, 'classrooms')).toEqual(cast.CLASSROOMS.map(({ id }) => id))
    expect(ids(mirror, 'placements')).toEqual(cast.PLACEMENTS.map(({ id }) => id))
    expect(ids(mirror, 'templates')).toEqual([cast.BAKING_YEAR.id])
    expect(ids(mirror, 'aims')).toEqual(cast.AIMS.map(({ id }) => id))
    expect(ids(mirror, 'unitSummaries')).toEqual(cast.SUMMARIES.map(({ id }) => id))
    expect(row(mirror, 'users', cast.hesper.id)).toMatchObject({
      ...{ organisation: cast.NORTH.id, kind: 'trainee-assessor', firstName: 'Hesper', misId: 'M113' },
      lastModified: '2025-08-01T00:00:00.000Z',
    })
    expect(row(mirror, 'units', cast.COMMUNICATION.id)).toMatchObject({
      standards: cast.COMMUNICATION.standards,
      organisations: [cast.NORTH.id, cast.SOUTH.id],
    })
  })

  test('makes one call for each list, and a look past the end or two for each kind', async () => {
    const pulling = await setPulling()
    const calls = await callsOf(pulling, () => pulling.pull())
    const pages = calls.filter(line => line.endsWith('/2/200'))
    const lists = { of: { account: 12, place: 3, catalogue: 2, status: 3, work: 2 }, units: 2, first: 2 }
    const { account, place, catalogue, status, work } = lists.of
    const least = account + 2 * (place + catalogue + status + work) + lists.units + lists.first
    expect(calls.length - pages.length).toBe(least)
    expect(pages.length).toBeLessThanOrEqual(2 * 8)
    expect((await pulling.report()).calls).toBe(calls.length + 1)
  })

  test('reads nobody by id where the lists show all there is', async () => {
    const pulling = await setPulling()
    const calls = await callsOf(pulling, () => pulling.pull())
    expect(calls.filter(line => /^GET .(User|Classroom|Placement|LearningAim)./.test(line))).toEqual([])
  })

  test('of one organisation leaves the other alone', async () => {
    const pulling = await setPulling()
    await pulling.pull({ organisations: [cast.SOUTH.id] })
    expect(ids(pulling.mirror(), 'users')).toEqual([cast.bryony.id, cast.marisol.id])
    await pulling.pull({ organisations: [cast.NORTH.id] })
    expect(ids(pulling.mirror(), 'users')).toHaveLength(listed.length)
    expect([...pulling.mirror().users.values()].filter(one => one.gone)).toEqual([])
  })

  test('of an organisation that is not covered is refused with those that are', async () => {
    const pulling = await setPulling()
    await expect(pulling.pull({ organisations: [cast.NOBODY] })).rejects.toThrow('It covers: 11, 12.')
  })

  test('works against Caseload too, with the assignments that it shows', async () => {
    const pulling = await setPulling({ plain: true, inferredFields: true })
    await assignBaking(pulling)
    await pulling.pull()
    expect(row(pulling.mirror(), 'aims', cast.orlaghBaking.id)).toMatchObject({ assessor: cast.isolde.id })
  })
})

/** Isolde holds Orlagh's baking. */
function assignBaking({ client }: Pulling) {
  const { orlagh, isolde, BAKING } = cast
  return client.assignUser({ person: isolde.id, learner: orlagh.id, level: 'aim', standard: BAKING.id })
}

/** A service whose lists show what tells rows apart and nothing else, as the sample of guide 1 does. */
const barePages =
  (fields: readonly string[]) =>
  (fetch: Fetch, line: string): Fetch =>
  async (url, init) => {
    const reply = await fetch(url, init)
    if (!/\/Search\/\d+\/\d+$/.test(line) || reply.status !== 200) return reply
    const rows = JSON.parse(await reply.text()) as Record<string, unknown>[]
    const bare = rows.map(one =>
      Object.fromEntries(Object.entries(one).filter(([name]) => fields.includes(name))),
    )
    return { ...reply, text: async () => JSON.stringify(bare) }
  }

describe('where lists show too little', () => {
  const wire = barePages([
    'ID',
    'FirstName',
    'LastName',
    'MISID',
    'Name',
    'Title',
    'StandardID',
    'UserID',
    'Status',
  ])
  const details = (calls: readonly string[]) =>
    calls.filter(line => /^GET .(User|Classroom|Placement|LearningAim).\d+$/.test(line))

  test('each row is read by its id once, and later only what changed', async () => {
    const pulling = await setPulling()
    const first = await callsOf(pulling, () => pulling.pull({}, { wire }))
    const rows = listed.length + cast.CLASSROOMS.length + cast.PLACEMENTS.length + cast.AIMS.length
    expect(details(first)).toHaveLength(rows)
    expect(new Set(details(first)).size).toBe(rows)
    expect(row(pulling.mirror(), 'users', cast.dorcas.id)).toMatchObject({ placement: cast.BAKERY.id })
    expect(details(await callsOf(pulling, () => pulling.pull({}, { wire })))).toEqual([])

    pulling.time.now += 3_600_000
    await pulling.client.updateUser({ user: cast.tobias.id, telephone: '07700 900123' })
    pulling.time.now += 3_600_000
    const later = await callsOf(pulling, () => pulling.pull({}, { wire }))
    expect(details(later)).toEqual([`GET /User/${cast.tobias.id}`])
    expect(row(pulling.mirror(), 'users', cast.tobias.id)).toMatchObject({ telephone: '07700 900123' })
  })
})

describe('a later pull', () => {
  test('sees who is set by default since, whichever way that was changed', async () => {
    const pulling = await setPulling({ plain: true, inferredFields: true })
    const { client } = pulling
    const slot = { learner: cast.orlagh.id, level: 'default' } as const
    await client.requestChanges({ changes: [{ ...slot, after: cast.isolde.id }] })
    await pulling.pull()
    expect(row(pulling.mirror(), 'users', cast.orlagh.id)).toMatchObject({ defaultAssessor: cast.isolde.id })
    pulling.time.now += 86_400_000
    await client.requestChanges({ changes: [{ ...slot, after: cast.tobias.id }] })
    await pulling.pull()
    expect(row(pulling.mirror(), 'users', cast.orlagh.id)).toMatchObject({ defaultAssessor: cast.tobias.id })
    pulling.time.now += 86_400_000
    await client.requestChanges({ changes: [{ ...slot, role: 'assessor', after: null }] })
    await pulling.pull()
    expect(row(pulling.mirror(), 'users', cast.orlagh.id)?.defaultAssessor ?? null).toBeNull()
  })

  test('changes nothing where nothing changed, and its files stay the same byte for byte', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    const before = MIRRORED.map(kind => readFileSync(join(pulling.folder, FILES[kind]), 'utf8'))
    const report = await pulling.pull()
    expect(report.whole).toBe(false)
    for (const counts of Object.values(report.kinds))
      expect(counts).toMatchObject({ added: 0, changed: 0, gone: 0, back: 0, held: 0 })
    expect(MIRRORED.map(kind => readFileSync(join(pulling.folder, FILES[kind]), 'utf8'))).toEqual(before)
  })

  test('asks for the users that changed, and gets who is new and what is other', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    pulling.time.now += 86_400_000
    await pulling.client.updateUser({ user: cast.caspian.id, lastName: 'Moss' })
    const made = await pulling.client.createUser(WILFRED)
    await pulling.client.updateAim({ id: cast.caspianBaking.id, plannedEnd: '2026-12-31' })
    const { kinds } = await pulling.pull()
    expect([kinds.users.added, kinds.users.changed, kinds.aims.changed]).toEqual([1, 1, 1])
    const mirror = pulling.mirror()
    expect(row(mirror, 'users', cast.caspian.id)).toMatchObject({ lastName: 'Moss' })
    expect(row(mirror, 'users', made.id)).toMatchObject({ firstName: 'Wilfred', kind: 'assessor' })
    expect(row(mirror, 'aims', cast.caspianBaking.id)).toMatchObject({ plannedEnd: '2026-12-31' })
  })

  test('marks who is in no list any more with the date, looks for them by id once, and forgets nobody', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    await pulling.client.archiveUser({ user: cast.tobias.id })
    const looked = (calls: string[]) => calls.filter(line => line === `GET /User/${cast.tobias.id}`)
    const calls = await callsOf(pulling, async () => expect((await pulling.pull()).kinds.users.gone).toBe(1))
    expect(looked(calls)).toHaveLength(1)
    const gone = { gone: '2026-03-02', readable: true, firstName: 'Tobias' }
    expect(row(pulling.mirror(), 'users', cast.tobias.id)).toMatchObject(gone)
    expect(looked(await callsOf(pulling, () => pulling.pull()))).toEqual([])

    await pulling.client.unarchiveUser({ user: cast.tobias.id })
    expect((await pulling.pull()).kinds.users.back).toBe(1)
    expect(row(pulling.mirror(), 'users', cast.tobias.id)).not.toHaveProperty('gone')
  })

  test('believes no list that has lost so many rows that it looks cut short, unless told to', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    const empty =
      (fetch: Fetch, line: string): Fetch =>
      async (url, init) =>
        line.includes('/Placement/Search')
          ? { status: 204, headers: { get: () => null }, text: async () => '' }
          : fetch(url, init)
    const report = await pulling.pull({}, { wire: empty })
    expect(report.kinds.placements).toMatchObject({ rows: 2, gone: 0, held: 2 })
    expect(report.shortfalls.map(({ code }) => code)).toEqual(['rows-held'])
    expect(report.shortfalls.some(isInPart)).toBe(true)
    expect((await pulling.pull({ acceptGone: true }, { wire: empty })).kinds.placements).toMatchObject({
      rows: 0,
      gone: 2,
    })
    expect((await pulling.pull()).kinds.placements).toMatchObject({ rows: 2, back: 2 })
  })

  test('takes a list that is refused for what it is, and not for an empty one', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    const refused =
      (fetch: Fetch, line: string): Fetch =>
      async (url, init) =>
        line.includes('/Classroom/Search')
          ? { status: 403, headers: { get: () => null }, text: async () => '{}' }
          : fetch(url, init)
    const report = await pulling.pull({}, { wire: refused })
    expect(report.kinds.classrooms).toMatchObject({ rows: 2, gone: 0, held: 0 })
    expect(report.shortfalls.map(({ code }) => code)).toEqual(['list-refused', 'list-refused'])
  })
})

const WILFRED = {
  ...({ organisation: cast.NORTH.id, kind: 'assessor', firstName: 'Wilfred', lastName: 'Hale' } as const),
  email: 'wilfred.hale@example.org',
} as const

describe('a pull that is stopped', () => {
  /** Lets this many requests through; the reply to the last of them is lost, and so is all that comes after. */
  const dyingAfter = (requests: number) => {
    let made = 0
    return (fetch: Fetch): Fetch =>
      async (url, init) => {
        made += 1
        if (made > requests) throw new Killed()
        const reply = await fetch(url, init)
        if (made === requests) throw new Killed()
        return reply
      }
  }
  class Killed extends Error {}

  test('after any call goes on there, and makes no call again but the one under way', async () => {
    const pulling = await setPulling({ faults: { 'user-demanded': 1 } })
    const patience = { signal: undefined }
    const undisturbed = await callsOf(pulling, () => pulling.pull({}, patience))
    const whole = pulling.mirror()
    for (let requests = 2; requests <= undisturbed.length; requests += 7) {
      const folder = folderForTest()
      const controller = new AbortController()
      const wire =
        (fetch: Fetch) =>
        async (...request: Parameters<Fetch>) => {
          try {
            return await dying(fetch)(...request)
          } catch (error) {
            controller.abort(error)
            throw error
          }
        }
      const dying = dyingAfter(requests)
      const first = await callsOf(pulling, () =>
        expect(pulling.pull({}, { folder, wire, signal: controller.signal })).rejects.toThrow(),
      )
      const second = await callsOf(pulling, async () =>
        expect((await pulling.pull({}, { folder })).shortfalls).toEqual([]),
      )
      // A new client looks past the end of each sort of list once more, and a list that was begun is read from its start.
      const looks = (calls: string[]) => calls.filter(line => line.includes('/2/200')).length
      const again = first.length + second.length - undisturbed.length
      expect(again - (looks(first) + looks(second) - looks(undisturbed)), `${requests}`).toBeLessThanOrEqual(
        1,
      )
      expect(looks(second), `${requests}`).toBeLessThanOrEqual(2 * 8)
      expect(pulling.mirror(folder)).toEqual(whole)
    }
  })

  test('between any two files ends with the same mirror, and no file is ever half', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    const whole = pulling.mirror()
    const writes = MIRRORED.length + 2
    for (let last = 0; last < writes; last += 2) {
      const folder = folderForTest()
      let made = 0
      const replace = (file: string, pieces: Iterable<string>) => {
        made += 1
        if (made > last) throw new Error('killed')
        replaceFile(file, pieces)
      }
      await expect(pulling.pull({}, { folder, replace })).rejects.toThrow('killed')
      expect((await pulling.pull({}, { folder })).shortfalls).toEqual([])
      expect(pulling.mirror(folder)).toEqual(whole)
      expect(existsSync(join(folder, 'pull.journal.jsonl'))).toBe(false)
    }
  })

  test('in the middle of a line drops that line alone', async () => {
    const pulling = await setPulling()
    const wire =
      (fetch: Fetch, line: string): Fetch =>
      async (url, init) => {
        if (line.includes('/LearningAim/')) throw new Killed()
        return fetch(url, init)
      }
    await expect(pulling.pull({}, { wire })).rejects.toThrow()
    appendFileSync(join(pulling.folder, 'pull.journal.jsonl'), '{"step":{"do":"list","kind":"aims","organ')
    const calls = await callsOf(pulling, async () => expect((await pulling.pull()).resumed).toBe(true))
    expect(calls.filter(line => line.includes('/User/'))).toEqual([])
    expect(ids(pulling.mirror(), 'aims')).toEqual(cast.AIMS.map(({ id }) => id))
  })

  test('long ago is finished, and what changed since is asked for at once', async () => {
    const pulling = await setPulling()
    const wire =
      (fetch: Fetch, line: string): Fetch =>
      async (url, init) => {
        if (line.includes('/UnitSummary/')) throw new Killed()
        return fetch(url, init)
      }
    await expect(pulling.pull({}, { wire })).rejects.toThrow()
    pulling.time.now += 86_400_000
    await pulling.client.updateUser({ user: cast.caspian.id, lastName: 'Moss' })
    expect(await pulling.pull()).toMatchObject({ resumed: true, whole: false })
    expect(row(pulling.mirror(), 'users', cast.caspian.id)).toMatchObject({ lastName: 'Moss' })
  })
})

describe('on a bad night', () => {
  test.each([
    { limit: 0.05, error: 0.1, 'limit-bare': 0.1, 'session-calls': 7, lost: 0.1 },
    { 'page-cap': 2 },
    { 'page-size': 3 },
    { 'page-cap': 2, 'row-gone': 0.1, 'row-come': 0.1 },
    { 'user-demanded': 1, 'session-calls': 10, error: 0.05 },
  ] as Partial<FaultOrder>[])('of %o the mirror is that of a good one', async faults => {
    const good = await setPulling()
    await good.pull()
    const bad = await setPulling({ faults, seed: 3 })
    const first = await bad.pull()
    const apart = 'user-demanded' in faults ? cast.fenwick.id : undefined
    expect(rowsThere(bad.mirror(), apart)).toEqual(rowsThere(good.mirror(), apart))
    const later = await bad.pull()
    for (const { gone, added } of Object.values(later.kinds)) expect([gone, added]).toEqual([0, 0])
    expect(
      [...first.shortfalls, ...later.shortfalls].filter(({ code }) => code !== 'list-unsettled'),
    ).toEqual([])
    const { faults: made } = await bad.report()
    for (const name of Object.keys(faults).filter(name => name !== 'lost'))
      expect(made[name]!.injected, name).toBeGreaterThan(0)
  })

  test('rows that move between pages never make anybody look gone', async () => {
    for (let seed = 1; seed <= 3; seed += 1) {
      const pulling = await setPulling({ faults: { 'page-cap': 2, 'row-gone': 0.4 }, seed })
      await pulling.pull()
      const { kinds, shortfalls } = await pulling.pull()
      for (const { gone } of Object.values(kinds)) expect(gone).toBe(0)
      expect(shortfalls.filter(({ code }) => !['list-unsettled', 'rows-held'].includes(code))).toEqual([])
    }
  })

  test('a service that wants to know whose aims is asked learner by learner, and not tried again', async () => {
    const pulling = await setPulling({ faults: { 'user-demanded': 1 } })
    expect((await pulling.pull()).shortfalls).toEqual([])
    expect(ids(pulling.mirror(), 'aims')).toEqual(
      cast.AIMS.filter(({ learner }) => learner !== cast.fenwick.id).map(({ id }) => id),
    )
    expect(pulling.state().byLearner).toEqual(['aims', 'unitSummaries'])
    const refused = (await pulling.report()).faults['user-demanded']!.injected
    await pulling.pull()
    expect((await pulling.report()).faults['user-demanded']!.injected).toBe(refused)
  })
})

describe('sensitive fields', () => {
  const SECRET = 'QQ123456C'
  const withSecret = async () => {
    const pulling = await setPulling()
    await pulling.client.updateUser({ user: cast.orlagh.id, nino: SECRET, l13: 'F' })
    return pulling
  }
  const written = ({ folder }: Pulling) => readFileSync(join(folder, FILES.users), 'utf8')

  test('are not written, also not while a pull is under way', async () => {
    const pulling = await withSecret()
    const wire =
      (fetch: Fetch, line: string): Fetch =>
      async (url, init) => {
        if (line.includes('/LearningAim/')) throw new Error('killed')
        return fetch(url, init)
      }
    await expect(pulling.pull({}, { wire })).rejects.toThrow()
    const journal = readFileSync(join(pulling.folder, 'pull.journal.jsonl'), 'utf8')
    expect(journal).toContain('Orlagh')
    expect(journal).not.toContain(SECRET)
    await pulling.pull()
    expect(written(pulling)).toContain('Orlagh')
    expect(written(pulling)).not.toContain(SECRET)
  })

  test('are there with --sensitive, for everybody, and go again without it', async () => {
    const pulling = await withSecret()
    await pulling.pull()
    expect((await pulling.pull({ sensitive: true })).whole).toBe(true)
    expect(row(pulling.mirror(), 'users', cast.orlagh.id)).toMatchObject({ nino: SECRET, l13: 'F' })
    await pulling.pull()
    expect(written(pulling)).not.toContain(SECRET)
    expect(row(pulling.mirror(), 'users', cast.orlagh.id)).not.toHaveProperty('l13')
  })
})

describe('a folder', () => {
  test('is used by one pull at a time', async () => {
    const pulling = await setPulling()
    const open = openPullFolder(pulling.folder)
    await expect(pulling.pull()).rejects.toThrow('Another pull is writing')
    open.close()
    expect((await pulling.pull()).shortfalls).toEqual([])
  })

  test('of another server or with a file that no pull wrote is refused', async () => {
    const pulling = await setPulling()
    await pulling.pull()
    const open = openPullFolder(pulling.folder)
    open.writeState({ ...open.readState()!, server: 'https://practice.example.org' })
    open.close()
    await expect(pulling.pull()).rejects.toThrow('Ids differ from one to the other')
    const other = await setPulling()
    await other.pull()
    appendFileSync(join(other.folder, FILES.aims), 'x\n')
    await expect(other.pull()).rejects.toThrow(/aims.jsonl, line 6 is not what a pull writes/)
  })
})
