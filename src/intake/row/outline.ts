import { columnLetters, headerWords } from '../column/header.ts'
import { type Mapping, NO_MAPPING } from '../mapping/mapping.ts'
import type { Surveyed } from './choose-sheets.ts'
import type { SurveyedSource } from './sheets.ts'
import type { TopLine } from './survey.ts'

/** What a column of a sheet is taken for. */
export interface ColumnOutline {
  /** Its letters, or its key in JSON. */
  column: string
  /** As it is written. */
  header: string
  /**
   * `read`: as the column of ours in `meaning`; `skill`: a level for the aim of its name; `ignored`: as the mapping says; `hidden`:
   * nobody sees it; `unsure`: it holds rows back until somebody says what it is; `unknown`: nothing is read from it.
   */
  use: 'read' | 'skill' | 'ignored' | 'hidden' | 'unsure' | 'unknown'
  meaning?: string
  /** Why nothing is read from it, and what to do. */
  note?: string
}

/** What a sheet is taken for. Rows count from 1. */
export interface SheetOutline {
  /** Nothing for files of text. */
  name?: string
  isRead: boolean
  /** Why it is not read. */
  why?: string
  headerRow?: number
  rows: { count: number; first?: number; last?: number }
  columns: ColumnOutline[]
  /** Its first lines that are not blank, where one of them may hold the column names. */
  top: readonly TopLine[]
  /** Labels of values that stand over rows, such as `Assessor`. */
  headings: string[]
}

/** The sheets of a source as they are taken, those that are not read among them. */
export function outlinesOf(
  { surveyed, read, left, unseen }: SurveyedSource,
  mapping: Mapping = NO_MAPPING,
): SheetOutline[] {
  const seen = surveyed.map((one): SheetOutline => {
    const reason = left.find(({ where }) => where.sheet === one.sheet.name)?.note ?? one.survey.refusal?.note
    const isRead = read.includes(one) && one.survey.refusal === undefined
    return { ...outlineOf(one, mapping), isRead, ...(reason && !isRead ? { why: reason.sentence } : {}) }
  })
  const others = unseen.map(({ name, hidden }): SheetOutline => {
    const why = hidden ? 'Not read: the sheet is hidden.' : 'Not read: the mapping does not name the sheet.'
    return {
      ...(name === undefined ? {} : { name }),
      isRead: false,
      why,
      rows: { count: 0 },
      columns: [],
      top: [],
      headings: [],
    }
  })
  return [...seen, ...others]
}

function outlineOf({ sheet: { name }, survey, where }: Surveyed, mapping: Mapping): SheetOutline {
  const words = headerWords(mapping.columns)
  const columns = survey.labels.flatMap((header, index): ColumnOutline[] => {
    if (header === '') return []
    const column = where.columns?.[index] ?? columnLetters(index)
    return [{ column, header, ...useOf(index, header, survey, words(header) === 'ignore') }]
  })
  return {
    ...(name === undefined ? {} : { name }),
    isRead: true,
    ...(survey.header ? { headerRow: survey.header.row } : {}),
    rows: survey.rows,
    columns,
    top: where.columns ? [] : survey.top,
    headings: [...new Set(survey.headings.map(({ label }) => label))],
  }
}

function useOf(
  index: number,
  header: string,
  { columns, skills, unread, hidden, unusedStandards }: Surveyed['survey'],
  isIgnored: boolean,
): Pick<ColumnOutline, 'use' | 'meaning' | 'note'> {
  const bound = columns.find(one => one.index === index)
  if (bound) return { use: 'read', meaning: meaningOf(bound.column.name, bound.number) }
  if (skills.some(one => one.index === index)) return { use: 'skill', meaning: `level of the aim ${header}` }
  const unsure = unread.find(one => one.index === index)
  if (unsure) return { use: 'unsure', note: unsure.note.sentence }
  if (hidden.some(one => one.index === index)) return { use: 'hidden' }
  if (isIgnored) return { use: 'ignored' }
  if (!unusedStandards.includes(header)) return { use: 'unknown' }
  return { use: 'unknown', note: `Column ${header} holds standards. Did you mean Standard?` }
}

/** The name of a column of ours, with its number: `Aim 2 Assessor`. */
function meaningOf(name: string, number: number): string {
  return name.includes('#') ? name.replace('#', String(number)) : name
}
