import { type AnyColumn, COLUMNS } from '../intake/column/columns.ts'
import { csvText } from './cell.ts'
import { type TextColumn, workbookOf } from './xlsx.ts'

/** Headers, an example row and help of the empty sheet with one row for each assignment. */
interface TemplateRow {
  headers: readonly string[]
  example: readonly string[]
  help: readonly string[]
}

const TEMPLATE_COLUMNS = COLUMNS.filter(column => 'template' in column)

/** The empty sheet to fill in, as the table of columns has it. */
export function emptyTemplate(): TemplateRow {
  return {
    headers: TEMPLATE_COLUMNS.map(column => column.name),
    example: TEMPLATE_COLUMNS.map(column => column.example),
    help: TEMPLATE_COLUMNS.map(column => column.help),
  }
}

/** The line of the template that has the column names, from 1; below it one line is filled in for each assignment. */
export const TEMPLATE_HEADER_ROW = 3

const TITLE =
  'Who should be assigned to which learner: fill in one row for each assignment below the column names. Columns that you do not need may stay empty or be deleted. The lines above the column names are not read.'

/** The empty sheet of what staff may assess, one row for each of them. */
const COMPETENCE_HEADERS = ['Person Ref', 'Person', 'Person Email', 'Competences']

const COMPETENCE_TITLE =
  'What assessors and IQAs may assess: fill in one row for each of them, or one for each standard. What a row names is added; "remove ST0005" takes one away, and "none" all. The lines above the column names are not read.'

function competenceColumns(): readonly AnyColumn[] {
  return COMPETENCE_HEADERS.flatMap(name => COLUMNS.find(column => column.name === name) ?? [])
}

/** The empty sheet of competences, as a CSV file. */
export function competenceCsv(): string {
  return csvText(competenceRows())
}

/** The same as a workbook (.xlsx). */
export function competenceWorkbook(): Promise<Buffer> {
  const columns = competenceColumns().map((): TextColumn => ({ width: 28 }))
  return workbookOf([
    { name: 'Competences', rows: competenceRows(), headerRow: TEMPLATE_HEADER_ROW, columns },
  ])
}

function competenceRows(): (readonly string[])[] {
  const columns = competenceColumns()
  const help = columns.map(column => `${column.help} Example: ${column.example}`)
  return [[COMPETENCE_TITLE], help, columns.map(column => column.name)]
}

/** The empty sheet as it is handed out: a title, help and an example for each column, and the column names. */
function templateRows(): (readonly string[])[] {
  const { headers, example, help } = emptyTemplate()
  return [[TITLE], help.map((sentence, at) => `${sentence} Example: ${example[at]}`), headers]
}

/** The empty sheet as a CSV file. */
export function templateCsv(): string {
  return csvText(templateRows())
}

/** The empty sheet as a workbook (.xlsx), in which ids keep their zeros and dates are dates. */
export function templateWorkbook(): Promise<Buffer> {
  const columns = TEMPLATE_COLUMNS.map(
    (column): TextColumn => (column.part === 'from' ? { width: 24, dates: true } : { width: 24 }),
  )
  return workbookOf([{ name: 'Assignments', rows: templateRows(), headerRow: TEMPLATE_HEADER_ROW, columns }])
}

/** Help on every column that is known: its name, the other spellings, what it says and an example. */
export function columnHelp(): string {
  return COLUMNS.map(helpOn).join('\n')
}

/** How many of the other names of a column are listed: the rest are the same words with other endings. */
const NAMES_SHOWN = 24

function helpOn({ name, synonyms, help, example }: AnyColumn): string {
  const shown = synonyms.slice(0, NAMES_SHOWN).join(', ')
  const more = synonyms.length > NAMES_SHOWN ? ', and the like' : ''
  const others = synonyms.length === 0 ? '' : ` (also ${shown}${more})`
  return `${name}${others}\n  ${help} Example: ${example}`
}
