import type { SourceLocation } from '../../domain/finding.ts'
import { foldCase } from '../../domain/folding.ts'
import { type Cell, readCell, skillLevel } from '../column/cell.ts'
import type { AnyColumn } from '../column/columns.ts'
import type { DateReading } from '../column/dates.ts'
import type { HeaderWords } from '../column/header.ts'
import { isBlankWord } from '../column/words.ts'
import { isBreak, type Line, placeOf, type Sheet, type SheetPlace, textCell } from '../file/sheet.ts'
import type { Unseen } from '../mapping/mapping.ts'
import { type Holds, type Note, type ReadFinding, trouble } from '../statement/finding.ts'
import type { Bound, UnreadColumn } from './bind.ts'
import { Draft } from './draft.ts'
import { frameLine } from './frame.ts'
import { textsOf } from './header-row.ts'
import type { Heading } from './heading.ts'
import { interpret, type SheetSense } from './interpret.ts'
import { coveredCells, frameFinding, hiddenRow, Overhead, RowCount, struckRow } from './layout.ts'
import type { ReadItem, RowReading } from './reading.ts'
import type { Repeats } from './repeats.ts'
import { isSeat } from './seats.ts'
import { isHeaderAgain, keyColumns, type Survey } from './survey.ts'
import { Tally } from './tally.ts'

/** What the mapping says about all rows. */
export interface RowRules {
  words: HeaderWords
  /** Values for columns that a sheet does not have. */
  values: readonly { column: AnyColumn; text: string }[]
  /** Whether a list of people is worth reading for who is on it, as they may be made, or others be missing. */
  listsPeople: boolean
  /** How dates among them are written. */
  dates: DateReading
  hidden: Unseen
  struck: Unseen
  /** What the name or the title of the sheet says about all its rows. */
  sheetName?: Heading
}

/** Reads the rows of a sheet for what they say, as its survey has taught. */
export async function* readRows(
  sheet: Sheet,
  survey: Survey,
  where: SheetPlace,
  rules: RowRules,
  repeats: Repeats,
  refusal: ReadFinding | undefined,
): AsyncGenerator<ReadItem> {
  const reader = new RowReader(survey, where, rules, sheet.shifts)
  yield { outcome: 'note', findings: reader.opening() }
  for await (const line of sheet.lines()) {
    if (isBreak(line)) break
    const reading = refusal ? reader.refuse(line, refusal) : reader.read(line)
    yield withRepeats(reading, repeats)
  }
  yield { outcome: 'note', findings: reader.closing() }
}

function withRepeats(reading: RowReading, repeats: Repeats): RowReading {
  const more = repeats.seenIn(reading.statements)
  return more.length === 0 ? reading : { ...reading, findings: [...reading.findings, ...more] }
}

function isBlankLine(line: Line): boolean {
  return line.cells.every(cell => cell.text.trim() === '' && cell.kind !== 'formula')
}

function layout(place: SourceLocation, ...findings: ReadFinding[]): RowReading {
  return { outcome: 'layout', place, statements: [], findings }
}

class RowReader {
  readonly #survey: Survey
  readonly #where: SheetPlace
  readonly #rules: RowRules
  readonly #shifts: boolean
  readonly #tally = new Tally()
  readonly #sense: SheetSense
  readonly #keys: ReadonlySet<number>
  readonly #over: Overhead
  readonly #counts = new RowCount()

  constructor(survey: Survey, where: SheetPlace, rules: RowRules, shifts: boolean) {
    this.#survey = survey
    this.#where = where
    this.#rules = rules
    this.#shifts = shifts
    this.#keys = keyColumns(survey.labels, rules.words)
    this.#over = new Overhead(where, rules.sheetName)
    this.#sense = senseOf(survey, rules)
  }

  /** What there is to tell of the sheet before its rows. */
  opening(): ReadFinding[] {
    return this.#survey.remarks.map(({ note, column }) => ({
      code: note.code,
      sentence: note.sentence,
      place: placeOf(this.#where, this.#survey.headerRow, column),
      holds: 'nothing',
    }))
  }

  /** What there is to tell after them. */
  closing(): ReadFinding[] {
    return [...this.#over.findings(), ...this.#tally.findings()]
  }

  read(line: Line): RowReading {
    const place = placeOf(this.#where, line.row)
    const told = line.covered ? [coveredCells(line.covered, this.#where, line.row)] : []
    if (isBlankLine(line)) return layout(place, ...told)
    return this.#layoutOf(line, place, told) ?? this.#readRow(line, place, told)
  }

  /** A line of a sheet that may not be believed: its rows are held, and what is no row is none. */
  refuse(line: Line, refusal: ReadFinding): RowReading {
    const place = placeOf(this.#where, line.row)
    const { header, headerRow } = this.#survey
    const texts = textsOf(line)
    const isRow =
      !isBlankLine(line) &&
      line.row > headerRow &&
      !(header && isHeaderAgain(texts, header)) &&
      !frameLine(texts, this.#keys)
    return isRow ? { outcome: 'held', place, statements: [], findings: [refusal] } : layout(place)
  }

  /** A line that is no row. */
  #layoutOf(line: Line, place: SourceLocation, told: ReadFinding[]): RowReading | undefined {
    const { header, headerRow } = this.#survey
    const texts = textsOf(line)
    if (line.row <= headerRow || (header && isHeaderAgain(texts, header))) {
      if (line.row < headerRow) this.#over.take(line, this.#rules.words, this.#survey.labels)
      return layout(place, ...told)
    }
    const frame = frameLine(texts, this.#keys)
    if (frame)
      return layout(place, ...told, frameFinding(frame, place), ...this.#counts.compare(frame, place))
    if (!this.#over.take(line, this.#rules.words, this.#survey.labels)) return undefined
    this.#counts.beginBlock()
    return layout(place, ...told)
  }

  #readRow(line: Line, place: SourceLocation, told: ReadFinding[]): RowReading {
    this.#counts.row()
    const unseen = this.#unseen(line, place)
    if (unseen === 'left out') return layout(place, ...told)
    const moved = unseen ?? this.#movedCell(line)
    if (moved) return { outcome: 'held', place, statements: [], findings: [...told, moved] }
    const reading = this.#readMeaning(line, place)
    return told.length === 0 ? reading : { ...reading, findings: [...told, ...reading.findings] }
  }

  /** Why a row is held that nobody sees, or that is crossed out; `left out` where the mapping says to. */
  #unseen(line: Line, place: SourceLocation): ReadFinding | 'left out' | undefined {
    const { hidden, struck } = this.#rules
    const isHidden = line.hidden === true && hidden !== 'read'
    const isStruck = struck !== 'read' && this.#isStruck(line)
    if ((isHidden && hidden === 'ignore') || (isStruck && struck === 'ignore')) {
      this.#over.leaveOut(line.row)
      return 'left out'
    }
    if (isHidden) return hiddenRow(place)
    return isStruck ? struckRow(place) : undefined
  }

  /** Whether a cell that is read, or the line as a whole, is struck through. */
  #isStruck({ cells }: Line): boolean {
    return this.#survey.columns.some(({ index }) => cells[index]?.struck === true)
  }

  #readMeaning(line: Line, place: SourceLocation): RowReading {
    const row = new RowCells(place, this.#tally)
    for (const bound of this.#survey.columns) this.#readBound(row, bound, line)
    const { values, dates } = this.#rules
    for (const one of values) row.constant(one.column, one.text, dates)
    for (const one of this.#over.headings()) row.heading(one, dates)
    for (const { index, label } of this.#survey.skills) this.#readSkill(row, label, line, index)
    for (const unread of this.#survey.unread) this.#leaveUnread(row, unread, line)
    if (row.isHeld) return row.held([])
    if (this.#survey.asksNothing && !this.#rules.listsPeople && !this.#rules.sheetName)
      return row.held([nothingAsked(this.#survey)])
    const { held, notes, statements } = interpret(row.draft, this.#sense)
    return held ? row.held(notes) : row.stated(statements)
  }

  #readBound(row: RowCells, bound: Bound, line: Line): void {
    const cell = line.cells[bound.index]
    if (cell) row.read(bound, cell, placeOf(this.#where, line.row, bound.index))
  }

  #readSkill(row: RowCells, label: string, line: Line, index: number): void {
    const cell = line.cells[index]
    if (cell) row.skill(label, cell, placeOf(this.#where, line.row, index))
  }

  #leaveUnread(row: RowCells, { index, note, holds }: UnreadColumn, line: Line): void {
    const text = line.cells[index]?.text.trim() ?? ''
    if (text === '' || isBlankWord(text)) return
    row.tell([note], placeOf(this.#where, line.row, index), holds)
  }

  /** In text, a value beyond the column names means that a comma within a value has moved the cells. */
  #movedCell(line: Line): ReadFinding | undefined {
    if (!this.#shifts) return undefined
    const index = line.cells.findIndex((cell, at) => cell.text.trim() !== '' && !this.#survey.labels[at])
    if (index < 0) return undefined
    const place = placeOf(this.#where, line.row, index)
    const sentence =
      'The row has a value beyond the last column name; a comma within a value may have moved its cells. Put quotation marks around values with commas.'
    return { code: 'row-longer', sentence, place, holds: 'row' }
  }
}

function senseOf({ columns, skills, headings }: Survey, { values, sheetName }: RowRules): SheetSense {
  const over = sheetName ? [...headings, sheetName] : headings
  return senseOfColumns(
    [...columns, ...values, ...over].map(one => one.column),
    skills.length > 0,
  )
}

/** What columns say of all the rows that have them, with those that the mapping adds. */
export function senseOfColumns(all: readonly AnyColumn[], hasSkills: boolean): SheetSense {
  const rowsAre = all.map(column => ('rowsAre' in column ? column.rowsAre : undefined)).find(one => one)
  return {
    rowsAre: rowsAre ?? 'learner',
    hasLevel: all.some(({ of, part }) => of === 'row' && part === 'level'),
    hasSkills,
    hasAccount: all.some(({ part }) => part === 'account'),
    hasAddress: all.some(({ of, part }) => of === 'subject' && part === 'email'),
    about: new Set(all.map(({ of }) => of)),
  }
}

/** For readers that read no dates. */
const NO_DATES: DateReading = { order: 'unknown', today: '' }

/** Reads the cells of one row into a draft, and keeps what was found on the way. */
export class RowCells {
  readonly draft: Draft
  isHeld = false
  readonly #findings: ReadFinding[] = []
  readonly #firstTexts = new Map<string, string>()
  readonly #tally: Tally

  constructor(place: SourceLocation, tally: Tally) {
    this.draft = new Draft(place)
    this.#tally = tally
  }

  /** Reads a cell for its column. */
  read(bound: CellBound, cell: Cell, place: SourceLocation): void {
    const draft = this.#draftFor(bound)
    const result = readCell<unknown>(bound.column.read, cell, bound.dates)
    this.tell(result.notes, place, 'holds' in bound.column ? 'row' : 'cell')
    if (result.notes.some(note => note.trouble)) draft.spoil(bound, place)
    if (result.value === undefined) return
    if (bound.width !== undefined && isShortened(cell.text, bound.width)) {
      this.#lostZeros(bound, cell, place)
      return
    }
    if (bound.column.part === 'list') {
      draft.add(bound, result.value, place)
      return
    }
    if (bound.second && this.#isSecond(bound, cell, place)) return
    this.#firstTexts.set(slotOf(bound), cell.text)
    draft.put(bound, result.value, place)
    if (isFromNumber(bound, cell, result.notes)) draft.markNumber(bound, place)
    if (bound.isBare && bound.column.part === 'onefileId') draft.markBare(bound, place)
  }

  #draftFor({ isCheck }: CellBound): Draft {
    if (!isCheck) return this.draft
    this.draft.checks ??= new Draft(this.draft.place)
    return this.draft.checks
  }

  /** Reads a value that the mapping gives for a column. */
  constant(column: AnyColumn, text: string, dates: DateReading): void {
    this.read({ column, number: 0, dates, second: false }, textCell(text), this.draft.place)
  }

  /** Reads a value that stands over the row. A cell of the row that says another holds it. */
  heading({ column, number, text }: Heading, dates: DateReading): void {
    this.read({ column, number, dates, second: true }, textCell(text), this.draft.place)
  }

  /** Reads a cell that holds the level of one aim. */
  skill(label: string, cell: Cell, place: SourceLocation): void {
    const { value, notes } = readCell(skillLevel, cell, NO_DATES)
    this.tell(notes, place, 'row')
    if (value !== undefined) this.draft.skills.push({ label, level: value, place })
  }

  /** Adds a finding about the row that no single cell has made. */
  add(finding: ReadFinding): void {
    this.#findings.push(finding)
  }

  stated(statements: RowReading['statements']): RowReading {
    if (statements.length === 0) return this.held([nothingSaid()])
    return { outcome: 'stated', place: this.draft.place, statements, findings: this.#findings }
  }

  /** The row kept back: troubles of single cells keep back the row now. */
  held(notes: readonly Note[]): RowReading {
    const rows = notes.map(
      ({ code, sentence, place }): ReadFinding => ({
        code,
        sentence,
        place: place ?? this.draft.place,
        holds: 'row',
      }),
    )
    const cells = this.#findings.map(one => (one.holds === 'cell' ? { ...one, holds: 'row' as const } : one))
    return { outcome: 'held', place: this.draft.place, statements: [], findings: [...cells, ...rows] }
  }

  /** Takes in what was found at a place; trouble keeps back as much as is said. */
  tell(notes: readonly Note[], place: SourceLocation, holds: Holds): void {
    for (const note of notes) {
      if (note.trouble && holds === 'row') this.isHeld = true
      if (this.#tally.takes(note, place)) continue
      const { code, sentence } = note
      this.#findings.push({ code, sentence, place, holds: note.trouble ? holds : 'nothing' })
    }
  }

  #lostZeros(bound: Pick<Bound, 'column' | 'number'>, cell: Cell, place: SourceLocation): void {
    const sentence = `"${cell.text.trim()}" is shorter than the other ids of its column and seems to have lost leading zeros; format the column as text.`
    this.draft.spoil(bound, place)
    this.tell([trouble('zeros-lost', sentence)], place, 'row')
  }

  /** A second column about the same thing stands in for an empty first one; where the two differ, it depends. */
  #isSecond(bound: Pick<Bound, 'column' | 'number'>, cell: Cell, place: SourceLocation): boolean {
    const first = this.#firstTexts.get(slotOf(bound))
    if (first === undefined) return false
    if (foldCase(first) === foldCase(cell.text)) return true
    const { of, part } = bound.column
    if (of === 'subject' && part === 'misId') this.draft.otherMisIds.push(cell.text.trim())
    else if (isSeat(of)) this.tell([peopleTwo()], place, 'row')
    else if (of === 'subject' && TOLD_ONCE.has(part))
      this.tell([saysOtherwise(bound.column.name)], place, 'row')
    return true
  }
}

type CellBound = Pick<Bound, 'column' | 'number' | 'dates' | 'width' | 'second' | 'isCheck' | 'isBare'>

function slotOf({ column, number, isCheck }: Pick<Bound, 'column' | 'number' | 'isCheck'>): string {
  return `${column.of} ${column.part} ${number} ${isCheck}`
}

/** Whether a reference stood as a number, before which zeros may be lost: also as text with decimals. */
function isFromNumber({ column }: CellBound, { kind }: Cell, notes: readonly Note[]): boolean {
  if (column.part !== 'misId' && column.part !== 'who') return false
  return kind === 'number' || notes.some(note => note.code === 'decimal-dropped')
}

function isShortened(text: string, width: number): boolean {
  return /^\d+$/.test(text.trim()) && text.trim().length < width
}

/** What two columns must agree on where both say it of the one whom the row is about. */
const TOLD_ONCE: ReadonlySet<string> = new Set(['uln', 'onefileId', 'email', 'birth', 'start', 'plannedEnd'])

function saysOtherwise(name: string): Note {
  const sentence = `Two columns are both read as ${name} and say different things; name one of them ignore under columns in the mapping.`
  return trouble('column-twice', sentence)
}

function peopleTwo(): Note {
  return trouble(
    'people-two',
    'Two columns name different people for the same place; leave one of them blank.',
  )
}

function nothingAsked({ unused }: Survey): Note {
  const others = unused.length === 0 ? '' : ` (not known: ${unused.join(', ')})`
  const sentence = `No column says what is to be: the sheet says who the learners are and nothing else${others}. Correct the column names, or name them in the mapping.`
  return trouble('nothing-asked', sentence)
}

function nothingSaid(): Note {
  return trouble('row-empty-of-meaning', 'The row says nothing that is understood.')
}
