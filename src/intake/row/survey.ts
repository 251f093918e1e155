import type { CalendarDate } from '../../domain/time.ts'
import { readsDates } from '../column/cell.ts'
import { type ColumnOrder, decideOrder, sumOfProofs } from '../column/date-order.ts'
import type { DateOrder } from '../column/dates.ts'
import {
  columnLetters,
  type HeaderWords,
  isHeader,
  nearestHeader,
  type Recognised,
  recognise,
} from '../column/header.ts'
import { isBreak, type Line, type Sheet } from '../file/sheet.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { type Binding, type Bound, bind, bindNames, secondRemarks, type UnreadColumn } from './bind.ts'
import { frameLine } from './frame.ts'
import {
  type ChosenHeader,
  chooseHeader,
  filledIn,
  type HeaderRow,
  isMostlyKnown,
  isSameRow,
  textsOf,
} from './header-row.ts'
import { type Heading, headingsIn } from './heading.ts'
import { isSeat } from './seats.ts'
import { isMostly, newWatch, type Watch, watchCell } from './watch.ts'

/** How many lines may stand above the column names. */
const TITLE_LINES = 40

/** How much is shown of the top of a sheet: its first lines that are not blank, and of each its first cells. */
const SHOWN_LINES = 10
const SHOWN_CELLS = 12
const SHOWN_TEXT = 60

/** A line of a sheet as it is shown to whoever says which one holds the column names. */
export interface TopLine {
  row: number
  cells: readonly string[]
}

/** A column that stands for one aim and holds a level. */
interface SkillColumn {
  index: number
  label: string
}

/** A column that nobody sees. */
type HiddenColumn = SkillColumn

/** Rows of a sheet that are about somebody, as far as one look can tell. */
interface RowsSeen {
  count: number
  first?: number
  last?: number
}

/** What one look through a sheet has taught, before any row of it is read for its meaning. */
export interface Survey {
  header: HeaderRow | undefined
  headerRow: number
  labels: readonly string[]
  columns: readonly Bound[]
  skills: readonly SkillColumn[]
  /** Columns whose cells are not read, and keep back their row or themselves. */
  unread: readonly UnreadColumn[]
  /** Names of columns that are not known. */
  unused: readonly string[]
  /** Those of them that hold references of standards, where no column that is known says the aim. */
  unusedStandards: readonly string[]
  /** Whether the sheet says who learners are and nothing else. */
  asksNothing: boolean
  /** Columns with names that are known and that are not read, since nobody sees them. */
  hidden: readonly HiddenColumn[]
  /** Values that stand over rows, one for each column that they are of. */
  headings: readonly Heading[]
  rows: RowsSeen
  /** The most cells that are filled in one line. */
  widest: number
  /** The texts that stand above the column names. */
  titles: readonly string[]
  /** Its first lines that are not blank. */
  top: readonly TopLine[]
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
  /** Whether the mapping names a column by its header. */
  isNamed(header: string): boolean
  today: CalendarDate
  /** The row of the column names of a sheet, where it is declared. */
  headerRow(sheet: string | undefined): number | undefined
  /** Whether hidden columns are read as any other. */
  readsHidden: boolean
  /** The declared order of days and months, for all columns or for one (by its folded header). */
  order(header: string): DateOrder | undefined
}

/** What is known of a sheet beside its lines. */
interface SheetTraits {
  shifts: boolean
  /** The row of the column names, where the mapping says it. */
  header: number | undefined
  /** Hidden columns that are not to be read, as ranges. */
  hidden: readonly { from: number; to: number }[]
}

/** Looks through a sheet once: finds the column names, and what each column as a whole says of how to read it. */
export async function survey(sheet: Sheet, rules: SurveyRules): Promise<Survey> {
  const hidden = rules.readsHidden ? [] : ((await sheet.hiddenColumns?.()) ?? [])
  const look = new Look(rules, { shifts: sheet.shifts, header: rules.headerRow(sheet.name), hidden })
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
  /** Lines that may hold the column names, until they are chosen. */
  #top: Line[] = []
  #chosen: ChosenHeader | undefined
  #isChosen = false
  readonly #watches: Watch[] = []
  #keys: ReadonlySet<number> = new Set()
  readonly #rows: RowsSeen = { count: 0 }
  #full = 0
  #short = 0
  #cut: Line | undefined
  #second: number | undefined
  readonly #headings = new Map<string, Heading>()
  #widest = 0
  readonly #titles: string[] = []
  readonly #shown: TopLine[] = []
  #empty = true
  readonly #rules: SurveyRules
  readonly #sheet: SheetTraits

  constructor(rules: SurveyRules, sheet: SheetTraits) {
    this.#rules = rules
    this.#sheet = sheet
  }

  at(line: Line): void {
    const filled = filledIn(line).length
    if (filled === 0) return
    this.#empty = false
    if (this.#shown.length < SHOWN_LINES) this.#shown.push(topLine(line))
    this.#widest = Math.max(this.#widest, filled)
    if (!this.#isChosen && line.row <= this.#lastTitle()) this.#top.push(line)
    else {
      this.#choose()
      this.#below(line)
    }
  }

  #lastTitle(): number {
    return Math.max(TITLE_LINES, this.#sheet.header ?? 0)
  }

  /** Chooses the column names of the lines at the top, and goes through those below them again. */
  #choose(): void {
    if (this.#isChosen) return
    this.#isChosen = true
    this.#chosen = chooseHeader(this.#top, this.#rules.words, this.#sheet.header)
    const top = this.#top
    this.#top = []
    const { row = 0, labels = [] } = this.#chosen?.header ?? {}
    this.#keys = keyColumns(labels, this.#rules.words)
    for (const line of top) {
      if (!this.#chosen || line.row < row) this.#titles.push(...filledIn(line))
      if (this.#chosen && line.row < row) this.#noteHeadings(line)
      if (line.row > row) this.#below(line)
    }
  }

  #noteHeadings(line: Line): Heading[] {
    const headings = headingsIn(line, this.#rules.words, this.#chosen?.header.labels)
    for (const heading of headings)
      this.#headings.set(`${heading.column.of} ${heading.column.part} ${heading.number}`, heading)
    return headings
  }

  #below(line: Line): void {
    const { header } = this.#chosen ?? {}
    if (!header || this.#isLayout(line, header)) return
    if (this.#isOtherHeader(line, header)) this.#second ??= line.row
    else this.#watch(line, header)
  }

  /** A line that is no row: column names again, a heading, totals, a frame. */
  #isLayout(line: Line, header: HeaderRow): boolean {
    const texts = textsOf(line)
    if (isHeaderAgain(texts, header)) return true
    if (frameLine(texts, this.#keys)) return true
    return this.#noteHeadings(line).length > 0
  }

  /** Column names of a second table on the same sheet: its rows would be read under the wrong names. */
  #isOtherHeader(line: Line, header: HeaderRow): boolean {
    const texts = filledIn(line)
    if (this.#rules.words(texts[0] ?? '') === undefined || !isHeader(texts, this.#rules.words)) return false
    return isMostlyKnown(texts, this.#rules.words) && !isSameRow(texts, header.labels)
  }

  #watch(line: Line, header: HeaderRow): void {
    for (const [index, cell] of line.cells.entries()) {
      if (cell.text === '') continue
      this.#watches[index] ??= newWatch()
      watchCell(this.#watches[index], cell.text)
    }
    this.#rows.count += 1
    this.#rows.first ??= line.row
    this.#rows.last = line.row
    const isShort = line.cells.length < namedWidth(header)
    if (isShort && line.last) this.#cut = line
    else if (isShort) this.#short += 1
    else this.#full += 1
  }

  result(): Survey {
    this.#choose()
    const { header } = this.#chosen ?? {}
    if (!header)
      return { ...NO_SURVEY, ...this.#shape(), ...(this.#empty ? {} : { refusal: noHeader(this.#titles) }) }
    const { labels } = header
    const hidden = this.#hidden(labels)
    const visible = labels.map((label, index) => (hidden.some(one => one.index === index) ? '' : label))
    const bound = bind(visible, this.#watches, this.#rules)
    const orders = this.#orders(bound.columns)
    const columns = bound.columns.map(one => this.#finish(one, orders))
    const skills = this.#skills(visible, columns)
    const unread = [...bound.unread, ...this.#misspelt(visible, bound, skills)]
    const unused = this.#unused(labels, [...columns, ...unread, ...hidden], skills)
    const unusedStandards = this.#withStandards(labels, columns, unused)
    return {
      ...this.#shape(),
      header,
      headerRow: header.row,
      labels,
      columns,
      skills,
      unread,
      unused,
      unusedStandards,
      asksNothing: skills.length === 0 && unread.length === 0 && this.#asksNothing(labels, columns, unused),
      hidden,
      remarks: [
        ...hiddenRemark(hidden),
        ...orders.flatMap(({ note, index }) => (note ? [{ note, column: index }] : [])),
        ...secondRemarks(columns),
        ...bound.remarks,
        ...unread.map(({ note, index }) => ({ note, column: index })),
        ...unusedRemark(unused, unusedStandards),
      ],
      ...this.#refusal(columns, hidden),
    }
  }

  /** Columns whose names are a letter or two away from one that is known, or that hold what no column may hold. */
  #misspelt(labels: readonly string[], bound: Binding, skills: readonly SkillColumn[]): UnreadColumn[] {
    const used = new Set([...bound.columns, ...bound.unread, ...skills].map(one => one.index))
    return labels.flatMap((label, index) => {
      if (used.has(index) || !isUnknown(label, this.#rules.words) || !this.#watches[index]?.filled) return []
      if (isMostly(this.#watches[index], 'periods')) return [periodColumn(index, label)]
      const near = nearestHeader(label)
      return near ? [misspeltColumn(index, label, near, bound.columns)] : []
    })
  }

  /** What columns that are known say is who somebody is, and columns that are not known have values too. */
  #asksNothing(labels: readonly string[], columns: readonly Bound[], unused: readonly string[]): boolean {
    const more = columns.filter(({ column }) => !(column.of === 'subject' && SAYS_WHO.has(column.part)))
    const isFilled = (index: number) => (this.#watches[index]?.filled ?? 0) > 0
    const isOtherFilled = labels.some((label, index) => unused.includes(label) && isFilled(index))
    return isOtherFilled && this.#headings.size === 0 && !more.some(({ index }) => isFilled(index))
  }

  #shape(): Pick<Survey, 'rows' | 'widest' | 'titles' | 'top' | 'empty' | 'headings'> {
    const empty = this.#chosen ? this.#full + this.#short === 0 && !this.#cut : this.#empty
    const rows = this.#rows
    const widest = this.#widest
    const titles = this.#titles
    const top = this.#shown
    return { rows, widest, titles, top, empty, headings: [...this.#headings.values()] }
  }

  /** Columns with names that are known and that nobody sees. Those that the mapping names are read all the same. */
  #hidden(labels: readonly string[]): HiddenColumn[] {
    return labels
      .map((label, index) => ({ label, index }))
      .filter(({ index }) => this.#sheet.hidden.some(({ from, to }) => from <= index && index <= to))
      .filter(({ label }) => {
        const word = label === '' ? undefined : this.#rules.words(label)
        return word !== undefined && word !== 'ignore' && !this.#rules.isNamed(label)
      })
  }

  #refusal(columns: readonly Bound[], hidden: readonly HiddenColumn[]): Pick<Survey, 'refusal'> {
    const other = this.#chosen?.other === undefined ? this.#second : this.#chosen.header.row
    if (other !== undefined) return { refusal: secondTable(other) }
    if (hidden.length > 0 && !columns.some(({ column }) => 'identifies' in column))
      return { refusal: { note: allHidden(hidden) } }
    return this.#cut && this.#short === 0 ? { refusal: cutShort(this.#cut.row) } : {}
  }

  #orders(bound: readonly Bound[]): BoundOrder[] {
    const dated = bound
      .filter(({ column }) => readsDates(column.read))
      .map(one => ({ ...one, watch: this.#watches[one.index] ?? newWatch() }))
    const sheet = sumOfProofs(dated.map(one => one.watch))
    return dated.map(({ index, label, watch }) => ({
      index,
      ...decideOrder(label, watch, sheet, this.#rules.order(label)),
    }))
  }

  #finish(bound: Bound, orders: readonly BoundOrder[]): Bound {
    const order = orders.find(one => one.index === bound.index)?.order ?? 'day-first'
    const watch = this.#watches[bound.index]
    const width = watch && bound.column.part === 'misId' ? idWidth(watch) : undefined
    return { ...bound, dates: { ...bound.dates, order }, ...(width === undefined ? {} : { width }) }
  }

  /** Columns that nothing is read from: those with names that are not known, and those with values and no name. */
  #unused(
    labels: readonly string[],
    columns: readonly { index: number }[],
    skills: readonly SkillColumn[],
  ): string[] {
    const used = new Set([...columns, ...skills].map(one => one.index))
    const width = Math.max(labels.length, this.#watches.length)
    return Array.from({ length: width }, (_, index) => index).flatMap(index => {
      const label = labels[index] ?? ''
      if (label === '')
        return this.#isNamelessButFilled(index) ? [`${columnLetters(index)} (without a name)`] : []
      return used.has(index) || this.#rules.words(label) === 'ignore' ? [] : [label]
    })
  }

  #withStandards(labels: readonly string[], columns: readonly Bound[], unused: readonly string[]): string[] {
    if (columns.some(({ column }) => column.of === 'aim')) return []
    return labels.filter(
      (label, index) => unused.includes(label) && isMostly(this.#watches[index], 'standards'),
    )
  }

  /** In text such a value means that cells have moved, and its row is held. */
  #isNamelessButFilled(index: number): boolean {
    return !this.#sheet.shifts && (this.#watches[index]?.filled ?? 0) > 0
  }

  /** Unknown columns with nothing but levels in them stand for one aim each, beside an assessor or IQA. */
  #skills(labels: readonly string[], columns: readonly Bound[]): SkillColumn[] {
    if (!columns.some(({ column }) => column.of === 'assessor' || column.of === 'iqa')) return []
    return labels
      .map((label, index) => ({ label, index }))
      .filter(({ label }) => isUnknown(label, this.#rules.words) && !/level/i.test(label))
      .filter(({ index }) => {
        const watch = this.#watches[index]
        return watch !== undefined && watch.levels > 0 && watch.levels * 2 > watch.filled
      })
  }
}

/** What tells who a learner is, and nothing that a plan would make something of where they are known. */
const SAYS_WHO: ReadonlySet<string> = new Set([
  ...['misId', 'previousMisId', 'onefileId', 'given', 'family', 'name', 'knownAs'],
  ...['organisation', 'organisationName', 'from'],
])

const NO_SURVEY = {
  header: undefined,
  headerRow: 0,
  labels: [],
  columns: [],
  skills: [],
  unread: [],
  unused: [],
  unusedStandards: [],
  asksNothing: false,
  hidden: [],
  remarks: [],
}
function topLine(line: Line): TopLine {
  const cells = textsOf(line).slice(0, SHOWN_CELLS)
  return { row: line.row, cells: cells.map(text => text.slice(0, SHOWN_TEXT)) }
}

/** No line can be the header. Words that are nearly a known name are likely what stands in it. */
function noHeader(texts: readonly string[]): { note: Note } {
  const near = texts.flatMap(text => {
    const meant = recognise(text) ? undefined : nearestHeader(text)
    return meant ? [` Did you mean ${meant.column.name} by "${text}"?`] : []
  })
  const sentence = `No row has column names that are known, with one that says who.${near.slice(0, 3).join('')} See "caseload template --columns" for the names, or say in the mapping what yours mean (columns) and in which row they stand (header).`
  return { note: trouble('header-missing', sentence) }
}

function secondTable(row: number): { note: Note; row: number } {
  const sentence =
    'A second table with other column names begins in this row; put it on a sheet of its own, or say with "header" in the mapping which row holds the column names.'
  return { row, note: trouble('header-changes', sentence) }
}

function cutShort(row: number): { note: Note; row: number } {
  const sentence =
    'The file ends in the middle of a row and seems to be cut short; export it again (or end the last line, if it is complete).'
  return { row, note: trouble('file-cut-short', sentence) }
}

/** How many cells reach to the last one with a name. */
function namedWidth({ labels }: HeaderRow): number {
  return labels.findLastIndex(label => label !== '') + 1
}

/** Column names again, as where a page or a block begins, or the groups above them. */
export function isHeaderAgain(texts: readonly string[], { own, groups }: HeaderRow): boolean {
  return isSameRow(texts, own) || (groups !== undefined && isSameRow(texts, groups))
}

const KEYS: ReadonlySet<string> = new Set(['misId', 'previousMisId', 'uln', 'email', 'onefileId'])

/** The columns that hold keys of the person whom a row is about. */
export function keyColumns(labels: readonly string[], words: HeaderWords): ReadonlySet<number> {
  const keys = bindNames(labels, words).columns.filter(
    ({ column }) => column.of === 'subject' && KEYS.has(column.part),
  )
  return new Set(keys.map(({ index }) => index))
}

function isUnknown(label: string, words: HeaderWords): boolean {
  return label !== '' && words(label) === undefined
}

/** Where several ids begin with a zero and all are equally long, a shorter one has lost its own. */
function idWidth({ zeros, zeroWidths }: Watch): number | undefined {
  return zeros >= 2 && zeroWidths.size === 1 ? [...zeroWidths][0] : undefined
}

function listOf(hidden: readonly HiddenColumn[]): string {
  return hidden.map(({ index, label }) => `${columnLetters(index)} (${label})`).join(', ')
}

function hiddenRemark(hidden: readonly HiddenColumn[]): Survey['remarks'] {
  if (hidden.length === 0) return []
  const sentence = `Hidden columns are not read: ${listOf(hidden)}. Show them in the workbook, name them under "columns" in the mapping, or write "hidden: read" there.`
  return [{ note: remark('columns-hidden', sentence) }]
}

function allHidden(hidden: readonly HiddenColumn[]): Note {
  const sentence = `Every column that says who a row is about is hidden: ${listOf(hidden)}. Show them in the workbook, or write "hidden: read" in the mapping.`
  return trouble('columns-hidden', sentence)
}

/** A first and a last day in one cell: whether what the row asks for is over or to come cannot be told. */
function periodColumn(index: number, label: string): UnreadColumn {
  const sentence = `Column ${label} has two dates in a cell, which may be the first and last day of what the row asks for. Put them into two columns, From and To, or say in the mapping that they mean nothing here: columns: { ${label}: ignore }.`
  return { index, label, note: trouble('column-period', sentence), holds: 'row' }
}

/** What a misspelt header keeps back: all of its row where it may say what is to be done with it, else itself. */
function misspeltColumn(
  index: number,
  label: string,
  { column }: Recognised,
  bound: readonly Bound[],
): UnreadColumn {
  const { name, of, part } = column
  const isMeant = isSeat(of) || of === 'row' || of === 'aim' || of === 'unit'
  const isThere = bound.some(one => one.column.of === of && one.column.part === part)
  const sentence = `Column ${label} is not known and not used. Did you mean ${name}? Correct the header, or say in the mapping what it is: columns: { ${label}: ${name} }, or ignore.`
  const holds = isMeant ? 'row' : isThere ? 'nothing' : 'cell'
  return { index, label, note: trouble('header-near', sentence), holds }
}

function unusedRemark(unused: readonly string[], standards: readonly string[]): Survey['remarks'] {
  if (unused.length === 0) return []
  const hints = standards.map(
    label =>
      ` Column ${label} holds standards: if they are the learners’ aims, write columns: { ${label}: Standard } in the mapping.`,
  )
  const sentence = `Columns that are not known are not used: ${unused.join(', ')}.${hints.join('')}`
  return [{ note: remark('columns-unused', sentence) }]
}
