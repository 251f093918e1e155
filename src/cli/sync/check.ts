import type { Command } from 'commander'
import type { FileSource } from '../../intake/file/source.ts'
import { openReading } from '../../intake/read.ts'
import { count, noRows, type ReadItem, type ReadOptions } from '../../intake/row/reading.ts'
import { type CheckedFile, checkedLines, findingsOf, rowsOf } from '../../report/outline.ts'
import { print, printText } from '../output.ts'
import { outputStyle } from '../terminal.ts'
import { mappingOf, todayOf } from './connect.ts'
import { type FileFlags, withReading } from './options.ts'
import { sourcesOf } from './sources.ts'

export function registerCheck(program: Command): void {
  withReading(
    program.command('check').argument('<files...>', 'spreadsheets, MIS exports, ILR files, as for plan'),
  )
    .description(
      'Show what every sheet and column of a file is taken for, and which rows would be held. Needs no server.',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  caseload check allocations.xlsx --mapping mapping.yaml')
    .addHelpText(
      'after',
      '\nEnds with 0 where all rows are read, 5 where rows are held, 1 where a file is refused.',
    )
    .action(check)
}

async function check(files: string[], flags: FileFlags): Promise<void> {
  const options = { today: todayOf(flags), mapping: mappingOf(flags) }
  const checked: CheckedFile[] = []
  for (const source of sourcesOf(files)) checked.push(await checkFile(source, options))
  if (flags.json) print(checked, true, [])
  else printText(checked.flatMap(one => checkedLines(one, outputStyle())))
  process.exitCode = codeOf(checked)
}

function codeOf(checked: readonly CheckedFile[]): number {
  if (checked.some(one => one.refused)) return 1
  return checked.some(one => one.rows.held > 0) ? 5 : 0
}

/** Reads a file through, without a server, for what its sheets and columns are taken for. */
export async function checkFile(source: FileSource, options: ReadOptions): Promise<CheckedFile> {
  const { kind, refusals, sheets = [], items } = await openReading(source, options)
  const counts = noRows()
  const notes: ReadItem[] = []
  for await (const item of items) {
    count(counts, item)
    if (item.findings.length > 0) notes.push(item)
  }
  return {
    file: source.name,
    kind,
    refused: refusals.length > 0,
    sheets,
    rows: rowsOf(counts),
    findings: findingsOf(notes),
  }
}
