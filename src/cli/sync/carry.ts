import { join } from 'node:path'
import { makePrivateFolder, writePrivateFile } from '../../disk/private-file.ts'
import { counted } from '../../domain/counted.ts'
import { DOING_CODES } from '../../reconcile/limits/verdict.ts'
import type { SyncPlan } from '../../reconcile/plan/sync-plan.ts'
import { fitted } from '../../report/lines.ts'
import type { NameBook } from '../../report/names.ts'
import { redacted } from '../../report/redacted.ts'
import { type Reported, reportJson, reportText } from '../../report/report.ts'
import { visible, visibleJson } from '../../report/visible.ts'
import type { ApplyReport, ApplyWish } from '../../runs/apply-plan.ts'
import { print, printText, tell } from '../output.ts'
import { warnIfOpen } from '../private-folder.ts'
import { outputStyle } from '../terminal.ts'
import type { Connection } from './connect.ts'
import { handLines } from './hand.ts'
import { progressBar } from './progress.ts'

/** Exit code of a run that has done only part of what it could. */
const PART = 4

/** How a plan is carried out and told of. */
interface Carrying {
  plan: SyncPlan
  names: NameBook
  /** Names of the files that were planned from. */
  sources: readonly string[]
  /** Does it. */
  work: (progress: Pick<ApplyWish, 'progress'>) => Promise<ApplyReport>
  /** Whether the person has just looked at the changes. */
  seen?: boolean | undefined
  json?: boolean | undefined
  /** Folder for the run report. */
  report?: string | undefined
}

/**
 * Carries a plan out with a progress bar, tells what came of it and all that was found and held, and gives the exit code.
 * Throws the reason, for the last line, where a file was refused or the run broke off.
 */
export async function carry(connection: Connection, carrying: Carrying): Promise<number> {
  const { plan, sources } = carrying
  const bar = progressBar(plan.changes.length, connection.budget.left)
  const report = await carrying.work({ progress: bar.tick }).finally(bar.stop)
  const { by, clock, today } = connection
  const reported: Reported = { ...report, plan, by, at: clock(), sources, today }
  show(reported, report, carrying, connection)
  if (report.broke !== undefined) throw ended(report)
  if (plan.refused) throw new Error(refusal(plan))
  const code = codeOf(plan, report)
  for (const line of closingLines(plan, report)) tell(line)
  return code
}

function show(
  reported: Reported,
  { ids }: ApplyReport,
  { plan, names, seen, json, report: folder }: Carrying,
  { target, today }: Connection,
): void {
  const open = plan.changes.filter(change => reported.outcomes.get(change.key)?.outcome === 'not-tried')
  const byHand = handLines(open, target, names).map(line => redacted(line, today))
  // What was made has numbers of the server's own by now.
  const data = reportJson({
    ...reported,
    plan: { ...plan, changes: plan.changes.map(change => ids.in(change)) },
  })
  if (json) print(data, true, [])
  else printText(reportText(reported, names, { ...outputStyle(), changes: !seen }, byHand))
  if (folder === undefined) return
  const text = reportText(reported, names, { colour: false, changes: true }, byHand)
  write(folder, reported, data, text)
}

const REPORT_WIDTH = 100

function write(folder: string, { run, at }: Reported, data: object, text: readonly string[]): void {
  const name = run ?? `no-run-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}`
  makePrivateFolder(folder)
  writePrivateFile(join(folder, `${name}.json`), `${visibleJson(JSON.stringify(data, null, 2))}\n`)
  writePrivateFile(join(folder, `${name}.txt`), `${visible(fitted(text, REPORT_WIDTH).join('\n'))}\n`)
  warnIfOpen(folder)
}

function ended({ broke, run }: ApplyReport): Error {
  const why = broke instanceof Error ? broke.message : String(broke)
  return new Error(`${run ?? 'The run'} stopped early: ${why} Run the same command again to continue.`)
}

/** Why files of a plan were refused, in one line. */
function refusal({ findings }: SyncPlan): string {
  const reasons = findings.filter(
    finding => ('holds' in finding && finding.holds === 'file') || finding.code === 'file-without-rows',
  )
  const lines = reasons.map(({ place, sentence }) =>
    place?.file === undefined ? sentence : `${place.file} was refused: ${sentence}`,
  )
  return [...new Set(lines)].join(' ') || 'A file was refused. Plan again to see why.'
}

/** The same for all who carry out a plan. What is documented of it stands in docs/sync.md. */
function codeOf(plan: SyncPlan, { counts, outcomes }: Pick<ApplyReport, 'counts' | 'outcomes'>): number {
  const waits = [...outcomes.values()].some(one => one.outcome === 'not-tried' && one.why === 'waits')
  const others = [...outcomes.values()].some(one => one.outcome === 'not-tried' && one.why !== 'waits')
  if (counts.refused + counts['moved-on'] > 0 || others) return PART
  if (waits || plan.refusedRemovals > 0) return DOING_CODES.stopped
  if (!isHeld(plan)) return 0
  return counts.done > 0 ? PART : DOING_CODES.held
}

function isHeld({ rows, questions }: SyncPlan): boolean {
  return rows.held > 0 || questions.length > 0
}

/** What is left for somebody to do. */
function closingLines(plan: SyncPlan, { outcomes }: ApplyReport): string[] {
  const waits = [...outcomes.values()].filter(
    one => one.outcome === 'not-tried' && one.why === 'waits',
  ).length
  const approve = `caseload apply ${plan.hash.slice(0, 12)} --approve "Name of who approves"`
  return [
    ...(waits > 0 ? [`${counted(waits, 'removal needs', 'removals need')} an approval: ${approve}`] : []),
    ...(plan.rows.held > 0
      ? [`${counted(plan.rows.held, 'row is', 'rows are')} held; the reasons are listed above.`]
      : []),
    ...(plan.questions.length > 0
      ? [
          `${counted(plan.questions.length, 'person needs', 'people need')} confirming with "caseload match" and the files of the plan.`,
        ]
      : []),
  ]
}
