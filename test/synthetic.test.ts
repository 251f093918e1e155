import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { FIRST_PROVIDER, syntheticDataset } from '../src/dataset/synthetic/dataset.ts'
import { NOW } from './cast.ts'
import { emptyServices, linesOf, take, type Written } from './datasets.ts'
import { ENGINES } from './stage.ts'

const SMALL = { ...FIRST_PROVIDER, staff: 20, learners: 60, now: NOW }

type Person = Written & {
  email?: string
  misId?: string
  uln?: string
  archivedAt?: string
  id: number
  kind: string
}

describe('the synthetic provider of a first start', () => {
  let records: Written[]
  let people: Person[]
  let learners: Person[]
  let staff: Person[]
  let held: Written[]

  const of = (record: string) => records.filter(one => one.record === record)

  beforeAll(() => {
    records = [...syntheticDataset({ ...FIRST_PROVIDER, now: NOW })].map(line => JSON.parse(line))
    people = of('user') as Person[]
    learners = people.filter(one => one.kind === 'learner')
    staff = people.filter(one => one.kind !== 'learner' && one.kind !== 'employer')
    held = of('assignment')
  })

  test('has three centres, sixty staff and twelve hundred learners, with everything that belongs to them', () => {
    expect([of('organisation').length, staff.length, learners.length]).toEqual([3, 60, 1200])
    for (const kind of [
      'learnerStatus',
      'aimStatus',
      'placement',
      'classroom',
      'provider',
      'standard',
      'unit',
    ])
      expect(of(kind).length, kind).toBeGreaterThan(0)
    for (const kind of [
      'template',
      'aim',
      'unitSummary',
      'visit',
      'review',
      'plan',
      'timesheetEntry',
      'offTheJob',
    ])
      expect(of(kind).length, kind).toBeGreaterThan(0)
  })

  test('has the usual gaps: learners without a default assessor, and aims without an IQA', () => {
    const assessed = new Set(
      held.filter(one => one.level === 'default' && one.role === 'assessor').map(one => one.learner),
    )
    const checked = new Set(
      held.filter(one => one.level === 'aim' && one.role === 'iqa').map(one => one.target),
    )
    expect(learners.some(one => !assessed.has(one.id))).toBe(true)
    expect(of('aim').some(one => !checked.has(one.id))).toBe(true)
  })

  test('has archived staff who still hold slots, trainees, and employers from elsewhere', () => {
    const byId = new Map(people.map(one => [one.id, one]))
    const whose = (one: Written) => byId.get(one.person as number)!
    expect(held.some(one => whose(one).archivedAt !== undefined)).toBe(true)
    expect(held.some(one => whose(one).kind === 'trainee-assessor')).toBe(true)
    const employers = held.filter(one => one.role === 'employer')
    expect(employers.some(one => whose(one).placement !== byId.get(one.learner as number)!.placement)).toBe(
      true,
    )
  })

  test('has people under two accounts, families with one address, and namesakes', () => {
    const shared = (list: Person[], key: (one: Person) => unknown) =>
      [...Map.groupBy(list, key)].filter(([value, group]) => value !== undefined && group.length > 1)
    const twoAccounts = shared(staff, one => one.email).map(([, group]) => group.map(one => one.kind))
    expect(twoAccounts).toContainEqual(['assessor', 'iqa'])
    expect(shared(learners, one => one.email).length).toBeGreaterThan(5)
    expect(shared(learners, one => `${one.firstName} ${one.lastName}`).length).toBeGreaterThan(5)
  })

  test('has MIS ids in several formats or none, and numbers that stand for a missing ULN', () => {
    const shapes = new Set(learners.map(one => one.misId?.replaceAll(/\d/g, '9')))
    expect(shapes).toEqual(new Set(['P9999-9999-999999', 'FBW-999999', 'fbw 999999', undefined]))
    expect(learners.filter(one => one.uln === '9999999999').length).toBeGreaterThan(1)
  })

  test('holds nobody real: addresses, telephones and ULNs are from ranges that are kept for that', () => {
    for (const { email, mobileNumber, uln } of people) {
      expect(email ?? 'a@example.org').toMatch(/@example\.(org|com)$/)
      expect(mobileNumber ?? '07700 900000').toMatch(/^07700 900\d{3}$/)
      expect(uln ?? '9901000000').toMatch(/^(9901\d{6}|9999999999)$/)
    }
  })

  test('has ULNs with the right check digit', () => {
    const given = learners.flatMap(({ uln }) => (uln && uln !== '9999999999' ? [uln] : []))
    expect(given.length).toBeGreaterThan(900)
    expect(new Set(given).size).toBe(given.length)
    for (const uln of given) {
      const sum = [...uln.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0)
      expect(10 - (sum % 11), uln).toBe(Number(uln[9]))
    }
  })

  test('has everybody whom the sample allocation sheet names, with the aims that it gives them', () => {
    const sheet = parse(readFileSync(join(import.meta.dirname, 'samples/mis/allocation-matrix.csv')), {
      columns: true,
    }) as Record<string, string>[]
    const standards = new Map(of('standard').map(one => [one.code, one.id]))
    const known = new Set(people.map(one => `${one.firstName} ${one.lastName}`))
    for (const row of sheet) {
      const learner = learners.find(one => one.misId === row['Learner Ref'])
      expect(`${learner?.lastName}, ${learner?.firstName}`).toBe(row.Learner)
      const codes = [row['Aim 1'], row['Aim 2']].filter(code => code !== '')
      const aims = of('aim').filter(one => one.learner === learner!.id)
      expect(aims.map(one => one.standard)).toEqual(codes.map(code => standards.get(code)))
      const named = ['Main Assessor', 'Aim 1 IQA', 'Additional Assessors', 'Observer', 'Employer Contact']
      for (const name of named.flatMap(column => row[column]!.split('; ')))
        if (!['', 'n/a', 'TBC'].includes(name)) expect(known, name).toContain(name)
    }
  })
})

describe('a synthetic provider', () => {
  test('is the same for the same seed, and another for another', () => {
    const lines = [...syntheticDataset(SMALL)]
    expect([...syntheticDataset(SMALL)]).toEqual(lines)
    expect([...syntheticDataset({ ...SMALL, seed: 2 })]).not.toEqual(lines)
  })

  test('gives a learner the same id and name, however many learners come after', () => {
    const fourth = (learners: number) =>
      [...syntheticDataset({ ...SMALL, learners })]
        .map(line => JSON.parse(line))
        .filter(one => one.kind === 'learner')
        .slice(0, 4)
        .map(({ id, firstName, lastName, uln }) => ({ id, firstName, lastName, uln }))
    expect(fourth(60)).toEqual(fourth(4000))
  })

  test('begins at once, whatever its size', () => {
    const lines = syntheticDataset({ ...SMALL, centres: 50, staff: 5000, learners: 1_000_000_000 })
    expect([lines.next().value, JSON.parse(lines.next().value as string).record]).toEqual([
      '{"record":"caseload-dataset","version":1}',
      'customer',
    ])
  })

  test.each(ENGINES)('is taken by %s as it is', async engine => {
    const services = await emptyServices(engine)
    const imported = await take(services, [...syntheticDataset(SMALL)])
    expect(imported).toMatchObject({ organisation: 3, standard: 6 })
    expect((await linesOf(services.storage)).filter(line => line.includes('"kind":"import"'))).toHaveLength(3)
  })
})
