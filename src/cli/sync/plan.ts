import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import { LOOKING_CODES } from '../../reconcile/limits/verdict.ts'
import type { SyncPlan } from '../../reconcile/plan/plan.ts'
import type { Target } from '../../remote/target.ts'
import { planJson } from '../../report/json.ts'
import type { NameBook } from '../../report/names.ts'
import { planSheet, planWorkbook } from '../../report/sheet.ts'
import { planText } from '../../report/text.ts'
import { keepPlan, type MadePlan, makePlan } from '../../runs/make-plan.ts'
import { print, tell } from '../output.ts'
import { connected } from './connect.ts'
import { handLines } from './hand.ts'
import { type FileFlags, withFiles } from './options.ts'
import { readingLines } from './remarks.ts'
import { sourcesOf } from './sources.ts'

interface Flags extends FileFlags {
  out?: string
}

export function registerPlan(program: Command): void {
  withFiles(
    program.command('plan').argument('<files...>', 'spreadsheets, MIS exports, ILR files: what ought to be'),
  )
    .description('Show what would change so that the server is as the files say. Changes nothing.')
    .option(
      '--out <file>',
      'also write the plan as a sheet to send round (.xlsx, .csv) or for programs (.json)',
    )
    .addHelpText('after', '\nExample:\n  caseload plan allocation-matrix.csv --out plan.xlsx')
    .addHelpText('after', EXIT_CODES)
    .action(plan)
}

const EXIT_CODES = `
Ends with 0 where nothing is to do, 2 where there are changes, 3 where removals wait for an approval,
5 where rows are held and nothing else is to do, 1 where something failed.`

async function plan(files: string[], flags: Flags): Promise<void> {
  const sources = sourcesOf(files)
  await connected(flags, async connection => {
    const made = await makePlan(sources, connection)
    await keepPlan(made, sources, connection)
    await showPlan(made, connection.target, flags)
    tellNext(made)
    return LOOKING_CODES[made.plan.verdict]
  })
}

/** Prints a plan, and writes it where that is asked for. */
export async function showPlan(
  { plan, names }: MadePlan,
  target: Target,
  { json, out }: Flags,
): Promise<void> {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
  const text = planText(plan, names, { colour })
  print(planJson(plan, names), json, [...readingLines(plan), text, ...handLines(plan.changes, target, names)])
  if (out === undefined) return
  writePrivateFile(out, await planFile(plan, names, out))
  tell(`Wrote the plan to ${out}.`)
}

/** A plan in the form that the name of a file asks for. */
async function planFile(plan: SyncPlan, names: NameBook, file: string): Promise<string | Buffer> {
  if (file.endsWith('.json')) return JSON.stringify(planJson(plan, names))
  return file.endsWith('.xlsx') ? planWorkbook(plan, names) : planSheet(plan, names)
}

function tellNext({ plan }: MadePlan): void {
  if (plan.questions.length > 0) tell('Settle who is meant with: caseload match <the same files>')
  if (plan.waits.length > 0)
    tell(
      `Removals wait for an approval: caseload apply ${plan.hash.slice(0, 12)} --approve "Name of who approves"`,
    )
  else if (plan.changes.length > 0) tell(`Apply it with: caseload apply ${plan.hash.slice(0, 12)}`)
}
