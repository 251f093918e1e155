import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DOING_CODES } from '../../reconcile/limits/verdict.ts'
import type { SyncPlan } from '../../reconcile/plan/plan.ts'
import type { NameBook } from '../../report/names.ts'
import { reportJson, reportText } from '../../report/report.ts'
import type { ApplyReport, ApplyWish } from '../../runs/apply-plan.ts'
import { print } from '../output.ts'
import type { Connection } from './connect.ts'
import { handLines } from './hand.ts'
import { progressBar } from './progress.ts'

/** Exit code of a run that has done only part of what it could. */
const PART = 4

/** How a plan is carried out and told of. */
export interface Carrying {
  plan: SyncPlan
  names: NameBook
  /** Does it. */
  work: (progress: Pick<ApplyWish, 'progress'>) => Promise<ApplyReport>
  json?: boolean | undefined
  /** Folder for the run report. */
  report?: string | undefined
}

/** Carries a plan out with a progress bar, tells what came of it, and gives the exit code. */
export async function carry({ target, budget }: Connection, carrying: Carrying): Promise<number> {
  const { plan, names, json, report: folder } = carrying
  const bar = progressBar(plan.changes.length, budget.left)
  const report = await carrying.work({ progress: bar.tick }).finally(bar.stop)
  const told = { ...report, plan: plan.hash, changes: plan.changes }
  const open = plan.changes.filter(one => report.outcomes.get(one.key)?.outcome === 'not-tried')
  const lines = [...reportText(told, names), ...handLines(open, target, names)]
  print(reportJson(told), json, lines)
  if (folder !== undefined) write(folder, report.run, reportJson(told), lines)
  if (report.broke !== undefined) throw ended(report)
  return codeOf(plan, report)
}

function write(folder: string, run: string, json: object, lines: readonly string[]): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${run}.json`), `${JSON.stringify(json, null, 2)}\n`)
  writeFileSync(join(folder, `${run}.txt`), `${lines.join('\n')}\n`)
}

function ended({ broke, run }: ApplyReport): Error {
  const why = broke instanceof Error ? broke.message : String(broke)
  return new Error(`${run} ended before its time: ${why} Run the same command again to go on.`)
}

function codeOf(plan: SyncPlan, { counts, outcomes }: ApplyReport): number {
  const waits = [...outcomes.values()].some(one => one.outcome === 'not-tried' && one.why === 'waits')
  const others = [...outcomes.values()].some(one => one.outcome === 'not-tried' && one.why !== 'waits')
  if (counts.refused + counts['moved-on'] > 0 || others) return PART
  if (waits) return DOING_CODES.stopped
  return plan.verdict === 'stopped' && plan.refusedRemovals === 0 ? 0 : DOING_CODES[plan.verdict]
}
