import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { caseloadContract, contract, onefileContract } from '../src/contract/contract.ts'
import { type Caller, callerWith } from './caller.ts'
import * as cast from './cast.ts'
import { ENGINES, type Stage, setStage } from './stage.ts'

test('no call of ours has the name of one of OneFile’s', () => {
  const names = [...Object.keys(onefileContract), ...Object.keys(caseloadContract)]
  expect(Object.keys(contract)).toHaveLength(names.length)
})

describe.each(ENGINES)('the catalogue on %s', engine => {
  let stage: Stage
  let caller: Caller
  let north: Caller

  beforeEach(async () => {
    stage = await setStage(engine)
    caller = callerWith(stage, await stage.session())
    north = callerWith(stage, await stage.session(['read', 'manage', 'admin'], [cast.NORTH.id]))
  })
  afterEach(() => stage.close())

  test('organisations are added, changed and listed, as far as the token sees them', async () => {
    const added = await caller.post('/organisations', { name: 'Fellside West' })
    expect(added.status).toBe(201)
    const { id } = added.body
    const changed = await caller.put(`/organisations/${id}`, { name: 'Fellside Far West' })
    expect(changed.body).toMatchObject({ id, name: 'Fellside Far West', keychainEmailSuppressed: true })
    const rows = await caller.all('/organisations?limit=2', 'organisations')
    expect(rows.map(one => one.id)).toEqual([cast.NORTH.id, cast.SOUTH.id, id])
    expect(
      (await north.get('/organisations')).body.organisations.map((one: { id: number }) => one.id),
    ).toEqual([cast.NORTH.id])
    expect((await north.put(`/organisations/${id}`, { name: 'Mine' })).status).toBe(404)
    const placed = await caller.post('/placements', { organisation: id, name: 'Tarnside Nursery' })
    expect(placed.status).toBe(201)
  })

  test('organisations are for the scope admin', async () => {
    const manager = callerWith(stage, await stage.session(['read', 'manage']))
    expect((await manager.post('/organisations', { name: 'Fellside West' })).status).toBe(403)
  })

  test.each(['placements', 'classrooms'])('%s belong to an organisation', async kind => {
    const added = await caller.post(`/${kind}`, { organisation: cast.SOUTH.id, name: 'Weir', misId: 'P7' })
    expect(added).toMatchObject({ status: 201, body: { organisation: cast.SOUTH.id, misId: 'P7' } })
    const { id } = added.body
    const changed = await caller.put(`/${kind}/${id}`, { name: 'Weir End' })
    expect(changed.body).toMatchObject({ id, organisation: cast.SOUTH.id, name: 'Weir End' })
    expect(changed.body).not.toHaveProperty('misId')
    const all = await caller.all(`/${kind}?limit=1`, kind)
    expect(all).toHaveLength(3)
    const south = await caller.all(`/${kind}?organisation=${cast.SOUTH.id}`, kind)
    expect(south).toEqual([changed.body])
    expect(await north.all(`/${kind}?limit=200`, kind)).toHaveLength(2)
    expect((await north.put(`/${kind}/${id}`, { name: 'Mine' })).status).toBe(404)
    expect((await north.post(`/${kind}`, { organisation: cast.SOUTH.id, name: 'X' })).status).toBe(422)
  })

  test('a standard belongs to the customer, and to those of its organisations that are named', async () => {
    const added = await caller.post('/standards', {
      title: 'Level 4 Joinery',
      organisations: [cast.SOUTH.id],
    })
    const { id } = added.body
    expect(added).toMatchObject({ status: 201, body: { organisations: [cast.SOUTH.id] } })
    expect((await caller.all('/standards?limit=1', 'standards')).map(one => one.id)).toEqual([51, 52, id])
    expect((await north.all('/standards?limit=1', 'standards')).map(one => one.id)).toEqual([51, 52])
    expect((await north.put(`/standards/${id}`, { title: 'Mine' })).status).toBe(404)
    const shared = await caller.put(`/standards/${id}`, { title: 'Joinery', organisations: [11, 12] })
    expect(shared.body).toEqual({ id, title: 'Joinery', organisations: [11, 12] })
    const seen = (await north.all('/standards?limit=200', 'standards')).find(one => one.id === id)
    expect(seen.organisations).toEqual([cast.NORTH.id])
  })

  test('a limited token changes nothing that other organisations use, and shares nothing with them', async () => {
    const beyond = { status: 403, body: { code: 'shared-beyond' } }
    expect(await north.put('/standards/51', { title: 'Mine' })).toMatchObject(beyond)
    expect(await north.post('/organisations', { name: 'Mine alone' })).toMatchObject(beyond)
    expect(await north.post('/standards', { title: 'For all' })).toMatchObject(beyond)
    expect(await north.post('/standards', { title: 'For South', organisations: [12] })).toMatchObject(beyond)
    const nowhere = await north.post('/standards', { title: 'Nowhere', organisations: [99] })
    expect(nowhere).toMatchObject({
      status: 422,
      body: { code: 'organisation-unknown', field: 'organisations' },
    })
    expect((await north.post('/standards', { title: 'None', organisations: [] })).status).toBe(400)
    const own = await north.post('/standards', { title: 'Own', organisations: [11] })
    expect(own.status).toBe(201)
    expect(await caller.all('/standards?limit=200', 'standards')).toHaveLength(3)
  })

  test('a unit is found under the standards that hold it, also after they change', async () => {
    const added = await caller.post('/units', { id: 'BK_OVEN3', title: 'Bake bread', standards: [51] })
    expect(added.status).toBe(201)
    const again = await caller.post('/units', { id: 'BK_OVEN3', title: 'Twice', standards: [] })
    expect(again).toMatchObject({ status: 409, body: { code: 'id-taken', field: 'id' } })
    const under = async (standard: number) =>
      (await caller.all(`/units?standard=${standard}&limit=1`, 'units')).map(one => one.id)
    expect(await under(51)).toEqual(['BK_DOUGH2', 'BK_OVEN3', 'KS_COMM1'])
    await caller.put('/units/BK_OVEN3', { title: 'Bake bread', standards: [52] })
    expect(await under(51)).toEqual(['BK_DOUGH2', 'KS_COMM1'])
    expect(await under(52)).toEqual(['BK_OVEN3', 'CA_SAFE3', 'KS_COMM1'])
    const links = await stage.storage.db
      .selectFrom('unit_standards')
      .select('standard_id')
      .where('unit_id', '=', 'BK_OVEN3')
      .execute()
    expect(links).toEqual([{ standard_id: 52 }])
    const strange = await caller.put('/units/BK_OVEN3', { title: 'Bake bread', standards: [999] })
    expect(strange).toMatchObject({ status: 422, body: { code: 'standard-unknown', field: 'standards' } })
    expect((await caller.put('/units/NOTHING', { title: 'None', standards: [] })).status).toBe(404)
  })

  test('a template gives only units that its standards hold', async () => {
    const item = { standard: 51, startDay: 0, endDay: 365, units: [{ unit: 'BK_DOUGH2', weighting: 40 }] }
    const added = await caller.post('/templates', { title: 'Baker', items: [item] })
    expect(added).toMatchObject({ status: 201, body: { title: 'Baker', items: [item] } })
    const { id } = added.body
    const problems = [
      [{ standard: 999, units: [] }, 'standard-unknown'],
      [{ standard: 51, units: [{ unit: 'NOTHING' }] }, 'unit-unknown'],
      [{ standard: 51, units: [{ unit: 'CA_SAFE3' }] }, 'unit-not-in-standard'],
    ] as const
    for (const [wrong, code] of problems) {
      const told = await caller.put(`/templates/${id}`, { title: 'Baker', items: [wrong] })
      expect(told).toMatchObject({ status: 422, body: { code, field: 'items' } })
    }
    const changed = await caller.put(`/templates/${id}`, { title: 'Baker, a year', items: [] })
    expect(changed.body).toEqual({ id, title: 'Baker, a year', items: [] })
    const rows = await caller.all('/templates?limit=1', 'templates')
    expect(rows.map(row => row.id)).toEqual([cast.BAKING_YEAR.id, id])
    expect(rows.at(-1)).toEqual(changed.body)
  })

  test('pages above 200 rows, unknown filters and broken cursors are refused', async () => {
    expect((await caller.get('/standards?limit=201')).body).toMatchObject({ status: 400, field: 'limit' })
    expect((await caller.get('/standards?name=x')).body.code).toBe('field-unknown')
    for (const list of ['standards', 'units', 'templates', 'placements', 'organisations']) {
      expect((await caller.get(`/${list}?cursor=e30`)).body).toMatchObject({
        status: 400,
        code: 'cursor-invalid',
        field: 'cursor',
      })
    }
  })
})
