import { type CalendarDate, startOf } from '../domain/time.ts'
import { columnLetters } from '../intake/column/header.ts'
import { safeCell } from './cell.ts'
import { visibleCell } from './visible.ts'
import { type PackedFile, zipOf } from './zip.ts'

/** What stands in a cell: a text, a number to reckon with, or a day, as a date that a spreadsheet reckons with. */
export type SheetCell = string | number | { date: CalendarDate }

type SheetRow = readonly SheetCell[]

/** A sheet to write. */
export interface TextSheet {
  name: string
  /** One by one, or some at a time where they have to be waited for. */
  rows: Iterable<SheetRow> | AsyncIterable<readonly SheetRow[]>
  /** The row of column names, from 1: bold, and always in sight. */
  headerRow?: number
  columns?: readonly TextColumn[]
}

/** How a column looks, and how what people write into it is taken. */
export interface TextColumn {
  /** In characters, as spreadsheets count. */
  width: number
  /** Takes dates; all others take what is written as text, so that ids keep their zeros and digits. */
  dates?: true
}

/** Rows that a sheet may have, the header included. Source: Excel's specifications. */
export const MOST_ROWS = 1_048_576

/**
 * Sheets as the bytes of a workbook (.xlsx) that spreadsheets open as it is. Every text is a cell of text, made safe like those of
 * a CSV file: reading takes away the apostrophe again. Rows are written as they come; only the packed bytes are held. A text that
 * is longer than a cell may be (32,767 characters) ends in an ellipsis.
 */
export function workbookOf(sheets: readonly TextSheet[]): Promise<Buffer> {
  return zipOf(partsOf(sheets))
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Number of a style in the list of `STYLES`. */
const PLAIN = 0
const BOLD = 1
const WRAPPED = 2
const DATE = 3
const NUMBER = 4

function partsOf(sheets: readonly TextSheet[]): PackedFile[] {
  const part = (name: string, xml: string): PackedFile => ({ name, content: [PROLOG, xml] })
  return [
    part('[Content_Types].xml', contentTypes(sheets.length)),
    part('_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbook(sheets)),
    part(
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ),
    part('xl/styles.xml', STYLES),
    ...sheets.map((sheet, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: sheetXml(sheet) })),
  ]
}

function contentTypes(sheets: number): string {
  const overrides = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  )
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${overrides.join('')}</Types>`
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  )
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

function workbook(sheets: readonly TextSheet[]): string {
  const all = sheets.map(
    ({ name }, at) => `<sheet name="${sheetName(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  )
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${all.join('')}</sheets></workbook>`
}

/** Spreadsheets take no more than 31 characters, and some signs not at all. */
function sheetName(name: string): string {
  return escapeXml(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))
}

/** All cells have the format of text (49) but those for dates, which take a day however it is written, and numbers. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function sheetXml(sheet: TextSheet): PackedFile['content'] {
  const { rows } = sheet
  return Symbol.asyncIterator in rows ? sheetInPieces(sheet, rows) : sheetAtOnce(sheet, rows)
}

function* sheetAtOnce(sheet: TextSheet, rows: Iterable<SheetRow>): Generator<string> {
  yield sheetHead(sheet)
  let row = 0
  for (const cells of rows) {
    row += 1
    yield rowXml(cells, row, styleOf(row, sheet))
  }
  yield SHEET_END
}

async function* sheetInPieces(
  sheet: TextSheet,
  pieces: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<string> {
  yield sheetHead(sheet)
  let row = 0
  for await (const piece of pieces) {
    const above = row
    yield piece.map((cells, at) => rowXml(cells, above + at + 1, styleOf(above + at + 1, sheet))).join('')
    row += piece.length
  }
  yield SHEET_END
}

function sheetHead({ headerRow = 0, columns = [] }: TextSheet): string {
  return `${PROLOG}<worksheet xmlns="${MAIN}">${viewXml(headerRow)}${columnsXml(columns)}<sheetData>`
}

const SHEET_END = '</sheetData></worksheet>'

function styleOf(row: number, { headerRow = 0 }: TextSheet): number {
  return row < headerRow ? WRAPPED : row === headerRow ? BOLD : PLAIN
}

function viewXml(headerRow: number): string {
  if (headerRow === 0) return ''
  return `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headerRow}" topLeftCell="A${headerRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
}

function columnsXml(columns: readonly TextColumn[]): string {
  if (columns.length === 0) return ''
  const all = columns.map(
    ({ width, dates }, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${dates ? DATE : PLAIN}" customWidth="1"/>`,
  )
  return `<cols>${all.join('')}</cols>`
}

function rowXml(cells: SheetRow, row: number, style: number): string {
  const filled = cells.map((cell, column) => (cell === '' ? '' : cellXml(cell, column, row, style)))
  return `<row r="${row}">${filled.join('')}</row>`
}

function cellXml(cell: SheetCell, column: number, row: number, style: number): string {
  const address = `${columnLetters(column)}${row}`
  if (typeof cell === 'number') return `<c r="${address}" s="${NUMBER}"><v>${cell}</v></c>`
  if (typeof cell !== 'string') return dateXml(cell.date, address)
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(cell)}</t></is></c>`
}

const DAY = 86_400_000
/** The day before the first one that spreadsheets count, and a leap day that they have and that never was. */
const DAY_ZERO: CalendarDate = '1899-12-30'
const FIRST_SURE: CalendarDate = '1900-03-01'

/** A day as spreadsheets count days. One before they count alike stands as text. */
function dateXml(date: CalendarDate, address: string): string {
  if (date < FIRST_SURE) return `<c r="${address}" s="${PLAIN}" t="inlineStr"><is><t>${date}</t></is></c>`
  return `<c r="${address}" s="${DATE}"><v>${(startOf(date) - startOf(DAY_ZERO)) / DAY}</v></c>`
}

const LONGEST_CELL = 32_767

function cellText(text: string): string {
  const safe = safeCell(visibleCell(text))
  return escapeXml(safe.length > LONGEST_CELL ? `${safe.slice(0, LONGEST_CELL - 1)}…` : safe)
}

/** Signs that XML cannot hold, or would change: workbooks write them as `_x000D_`. Source: ECMA-376 part 1, 22.9.2.19. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the signs that XML cannot hold
const UNHELD = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff\p{Cs}]/gu

function escapeXml(text: string): string {
  // Most texts of a large sheet are plain.
  if (/^[\w .,@:/()-]*$/.test(text) && !text.includes('_x')) return text
  return text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(UNHELD, sign => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
