import type { CalendarDate } from '../../domain/time.ts'
import { readsDates } from '../column/cell.ts'
import { type ColumnOrder, decideOrder, sumOfProofs } from '../column/date-order.ts'
import type { DateOrder } from '../column/dates.ts'
import {
  columnLetters,
  foldHeader,
  type HeaderWords,
  isHeader,
  nearestHeader,
  type Recognised,
} from '../column/header.ts'
import { isBreak, type Line, type Sheet } from '../file/sheet.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { type Binding, type Bound, bind, secondRemarks, type Unread } from './bind.ts'
import { groupedHeader } from './grouped-header.ts'
import { isSeat } from './seats.ts'
import { newWatch, type Watch, watchCell } from './watch.ts'

/** How many lines may stand above the column names. */
const TITLE_LINES = 40

/** A column that stands for one aim and holds a level. */
export interface SkillColumn {
  index: number
  label: string
}

/** What one look through a sheet has taught, before any row of it is read for its meaning. */
export interface Survey {
  headerRow: number
  labels: readonly string[]
  columns: readonly Bound[]
  skills: readonly SkillColumn[]
  /** Columns whose cells are not read, and keep back their row or themselves. */
  unread: readonly Unread[]
  /** Remarks on the sheet as a whole, with the column they are about. */
  remarks: readonly { note: Note; column?: number }[]
  /** Why nothing of the sheet may be believed. */
  refusal?: { note: Note; row?: number }
  /** Whether the sheet has no line that is not blank. */
  empty: boolean
}

/** What the mapping and the caller say about reading dates and headers. */
export interface SurveyRules {
  words: HeaderWords
  today: CalendarDate
  /** The declared order of days and months, for all columns or for one (by its folded header). */
  order(header: string): DateOrder | undefined
}

/** Looks through a sheet once: finds the column names, and what each column as a whole says of how to read it. */
export async function survey(sheet: Sheet, rules: SurveyRules): Promise<Survey> {
  const look = new Look(rules, sheet.shifts)
  for await (const line of sheet.lines()) {
    if (isBreak(line)) return { ...look.result(), refusal: { note: line.broken, row: line.row } }
    look.at(line)
  }
  return look.result()
}

interface BoundOrder extends ColumnOrder {
  index: number
}

class Look {
  private header: Line | undefined
  private above: Line | undefined
  private readonly watches: Watch[] = []
  private fullest = 0
  private full = 0
  private short = 0
  private cut: Line | undefined
  private second: Line | undefined
  private empty = true
  private readonly rules: SurveyRules
  private readonly shifts: boolean

  constructor(rules: SurveyRules, shifts: boolean) {
    this.rules = rules
    this.shifts = shifts
  }

  at(line: Line): void {
    if (line.cells.every(cell => cell.text.trim() === '')) return
    this.empty = false
    if (this.header) this.below(line, this.header)
    else if (line.row <= TITLE_LINES) this.seekHeader(line)
    this.above = line
  }

  private below(line: Line, header: Line): void {
    const grouped = this.above === header ? groupedHeader(header, line, this.rules.words) : undefined
    if (grouped) this.header = grouped
    else if (this.isOtherHeader(line, header)) this.second ??= line
    else this.watch(line, header)
  }

  /** Titles above the column names fill fewer cells; below a line as full, only a row of mostly known names will do. */
  private seekHeader(line: Line): void {
    const texts = filledIn(line)
    const isFullest = texts.length > this.fullest
    this.fullest = Math.max(this.fullest, texts.length)
    const grouped = this.above && groupedHeader(this.above, line, this.rules.words)
    if (grouped) this.header = grouped
    else if (isHeader(texts, this.rules.words) && (isFullest || this.isMostlyKnown(texts))) this.header = line
  }

  private isMostlyKnown(texts: readonly string[]): boolean {
    return texts.filter(text => this.rules.words(text) !== undefined).length * 2 > texts.length
  }

  /** Column names of a second table on the same sheet: its rows would be read under the wrong names. */
  private isOtherHeader(line: Line, header: Line): boolean {
    const texts = filledIn(line)
    if (this.rules.words(texts[0] ?? '') === undefined || !isHeader(texts, this.rules.words)) return false
    return this.isMostlyKnown(texts) && !sameLabels(texts, filledIn(header))
  }

  private watch(line: Line, header: Line): void {
    for (const [index, cell] of line.cells.entries()) {
      if (cell.text === '') continue
      this.watches[index] ??= newWatch()
      watchCell(this.watches[index], cell.text)
    }
    const isShort = line.cells.length < namedWidth(header)
    if (isShort && line.last) this.cut = line
    else if (isShort) this.short++
    else this.full++
  }

  result(): Survey {
    const { header } = this
    if (!header) return { ...NO_SURVEY, empty: this.empty, ...(this.empty ? {} : { refusal: NO_HEADER }) }
    const labels = textsOf(header).map(label => label.trim())
    const bound = bind(labels, this.watches, this.rules)
    const orders = this.orders(bound.columns)
    const columns = bound.columns.map(one => this.finish(one, orders))
    const skills = this.skills(labels, columns)
    const unread = [...bound.unread, ...this.misspelt(labels, bound, skills)]
    return {
      headerRow: header.row,
      labels,
      columns,
      skills,
      unread,
      remarks: [
        ...orders.flatMap(({ note, index }) => (note ? [{ note, column: index }] : [])),
        ...secondRemarks(columns),
        ...bound.remarks,
        ...unread.map(({ note, index }) => ({ note, column: index })),
        ...unusedRemark(this.unused(labels, [...columns, ...unread], skills)),
      ],
      empty: this.full + this.short === 0 && !this.cut,
      ...this.refusal(),
    }
  }

  /** Columns whose names are a letter or two away from one that is known. */
  private misspelt(labels: readonly string[], bound: Binding, skills: readonly SkillColumn[]): Unread[] {
    const used = new Set([...bound.columns, ...bound.unread, ...skills].map(one => one.index))
    return labels.flatMap((label, index) => {
      if (used.has(index) || !isUnknown(label, this.rules.words) || !this.watches[index]?.filled) return []
      const near = nearestHeader(label)
      return near ? [misspeltColumn(index, label, near, bound.columns)] : []
    })
  }

  private refusal(): Pick<Survey, 'refusal'> {
    if (this.second) return { refusal: secondTable(this.second.row) }
    return this.cut && this.short === 0 ? { refusal: cutShort(this.cut.row) } : {}
  }

  private orders(bound: readonly Bound[]): BoundOrder[] {
    const dated = bound
      .filter(({ column }) => readsDates(column.read))
      .map(one => ({ ...one, watch: this.watches[one.index] ?? newWatch() }))
    const sheet = sumOfProofs(dated.map(one => one.watch))
    return dated.map(({ index, label, watch }) => ({
      index,
      ...decideOrder(label, watch, sheet, this.rules.order(label)),
    }))
  }

  private finish(bound: Bound, orders: readonly BoundOrder[]): Bound {
    const order = orders.find(one => one.index === bound.index)?.order ?? 'day-first'
    const watch = this.watches[bound.index]
    const width = watch && bound.column.part === 'misId' ? idWidth(watch) : undefined
    return { ...bound, dates: { ...bound.dates, order }, ...(width === undefined ? {} : { width }) }
  }

  /** Columns that nothing is read from: those with names that are not known, and those with values and no name. */
  private unused(
    labels: readonly string[],
    columns: readonly { index: number }[],
    skills: readonly SkillColumn[],
  ): string[] {
    const used = new Set([...columns, ...skills].map(one => one.index))
    const width = Math.max(labels.length, this.watches.length)
    return Array.from({ length: width }, (_, index) => index).flatMap(index => {
      const label = labels[index] ?? ''
      if (label === '')
        return this.isNamelessButFilled(index) ? [`${columnLetters(index)} (without a name)`] : []
      return used.has(index) || this.rules.words(label) === 'ignore' ? [] : [label]
    })
  }

  /** In text such a value means that cells have moved, and its row is held. */
  private isNamelessButFilled(index: number): boolean {
    return !this.shifts && (this.watches[index]?.filled ?? 0) > 0
  }

  /** Unknown columns with nothing but levels in them stand for one aim each, beside an assessor or IQA. */
  private skills(labels: readonly string[], columns: readonly Bound[]): SkillColumn[] {
    if (!columns.some(({ column }) => column.of === 'assessor' || column.of === 'iqa')) return []
    return labels
      .map((label, index) => ({ label, index }))
      .filter(({ label }) => isUnknown(label, this.rules.words) && !/level/i.test(label))
      .filter(({ index }) => {
        const watch = this.watches[index]
        return watch !== undefined && watch.levels > 0 && watch.levels * 2 > watch.filled
      })
  }
}

const NO_SURVEY = { headerRow: 0, labels: [], columns: [], skills: [], unread: [], remarks: [] }
const NO_HEADER = {
  note: trouble(
    'header-missing',
    'No row has column names that are known, with one that says who; see "caseload template" for the names, or name them in the mapping.',
  ),
}

function secondTable(row: number): { note: Note; row: number } {
  const sentence = 'A second table with other column names begins in this row; put it on a sheet of its own.'
  return { row, note: trouble('header-changes', sentence) }
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const folded = (labels: readonly string[]) =>
    labels
      .map(foldHeader)
      .filter(label => label !== '')
      .join(' ')
  return folded(a) === folded(b)
}

function cutShort(row: number): { note: Note; row: number } {
  const sentence =
    'The file ends in the middle of a row and seems to be cut short; export it again (or end the last line, if it is complete).'
  return { row, note: trouble('file-cut-short', sentence) }
}

/** How many cells reach to the last one with a name. */
function namedWidth(header: Line): number {
  return header.cells.findLastIndex(cell => cell.text.trim() !== '') + 1
}

function isUnknown(label: string, words: HeaderWords): boolean {
  return label !== '' && words(label) === undefined
}

function filledIn(line: Line): string[] {
  return textsOf(line).filter(text => text.trim() !== '')
}

function textsOf(line: Line): string[] {
  return line.cells.map(cell => cell.text)
}

/** Where several ids begin with a zero and all are equally long, a shorter one has lost its own. */
function idWidth({ zeros, zeroWidths }: Watch): number | undefined {
  return zeros >= 2 && zeroWidths.size === 1 ? [...zeroWidths][0] : undefined
}

/** What a misspelt header keeps back: all of its row where it may say what is to be done with it, else itself. */
function misspeltColumn(
  index: number,
  label: string,
  { column }: Recognised,
  bound: readonly Bound[],
): Unread {
  const { name, of, part } = column
  const isMeant = isSeat(of) || of === 'row' || of === 'aim' || of === 'unit'
  const isThere = bound.some(one => one.column.of === of && one.column.part === part)
  const sentence = `Column ${label} is not known and not used. Did you mean ${name}? Correct the header, or say in the mapping what it is: columns: { ${label}: ${name} }, or ignore.`
  const holds = isMeant ? 'row' : isThere ? 'nothing' : 'cell'
  return { index, label, note: trouble('header-near', sentence), holds }
}

function unusedRemark(unused: readonly string[]): Survey['remarks'] {
  if (unused.length === 0) return []
  return [
    { note: remark('columns-unused', `Columns that are not known are not used: ${unused.join(', ')}.`) },
  ]
}
