import { isBreak } from '../src/intake/file/sheet.ts'
import { kindOf } from '../src/intake/file/source.ts'
import { xlsxSheets } from '../src/intake/file/xlsx.ts'
import { plainCell } from '../src/report/cell.ts'

/** Reads a workbook back with the reader that all workbooks go through: its sheets by name, each with its rows of text. */
export async function readWorkbook(bytes: Uint8Array): Promise<Record<string, string[][]>> {
  const kind = await kindOf({ name: 'a.xlsx', bytes })
  if (kind.kind !== 'xlsx') throw new Error(`It is ${kind.kind}`)
  const sheets = await xlsxSheets(kind.zip)
  if (!Array.isArray(sheets)) throw new Error(sheets.sentence)
  const tables: Record<string, string[][]> = {}
  for (const { name = '', lines } of sheets) {
    const rows: string[][] = []
    for await (const line of lines()) {
      if (isBreak(line)) throw new Error(line.broken.sentence)
      rows.push(line.cells.map(cell => plainCell(cell.text)))
    }
    tables[name] = rows
  }
  return tables
}

/** The rows of a sheet with a header, each by the names of its columns. */
export function byHeader([header = [], ...rows]: readonly (readonly string[])[]): Record<string, string>[] {
  return rows.map(row => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
}
