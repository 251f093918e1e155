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
