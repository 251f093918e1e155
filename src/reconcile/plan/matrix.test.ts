import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { heldIn, linesOf, planText, WORLD, worldAfter } from '../../../test/samples/provider.ts'
import { samplePath } from '../../../test/samples/sample.ts'
import { nameBook } from '../../report/names.ts'
import { planText as shown } from '../../report/text.ts'
import { ledgerOf } from '../match/ledger.ts'
import { settleQuestion } from '../match/question.ts'
import { Roster } from '../match/roster.ts'

const matrix = readFileSync(samplePath('mis/allocation-matrix.csv'))
const first = await planText(matrix)
const decider = { by: 'Mo Officer', today: '2026-07-15' }
const entries = first.questions.flatMap(question => {
  const settled = settleQuestion(question, { decision: 'accept' }, decider, new Roster(WORLD.people))
  return 'entry' in settled ? [settled.entry] : []
})
const ledger = ledgerOf(entries)
const second = await planText(matrix, { ledger })

describe('the matrix that MIS officers keep by hand', () => {
  it('plans what keys settle, and asks once for each person whom it names only by name', () => {
    expect(linesOf(first)).toEqual([
      '+ standard 61242 for 7100101',
      '+ standard 61250 for 7100101',
      '+ standard 61242 for 7100102',
      '+ standard 61384 for 7100110',
      '7100101 default assessor : nobody > 7200101',
      '7100101 default employer : nobody > 7400101',
      'plan-ahead 7100102 default assessor: nobody > 7200102, 2026-08-01',
      'plan-ahead 7100102 default employer: nobody > 7400101, 2026-08-01',
    ])
    expect(
      first.questions.map(one => `${one.key}: ${one.suggestions.map(each => each.account)}`).sort(),
    ).toEqual([
      '90001 assessor name:hesper nightjar: 7200105',
      '90001 assessor name:isolde marrowby: 7200101',
      '90001 assessor name:rhodri ap celyn: 7200103',
      '90001 assessor name:tobias quillfeather: 7200102',
      '90001 iqa name:perpetua oakenshaw-bligh: 7300101',
      '90001 iqa name:rhodri ap celyn: 7300103',
      '90001 observer name:zephyrine lumb: 7200501',
    ])
    expect(first.rows).toEqual({ in: 3, planned: 0, unchanged: 0, held: 3 })
  })

  it('plans everybody once they are confirmed; a name in an IQA column means that person’s IQA account', () => {
    expect(linesOf(second).slice(4)).toEqual([
      '7100101 default assessor : nobody > 7200101',
      '7100101 default employer : nobody > 7400101',
      '7100101 additional assessor : nobody > 7200102',
      '7100101 additional assessor : nobody > 7200105',
      '7100101 additional observer : nobody > 7200501',
      '7100101 aim assessor 61242: nobody > 7200101',
      '7100101 aim assessor 61250: nobody > 7200103',
      '7100101 aim iqa 61242: nobody > 7300101',
      '7100101 aim iqa 61250: nobody > 7300101',
      '7100110 default assessor : nobody > 7200103',
      '7100110 aim assessor 61384: nobody > 7200103',
      '7100110 aim iqa 61384: nobody > 7300103',
      'plan-ahead 7100102 default assessor: nobody > 7200102, 2026-08-01',
      'plan-ahead 7100102 default employer: nobody > 7400101, 2026-08-01',
      'plan-ahead 7100102 aim iqa: nobody > 7300101, 2026-08-01',
    ])
    expect(second.rows).toEqual({ in: 3, planned: 3, unchanged: 0, held: 0 })
    expect(heldIn(second)).toEqual([])
  })

  it('warns of one person who would assess and quality-assure the same aim', () => {
    const conflict = second.findings.find(one => one.code === 'assesses-and-assures')!
    expect(conflict.candidates).toEqual([7200103, 7300103])
    expect(conflict.place).toMatchObject({ row: 4 })
  })

  it('needs the standard before anybody is placed at it', () => {
    const placed = second.changes.find(one => one.key.startsWith('assign/7100110/aim/iqa'))!
    expect(placed.needs).toEqual(['give-standard/7100110/61384'])
  })

  it('has nothing left to plan once it is applied, and plans the same twice', async () => {
    const again = await planText(matrix, { ledger, ...worldAfter(second) })
    expect(again.changes).toEqual([])
    expect(again.verdict).toBe('nothing')
    expect((await planText(matrix, { ledger })).hash).toBe(second.hash)
  })

  it('reads aloud', () => {
    expect(shown(second, nameBook(WORLD, second.changes), { colour: false })).toMatchSnapshot()
  })
})
