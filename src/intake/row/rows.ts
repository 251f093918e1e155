import type { Place } from '../../domain/finding.ts'
import { foldCase } from '../../domain/folding.ts'
import { type Cell, readCell, skillLevel } from '../column/cell.ts'
import type { AnyColumn } from '../column/columns.ts'
import type { DateReading } from '../column/dates.ts'
import { foldHeader } from '../column/header.ts'
import { isBlankWord } from '../column/words.ts'
import { isBreak, type Line, placeOf, type Sheet, type SheetPlace, textCell } from '../file/sheet.ts'
import { type Holds, type Note, type ReadFinding, trouble } from '../statement/finding.ts'
import type { Bound, Unread } from './bind.ts'
import { Draft } from './draft.ts'
import { interpret, type SheetSense } from './interpret.ts'
import type { ReadItem, RowReading } from './reading.ts'
import type { Repeats } from './repeats.ts'
import { isSeat } from './seats.ts'
import type { Survey } from './survey.ts'
import { Tally } from './tally.ts'

/** Values for columns that a file does not have, from the mapping, and how dates among them are written. */
export interface Constants {
  values: readonly { column: AnyColumn; text: string }[]
  dates: DateReading
}

/** Reads the rows of a sheet for what they say, as its survey has taught. */
export async function* readRows(
  sheet: Sheet,
  survey: Survey,
  where: SheetPlace,
  constants: Constants,
  repeats: Repeats,
  refusal: ReadFinding | undefined,
): AsyncGenerator<ReadItem> {
  const reader = new RowReader(survey, where, constants, sheet.shifts)
  yield { outcome: 'note', findings: reader.opening() }
  for await (const line of sheet.lines()) {
    if (isBreak(line)) break
    const reading = refusal ? refuse(line, where, refusal) : reader.read(line)
    yield withRepeats(reading, repeats)
  }
  yield { outcome: 'note', findings: reader.closing() }
}

function withRepeats(reading: RowReading, repeats: Repeats): RowReading {
  const more = repeats.seenIn(reading.statements)
  return more.length === 0 ? reading : { ...reading, findings: [...reading.findings, ...more] }
}

/** A row of a sheet that may not be believed. */
function refuse(line: Line, where: SheetPlace, refusal: ReadFinding): RowReading {
  const place = placeOf(where, line.row)
  if (isBlankLine(line)) return layout(place)
  return { outcome: 'held', place, statements: [], findings: [refusal] }
}

function isBlankLine(line: Line): boolean {
  return line.cells.every(cell => cell.text.trim() === '' && cell.kind !== 'formula')
}

function layout(place: Place, ...findings: ReadFinding[]): RowReading {
  return { outcome: 'layout', place, statements: [], findings }
}

const TOTAL = /^(?:(?:sub|grand)[\s-]?)?totals?\b|^(?:count|sum|average)\s*[:=]?\s*\d*$/i

/** What reports print at the foot of a page, or of all. */
const FRAME =
  /^(?:page\s*:?\s*\d+(?:\s*(?:of|\/)\s*\d+)?|[*=\-\s]*end of (?:report|file|list|data)[*=\-\s.]*|(?:report\s+)?(?:printed|generated|exported|produced|run)\s*(?:on|at|by|date)\b.*|(?:number|no\.?) of (?:learners|students|records|rows)\b.*|\d+ (?:learners|students|records|rows)(?: (?:found|selected|exported|listed))?|\(?\d+ rows? affected\)?)$/i

function isFrame(line: Line): boolean {
  const filled = line.cells.map(cell => cell.text.trim()).filter(text => text !== '')
  return filled.length <= 2 && FRAME.test(filled[0] ?? '')
}

class RowReader {
  private readonly survey: Survey
  private readonly where: SheetPlace
  private readonly constants: Constants
  private readonly shifts: boolean
  private readonly tally = new Tally()
  private readonly sense: SheetSense
  private readonly foldedLabels: readonly string[]

  constructor(survey: Survey, where: SheetPlace, constants: Constants, shifts: boolean) {
    this.survey = survey
    this.where = where
    this.constants = constants
    this.shifts = shifts
    this.sense = senseOf(survey, constants)
    this.foldedLabels = survey.labels.map(foldHeader)
  }

  /** What there is to tell of the sheet before its rows. */
  opening(): ReadFinding[] {
    return this.survey.remarks.map(({ note, column }) => ({
      code: note.code,
      sentence: note.sentence,
      place: placeOf(this.where, this.survey.headerRow, column),
      holds: 'nothing',
    }))
  }

  /** What there is to tell after them. */
  closing(): ReadFinding[] {
    return this.tally.findings()
  }

  read(line: Line): RowReading {
    const place = placeOf(this.where, line.row)
    if (line.row <= this.survey.headerRow || isBlankLine(line) || this.repeatsHeader(line))
      return layout(place)
    if (this.isTotal(line)) return layout(place, totalLine(place))
    if (isFrame(line)) return layout(place, frameLine(place))
    const moved = this.movedCell(line)
    if (moved) return { outcome: 'held', place, statements: [], findings: [moved] }
    return this.readMeaning(line, place)
  }

  private readMeaning(line: Line, place: Place): RowReading {
    const row = new RowCells(place, this.tally)
    for (const bound of this.survey.columns) this.readBound(row, bound, line)
    for (const one of this.constants.values) row.constant(one.column, one.text, this.constants.dates)
    for (const { index, label } of this.survey.skills) this.readSkill(row, label, line, index)
    for (const unread of this.survey.unread) this.leaveUnread(row, unread, line)
    if (row.isHeld) return row.held([])
    const { held, notes, statements } = interpret(row.draft, this.sense)
    return held ? row.held(notes) : row.stated(statements)
  }

  private readBound(row: RowCells, bound: Bound, line: Line): void {
    const cell = line.cells[bound.index]
    if (cell) row.read(bound, cell, placeOf(this.where, line.row, bound.index))
  }

  private readSkill(row: RowCells, label: string, line: Line, index: number): void {
    const cell = line.cells[index]
    if (cell) row.skill(label, cell, placeOf(this.where, line.row, index))
  }

  private leaveUnread(row: RowCells, { index, note, holds }: Unread, line: Line): void {
    const text = line.cells[index]?.text.trim() ?? ''
    if (text === '' || isBlankWord(text)) return
    row.tell([note], placeOf(this.where, line.row, index), holds)
  }

  /** Column names again, as where a page began. */
  private repeatsHeader(line: Line): boolean {
    const known = this.survey.columns
    return known.every(({ index }) => foldHeader(line.cells[index]?.text ?? '') === this.foldedLabels[index])
  }

  private isTotal(line: Line): boolean {
    const filled = line.cells.map(cell => cell.text.trim()).filter(text => text !== '')
    return filled.length * 2 <= Math.max(this.survey.labels.length, 4) && TOTAL.test(filled[0] ?? '')
  }

  /** In text, a value beyond the column names means that a comma within a value has moved the cells. */
  private movedCell(line: Line): ReadFinding | undefined {
    if (!this.shifts) return undefined
    const index = line.cells.findIndex((cell, at) => cell.text.trim() !== '' && !this.survey.labels[at])
    if (index < 0) return undefined
    const place = placeOf(this.where, line.row, index)
    const sentence =
      'The row has a value beyond the last column name; a comma within a value may have moved its cells. Put quotation marks around values with commas.'
    return { code: 'row-longer', sentence, place, holds: 'row' }
  }
}

function totalLine(place: Place): ReadFinding {
  const sentence = 'The row is read as a line of totals and not as a person.'
  return { code: 'total-line', sentence, place, holds: 'nothing' }
}

function frameLine(place: Place): ReadFinding {
  const sentence = 'The row is read as part of the frame of a report and not as a person.'
  return { code: 'end-of-report', sentence, place, holds: 'nothing' }
}

function senseOf({ columns, skills }: Survey, constants: Constants): SheetSense {
  const all: readonly AnyColumn[] = [...columns, ...constants.values].map(one => one.column)
  const rowsAre = all.map(column => ('rowsAre' in column ? column.rowsAre : undefined)).find(one => one)
  return {
    rowsAre: rowsAre ?? 'learner',
    hasLevel: all.some(({ of, part }) => of === 'row' && part === 'level'),
    hasSkills: skills.length > 0,
    hasAccount: all.some(({ part }) => part === 'account'),
    about: new Set(all.map(({ of }) => of)),
  }
}

/** For readers that read no dates. */
const NO_DATES: DateReading = { order: 'unknown', today: '' }

/** Reads the cells of one row into a draft, and keeps what was found on the way. */
export class RowCells {
  readonly draft: Draft
  isHeld = false
  private readonly findings: ReadFinding[] = []
  private readonly firstTexts = new Map<string, string>()
  private readonly tally: Tally

  constructor(place: Place, tally: Tally) {
    this.draft = new Draft(place)
    this.tally = tally
  }

  /** Reads a cell for its column. */
  read(bound: CellBound, cell: Cell, place: Place): void {
    const draft = this.draftFor(bound)
    const result = readCell<unknown>(bound.column.read, cell, bound.dates)
    this.tell(result.notes, place, 'holds' in bound.column ? 'row' : 'cell')
    if (result.notes.some(note => note.trouble)) draft.spoil(bound, place)
    if (result.value === undefined) return
    if (bound.width !== undefined && isShortened(cell.text, bound.width)) {
      this.lostZeros(bound, cell, place)
      return
    }
    if (bound.column.part === 'list') {
      draft.add(bound, result.value, place)
      return
    }
    if (bound.second && this.isSecond(bound, cell, place)) return
    this.firstTexts.set(slotOf(bound), foldCase(cell.text))
    draft.put(bound, result.value, place)
    if (isFromNumber(bound, cell, result.notes)) draft.markNumber(bound, place)
  }

  private draftFor({ isCheck }: CellBound): Draft {
    if (!isCheck) return this.draft
    this.draft.checks ??= new Draft(this.draft.place)
    return this.draft.checks
  }

  /** Reads a value that the mapping gives for a column. */
  constant(column: AnyColumn, text: string, dates: DateReading): void {
    this.read({ column, number: 0, dates, second: false }, textCell(text), this.draft.place)
  }

  /** Reads a cell that holds the level of one aim. */
  skill(label: string, cell: Cell, place: Place): void {
    const { value, notes } = readCell(skillLevel, cell, NO_DATES)
    this.tell(notes, place, 'row')
    if (value !== undefined) this.draft.skills.push({ label, level: value, place })
  }

  /** Adds a finding about the row that no single cell has made. */
  add(finding: ReadFinding): void {
    this.findings.push(finding)
  }

  stated(statements: RowReading['statements']): RowReading {
    if (statements.length === 0) return this.held([nothingSaid()])
    return { outcome: 'stated', place: this.draft.place, statements, findings: this.findings }
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
    const cells = this.findings.map(one => (one.holds === 'cell' ? { ...one, holds: 'row' as const } : one))
    return { outcome: 'held', place: this.draft.place, statements: [], findings: [...cells, ...rows] }
  }

  /** Takes in what was found at a place; trouble keeps back as much as is said. */
  tell(notes: readonly Note[], place: Place, holds: Holds): void {
    for (const note of notes) {
      if (note.trouble && holds === 'row') this.isHeld = true
      if (this.tally.takes(note, place)) continue
      const { code, sentence } = note
      this.findings.push({ code, sentence, place, holds: note.trouble ? holds : 'nothing' })
    }
  }

  private lostZeros(bound: Pick<Bound, 'column' | 'number'>, cell: Cell, place: Place): void {
    const sentence = `"${cell.text.trim()}" is shorter than the other ids of its column and seems to have lost leading zeros; format the column as text.`
    this.draft.spoil(bound, place)
    this.tell([trouble('zeros-lost', sentence)], place, 'row')
  }

  /** A second column about the same thing stands in for an empty first one; where the two differ, it depends. */
  private isSecond(bound: Pick<Bound, 'column' | 'number'>, cell: Cell, place: Place): boolean {
    const first = this.firstTexts.get(slotOf(bound))
    if (first === undefined) return false
    if (first === foldCase(cell.text)) return true
    const { of, part } = bound.column
    if (of === 'subject' && part === 'misId') this.draft.otherMisIds.push(cell.text.trim())
    else if (isSeat(of)) this.tell([peopleTwo()], place, 'row')
    return true
  }
}

type CellBound = Pick<Bound, 'column' | 'number' | 'dates' | 'width' | 'second' | 'isCheck'>

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

function peopleTwo(): Note {
  return trouble(
    'people-two',
    'Two columns name different people for the same place; leave one of them blank.',
  )
}

function nothingSaid(): Note {
  return trouble('row-empty-of-meaning', 'The row says nothing that is understood.')
}
