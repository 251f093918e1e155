/** `check` and `init`: what a file is taken for, without a server, and the first mapping for it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readMapping } from '../src/intake/mapping/mapping.ts'
import {
  type MappingQuestion,
  mappingFrom,
  mappingQuestions,
  mappingText,
} from '../src/report/first-mapping.ts'
import { command } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-check-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sheet = (name: string) => join(import.meta.dirname, 'cases/sheets', name)
const NOTES = join(import.meta.dirname, 'cases/files/24-sheets-and-rows-that-are-not-meant/book.xlsx')
const written = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('check', () => {
  test('names every sheet and column, and the rows that are held, without a server', async () => {
    const { code, stdout } = await command('check', sheet('Allocations Oct 26.xlsx'))
    expect(code).toBe(5)
    expect(stdout).toContain('Column names in row 5, 24 rows (6 to 29).')
    expect(stdout).toMatch(/^ {2}A {2}Learner Ref +Learner Ref$/m)
    expect(stdout).toMatch(/^ {2}K {2}Comments +not known, not used$/m)
    expect(stdout).toMatch(/rows 10, 15, 20 and 25 .*struck through/)
    expect(stdout).toMatch(/row 13 .*hidden or filtered out/)
    expect(stdout).toContain('Rows: 24 about somebody, 19 read, 5 held.')
  })

  test('says which sheets are not read and why', async () => {
    const { stdout } = await command('check', sheet('Caseloads by centre.xlsx'))
    expect(stdout).toMatch(/^Sheet READ ME\n {2}Sheet READ ME holds text and no table, and is not read\.$/m)
    expect(stdout).toMatch(/^Sheet Lookups\n {2}Not read: the sheet is hidden\.$/m)
    expect(stdout).toMatch(/^Sheet Thistle Row\n {2}Column names in row 2, 15 rows \(3 to 17\)\.$/m)
  })

  test('tells headings that stand over rows', async () => {
    const { code, stdout } = await command('check', sheet('Caseload list by assessor.xlsx'))
    expect(stdout).toContain('Over the rows: Assessor.')
    expect(stdout).toContain('Rows: 18 about somebody, 18 read, 0 held.')
    expect(code).toBe(0)
  })

  test('goes by a mapping, and prints JSON', async () => {
    const mapping = written('read.yaml', 'struck: read\nhidden: read\ncolumns:\n  Comments: ignore\n')
    const { code, stdout } = await command(
      'check',
      sheet('Allocations Oct 26.xlsx'),
      '--mapping',
      mapping,
      '--json',
    )
    const [checked] = JSON.parse(stdout)
    expect({ code, rows: checked.rows }).toEqual({ code: 0, rows: { in: 24, read: 24, held: 0 } })
    expect(checked.sheets[0]).toMatchObject({ name: 'Allocations Oct 26', isRead: true, headerRow: 5 })
    expect(checked.sheets[0].columns.at(-1)).toEqual({ column: 'K', header: 'Comments', use: 'ignored' })
  })

  test('ends with 1 for a file that is refused, and says why', async () => {
    const { code, stdout } = await command('check', written('cut.csv', 'Learner Ref,Assessor\nA1,Isolde\nA2'))
    expect(code).toBe(1)
    expect(stdout).toContain('cut short')
    expect(stdout).toContain('cut.csv is refused')
  })
})

describe('init', () => {
  test('writes a mapping of the best guesses that can be used at once', async () => {
    const out = join(folder, 'guessed.yaml')
    const { code, stderr } = await command('init', NOTES, '--yes', '--out', out)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining(`Wrote ${out}.`) })
    expect(readMapping(readFileSync(out, 'utf8'))).toMatchObject({ mapping: { sheets: ['Allocations'] } })
    expect((await command('check', NOTES, '--mapping', out)).code).toBe(5)
  })

  test('writes over no file, and asks nobody where nobody is', async () => {
    const out = written('mine.yaml', 'dates: day-first\n')
    expect(await command('init', NOTES, '--yes', '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already'),
    })
    expect(readFileSync(out, 'utf8')).toBe('dates: day-first\n')
    const other = join(folder, 'other.yaml')
    expect(await command('init', NOTES, '--out', other)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('add --yes'),
    })
    expect(existsSync(other)).toBe(false)
  })

  test('says so where nothing needs to be said', async () => {
    const out = join(folder, 'nothing.yaml')
    await command('init', written('plain.csv', 'Learner Ref,Assessor\nA1,Isolde\n'), '--yes', '--out', out)
    expect(readFileSync(out, 'utf8')).toContain('the file is read as it is')
    expect(readMapping(readFileSync(out, 'utf8'))).toHaveProperty('mapping')
  })
})

describe('the questions of init', () => {
  const checked = {
    file: 'a.xlsx',
    kind: 'xlsx',
    refused: false,
    rows: { in: 2, read: 1, held: 1 },
    sheets: [
      {
        name: 'Now',
        isRead: true,
        headerRow: 1,
        rows: { count: 2 },
        headings: [],
        top: [],
        columns: [
          { column: 'A', header: 'Learner Ref', use: 'read' as const, meaning: 'Learner Ref' },
          {
            column: 'B',
            header: 'Asessor',
            use: 'unsure' as const,
            note: 'Did you mean Assessor? Correct it.',
          },
          { column: 'C', header: 'Colour', use: 'unknown' as const },
        ],
      },
      {
        name: 'Notes',
        isRead: false,
        headerRow: 2,
        rows: { count: 1 },
        headings: [],
        top: [],
        columns: [{ column: 'A', header: 'Learner Ref', use: 'read' as const, meaning: 'Learner Ref' }],
      },
    ],
    findings: [
      { code: 'row-hidden' as const, sentence: '', place: { file: 'a.xlsx' }, holds: 'row' as const },
      { code: 'row-struck' as const, sentence: '', place: { file: 'a.xlsx' }, holds: 'row' as const },
    ],
  }
  const subject = (question: MappingQuestion) =>
    'sheet' in question ? question.sheet : 'header' in question ? question.header : question.about

  test('are about sheets, columns that are not known, and rows that nobody sees', () => {
    expect(mappingQuestions(checked).map(one => `${subject(one)} [${one.guess}]`)).toEqual([
      'Now [yes]',
      'Notes [no]',
      'Asessor [Assessor]',
      'Colour [ignore]',
      'hidden [hold]',
      'struck [hold]',
      'only [no]',
    ])
  })

  test('come to the keys of a mapping, with the guess for a blank answer', () => {
    const typed = ['', 'y', '', 'Classroom', 'read', 'ignore', 'yes']
    const answers = mappingQuestions(checked).map((question, at) => ({ question, answer: typed[at]! }))
    const text = mappingText(mappingFrom(answers), 'a.xlsx')
    expect(readMapping(text)).toMatchObject({
      mapping: {
        sheets: ['Now', 'Notes'],
        columns: new Map([
          ['Asessor', 'Assessor'],
          ['Colour', 'Classroom'],
        ]),
        hidden: 'read',
        struck: 'ignore',
        only: 'assignments',
      },
    })
  })
})
