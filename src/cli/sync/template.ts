import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { csvText } from '../../sync/output/cell.ts'
import { columnHelp, emptyTemplate } from '../../sync/template.ts'
import { print, tell } from '../output.ts'

export function registerTemplate(program: Command): void {
  program
    .command('template')
    .argument('[file]', 'where to write; without it, standard output')
    .description('Write an empty sheet to fill in: one row for each assignment, with an example.')
    .option('--columns', 'print every column that is understood, its other names and what it says')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  caseload template allocations.csv\n  caseload template --columns')
    .action(template)
}

function template(file: string | undefined, { columns, json }: { columns?: boolean; json?: boolean }): void {
  const sheet = emptyTemplate()
  const text = csvText([sheet.headers, sheet.example])
  if (columns || json) print(sheet, json, [columnHelp()])
  else if (file === undefined) process.stdout.write(text)
  else {
    writeFileSync(file, text)
    tell(`Wrote ${file}: replace the example row by your own.`)
  }
}
