import { posix } from 'node:path'
import type { Cell } from '../column/cell.ts'
import { dateOfSerial } from '../column/dates.ts'
import { columnIndex } from '../column/header.ts'
import { type Note, trouble } from '../statement/finding.ts'
import { type Merge, Merged, mergesIn } from './merged.ts'
import { type NumberFormat, numberFormat } from './number-format.ts'
import { SharedStrings } from './shared-strings.ts'
import type { Break, Line, Sheet } from './sheet.ts'
import { entryNamed, type Relation, relationsOf, workbookEntry } from './workbook-parts.ts'
import { piecesOf, readEntry } from './workbook-xml.ts'
import { type XmlEvents, XmlReader } from './xml.ts'
import type { Zip } from './zip.ts'

/** No sheet of a spreadsheet has more columns. */
const MOST_COLUMNS = 16_384
/** More blank rows at once than this are a fault of the file and not counted one by one. */
const LONGEST_GAP = 1_048_576

const BLANK: Cell = { text: '', kind: 'text' }

interface Workbook {
  epoch1904: boolean
  sheets: { name: string; relation: string; hidden: boolean }[]
}

interface Styles {
  formats: NumberFormat[]
}

/** The sheets of a workbook in their order, or why there are none to read. */
export async function xlsxSheets(zip: Zip): Promise<Sheet[] | Note> {
  const entry = await workbookEntry(zip)
  if (typeof entry !== 'string') return entry
  const workbook: Workbook = { epoch1904: false, sheets: [] }
  const relations = await relationsOf(zip, entry)
  if ('code' in relations) return relations
  const broken = await readEntry(zip, entry, workbookEvents(workbook))
  if (broken) return broken
  if (workbook.sheets.length === 0) return NO_WORKBOOK
  const cells = await cellReader(zip, entry, relations, workbook.epoch1904)
  return 'code' in cells ? cells : workbook.sheets.flatMap(one => sheetFrom(zip, one, relations, cells))
}

const NO_WORKBOOK = trouble(
  'file-kind-unknown',
  'The file is made by an office program and is no workbook; save the table as .xlsx.',
)

/** What cells need beside the sheet they stand in: shared texts and number formats. */
async function cellReader(
  zip: Zip,
  workbook: string,
  relations: ReadonlyMap<string, Relation>,
  epoch1904: boolean,
): Promise<CellReader | Note> {
  const styles: Styles = { formats: [] }
  const strings = new SharedStrings()
  const entryOf = (type: string) =>
    [...relations.values()].find(one => one.type === type)?.entry ??
    entryNamed(zip, posix.join(posix.dirname(workbook), `${type}.xml`))
  const broken =
    (await readEntry(zip, entryOf('styles'), styleEvents(styles))) ??
    (await readEntry(zip, entryOf('sharedStrings'), stringEvents(strings)))
  return broken ?? new CellReader(strings, styles.formats, epoch1904)
}

/** Sheets that hold a chart or a dialogue have no cells. */
const NO_CELLS: ReadonlySet<string | undefined> = new Set(['chartsheet', 'dialogsheet'])

function sheetFrom(
  zip: Zip,
  { name, relation, hidden }: Workbook['sheets'][number],
  relations: ReadonlyMap<string, Relation>,
  cells: CellReader,
): Sheet[] {
  const { type, entry } = relations.get(relation) ?? {}
  if (NO_CELLS.has(type)) return []
  const lines = entry === undefined ? () => lostSheet(name) : linesIn(zip, entry, cells)
  return [{ name, hidden, shifts: false, lines }]
}

/** A sheet that is listed and not there: its rows would seem to be gone. */
async function* lostSheet(name: string): AsyncGenerator<Break> {
  const sentence = `The workbook lists a sheet ${name} and does not hold it; save it again.`
  yield { row: 1, broken: trouble('zip-broken', sentence) }
}

function linesIn(zip: Zip, entry: string, cells: CellReader): Sheet['lines'] {
  let merges: Promise<Merge[]> | undefined
  return async function* lines() {
    merges ??= mergesIn(zip, entry)
    yield* linesOf(zip, entry, cells, new Merged(await merges))
  }
}

function workbookEvents(workbook: Workbook): XmlEvents {
  return {
    open: (name, { attribute }) => {
      if (name === 'workbookPr') workbook.epoch1904 = isTrue(attribute('date1904'))
      if (name !== 'sheet') return
      const hidden = attribute('state') === 'hidden' || attribute('state') === 'veryHidden'
      workbook.sheets.push({ name: attribute('name') ?? '', relation: attribute('id') ?? '', hidden })
    },
  }
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

function styleEvents(styles: Styles): XmlEvents {
  const codes = new Map<number, string>()
  let inCells = false
  return {
    open: (name, { attribute }) => {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attribute('numFmtId') ?? 0)
      styles.formats.push(numberFormat(id, codes.get(id)))
    },
    close: name => {
      if (name === 'cellXfs') inCells = false
    },
  }
}

/** Gathers the texts of `si` or `is`, without the reading aids (`rPh`) of East Asian writing. */
function textGatherer(around: string, done: (text: string) => void): XmlEvents {
  let text = ''
  let inText = false
  let aids = 0
  return {
    open: name => {
      if (name === around) text = ''
      if (name === 'rPh') aids++
      inText = name === 't' && aids === 0
    },
    text: piece => {
      if (inText) text += piece
    },
    close: name => {
      if (name === 't') inText = false
      if (name === 'rPh') aids--
      if (name === around) done(text)
    },
  }
}

function stringEvents(strings: SharedStrings): XmlEvents {
  return textGatherer('si', text => strings.add(unescapeText(text)))
}

/** Workbooks write signs that XML cannot hold as `_x000D_`. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

interface RawCell {
  type: string
  style: number
  value: string
  hasFormula: boolean
}

/** Makes of a stored cell what the spreadsheet shows. */
class CellReader {
  private readonly strings: SharedStrings
  private readonly formats: readonly NumberFormat[]
  private readonly epoch1904: boolean

  constructor(strings: SharedStrings, formats: readonly NumberFormat[], epoch1904: boolean) {
    this.strings = strings
    this.formats = formats
    this.epoch1904 = epoch1904
  }

  cell({ type, style, value, hasFormula }: RawCell): Cell {
    if (hasFormula && value === '' && type !== 'str') return { text: '', kind: 'formula' }
    if (type === 's') return this.shared(value)
    if (type === 'str' || type === 'inlineStr') return { text: unescapeText(value), kind: 'text' }
    if (type === 'e') return { text: value, kind: 'error' }
    if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', kind: 'text' }
    if (type === 'd') return { text: value.slice(0, 10), kind: 'date' }
    return value === '' ? BLANK : this.number(value, this.formats[style])
  }

  private shared(value: string): Cell {
    const text = this.strings.at(Number(value))
    return text === undefined ? { text: '#shared', kind: 'error' } : { text, kind: 'text' }
  }

  private number(value: string, format: NumberFormat | undefined): Cell {
    const number = Number(value)
    if (Number.isNaN(number)) return { text: value, kind: 'error' }
    if (format?.isDate) return this.date(number)
    return { text: plainDigits(value, number).padStart(format?.width ?? 0, '0'), kind: 'number' }
  }

  /** A day number below 1 is a time of day and no date. */
  private date(serial: number): Cell {
    const date = dateOfSerial(serial, this.epoch1904)
    if (date === undefined) return { text: `day ${serial}`, kind: 'error' }
    return { text: serial < 1 && !this.epoch1904 ? '1900-01-01' : date, kind: 'date' }
  }
}

/** Whole numbers with all their digits. Beyond 15 a spreadsheet has dropped some: then as it stands, to be refused. */
function plainDigits(value: string, number: number): string {
  if (!Number.isInteger(number) || Math.abs(number) >= 1e15) return lossy(value, number)
  return String(number)
}

function lossy(value: string, number: number): string {
  return Number.isInteger(number) ? number.toExponential() : value
}

async function* linesOf(
  zip: Zip,
  entry: string,
  cells: CellReader,
  merged: Merged,
): AsyncGenerator<Line | Break> {
  const gatherer = new LineGatherer(cells, merged)
  const reader = new XmlReader(gatherer.events())
  for await (const _ of piecesOf(zip, entry, reader)) yield* gatherer.take()
  if (reader.broken) yield { row: gatherer.row + 1, broken: reader.broken }
}

/** Gathers the rows of a sheet. Rows and cells that are not stored are blank and keep their place. */
class LineGatherer {
  row = 0
  private ready: Line[] = []
  private cells: Cell[] = []
  private column = -1
  private current: RawCell = newCell()
  private inValue = false
  private aids = 0
  private readonly reader: CellReader
  private readonly merged: Merged

  constructor(reader: CellReader, merged: Merged) {
    this.reader = reader
    this.merged = merged
  }

  take(): Line[] {
    const ready = this.ready
    this.ready = []
    return ready
  }

  events(): XmlEvents {
    return {
      open: (name, { attribute }) => this.open(name, attribute),
      text: piece => {
        if (this.inValue) this.current.value += piece
      },
      close: name => this.close(name),
    }
  }

  private open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'row') this.beginRow(attribute('r'))
    else if (name === 'c') this.beginCell(attribute)
    else if (name === 'f') this.current.hasFormula = true
    else if (name === 'rPh') this.aids++
    this.inValue = name === 'v' || (name === 't' && this.current.type === 'inlineStr' && this.aids === 0)
  }

  private beginRow(written: string | undefined): void {
    const row = written === undefined ? this.row + 1 : Number(written)
    const next = Number.isInteger(row) && row > this.row && row <= LONGEST_GAP ? row : this.row + 1
    for (let blank = this.row + 1; blank < next && next - this.row < 10_000; blank++) {
      this.ready.push({ row: blank, cells: [] })
    }
    this.row = next
    this.cells = []
    this.column = -1
  }

  private beginCell(attribute: (name: string) => string | undefined): void {
    this.column = columnIndex(attribute('r')) ?? this.column + 1
    this.current = { ...newCell(), type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0) }
  }

  private close(name: string): void {
    this.inValue = false
    if (name === 'c' && this.column < MOST_COLUMNS) this.endCell()
    if (name === 'rPh') this.aids--
    if (name === 'row') this.endRow()
  }

  private endRow(): void {
    this.merged.fill(this.row, this.cells, BLANK)
    this.ready.push({ row: this.row, cells: this.cells })
  }

  private endCell(): void {
    const cell = this.reader.cell(this.current)
    if (cell.text === '' && cell.kind === 'text') return
    while (this.cells.length < this.column) this.cells.push(BLANK)
    this.cells[this.column] = cell
  }
}

function newCell(): RawCell {
  return { type: 'n', style: 0, value: '', hasFormula: false }
}
