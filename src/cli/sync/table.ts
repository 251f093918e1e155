import { writePrivateFile } from '../../disk/private-file.ts'
import { certain } from '../../domain/certain.ts'
import { csvText } from '../../report/cell.ts'
import { heading } from '../../report/lines.ts'
import { visibleJson } from '../../report/visible.ts'
import { workbookOf } from '../../report/xlsx.ts'
import { columns, print, printText, tell } from '../output.ts'
import { outputStyle } from '../terminal.ts'
import { refuseOutput } from './sources.ts'

/** A list to print or to write. */
export interface Table {
  /** What the sheet of a workbook is called. */
  name: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
  /** The same for programs. */
  json: unknown
  /** What is said where there are no rows. */
  none: string
}

/** How a list is asked for. */
export interface TableFlags {
  json?: boolean
  out?: string
}

/** What a list or a plan can be written as. */
export const SHEET_ENDINGS = ['.xlsx', '.csv', '.json']

/** Help on `--out`. */
export const OUT_HELP = 'write it to a file instead: .xlsx or .csv to open as a sheet, .json for programs'

/** Prints a list as text or JSON, or writes it to a file that its owner alone may read. */
export async function showTable(table: Table, { json, out }: TableFlags): Promise<void> {
  if (out !== undefined) {
    refuseOutput('--out', out, SHEET_ENDINGS)
    writePrivateFile(out, await contentOf(table, out))
    tell(`Wrote ${out}.`)
    return
  }
  if (json) return print(table.json, true, [])
  if (table.rows.length === 0) return tell(table.none)
  const [head = '', ...rows] = columns([table.head, ...table.rows])
  printText([heading(head, outputStyle()), ...rows])
}

async function contentOf({ name, head, rows, json }: Table, file: string): Promise<string | Buffer> {
  if (file.endsWith('.json')) return `${visibleJson(JSON.stringify(json, null, 2))}\n`
  if (file.endsWith('.csv')) return csvText([head, ...rows])
  const widths = head.map((_, at) =>
    rows.reduce((most, row) => Math.max(most, certain(row[at]).length), certain(head[at]).length),
  )
  return workbookOf([
    {
      name,
      rows: [head, ...rows],
      headerRow: 1,
      columns: widths.map(width => ({ width: Math.min(width + 2, 60) })),
    },
  ])
}
