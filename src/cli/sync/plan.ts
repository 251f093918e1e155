import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import { LOOKING_CODES } from '../../reconcile/limits/verdict.ts'
import type { SyncPlan } from '../../reconcile/plan/sync-plan.ts'
import type { Target } from '../../remote/target.ts'
import { planJson } from '../../report/json.ts'
import type { NameBook } from '../../report/names.ts'
import { planSheet, planWorkbook } from '../../report/sheet.ts'
import { keepPlan, type MadePlan, makePlan } from '../../runs/make-plan.ts'
import { print, printText, tell } from '../output.ts'
import { outputStyle } from '../terminal.ts'
import { sameFiles } from './again.ts'
import { connected } from './connect.ts'
import { planMaker } from './maker.ts'
import { type FileFlags, withFiles } from './options.ts'
import { planLines } from './plan-lines.ts'
import { refuseOutput, sourcesOf } from './sources.ts'
import { SHEET_ENDINGS } from './table.ts'

interface PlanFlags extends FileFlags {
  out?: string
}

export function registerPlan(program: Command): void {
  withFiles(
    program
      .command('plan')
      .argument(
        '<files...>',
        'spreadsheets, MIS exports or ILR files that say who should be assigned to whom',
      ),
  )
    .description('Show what would change to make the server match the files. Changes nothing.')
    .option(
      '--out <file>',
      'also write the plan as a sheet to send round (.xlsx, .csv) or for programs (.json)',
    )
    .addHelpText('after', '\nExample:\n  caseload plan allocation-matrix.csv --out plan.xlsx')
    .addHelpText('after', EXIT_CODES)
    .action(plan)
}

const EXIT_CODES = `
Exit codes: 0 nothing to do, 1 failed, or a file was refused, 2 there are changes, 3 removals need an approval, or were
refused because a file or a list was incomplete, 5 nothing to do, but rows are held or people are to be confirmed.`

async function plan(files: string[], flags: PlanFlags): Promise<void> {
  const sources = sourcesOf(files)
  if (flags.out !== undefined) refuseOutput('--out', flags.out, SHEET_ENDINGS, files)
  await connected(flags, async connection => {
    const made = await makePlan(sources, connection)
    await keepPlan(made, sources, connection, planMaker())
    await showPlan(made, connection.target, flags)
    tellNext(made, files, flags)
    return LOOKING_CODES[made.plan.verdict]
  })
}

/** Prints a plan, and writes it where that is asked for. */
export async function showPlan(made: MadePlan, target: Target, { json, out }: PlanFlags): Promise<void> {
  const { plan, names } = made
  if (json) print(planJson(plan, names), true, [])
  else printText(planLines(made, target, outputStyle()))
  if (out === undefined) return
  writePrivateFile(out, await planFile(plan, names, out))
  tell(`Wrote the plan to ${out}.`)
}

/** A plan in the form that the name of a file asks for. */
async function planFile(plan: SyncPlan, names: NameBook, file: string): Promise<string | Buffer> {
  if (file.endsWith('.json')) return JSON.stringify(planJson(plan, names))
  return file.endsWith('.xlsx') ? planWorkbook(plan, names) : planSheet(plan, names)
}

function tellNext({ plan }: MadePlan, files: readonly string[], flags: PlanFlags): void {
  if (plan.questions.length > 0) tell(`Confirm who is meant with: ${sameFiles('match', files, flags)}`)
  if (plan.waits.length > 0)
    tell(
      `Removals need an approval: caseload apply ${plan.hash.slice(0, 12)} --approve "Name of who approves"`,
    )
  else if (plan.changes.length > 0) tell(`Apply it with: caseload apply ${plan.hash.slice(0, 12)}`)
}
