import { describe, expect, it } from 'vitest'
import { PEOPLE, planText } from '../../../test/samples/provider.ts'
import { entriesFrom, ledgerLines } from './ledger.ts'
import { questionSheet, readAnswers } from './sheet.ts'

const find = (id: number) => PEOPLE.find(one => one.id === id)
const decider = { by: 'Mo Officer', today: '2026-07-15' }
const { questions } = await planText(
  'Learner Ref,Main Assessor,IQA,Observer\nFBW-000102,Isolde Marrowby,Rhodri ap Celyn,=Zephyrine Lumb\nFBW-000110,Nobody Known,,\n',
)

/** Writes into the columns Decision, Account, Reason and Until, one line for each question. */
function filled(...answers: string[]): string {
  const [header, ...rows] = questionSheet(questions, find).trimEnd().split('\r\n')
  return [header, ...rows.map((row, at) => row.replace(/,,,,$/, `,${answers[at] ?? ',,,'}`))].join('\r\n')
}

describe('a sheet of questions that goes round', () => {
  it('has one line for each, with rows and suggestions', () => {
    const lines = questionSheet(questions, find).split('\r\n')
    expect(lines).toHaveLength(questions.length + 2)
    expect(lines[1]).toMatch(/^90001 assessor name:isolde marrowby,Isolde Marrowby,assessor,2,/)
    expect(lines[1]).toContain('"Isolde Marrowby (7200101), same name"')
  })

  it('read back without a decision settles nothing', () => {
    expect(readAnswers(filled(), questions, decider)).toEqual({
      entries: [],
      problems: [],
      open: questions.length,
    })
  })

  it('is read back with accept, link, reject and hold', () => {
    const answers = filled('accept,,,', 'link,7300103,,', 'reject,,,', 'hold,,asked the centre,01/08/2026')
    const { entries, problems } = readAnswers(answers, questions, decider)
    expect(problems).toEqual([])
    expect(entries.map(({ who: _who, ...rest }) => rest)).toEqual([
      { by: 'Mo Officer', on: '2026-07-15', says: 'link', account: 7200101 },
      { by: 'Mo Officer', on: '2026-07-15', says: 'link', account: 7300103 },
      { by: 'Mo Officer', on: '2026-07-15', says: 'reject', accounts: [7200501] },
      { by: 'Mo Officer', on: '2026-07-15', says: 'hold', reason: 'asked the centre', until: '2026-08-01' },
    ])
    expect(entriesFrom(ledgerLines(entries))).toEqual(entries)
    expect(entriesFrom(`${ledgerLines(entries)}{"says":"li`), 'a line cut off while it was written').toEqual(
      entries,
    )
  })

  it.each([
    ['maybe,,,', /no decision/],
    ['link,,,', /number of the account/],
    ['hold,,,', /to which day/],
    ['hold,,,01/08/2020', /2026-07-15|why/],
  ])('tells of %s where it stands', (answer, sentence) => {
    const { problems } = readAnswers(filled(answer), questions, decider)
    expect(problems).toEqual([{ row: 2, sentence: expect.stringMatching(sentence) }])
  })

  it('refuses to accept where there is nobody or several to choose from', () => {
    const unknown = questions.findIndex(one => one.suggestions.length === 0)
    const answers = questions.map((_, at) => (at === unknown ? 'accept,,,' : ',,,'))
    expect(readAnswers(filled(...answers), questions, decider).problems[0]!.sentence).toMatch(
      /nobody to accept/,
    )
  })

  it('refuses a line that is not asked any more', () => {
    expect(readAnswers(filled('accept,,,'), [], decider).problems[0]!.sentence).toMatch(/not asked any more/)
  })
})
