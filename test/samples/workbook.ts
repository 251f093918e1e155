import { composeZip } from './zip.ts'

/** A cell of a composed workbook: text, a number with the number of its style, or XML as it is to stand. */
export type SampleCell = string | { number: number | string; style?: number } | { xml: string } | null

export interface SampleWorkbook {
  sheets: Readonly<Record<string, readonly (readonly SampleCell[])[]>>
  /** Number formats by style, from 1; 0 is the plain one. */
  formats?: readonly string[]
  epoch1904?: boolean
  hidden?: readonly string[]
}

/** An .xlsx workbook with shared strings, as spreadsheets write it. */
export function composeWorkbook({ sheets, formats = [], epoch1904, hidden = [] }: SampleWorkbook): Buffer {
  const strings = new Map<string, number>()
  const names = Object.keys(sheets)
  const bodies = Object.values(sheets).map(rows => sheetXml(rows, strings))
  return composeZip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': workbookXml(names, epoch1904 === true, hidden),
    'xl/_rels/workbook.xml.rels': relationsXml(names),
    'xl/styles.xml': stylesXml(formats),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${[...strings.keys()].map(textXml).join('')}</sst>`,
    ...Object.fromEntries(bodies.map((body, index) => [`xl/worksheets/sheet${index + 1}.xml`, body])),
  })
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

function textXml(text: string): string {
  return `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function workbookXml(names: readonly string[], epoch1904: boolean, hidden: readonly string[]): string {
  const sheets = names.map((name, index) => {
    const state = hidden.includes(name) ? ' state="hidden"' : ''
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`
  })
  const properties = epoch1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>'
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${properties}<sheets>${sheets.join('')}</sheets></workbook>`
}

function relationsXml(names: readonly string[]): string {
  const relations = names.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="t" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`
}

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(code)}"/>`,
  )
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`)]
  return `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`
}

function sheetXml(rows: readonly (readonly SampleCell[])[], strings: Map<string, number>): string {
  const lines = rows.map((cells, row) => {
    const body = cells.map((cell, column) => cellXml(cell, addressOf(row, column), strings)).join('')
    return `<row r="${row + 1}">${body}</row>`
  })
  return `<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`
}

function cellXml(cell: SampleCell, address: string, strings: Map<string, number>): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    const index = strings.get(cell) ?? strings.size
    strings.set(cell, index)
    return `<c r="${address}" t="s"><v>${index}</v></c>`
  }
  if ('xml' in cell) return cell.xml.replace('<c', `<c r="${address}"`)
  return `<c r="${address}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`
}

function addressOf(row: number, column: number): string {
  return `${String.fromCharCode(65 + column)}${row + 1}`
}
