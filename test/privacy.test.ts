/** Everything about one person, on paper; and one person gone, while the history stays whole. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ErasureDone, erasePerson, lookAtPerson } from '../src/app/erase-person.ts'
import { type CommandName, runCommand } from '../src/http/commands.ts'
import { find, insert, update } from '../src/storage/records.ts'
import { syncLines } from '../src/storage/sync-lines.ts'
import { users } from '../src/storage/users.ts'
import { offTheJob, timesheetEntries } from '../src/storage/work.ts'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { emptyServices, folderForTest, linesOf, take, written } from './datasets.ts'
import { type OnefileClient, onefileClient } from './onefile.ts'
import { deadRows, rawData } from './raw-data.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

const { orlagh, caspian, isolde, tobias, dorcas } = cast

const OF_ORLAGH = {
  uln: '1234567890',
  nino: 'QQ123456C',
  mobileNumber: '07700900123',
  telephone: '01632960456',
  homeAddress: '4 Weir Lane\nFellside',
  l12: 'L12-31',
  dateOfBirth: '2007-05-17',
}

/** Nobody else has these words. */
const WORDS_OF_ORLAGH: readonly string[] = [
  ...[orlagh.firstName, orlagh.lastName, orlagh.email, orlagh.misId!],
  ...[OF_ORLAGH.uln, OF_ORLAGH.nino, OF_ORLAGH.mobileNumber, OF_ORLAGH.telephone, '4 Weir Lane', 'L12-31'],
  ...['REG-55521', 'Sourdough'],
]

const BY_OFFICE = { linked: false, names: false, by: 'data protection officer', reason: 'request 12' }

describe.each(ENGINES)('on %s', engine => {
  let stage: Stage
  let caller: Caller
  let onefile: OnefileClient

  beforeEach(async () => {
    stage = await setStage(engine)
    const session = await stage.session()
    caller = callerWith(stage, session)
    onefile = onefileClient(stage, session)
    await liveALittle()
  })
  afterEach(() => stage.close())

  const command = (name: CommandName, input: object) => runCommand(stage.services, name, { ...input })
  const erase = (user: number, more: object = {}) =>
    erasePerson(stage.services, { user, ...BY_OFFICE, ...more })
  const change = (changes: readonly object[], reason?: string) =>
    caller.post('/changes', { changes, ...(reason !== undefined && { reason }) })

  /** What makes it hard: texts about people in many places, people beside each other, a history. */
  async function liveALittle(): Promise<void> {
    await stage.services.writer.run({
      organisations: [],
      work: async ({ db }) => {
        const user = await find(db, users, { id: orlagh.id })
        await update(db, users, { ...user!, ...OF_ORLAGH })
        await db
          .updateTable('learning_aims')
          .set({ registration_number: 'REG-55521' })
          .where('id', '=', 201)
          .execute()
        const comments = `With ${orlagh.firstName} ${orlagh.lastName} at the mill; ${orlagh.lastName} was late.`
        await insert(db, timesheetEntries, [
          { ...cast.orlaghWorkshop, id: 97, learner: caspian.id, comments },
        ])
        await insert(db, offTheJob, [{ ...HOURS, organisation: orlagh.organisation, learner: orlagh.id }])
        const line = { plan: [{ email: orlagh.email, said: [`${orlagh.firstName} ${orlagh.lastName}`] }] }
        await insert(db, syncLines, [{ customer: cast.CUSTOMER.id, stream: 'plans', position: 1, line }])
        const details = JSON.stringify({
          contact: `${dorcas.firstName} ${dorcas.lastName}`,
          email: dorcas.email,
        })
        await db.updateTable('placements').set({ details }).where('id', '=', cast.BAKERY.id).execute()
      },
    })
    await change(
      [
        { learner: orlagh.id, level: 'default', after: isolde.id },
        { learner: orlagh.id, level: 'aim', standard: cast.BAKING.id, after: isolde.id },
        { learner: caspian.id, level: 'default', after: isolde.id },
      ],
      `${orlagh.email} asked for it`,
    )
    await change([{ learner: orlagh.id, level: 'default', after: tobias.id }])
  }

  const foundIn = async (words: readonly string[]) => {
    const data = (await rawData(stage)).toLowerCase()
    return words.filter(word => data.includes(word.toLowerCase()))
  }

  describe('an erased learner', () => {
    test('has no byte left in the database, where every one was before', async () => {
      if (engine === 'postgres') await analyze(stage)
      expect(await foundIn(WORDS_OF_ORLAGH)).toEqual(WORDS_OF_ORLAGH)
      expect(await erase(orlagh.id, { names: true })).toMatchObject({ scrubbed: true })
      expect(await foundIn(WORDS_OF_ORLAGH)).toEqual([])
      if (engine === 'postgres') expect(await deadRows(stage, PERSONAL)).toBe(0)
    })

    test('leaves all that concerns others, and a history that holds', async () => {
      const before = await linesOf(stage.storage)
      await erase(orlagh.id)
      const after = await linesOf(stage.storage)
      const ofHistory = (lines: readonly string[]) =>
        lines.filter(line => /"record":"(change|assignment)"/.test(line))
      expect(ofHistory(after)).toEqual(ofHistory(before))
      const gone = before.filter(line => !after.includes(line)).map(line => JSON.parse(line))
      expect(gone.map(({ record, id, learner }) => [record, id ?? learner])).toEqual([
        ...[
          ['user', 101],
          ['aim', 201],
          ['aim', 202],
          ['visit', 71],
          ['review', 81],
          ['plan', 91],
        ],
        ...[
          ['timesheetEntry', 96],
          ['timesheetEntry', 97],
          ['offTheJob', 101],
        ],
        ['run', gone.at(-3).id],
        ['syncLine', undefined],
        ['end', undefined],
      ])
      const elsewhere = await emptyServices(engine)
      await take(elsewhere, after)
      expect(await linesOf(elsewhere.storage)).toEqual(after)
    })

    test('is shown as erased, and what was kept says nothing of the person', async () => {
      const told = await erase(orlagh.id)
      expect(told).toMatchObject({
        accounts: [
          {
            ...{ user: 101, organisation: cast.NORTH.id, kind: 'learner' },
            removed: { timesheetEntry: 1, plan: 1, review: 1, visit: 1, offTheJob: 1 },
            emptied: { aim: 2, unitSummary: 3 },
            takenBack: 0,
            kept: { holding: 0, beside: 2, changes: 3 },
            lookAt: [{ record: 'timesheetEntry', id: 97, property: 'comments' }],
          },
        ],
      })
      const { status, body } = await onefile.get(`/User/${orlagh.id}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ ID: 101, Role: 1, FirstName: 'Erased', LastName: '101' })
      expect(JSON.stringify(body)).not.toMatch(new RegExp(WORDS_OF_ORLAGH.join('|')))
    })

    test('can be given nothing, brought back by nobody, and freed of slots', async () => {
      await erase(orlagh.id)
      const { id } = orlagh
      const refusals = [
        await onefile.post(`/User/${id}/Unarchive`),
        await onefile.post(`/User/${id}`, { FirstName: 'Orlagh' }),
        await onefile.post(`/User/${id}/AssignPlacement/${cast.MILL.id}/true`),
        await onefile.post('/LearningAim/201', { RegistrationNumber: 'REG-1' }),
        await caller.put(`/users/${id}/link`, { user: isolde.id }),
        await caller.put(`/users/${isolde.id}/link`, { user: id }),
      ]
      expect(refusals.map(({ status }) => status)).toEqual([400, 400, 400, 400, 422, 422])
      const given = await change([{ learner: id, level: 'default', after: isolde.id }])
      expect(given.body.outcomes[0]).toMatchObject({ outcome: 'refused', code: 'learner-archived' })
      const freed = await change([{ learner: id, level: 'default', role: 'assessor', after: null }])
      expect(freed.body.outcomes[0]).toMatchObject({ outcome: 'done' })
    })
  })

  describe('erased staff', () => {
    test('hold what they held until it is taken away, and are given nothing', async () => {
      await erase(isolde.id)
      const { body } = await caller.get(`/users/${isolde.id}/caseload`)
      expect(body).toMatchObject({ user: { firstName: 'Erased', lastName: '111', archived: true } })
      const [taken, given] = [
        await change([{ learner: caspian.id, level: 'default', role: 'assessor', after: null }]),
        await change([{ learner: caspian.id, level: 'default', after: isolde.id }]),
      ]
      expect(taken.body.outcomes[0].outcome).toBe('done')
      expect(given.body.outcomes[0]).toMatchObject({ outcome: 'refused', code: 'person-archived' })
      expect((await caller.put(`/users/${isolde.id}/target`, { target: 3 })).status).toBe(422)
    })

    test('are taken out of the placements that named them', async () => {
      await erase(dorcas.id)
      const words = [dorcas.firstName, dorcas.lastName, dorcas.email]
      expect(await foundIn(words)).toEqual([])
      expect(await rawData(stage)).toContain('[erased]')
    })

    test('are named with their other accounts, which are erased when that is asked for', async () => {
      const { rhodri, rhodriAsAssessor } = cast
      expect(
        await lookAtPerson(stage.services, { user: rhodri.id, linked: true, names: false }),
      ).toMatchObject({
        ...{ accounts: [{ user: rhodri.id }], linked: [], likely: [rhodriAsAssessor.id] },
      })
      await caller.put(`/users/${rhodri.id}/link`, { user: rhodriAsAssessor.id })
      expect(await erase(rhodri.id)).toMatchObject({ linked: [rhodriAsAssessor.id], likely: [] })
      expect(await foundIn(['Rhodri'])).toEqual(['Rhodri'])
      expect(await erase(rhodriAsAssessor.id, { linked: true })).toMatchObject({
        accounts: [{ user: rhodriAsAssessor.id }],
      })
      expect(await foundIn(['Rhodri', 'Vane'])).toEqual([])
    })

    test('go together where they are linked', async () => {
      const { rhodri, rhodriAsAssessor } = cast
      await caller.put(`/users/${rhodri.id}/link`, { user: rhodriAsAssessor.id })
      const told = await erase(rhodri.id, { linked: true })
      expect(told).toMatchObject({ accounts: [{ user: rhodri.id }, { user: rhodriAsAssessor.id }] })
      expect(await foundIn(['Rhodri', 'Vane'])).toEqual([])
    })
  })

  describe('an erasure', () => {
    test('is looked at first, and looking changes nothing', async () => {
      const before = await linesOf(stage.storage)
      const look = await lookAtPerson(stage.services, { user: orlagh.id, linked: false, names: false })
      expect(await linesOf(stage.storage)).toEqual(before)
      expect(JSON.stringify(look)).not.toMatch(new RegExp(WORDS_OF_ORLAGH.join('|')))
      const { scrubbed, ...done } = (await erase(orlagh.id)) as ErasureDone
      expect(done).toEqual(look)
      expect(scrubbed).toBe(true)
    })

    test('is on a list with when, by whom and why, and doing it again changes nothing', async () => {
      await erase(orlagh.id)
      const after = await linesOf(stage.storage)
      expect(await erase(orlagh.id)).toMatchObject({
        accounts: [],
        erasedBefore: [orlagh.id],
        scrubbed: true,
      })
      expect(await linesOf(stage.storage)).toEqual(after)
      expect(await command('person.erased', {})).toEqual({
        erased: [
          {
            ...{ organisation: cast.NORTH.id, user: orlagh.id, at: new Date(cast.NOW).toISOString() },
            ...{ by: BY_OFFICE.by, reason: BY_OFFICE.reason, names: false },
          },
        ],
      })
    })

    test.each([
      ['names the person in its reason', { reason: `for ${orlagh.lastName}` }, 101, 'it names user 101'],
      ['is of nobody', {}, cast.NOBODY, 'There is no user 999.'],
    ])('that %s is refused', async (_what, more, user, sentence) => {
      const before = await linesOf(stage.storage)
      expect(await erase(user, more)).toMatchObject({ sentence: expect.stringContaining(sentence) })
      expect(await linesOf(stage.storage)).toEqual(before)
    })
  })

  describe('a backup from before an erasure', () => {
    test('brings nobody back when it is restored, and says so', async () => {
      const backup = join(folderForTest(), 'before.jsonl')
      await command('backup', { file: backup })
      await erase(orlagh.id, { names: true })
      expect(await command('restore', { file: backup })).toMatchObject({
        ...{ erasedAgain: [orlagh.id], otherAccounts: [], scrubbed: true },
      })
      expect(await foundIn(WORDS_OF_ORLAGH)).toEqual([])
      expect((await command('person.erased', {})) as object).toMatchObject({ erased: [{ user: orlagh.id }] })
    })

    test('is not taken in again row by row', async () => {
      const before = await linesOf(stage.storage)
      await erase(orlagh.id)
      const row = JSON.parse(before.find(line => line.includes(orlagh.email))!)
      await expect(take(stage.services, written(row))).rejects.toThrow(
        'User 101 was erased here on 2026-03-02 and must not come back',
      )
    })

    test('of another life, in which the number is somebody else, is restored with a word about it', async () => {
      await erase(orlagh.id)
      const lines = written(
        { record: 'customer', id: 1, name: 'Other' },
        { record: 'organisation', id: orlagh.organisation, customer: 1, name: 'Other' },
        {
          record: 'user',
          id: 101,
          organisation: orlagh.organisation,
          kind: 'iqa',
          firstName: 'Ilse',
          lastName: 'Grau',
        },
      )
      const { restoreDataSet } = await import('../src/dataset/restore.ts')
      const source = { name: 'other.jsonl', lines: () => lines }
      expect(await restoreDataSet(stage.services.writer, source)).toMatchObject({
        ...{ erasedAgain: [], otherAccounts: [101] },
      })
      expect(await foundIn(['Grau'])).toEqual(['Grau'])
    })
  })

  describe('the export of one person', () => {
    test('holds all that is known of them, and others by number only', async () => {
      const file = join(folderForTest(), 'orlagh.json')
      const told = await command('person.export', { user: orlagh.id, linked: false, file })
      expect(told).toMatchObject({ file, records: 18, linked: [], likely: [] })
      const text = readFileSync(file, 'utf8')
      expect(WORDS_OF_ORLAGH.filter(word => !text.includes(word))).toEqual([])
      expect([isolde, tobias, dorcas].filter(({ lastName }) => text.includes(lastName))).toEqual([])
      expect(statSync(file).mode & 0o077).toBe(0)
      const { accounts } = JSON.parse(text)
      expect(Object.keys(accounts[0].records)).toEqual([
        ...['user', 'aim', 'unitSummary', 'visit', 'review', 'plan', 'timesheetEntry', 'offTheJob'],
        ...['assignment', 'run', 'change'],
      ])
      expect(accounts[0].mentions).toContainEqual({ record: 'timesheetEntry', id: 97, property: 'comments' })
    })

    test('of staff holds what they held, and of nobody is refused', async () => {
      const file = join(folderForTest(), 'isolde.json')
      await command('person.export', { user: isolde.id, linked: false, file })
      const [{ records }] = JSON.parse(readFileSync(file, 'utf8')).accounts
      expect(records.assignment.map((one: { learner: number }) => one.learner).toSorted()).toEqual([101, 102])
      expect(records.change).toHaveLength(4)
      expect(records.visit).toHaveLength(1)
      const nobody = await command('person.export', { user: cast.NOBODY, linked: false, file })
      expect(nobody).toEqual({ sentence: 'There is no user 999.' })
    })
  })
})

const PERSONAL = [
  'users',
  'learning_aims',
  'unit_summaries',
  'visits',
  'reviews',
  'plans',
  'timesheet_entries',
]

const HOURS = {
  ...{ contractedHours: 30, targetPercentage: 20, plannedHours: 300, durationWeeks: 52, method: 'Sourdough' },
  ...{ minimumHours: null, percentOfPlanned: null, actualHours: 12 },
}

/** Lets the statistics hold samples, as the autovacuum does sooner or later. */
async function analyze({ address }: Stage): Promise<void> {
  const client = new Client({ connectionString: address })
  await client.connect()
  await client.query('analyze')
  await client.end()
}
