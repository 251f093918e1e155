import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ONEFILE_CODES } from '../src/contract/onefile/codes.ts'
import { buildServer } from '../src/http/server.ts'
import * as cast from './cast.ts'
import { type OnefileClient, onefileClient, put } from './onefile.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

/** A learner as the guide creates one. */
const newLearner = {
  OrganisationID: cast.NORTH.id,
  Role: 1,
  FirstName: 'Wilfred',
  LastName: 'Hale',
  Email: 'wilfred.hale@example.org',
  DefaultAssessorID: cast.isolde.id,
  ClassroomID: cast.AUTUMN.id,
  PlacementID: cast.BAKERY.id,
}

/** An assessor with what every member of staff needs. */
const newStaff = {
  OrganisationID: cast.NORTH.id,
  Role: 5,
  FirstName: 'Ada',
  LastName: 'Fenn',
  Email: 'ada.fenn@example.org',
}

describe.each(ENGINES)('users on %s', engine => {
  let stage: Stage
  let onefile: OnefileClient

  beforeAll(async () => {
    stage = await setStage(engine)
    onefile = onefileClient(stage, await stage.session(['read', 'assign', 'manage', 'sensitive']))
  })
  afterAll(() => stage.close())

  const runs = () => stage.storage.db.selectFrom('runs').selectAll().orderBy('id').execute()

  describe('looking for users', () => {
    test('an un-paged search gives the four fields that tell users apart, and no more', async () => {
      const { status, body } = await onefile.post('/User/Search', { Role: 10, OrganisationID: cast.NORTH.id })
      expect(status).toBe(200)
      expect(body).toEqual([
        { ID: cast.perpetua.id, FirstName: 'Perpetua', LastName: 'Wolfe', MISID: 'M121' },
        { ID: cast.rhodri.id, FirstName: 'Rhodri', LastName: 'Vane', MISID: 'M122' },
      ])
    })

    test('a paged search gives the full record', async () => {
      const { body } = await onefile.post('/User/Search/1/1', {
        Role: '1',
        OrganisationID: `${cast.NORTH.id}`,
      })
      expect(body).toHaveLength(1)
      expect(body[0]).toMatchObject({
        ID: cast.orlagh.id,
        Role: 1,
        PlacementID: cast.BAKERY.id,
        Username: 'OTARN',
      })
    })

    test('paths and property names may be in any letter case, and a slash may follow', async () => {
      const { status, body } = await onefile.post('/user/SEARCH/', {
        role: 10,
        organisationid: 11,
        LASTNAME: ' wolfe ',
      })
      expect(status).toBe(200)
      expect(body.map((row: { ID: number }) => row.ID)).toEqual([cast.perpetua.id])
    })

    test('a form is read like JSON', async () => {
      const { body } = await onefile.postForm('/User/Search', {
        Role: '5',
        organisationID: '11',
        FirstName: 'TOBIAS',
      })
      expect(body.map((row: { ID: number }) => row.ID)).toEqual([cast.tobias.id])
    })

    test('nobody found is 204 without a body, also past the last page', async () => {
      expect(await onefile.post('/User/Search', { Role: 1, FirstName: 'Nobody' })).toEqual({ status: 204 })
      expect(await onefile.post('/User/Search/99/50', { Role: 1 })).toEqual({ status: 204 })
    })

    test('part of a name finds nobody, and empty text says nothing', async () => {
      expect((await onefile.post('/User/Search', { Role: 10, LastName: 'Wol' })).status).toBe(204)
      expect((await onefile.post('/User/Search', { Role: 10, LastName: '' })).body).toHaveLength(2)
    })

    test('without an organisation all that the token sees are searched, without those archived', async () => {
      const { body } = await onefile.post('/User/Search', { Role: 1 })
      expect(body.map((row: { ID: number }) => row.ID)).toEqual([
        cast.orlagh.id,
        cast.caspian.id,
        cast.bryony.id,
      ])
    })

    test('users changed since a moment are found by it', async () => {
      await onefile.post(`/User/${cast.zephyrine.id}`, { Telephone: '01632 960001' })
      const { body } = await onefile.post('/User/Search', { LastModified: '2026-03-01T00:00:00Z' })
      expect(body.map((row: { ID: number }) => row.ID)).toEqual([cast.zephyrine.id])
    })

    test.each([
      [0, 10],
      [1, 0],
      [1, 1001],
    ])('page %i of %i rows is refused', async (page, size) => {
      const { status, body } = await onefile.post(`/User/Search/${page}/${size}`, { Role: 1 })
      expect(status).toBe(400)
      expect(body.message).toContain('Pages count from 1')
    })

    test('another customer’s or an unseen organisation is unknown', async () => {
      const south = onefileClient(stage, await stage.session(['read'], [cast.SOUTH.id]))
      const { status, body } = await south.post('/User/Search', { Role: 1, OrganisationID: cast.NORTH.id })
      expect(status).toBe(400)
      expect(body.code).toBe(-11)
      expect((await south.get(`/User/${cast.orlagh.id}`)).status).toBe(404)
    })
  })

  describe('creating users', () => {
    test('a learner is made with the defaults as one run of the history', async () => {
      const before = (await runs()).length
      const { status, body } = await onefile.post('/User', {
        ...newLearner,
        DefaultEmployerID: cast.dorcas.id,
      })
      expect(status).toBe(200)
      expect(body).toEqual({ ID: expect.any(Number), Username: 'WHALE' })
      const after = await runs()
      expect(after).toHaveLength(before + 1)
      expect(after.at(-1)).toMatchObject({ kind: 2 })
      const { body: read } = await onefile.get(`/User/${body.ID}`)
      expect(read).toMatchObject({
        DefaultAssessorID: cast.isolde.id,
        DefaultEmployerID: cast.dorcas.id,
        Progress: 0,
      })
      const slots = await stage.storage.db
        .selectFrom('assignments')
        .select(['level', 'role', 'person_id'])
        .where('learner_id', '=', body.ID)
        .orderBy('level')
        .orderBy('role')
        .execute()
      expect(slots).toEqual([
        { level: 0, role: 0, person_id: cast.isolde.id },
        { level: 0, role: 2, person_id: cast.dorcas.id },
        { level: 1, role: 2, person_id: cast.dorcas.id },
      ])
    })

    test('a second person of the same name gets a user name with a number', async () => {
      const { body } = await onefile.post('/User', newLearner)
      expect(body.Username).toBe('WHALE2')
    })

    test('however many people share a name, and whatever letters follow, each gets a user name of their own', async () => {
      const longer = await onefile.post('/User', { ...newLearner, LastName: 'Haleström' })
      expect(longer.body.Username).toBe('WHALESTROM')
      const made = await Promise.all(Array.from({ length: 120 }, () => onefile.post('/User', newLearner)))
      const names = made.map(({ body }) => body.Username)
      expect(new Set(names).size).toBe(120)
      expect(names).toEqual(Array.from({ length: 120 }, (_, at) => `WHALE${at + 3}`))
    })

    test('a user name that was sent is kept, and refused where somebody has it', async () => {
      const staff = { ...newStaff, Username: ' ada_100% ' }
      expect((await onefile.post('/User', staff)).body.Username).toBe('ada_100%')
      const { status, body } = await onefile.post('/User', staff)
      expect(status).toBe(400)
      expect(body.message).toContain('Username')
    })

    test('PHP forms with 1 and 0 for true and false, and moments for dates, are read', async () => {
      const form = Object.fromEntries(
        Object.entries(newLearner).map(([name, value]) => [name, String(value)]),
      )
      const { status, body } = await onefile.postForm('/User', {
        ...form,
        SupportFunding: '1',
        DOB: '2006-05-14T00:00:00.000Z',
        StartOn: '2026-02-23T12:49:33+00:00',
        'SecondaryLLDDCodes[0]': '4',
        'SecondaryLLDDCodes[2]': '9',
        organisationID: String(cast.NORTH.id),
      })
      expect(status).toBe(200)
      const { body: read } = await onefile.get(`/User/${body.ID}`)
      expect(read).toMatchObject({
        SupportFunding: true,
        DOB: '2006-05-14T00:00:00.000Z',
        StartOn: '2026-02-23T00:00:00.000Z',
        SecondaryLLDDCodes: ['4', '9'],
      })
    })

    test.each([
      ['OrganisationID', { OrganisationID: 999 }, -11],
      ['PlacementID', { PlacementID: 999 }, -57],
      ['ClassroomID', { ClassroomID: 999 }, -58],
    ])('an unknown %s is refused with the code that clients know', async (field, wrong, code) => {
      const { status, body } = await onefile.post('/User', { ...newLearner, ...wrong })
      expect(status).toBe(400)
      expect(body).toEqual({ code, message: expect.stringContaining(field) })
    })

    test.each([
      ['no assessor', { DefaultAssessorID: undefined }, 'DefaultAssessorID'],
      ['no class', { ClassroomID: undefined }, 'ClassroomID'],
      ['no placement', { PlacementID: undefined }, 'PlacementID'],
      ['a blank name', { FirstName: ' ' }, 'FirstName'],
      ['an assessor who is an IQA', { DefaultAssessorID: cast.perpetua.id }, 'cannot stand as assessor'],
      ['an assessor who is archived', { DefaultAssessorID: cast.quill.id }, 'archived'],
      ['an assessor of another centre', { DefaultAssessorID: cast.marisol.id }, 'different organisations'],
      ['an assessor who is not there', { DefaultAssessorID: 999 }, 'no user 999'],
      ['a birth date that could be two', { DOB: '01/02/2006' }, 'DOB must be written year first'],
      ['two different organisations', { organisationID: cast.SOUTH.id }, 'OrganisationID stands twice'],
    ])('a learner with %s is refused, and nothing is made', async (_what, wrong, told) => {
      const before = await stage.storage.db.selectFrom('users').select('id').execute()
      const { status, body } = await onefile.post('/User', { ...newLearner, ...wrong })
      expect(status).toBe(400)
      expect(body.message).toContain(told)
      expect(await stage.storage.db.selectFrom('users').select('id').execute()).toHaveLength(before.length)
    })

    test('an employer needs a placement, and staff an e-mail address', async () => {
      const staff = {
        OrganisationID: cast.NORTH.id,
        FirstName: 'Ada',
        LastName: 'Fenn',
        Email: 'ada@example.org',
      }
      expect((await onefile.post('/User', { ...staff, Role: 40 })).body.message).toContain('PlacementID')
      expect((await onefile.post('/User', { ...staff, Role: 5, Email: '' })).body.message).toContain('Email')
      expect((await onefile.post('/User', { ...staff, Role: 5 })).status).toBe(200)
    })

    test('only a learner has people set by default', async () => {
      const { status, body } = await onefile.post('/User', { ...newLearner, Role: 5 })
      expect(status).toBe(400)
      expect(body.message).toContain('Only a learner')
    })
  })

  describe('changing users', () => {
    test('only what is sent changes', async () => {
      const { status } = await onefile.post(`/User/${cast.tobias.id}`, { MobileNumber: '07700 900123' })
      expect(status).toBe(204)
      const { body } = await onefile.get(`/User/${cast.tobias.id}`)
      expect(body).toMatchObject({
        FirstName: 'Tobias',
        Email: cast.tobias.email,
        MobileNumber: '07700 900123',
      })
    })

    test('saying again what is so leaves even the moment of change alone', async () => {
      const path = `/User/${cast.rhodri.id}`
      expect((await onefile.post(path, { FirstName: ' Rhodri ', Website: '', L12: null })).status).toBe(204)
      expect((await onefile.get(path)).body.LastModified).toBe('2025-08-01T00:00:00.000Z')
      await onefile.post(path, { Website: 'https://vane.example' })
      expect((await onefile.get(path)).body).toMatchObject({
        FirstName: 'Rhodri',
        Website: 'https://vane.example',
        LastModified: '2026-03-02T09:00:00.000Z',
      })
    })

    test('a form may send what it does not know as empty text, and addresses over several lines', async () => {
      const path = `/User/${cast.hesper.id}`
      const form = { WorkAddress: '1 Quay\r\nFellside', DOB: '', StartOn: '', SupportFunding: '', MISID: '' }
      expect((await onefile.postForm(`${path}/`, { ...form, role: '4', id: '113' })).status).toBe(204)
      const { body } = await onefile.get(path)
      expect(body).toMatchObject({ WorkAddress: '1 Quay\r\nFellside', MISID: null })
      expect(body.DOB).toBeNull()
    })

    test.each([
      ['ClassroomID', -58],
      ['PlacementID', -57],
      ['ProviderID', ONEFILE_CODES['provider-unknown']],
      ['LearnerStatusID', ONEFILE_CODES['learner-status-unknown']],
    ])('an unknown %s is refused, and so is one of another organisation', async (field, code) => {
      const elsewhere = { organisation: cast.SOUTH.id, id: 790, name: 'South’s own', misId: null }
      const kind = field.charAt(0).toLowerCase() + field.slice(1, -2)
      await put(stage, kind as 'classroom', [{ ...elsewhere, active: true }])
      for (const id of [999, 790, '790']) {
        const answer = await onefile.post(`/User/${cast.caspian.id}`, { [field]: id, FirstName: 'Changed' })
        expect(answer).toEqual({ status: 400, body: { code, message: expect.stringContaining(field) } })
        expect(answer.body.message).not.toContain('South')
      }
      expect((await onefile.get(`/User/${cast.caspian.id}`)).body.FirstName).toBe('Caspian')
    })

    test('what clients repeat unchanged is accepted, and what would move the user is refused', async () => {
      const path = `/User/${cast.tobias.id}`
      const same = { ID: cast.tobias.id, Username: 'TFERRIER', OrganisationID: 11, Role: 5 }
      expect((await onefile.post(path, same)).status).toBe(204)
      expect((await onefile.post(path, { OrganisationID: 12 })).body.message).toContain('cannot be moved')
      expect((await onefile.post(path, { Role: 10 })).body.message).toContain('role cannot be changed')
      expect((await onefile.post(path, { Username: 'OTARN' })).body.message).toContain('user name already')
    })

    test('a trainee assessor may become an assessor', async () => {
      expect((await onefile.post(`/User/${cast.hesper.id}`, { Role: 5 })).status).toBe(204)
      expect((await onefile.get(`/User/${cast.hesper.id}`)).body.Role).toBe(5)
    })

    test('a new default assessor replaces the old one, and sending it again changes nothing', async () => {
      const body = { DefaultAssessorID: cast.tobias.id, organisationID: cast.NORTH.id }
      expect((await onefile.post(`/User/${cast.orlagh.id}`, body)).status).toBe(204)
      const after = await runs()
      expect(after.at(-1)).toMatchObject({ kind: 0, reason: null })
      expect((await onefile.post(`/User/${cast.orlagh.id}`, body)).status).toBe(204)
      expect(await runs()).toEqual(after)
      expect((await onefile.get(`/User/${cast.orlagh.id}`)).body.DefaultAssessorID).toBe(cast.tobias.id)
    })

    test('both defaults and other fields of one call are one run', async () => {
      const path = `/User/${cast.caspian.id}`
      const before = await runs()
      const defaults = { DefaultAssessorID: cast.tobias.id, DefaultEmployerID: cast.dorcas.id }
      expect((await onefile.post(path, { ...defaults, Telephone: '01632 960008' })).status).toBe(204)
      const made = (await runs()).slice(before.length)
      expect(made).toHaveLength(1)
      expect(made[0]!.last_position - made[0]!.first_position + 1).toBe(3)
      const wrong = { ...defaults, DefaultAssessorID: cast.isolde.id, DefaultEmployerID: cast.perpetua.id }
      expect((await onefile.post(path, wrong)).body.message).toContain('DefaultEmployerID')
      expect((await onefile.get(path)).body).toMatchObject({ ...defaults, Telephone: '01632 960008' })
    })

    test('null takes a default employer away; empty text and 0 are refused', async () => {
      const path = `/User/${cast.caspian.id}`
      await onefile.post(path, { DefaultEmployerID: cast.lucan.id })
      expect((await onefile.post(path, { DefaultEmployerID: '' })).status).toBe(400)
      expect((await onefile.post(path, { DefaultEmployerID: 0 })).status).toBe(400)
      expect((await onefile.get(path)).body.DefaultEmployerID).toBe(cast.lucan.id)
      expect((await onefile.post(path, { DefaultEmployerID: null })).status).toBe(204)
      expect((await onefile.get(path)).body.DefaultEmployerID).toBeNull()
    })

    test.each([
      [{ DefaultAssessorID: null }, 'DefaultAssessorID'],
      [{ DefaultAssessorID: cast.perpetua.id }, 'DefaultAssessorID'],
      [{ DefaultEmployerID: cast.isolde.id }, 'DefaultEmployerID'],
      [{ DefaultAssessorID: 999 }, 'DefaultAssessorID'],
    ])('a default of %j is refused', async (wrong, field) => {
      const { status, body } = await onefile.post(`/User/${cast.caspian.id}`, wrong)
      expect(status).toBe(400)
      expect(body.message).toContain(field)
    })

    test('a refused default leaves the rest of the call undone too', async () => {
      const wrong = { FirstName: 'Changed', DefaultAssessorID: cast.perpetua.id }
      expect((await onefile.post(`/User/${cast.caspian.id}`, wrong)).status).toBe(400)
      expect((await onefile.get(`/User/${cast.caspian.id}`)).body.FirstName).toBe('Caspian')
    })

    test('people who are no learners have nobody set by default', async () => {
      const { status, body } = await onefile.post(`/User/${cast.isolde.id}`, {
        DefaultAssessorID: cast.tobias.id,
      })
      expect(status).toBe(400)
      expect(body.message).toContain('not a learner')
    })

    test('an archived learner takes no new default, but other fields', async () => {
      const path = `/User/${cast.fenwick.id}`
      expect((await onefile.post(path, { DefaultAssessorID: cast.isolde.id })).body.message).toContain(
        'archived',
      )
      expect((await onefile.post(path, { Telephone: '01632 960002' })).status).toBe(204)
    })

    test('the scope to assign is enough for defaults, and for nothing else of a user', async () => {
      const assigning = onefileClient(stage, await stage.session(['assign']))
      const path = `/User/${cast.bryony.id}`
      const only = { DefaultAssessorID: cast.marisol.id, OrganisationID: cast.SOUTH.id, Role: 1 }
      expect((await assigning.post(path, only)).status).toBe(204)
      expect((await assigning.post(path, { FirstName: 'Other' })).status).toBe(403)
    })
  })

  describe('what is sensitive', () => {
    test('is left out for a token without the scope, and cannot be written by it', async () => {
      await onefile.post(`/User/${cast.orlagh.id}`, { NINO: 'QQ123456C', L13: 'F' })
      expect((await onefile.get(`/User/${cast.orlagh.id}`)).body).toMatchObject({
        NINO: 'QQ123456C',
        L13: 'F',
      })
      const plain = onefileClient(stage, await stage.session(['read', 'assign', 'manage']))
      const { body } = await plain.get(`/User/${cast.orlagh.id}`)
      expect(body).not.toHaveProperty('NINO')
      expect(body).not.toHaveProperty('L13')
      for (const path of [`/User/${cast.orlagh.id}`, '/User']) {
        const refused = await plain.post(path, { ...(path === '/User' && newLearner), L14: '1' })
        expect(refused).toEqual({
          status: 400,
          body: {
            code: ONEFILE_CODES['field-beyond-scope'],
            message: expect.stringContaining('"sensitive"'),
          },
        })
        expect(refused.body.message).toMatch(/^L14: /)
      }
    })

    test('is gone when it is cleared, in a page as in a read', async () => {
      const path = `/User/${cast.orlagh.id}`
      await onefile.post(path, { NINO: 'QQ123456C', L15: '1', SecondaryLLDDCodes: { 1: '4', 2: '9' } })
      expect((await onefile.get(path)).body).toMatchObject({ L15: '1', SecondaryLLDDCodes: ['4', '9'] })
      await onefile.post(path, { NINO: '', L13: '', L15: null, SecondaryLLDDCodes: null })
      const { body } = await onefile.post('/User/Search/1/1', { MISID: cast.orlagh.misId })
      for (const field of ['NINO', 'L13', 'L15', 'SecondaryLLDDCodes']) {
        expect(body[0][field]).toBeNull()
      }
    })
  })

  describe('leaving', () => {
    test('archiving hides from lists, keeps every assignment, and may be repeated and taken back', async () => {
      await onefile.post(`/User/${cast.isolde.id}/Assign`, {
        LearnerID: cast.orlagh.id,
        Level: 3,
        StandardID: 51,
      })
      const held = () =>
        stage.storage.db.selectFrom('assignments').selectAll().where('person_id', '=', cast.isolde.id)
      const before = await held().execute()
      expect((await onefile.post(`/User/${cast.isolde.id}/Archive`, { role: 1 })).status).toBe(204)
      expect((await onefile.post(`/User/${cast.isolde.id}/Archive`)).status).toBe(204)
      expect((await onefile.post('/User/Search', { Role: 5, FirstName: 'Isolde' })).status).toBe(204)
      expect(await held().execute()).toEqual(before)
      expect((await onefile.post(`/User/${cast.isolde.id}/Unarchive`)).status).toBe(204)
      expect((await onefile.post('/User/Search', { Role: 5, FirstName: 'Isolde' })).status).toBe(200)
    })

    const remove = async (id: number) => {
      const answer = await stage.server.inject({
        method: 'DELETE',
        url: `/api/v2.1/User/${id}`,
        headers: { 'x-tokenid': await stage.session(['manage']), 'content-type': 'application/json' },
        payload: '{"organisationID": ',
      })
      return answer.statusCode
    }

    test('whoever is deleted is flagged, leaves the lists, and can be read by id', async () => {
      expect(await remove(cast.lucan.id)).toBe(204)
      expect(await remove(cast.lucan.id)).toBe(204)
      expect((await onefile.post('/User/Search', { Role: 40, FirstName: 'Lucan' })).status).toBe(204)
      expect((await onefile.post('/User/Search/1/9', { Role: 40, FirstName: 'Lucan' })).status).toBe(204)
      expect((await onefile.get(`/User/${cast.lucan.id}`)).body.FirstName).toBe('Lucan')
      expect(await remove(999)).toBe(404)
    })

    test.each([
      ['plan', { title: null, planOn: null, assessorSignedOn: cast.NOW, learnerSignedOn: null }],
      ['review', { ...cast.orlaghReview, visit: null, learnerSignedOn: cast.NOW }],
    ] as const)('a learner who has a signed %s cannot be deleted', async (noun, signed) => {
      const { body: made } = await onefile.post('/User', newLearner)
      const place = { organisation: cast.NORTH.id, learner: made.ID }
      await put(stage, noun, [{ ...signed, ...place, id: 990 }])
      expect(await remove(made.ID)).toBe(400)
      expect((await onefile.post('/User/Search', { Role: 1, FirstName: 'Wilfred' })).body).toContainEqual(
        expect.objectContaining({ ID: made.ID }),
      )
    })

    test('a learner who has a unit signed off cannot be deleted, and one with unsigned work can', async () => {
      const make = async () => (await onefile.post('/User', newLearner)).body.ID
      const [signed, unsigned] = [await make(), await make()]
      const aim = (await onefile.post(`/Standard/${cast.BAKING.id}/Assign/${signed}`)).body
      const summary = { id: 991, organisation: 11, learner: signed, aim, standard: 51, unit: 'BK_DOUGH2' }
      const dates = { startDate: null, plannedEnd: null, weighting: null, signedOffOn: '2026-02-27' }
      await put(stage, 'unitSummary', [{ ...summary, ...dates, progress: 100 }])
      expect(await remove(signed)).toBe(400)
      await put(stage, 'review', [{ ...cast.orlaghReview, id: 992, learner: unsigned, visit: null }])
      expect(await remove(unsigned)).toBe(204)
    })
  })

  describe('beside the account', () => {
    test('a placement is set with one call', async () => {
      const { status } = await onefile.post(`/User/${cast.zephyrine.id}/AssignPlacement/${cast.MILL.id}/true`)
      expect(status).toBe(204)
      expect((await onefile.get(`/User/${cast.zephyrine.id}`)).body.PlacementID).toBe(cast.MILL.id)
      expect((await onefile.post(`/User/${cast.zephyrine.id}/AssignPlacement/999/0`)).status).toBe(404)
    })

    test('unit summaries of a learner are listed, and none is 204', async () => {
      const { body } = await onefile.get(`/User/${cast.orlagh.id}/UnitSummary`)
      expect(body.map((row: { ID: number }) => row.ID)).toEqual([301, 302, 303])
      const { body: made } = await onefile.post('/User', newLearner)
      expect(await onefile.get(`/user/${made.ID}/unitsummary`)).toEqual({ status: 204 })
    })

    test('off-the-job hours are read as the centre keeps them', async () => {
      expect((await onefile.get(`/User/${cast.caspian.id}/offthejob`)).body).toEqual({
        ...{ ID: cast.caspian.id, ContractedHours: null, TargetPercentage: null, PlannedOTJ: null },
        ...{ Duration: null, MethodOfCalculatingOTJ: null, MinimumOTJ: null, PercentOfPlanned: null },
        CachedActualHours: null,
      })
      const hours = { contractedHours: 30, targetPercentage: 20, plannedHours: 279, durationWeeks: 52.5 }
      const rest = { method: 'Fixed', minimumHours: null, percentOfPlanned: 12.5, actualHours: 34.75 }
      await put(stage, 'offTheJob', [{ organisation: 11, learner: cast.caspian.id, ...hours, ...rest }])
      expect((await onefile.get(`/user/${cast.caspian.id}/OFFTHEJOB/`)).body).toEqual({
        ...{
          ID: cast.caspian.id,
          ContractedHours: 30,
          TargetPercentage: 20,
          PlannedOTJ: 279,
          Duration: 52.5,
        },
        ...{ MethodOfCalculatingOTJ: 'Fixed', MinimumOTJ: null, PercentOfPlanned: 12.5 },
        CachedActualHours: 34.75,
      })
    })

    test.each(['UnitSummary', 'OffTheJob'])('%s is of learners only', async noun => {
      expect((await onefile.get(`/User/999/${noun}`)).status).toBe(404)
      const answer = await onefile.get(`/User/${cast.isolde.id}/${noun}`)
      expect(answer).toMatchObject({ status: 400, body: { code: ONEFILE_CODES['not-a-learner'] } })
    })
  })
})

describe('two people with the same key or address', () => {
  const twins = [
    ['key', 'MISID', { MISID: cast.orlagh.misId.toLowerCase() }, cast.orlagh.id, 'MIS id'],
    ['address', 'Email', { Email: 'CASPIAN.rooke@example.org ' }, cast.caspian.id, 'e-mail address'],
    ['key of somebody archived', 'MISID', { MISID: cast.fenwick.misId }, cast.fenwick.id, 'MIS id'],
  ] as const

  test.each(twins)('in strict mode the same %s is refused', async (_what, field, same, other, what) => {
    const stage = await setStage('sqlite', { strictPeople: true })
    const onefile = onefileClient(stage, await stage.session())
    const tried = [
      await onefile.post('/User', { ...newLearner, ...same }),
      await onefile.post(`/User/${cast.bryony.id}`, { Telephone: '01632 960003', ...same }),
      await onefile.post(`/User/${cast.tobias.id}`, { Telephone: '01632 960003', ...same }),
      await onefile.post(`/User/${other}`, { Telephone: '01632 960003', ...same }),
    ]
    const unchanged = await onefile.get(`/User/${cast.tobias.id}`)
    await stage.close()
    expect(tried.map(({ status }) => status)).toEqual([400, 204, 400, 204])
    expect(tried[0]!.body).toEqual({
      code: ONEFILE_CODES['duplicate-person'],
      message: `${field}: User ${other} has this ${what} already; change that user instead.`,
    })
    expect(unchanged.body.Telephone).toBeNull()
  })

  test.each(twins)('otherwise the same %s is allowed, and the log tells', async (_what, _field, same) => {
    const stage = await setStage('sqlite')
    const lines = logOf(stage)
    const onefile = onefileClient(stage, await stage.session())
    const made = await onefile.post('/User', { ...newLearner, ...same })
    const changed = await onefile.post(`/User/${cast.tobias.id}`, same)
    const repeated = await onefile.post(`/User/${cast.tobias.id}`, same)
    await stage.close()
    expect([made.status, changed.status, repeated.status]).toEqual([200, 204, 204])
    const by = 'MISID' in same ? 'misId' : 'email'
    expect(lines.map(line => JSON.parse(line).duplicate)).toEqual([by, by, undefined])
    expect(lines.join('')).not.toContain(Object.values(same)[0])
  })
})

test('the log tells that something sensitive was read, and not what', async () => {
  const stage = await setStage('sqlite')
  const lines = logOf(stage)
  const onefile = onefileClient(stage, await stage.session())
  const plain = onefileClient(stage, await stage.session(['read']))
  await onefile.post(`/User/${cast.orlagh.id}`, { NINO: 'QQ123456C' })
  for (const client of [onefile, plain]) {
    await client.get(`/User/${cast.orlagh.id}`)
    await client.post('/User/Search/1/50', { Role: 1 })
    await client.get(`/User/${cast.caspian.id}`)
  }
  await stage.close()
  const noted = lines.map(line => JSON.parse(line).sensitive)
  expect(noted).toEqual([undefined, 1, 1, undefined, undefined, undefined, undefined])
  expect(lines.join('')).not.toContain('QQ123456C')
})

/** What a stage logs from now on. */
function logOf(stage: Stage): string[] {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  stage.server = buildServer(stage.services, { logger: pino({}, { write }) })
  return lines
}

test('everybody is found in one un-paged search, however many there are', async () => {
  const stage = await setStage('sqlite')
  const onefile = onefileClient(stage, await stage.session())
  const [, caspian] = (await stage.storage.read('listOwned', {
    ...{ name: 'user', organisations: [cast.NORTH.id], filter: { kind: 'learner' }, limit: 2 },
  })) as { id: number }[]
  const crowd = Array.from({ length: 1203 }, (_, at) => ({ ...caspian, id: 5000 + at }))
  await put(stage, 'user', crowd)
  const { body: all } = await onefile.post('/User/Search', { Role: 1, OrganisationID: cast.NORTH.id })
  const { body: page } = await onefile.post('/User/Search/2/1000', { Role: 1, OrganisationID: cast.NORTH.id })
  await stage.close()
  const ids = all.map((row: { ID: number }) => row.ID)
  expect(ids).toEqual([cast.orlagh.id, cast.caspian.id, ...crowd.map(({ id }) => id)])
  expect(page.map((row: { ID: number }) => row.ID)).toEqual(ids.slice(1000))
})

test('the inferred fields can be hidden', async () => {
  const stage = await setStage('sqlite', { inferredFields: false })
  const onefile = onefileClient(stage, await stage.session())
  await onefile.post(`/User/${cast.orlagh.id}`, { DefaultAssessorID: cast.tobias.id })
  const { body } = await onefile.get(`/User/${cast.orlagh.id}`)
  await stage.close()
  expect(body).not.toHaveProperty('DefaultAssessorID')
})
