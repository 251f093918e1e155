import { stringify } from 'yaml'
import type { SheetOutline } from '../intake/row/outline.ts'
import type { CheckedFile } from './outline.ts'

/** What somebody, or the best guess, says about a file: the keys of a mapping. */
interface FirstMapping {
  sheets?: readonly string[]
  header?: Readonly<Record<string, number>>
  columns?: Readonly<Record<string, string>>
  hidden?: string
  struck?: string
  only?: string
}

/** Something to ask about a file, with what is taken where nobody answers. */
export type MappingQuestion = { guess: string; text: string } & (
  | { about: 'sheet'; sheet: string }
  | { about: 'column'; header: string }
  | { about: 'hidden' | 'struck' | 'only' }
)

/** An answer to a question, as it is typed; blank takes the guess. */
export interface MappingAnswer {
  question: MappingQuestion
  answer: string
}

/** Everything about a file that a mapping would settle, the sheets first. */
export function mappingQuestions(checked: CheckedFile): MappingQuestion[] {
  const { sheets, findings } = checked
  const isFound = (code: string) => findings.some(one => one.code === code)
  return [
    ...sheetQuestions(sheets),
    ...columnQuestions(sheets),
    ...(isFound('row-hidden') || isFound('columns-hidden')
      ? [unseen('hidden', 'Rows or columns are hidden or filtered out.')]
      : []),
    ...(isFound('row-struck') ? [unseen('struck', 'Rows are struck through.')] : []),
    {
      about: 'only',
      guess: 'no',
      text: 'Is the file to say only who is beside whom, and to change no name, address or date of anybody? (yes or no)',
    },
  ]
}

/** Where all sheets are read there is nothing to choose. */
function sheetQuestions(sheets: readonly SheetOutline[]): MappingQuestion[] {
  const tables = sheets.filter(({ name, columns }) => name !== undefined && columns.length > 0)
  if (tables.every(({ isRead }) => isRead)) return []
  return tables.map(({ name, isRead, headerRow, rows }) => ({
    about: 'sheet',
    sheet: name!,
    guess: isRead ? 'yes' : 'no',
    text: `Is sheet ${name} to be read? Column names in row ${headerRow}, rows below them: ${rows.count}. (yes or no)`,
  }))
}

function columnQuestions(sheets: readonly SheetOutline[]): MappingQuestion[] {
  const columns = sheets.filter(({ isRead }) => isRead).flatMap(sheet => sheet.columns)
  const open = columns.filter(({ use }) => use === 'unknown' || use === 'unsure')
  const byHeader = new Map(open.map(one => [one.header, one]))
  return [...byHeader.values()].map(({ header, note = '' }) => {
    const near = /Did you mean ([^?]+)\?/.exec(note)?.[1]
    const why = note === '' ? `Column "${header}" is not known.` : note
    return {
      about: 'column',
      header,
      guess: near ?? 'ignore',
      text: `${why} What is it? (a name from "caseload template --columns", or ignore)`,
    }
  })
}

function unseen(about: 'hidden' | 'struck', what: string): MappingQuestion {
  return { about, guess: 'hold', text: `${what} What is to be done with them? (hold, read or ignore)` }
}

/** The keys that answers come to. What is as it would be without a mapping is left out. */
export function mappingFrom(answers: readonly MappingAnswer[]): FirstMapping {
  const said = answers.map(({ question, answer }) => ({ question, value: answer.trim() || question.guess }))
  const columns = said.flatMap(({ question, value }) =>
    question.about === 'column' ? [[question.header, value] as const] : [],
  )
  const asked = said.filter(({ question }) => question.about === 'sheet')
  const sheets = asked.flatMap(({ question, value }) =>
    question.about === 'sheet' && isYes(value) ? [question.sheet] : [],
  )
  const chosen = (about: 'hidden' | 'struck' | 'only') =>
    said.find(({ question }) => question.about === about)?.value
  const [hidden, struck, only] = [chosen('hidden'), chosen('struck'), chosen('only')]
  return {
    ...(asked.length > 0 ? { sheets } : {}),
    ...(columns.length > 0 ? { columns: Object.fromEntries(columns) } : {}),
    ...(hidden && hidden !== 'hold' ? { hidden } : {}),
    ...(struck && struck !== 'hold' ? { struck } : {}),
    ...(only && isYes(only) ? { only: 'assignments' } : {}),
  }
}

function isYes(text: string): boolean {
  return /^y(?:es)?$/i.test(text)
}

/** A mapping as the text of its file, with a word on where to read on. */
export function mappingText(mapping: FirstMapping, file: string): string {
  const head = `# What Caseload is told about ${file} and files like it. Every key: docs/mapping.md\n`
  const isEmpty = Object.keys(mapping).length === 0
  return isEmpty
    ? `${head}# Nothing needs to be said: the file is read as it is.\n`
    : `${head}${stringify(mapping)}`
}
