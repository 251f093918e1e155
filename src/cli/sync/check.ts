import type { Command } from 'commander'
import { type CheckedFile, checkedLines } from '../../report/outline.ts'
import { checkFile } from '../../runs/check-file.ts'
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
