/** People whom rows would make: told apart from each other, and from those who are there. */
import { describe, expect, test } from 'vitest'
import { ledgerOf } from '../../src/reconcile/match/ledger.ts'
import { settleQuestion } from '../../src/reconcile/match/question.ts'
import { Roster } from '../../src/reconcile/match/roster.ts'
import type { World, WorldPerson } from '../../src/reconcile/world/world.ts'
import { heldIn, linesOf, person, planText, WORLD } from '../samples/provider.ts'
import { openProvider } from './provider.ts'

const ina = person(5, 'assessor', 'Ina Stead', { email: 'ina.stead@example.org', misId: 'C11' })
const world = (...people: WorldPerson[]): World => ({ ...WORLD, people: [...people, ina] })
const create = ['learner', 'assessor', 'iqa', 'employer'] as const
const planned = (text: string, there = world()) =>
  planText(text, { world: there, mapping: { create, columns: new Map([['Kind', 'Account Type']]) } })

describe('two new people with one mailbox', async () => {
  const provider = await openProvider('30-two-new-people-one-mailbox')
  const { json } = await provider.plan('staff.csv', '--mapping', provider.file('mapping.yaml'))

  test('are both held, each naming the other with its row', () => {
    const held = json.held.map((one: { place: { row: number }; sentence: string }) => [
      one.place.row,
      one.sentence,
    ])
    const sentence = expect.stringMatching(
      /Bertie Oldcastle \(row 3\) and Cora Quennell \(row 5\).*e-mail address/,
    )
    expect(held).toEqual([
      [3, sentence],
      [5, sentence],
    ])
  })

  test('iris@ and avis@ are two people, who are made', () => {
    expect(json.changes.map((one: { fields: { firstName: string } }) => one.fields.firstName)).toEqual([
      'Avis',
      'Iris',
    ])
  })
})

describe('newcomers of one file', () => {
  test('three with one mailbox are all held, whatever their order', async () => {
    const rows = ['Ann,Oak', 'Bea,Fir', 'Cal,Elm'].map(name => `Assessor,${name},desk@example.org`)
    for (const order of [rows, rows.toReversed()]) {
      const plan = await planned(`Kind,First name,Last name,Email\n${order.join('\n')}\n`)
      expect([linesOf(plan), plan.rows.held]).toEqual([[], 3])
    }
  })

  test('an assessor and an IQA of two names with one mailbox are held, of one name both made', async () => {
    const rows = (name: string) =>
      `Kind,First name,Last name,Email\nAssessor,Ann,Oak,a@example.org\nIQA,${name},a@example.org\n`
    expect(linesOf(await planned(rows('Bea,Fir')))).toEqual([])
    expect(linesOf(await planned(rows('Ann,Oak')))).toEqual(['+ assessor Ann Oak', '+ iqa Ann Oak'])
  })

  test('those named beside learners count too', async () => {
    const learners = [1, 2].map(id => person(id, 'learner', `Given${id} Family${id}`, { misId: `A${id}` }))
    const plan = await planned(
      'Learner Ref,Assessor First Name,Assessor Last Name,Assessor Email\nA1,Ann,Oak,desk@example.org\nA2,Bea,Fir,desk@example.org\n',
      world(...learners),
    )
    expect(linesOf(plan)).toEqual([])
    expect(heldIn(plan).every(one => one.includes('newcomers-share-key'))).toBe(true)
  })

  test('two learners with one reference are both held', async () => {
    const text =
      'Learner Ref,First name,Last name,Assessor Ref,Class,PlacementID\nN1,Ann,Oak,C11,Adult Care L3,51301\nN1,Zoe,Fir,C11,Adult Care L3,51301\n'
    expect(linesOf(await planned(text))).toEqual([])
  })

  test('siblings who share an address are two learners, as before', async () => {
    const text =
      'Learner Ref,First name,Last name,Email,Assessor Ref,Class,PlacementID\nN1,Ann,Oak,oak@example.org,C11,Adult Care L3,51301\nN2,Zoe,Oak,oak@example.org,C11,Adult Care L3,51301\n'
    expect(linesOf(await planned(text))).toEqual(['+ learner Ann Oak', '+ learner Zoe Oak'])
  })

  test('a name a letter off and the same words for a mailbox elsewhere make two people', async () => {
    const text =
      'Kind,First name,Last name,Email\nAssessor,Ian,Oak,ian@example.org\nAssessor,Jan,Elm,jan@example.org\n'
    expect(linesOf(await planned(text))).toEqual(['+ assessor Ian Oak', '+ assessor Jan Elm'])
  })

  test('one of the same name and another address is asked, and never linked to who is only about to be made', async () => {
    const text =
      'Kind,First name,Last name,Email\nAssessor,Ann,Oak,ann@example.org\nAssessor,Ann,Oak,oak@example.org\n'
    const plan = await planned(text)
    expect(linesOf(plan)).toEqual(['+ assessor Ann Oak'])
    const [question] = plan.questions
    const decider = { by: 'Mo', today: '2026-07-01' }
    const roster = new Roster(world().people)
    expect(settleQuestion(question!, { decision: 'accept' }, decider, roster)).toHaveProperty('problem')
    const no = settleQuestion(question!, { decision: 'reject' }, decider, roster)
    expect(no).toMatchObject({ entry: { says: 'reject', accounts: [], newcomers: true } })
    const ledger = ledgerOf('entry' in no ? [no.entry] : [])
    const mapping = { create, columns: new Map([['Kind', 'Account Type']]) }
    expect(linesOf(await planText(text, { world: world(), mapping, ledger }))).toHaveLength(2)
  })
})

describe('a newcomer with the mailbox of somebody who is there', () => {
  test('is held with both named, and nobody is made', async () => {
    const plan = await planned('Kind,First name,Last name,Email\nAssessor,Ann,Oak,ina.stead@example.org\n')
    expect(linesOf(plan)).toEqual([])
    expect(plan.questions[0]?.sentence).toMatch(/Ina Stead \(5\).*"Ann Oak"/)
  })
})

describe('a newcomer whom rows or accounts tell otherwise', () => {
  const head = 'Learner Ref,First name,Last name,Date of Birth,Email,Assessor Ref,Class,PlacementID\n'
  const tail = ',C11,Adult Care L3,51301\n'
  const first = `N1,Oona,Pell,2007-01-02,o@example.org${tail}`

  test.each([
    ['the date of birth', 'N1,Oona,Pell,2006-11-23,o@example.org'],
    ['one digit of the date of birth', 'N1,Oona,Pell,2007-01-03,o@example.org'],
    ['the e-mail address', 'N1,Oona,Pell,2007-01-02,z@example.org'],
  ])('rows that disagree on %s are both held, in any order', async (_what, other) => {
    for (const rows of [first + other + tail, other + tail + first]) {
      const plan = await planned(head + rows)
      expect([linesOf(plan), plan.rows.held]).toEqual([[], 2])
      expect(plan.held[0]?.sentence).toMatch(/Rows 2, 3 disagree on the .* of Oona Pell/)
    }
  })

  test('two rows that agree, or one of which says less, make one account', async () => {
    const less = `N1,Oona,Pell,,O@Example.org${tail}`
    expect(linesOf(await planned(head + first + first + less))).toEqual(['+ learner Oona Pell'])
  })

  test('a given name with the same date of birth is asked about before somebody is made, as after a marriage', async () => {
    const ffion = person(1, 'learner', 'Ffion Vickers', { dateOfBirth: '2007-03-04' })
    const row = (ref: string) => `${head}${ref},Ffion,Hartwell,2007-03-04,f@example.org${tail}`
    const plan = await planned(row('N1'), world(ffion))
    expect([linesOf(plan), plan.questions[0]?.sentence]).toEqual([
      [],
      'Same given name as Ffion Vickers (1), and the same date of birth. Is it the same person?',
    ])
    const known = await planned(row('N1'), world({ ...ffion, misId: 'M1' }))
    expect(linesOf(known)).toEqual(['+ learner Ffion Hartwell'])
  })

  test('a twin of another given name is somebody else, who is made', async () => {
    const ffion = person(1, 'learner', 'Ffion Vickers', { dateOfBirth: '2007-03-04', email: 'v@example.org' })
    const plan = await planned(`${head}N1,Ithel,Vickers,2007-03-04,v@example.org${tail}`, world(ffion))
    expect(linesOf(plan)).toEqual(['+ learner Ithel Vickers'])
  })

  test.each(['#N/A', '#REF!', '#VALUE!', '#NAME?', 'none', 'nil', 'x', 'XXX', '#', 'yes', 'see notes'])(
    '%s is no reference for an account, and holds its row',
    async reference => {
      const plan = await planned(`${head}${reference},Oona,Pell,2007-01-02,o@example.org${tail}`)
      expect([linesOf(plan), plan.rows.held]).toEqual([[], 1])
    },
  )
})

describe('a mailbox of somebody of another role and another name', () => {
  const rhys = person(1, 'learner', 'Rhys Quay', { misId: 'M1', email: 'desk@example.org' })
  const ann = person(6, 'iqa', 'Ann Oak', { email: 'desk@example.org' })
  const staff = 'Kind,First name,Last name,Email\nAssessor,Joss,Tarn,desk@example.org\n'

  test.each([
    ['learner', rhys],
    ['IQA', ann],
  ])('makes no assessor where it is that of a %s', async (_what, owner) => {
    const plan = await planned(staff, world(owner))
    expect(linesOf(plan)).toEqual([])
    expect(plan.questions[0]?.sentence).toMatch(/the e-mail address belongs to (Rhys Quay|Ann Oak) \(\d\)/)
  })

  test('makes an assessor where the name is the same', async () => {
    const joss = { ...ann, firstName: 'Joss', lastName: 'Tarn' }
    expect(linesOf(await planned(staff, world(joss)))).toEqual(['+ assessor Joss Tarn'])
  })

  test('is not written to a learner, and the row is held; what else it says goes on', async () => {
    const text = 'Learner Ref,First name,Last name,Email,Assessor Ref\nM2,Oona,Pell,desk@example.org,C11\n'
    const plan = await planned(text, world(ann, person(2, 'learner', 'Oona Pell', { misId: 'M2' })))
    expect(linesOf(plan)).toEqual(['2 default assessor : nobody > 5'])
    expect(heldIn(plan)).toEqual(['2 email-of-another'])
  })
})
