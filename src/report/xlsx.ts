import { columnLetters } from '../intake/column/header.ts'
import { safeCell } from './cell.ts'
import { visibleCell } from './visible.ts'
import { type PackedFile, zipOf } from './zip.ts'

/** A sheet of text to write. */
export interface TextSheet {
  name: string
  rows: Iterable<readonly string[]>
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

/**
 * Sheets of text as the bytes of a workbook (.xlsx) that spreadsheets open as it is. Every cell is text, made safe like those of
 * a CSV file: reading takes away the apostrophe again. Rows are written one by one; only the packed bytes are held. A text that
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

/** All cells have the format of text (49) but those for dates, which take a day however it is written. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function* sheetXml({ rows, headerRow = 0, columns = [] }: TextSheet): Generator<string> {
  yield `${PROLOG}<worksheet xmlns="${MAIN}">${viewXml(headerRow)}${columnsXml(columns)}<sheetData>`
  let row = 0
  for (const cells of rows) {
    row += 1
    yield rowXml(cells, row, row < headerRow ? WRAPPED : row === headerRow ? BOLD : PLAIN)
  }
  yield '</sheetData></worksheet>'
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

function rowXml(cells: readonly string[], row: number, style: number): string {
  const filled = cells.map((text, column) => (text === '' ? '' : cellXml(text, column, row, style)))
  return `<row r="${row}">${filled.join('')}</row>`
}

function cellXml(text: string, column: number, row: number, style: number): string {
  const address = `${columnLetters(column)}${row}`
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`
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
