import { describe, expect, it } from 'vitest'
import { PEOPLE, planText } from '../../test/samples/provider.ts'
import { composeWorkbook, type SampleCell } from '../../test/samples/workbook.ts'
import { entriesFrom, ledgerLines } from '../reconcile/match/ledger.ts'
import type { Question } from '../reconcile/match/question.ts'
import { Roster } from '../reconcile/match/roster.ts'
import { questionSheet, questionWorkbook, readAnswers, type SheetAnswers } from './questions.ts'

const roster = new Roster(PEOPLE)
const find = (id: number) => PEOPLE.find(one => one.id === id)
const decider = { by: 'Mo Officer', today: '2026-07-15' }
const { questions } = await planText(
  'Learner Ref,Main Assessor,IQA,Observer\nFBW-000102,Isolde Marrowby,Rhodri ap Celyn,=Zephyrine Lumb\nFBW-000110,Nobody Known,,\n',
)

const workbook = await questionWorkbook(questions, find)

/** Writes into the columns Decision, Account, Reason and Until, one line for each question. */
function filled(...answers: string[]): string {
  const [header, ...rows] = questionSheet(questions, find).trimEnd().split('\r\n')
  return [header, ...rows.map((row, at) => row.replace(/,,,,$/, `,${answers[at] ?? ',,,'}`))].join('\r\n')
}

async function answersIn(content: string | Uint8Array, asked: readonly Question[] = questions) {
  const answers = await readAnswers(
    { name: 'questions', bytes: Buffer.from(content) },
    asked,
    decider,
    roster,
  )
  if ('code' in answers) throw new Error(answers.sentence)
  return answers
}

const NOTHING: SheetAnswers = { entries: [], problems: [], open: questions.length }
const FOUR = [
  { by: 'Mo Officer', on: '2026-07-15', says: 'link', account: 7200101, called: 'Isolde Marrowby' },
  { by: 'Mo Officer', on: '2026-07-15', says: 'link', account: 7300103, called: 'Rhodri ap Celyn' },
  { by: 'Mo Officer', on: '2026-07-15', says: 'reject', accounts: [7200501] },
  { by: 'Mo Officer', on: '2026-07-15', says: 'hold', reason: 'asked the centre', until: '2026-08-01' },
]
const withoutWho = ({ entries }: SheetAnswers) => entries.map(({ who: _who, ...rest }) => rest)

describe('a sheet of questions that goes round', () => {
  it('has one line for each, with rows and suggestions', () => {
    const lines = questionSheet(questions, find).split('\r\n')
    expect(lines).toHaveLength(questions.length + 2)
    expect(lines[1]).toMatch(/^90001 assessor name:isolde marrowby,Isolde Marrowby,assessor,2,/)
    expect(lines[1]).toContain(
      '"Isolde Marrowby (7200101), assessor, reference IM01, isolde.marrowby@example.org: same name (strong)"',
    )
  })

  it('read back without a decision settles nothing, as text or as a workbook', async () => {
    expect(await answersIn(filled())).toEqual(NOTHING)
    expect(await answersIn(workbook)).toEqual(NOTHING)
  })

  it('is read back with accept, link, reject and hold', async () => {
    const answers = await answersIn(
      filled('accept,,,', 'link,7300103,,', 'reject,,,', 'hold,,asked the centre,01/08/2026'),
    )
    expect(answers.problems).toEqual([])
    expect(withoutWho(answers)).toEqual(FOUR)
    const { entries } = answers
    expect(entriesFrom(ledgerLines(entries))).toEqual(entries)
    expect(entriesFrom(`${ledgerLines(entries)}{"says":"li`), 'a line cut off while it was written').toEqual(
      entries,
    )
  })

  it('is read back as a spreadsheet saves it: semicolons, another encoding, a line of its own above', async () => {
    const cells = ['accept', '', '', '']
    const header = 'Question;Suggestions;Decision;Account;Reason;Until'
    const text = `Questions of Fablewick\r\n${header}\r\n${questions[0]!.key};a, b, c;${cells.join(';')}\r\n`
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`, 'utf16le')]) {
      expect(withoutWho(await answersIn(bytes))).toEqual(FOUR.slice(0, 1))
    }
  })

  it('is read back from a workbook where the account is a number and the day a date', async () => {
    const row = (at: number, ...more: SampleCell[]): SampleCell[] => [questions[at]!.key, ...more]
    const bytes = composeWorkbook({
      formats: ['dd/mm/yyyy'],
      sheets: {
        Notes: [['ask Isolde']],
        Questions: [
          ['Question', 'Decision', 'Account', 'Reason', 'Until'],
          row(1, 'link', { number: 7300103 }),
          row(3, 'hold', null, 'asked the centre', { number: 46235, style: 1 }),
        ],
      },
    })
    expect(withoutWho(await answersIn(bytes))).toEqual([FOUR[1], FOUR[3]])
  })

  it.each([
    ['maybe,,,', /no answer/],
    ['link,,,', /account number/],
    ['hold,,,', /to which day/],
    ['hold,,,01/08/2020', /2026-07-15|why/],
  ])('tells of %s where it stands', async (answer, sentence) => {
    const { problems } = await answersIn(filled(answer))
    expect(problems).toEqual([{ row: 2, sentence: expect.stringMatching(sentence) }])
  })

  it('refuses to accept where there is nobody or several to choose from', async () => {
    const unknown = questions.findIndex(one => one.suggestions.length === 0)
    const answers = questions.map((_, at) => (at === unknown ? 'accept,,,' : ',,,'))
    expect((await answersIn(filled(...answers))).problems[0]!.sentence).toMatch(/nobody to accept/)
  })

  it('refuses a line that is not asked any more', async () => {
    expect((await answersIn(filled('accept,,,'), [])).problems[0]!.sentence).toMatch(/not asked any more/)
  })

  it.each([
    ['another sheet', Buffer.from('Learner Ref,Main Assessor\nA1,Isolde\n'), 'header-missing'],
    ['a sheet cut short', Buffer.from('Question,Decision\n"x'), 'quote-open'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'file-kind-unknown'],
    ['a workbook cut short', workbook.subarray(0, 900), 'zip-broken'],
  ])('refuses %s as a whole', async (_, bytes, code) => {
    expect(await readAnswers({ name: 'questions', bytes }, questions, decider, roster)).toMatchObject({
      code,
    })
  })
})
