import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import {
  columnHelp,
  competenceCsv,
  competenceWorkbook,
  emptyTemplate,
  templateCsv,
  templateWorkbook,
} from '../../report/template.ts'
import { print, tell } from '../output.ts'
import { refuseOutput } from './sources.ts'

export function registerTemplate(program: Command): void {
  program
    .command('template')
    .argument('[file]', 'where to write (.xlsx or .csv); without it, standard output')
    .description('Write an empty sheet to fill in: one row for each assignment, with an example.')
    .option('--competences', 'the sheet of what assessors and IQAs may assess: one row for each of them')
    .option('--columns', 'print every column that is understood, its other names and what it says')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload template allocations.xlsx\n  caseload template staff.xlsx --competences\n  caseload template --columns',
    )
    .action(template)
}

async function template(
  file: string | undefined,
  { columns, json, competences }: { columns?: boolean; json?: boolean; competences?: boolean },
): Promise<void> {
  if (columns || json) print(emptyTemplate(), json, [columnHelp()])
  else if (file === undefined) process.stdout.write(competences ? competenceCsv() : templateCsv())
  else {
    refuseOutput('The template', file, ['.xlsx', '.csv'])
    if (existsSync(file))
      throw new Error(`There is a file ${file} already; choose another name, or delete it first.`)
    const [csv, workbook] = competences
      ? [competenceCsv, competenceWorkbook]
      : [templateCsv, templateWorkbook]
    writePrivateFile(file, file.endsWith('.xlsx') ? await workbook() : csv())
    const what = competences ? 'assessor and IQA' : 'assignment'
    tell(`Wrote ${file}: fill in one row for each ${what} below the column names.`)
  }
}
