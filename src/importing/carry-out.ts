import type { ImportRun } from '../domain/import.ts'
import { csvText } from '../report/cell.ts'
import { fitted } from '../report/lines.ts'
import type { NameBook } from '../report/names.ts'
import { type Reported, reportText, type ShownOutcome, shownOutcomes } from '../report/report.ts'
import { visible } from '../report/visible.ts'
import { workbookOf } from '../report/xlsx.ts'
import { type ApplyReport, applyPlan } from '../runs/apply-plan.ts'
import type { Job } from '../runs/job.ts'
import { withWorld } from '../runs/kept-plan.ts'
import type { MadePlan } from '../runs/make-plan.ts'
import { recover } from '../runs/recover.ts'
import { planUndo, undoRun } from '../runs/undo-run.ts'
import { keepDocument } from './document.ts'
import { openJob } from './open-job.ts'
import type { Host, ImportOrder, Result } from './order.ts'
import { keepAll } from './plan-files.ts'

/** Carries out the plan of an import, or goes on with that. */
export async function applyKept(order: ImportOrder, host: Host): Promise<Result> {
  const job = openJob(order, host)
  const hash = order.plan ?? ''
  const plan = await job.store.plan(hash)
  if (!plan) return { problem: 'The plan is no longer kept; plan the files again.' }
  await approve(order, hash, job)
  const made = await withWorld(plan, job)
  const sources = await sourcesOf(order, hash, job)
  const report = await applyPlan(plan, job, {
    ...{ by: order.by, sources, world: made.world },
    progress: counting(plan.changes.length, host),
  })
  return told({ order, made, report, sources }, job, host, applied => ({ applied, undone: null }))
}

/** An approval is given once, however often applying is begun anew. */
async function approve({ approval }: ImportOrder, hash: string, { store }: Job): Promise<void> {
  if (!approval) return
  const given = await store.approvals(hash)
  if (given.some(({ by, at }) => by === approval.by && at === approval.at)) return
  await store.approve({ ...approval, hash })
}

async function sourcesOf(
  { files, keptPlan }: ImportOrder,
  hash: string,
  { store }: Job,
): Promise<readonly string[]> {
  if (keptPlan === null) return files.map(({ name }) => name)
  return (await store.plans()).findLast(plan => plan.hash === hash)?.sources ?? []
}

/** Takes back what the import has changed. */
export async function undoKept(order: ImportOrder, host: Host): Promise<Result> {
  const job = openJob(order, host)
  await recover(job.store)
  const run = (await job.store.runs()).find(one => one.run === order.run)
  if (!run) return { problem: 'Nothing is known of the run any more, so it cannot be taken back.' }
  const undoing = await planUndo(run, job)
  const progress = counting(undoing.plan.changes.length, host)
  const report = await undoRun(run, undoing, job, { by: order.by, progress })
  const sources = [`undo of ${run.run}`]
  return told({ order, made: undoing, report, sources }, job, host, undone => ({ undone }))
}

function counting(total: number, host: Host): () => void {
  let done = 0
  host.progress(0, total)
  return () => {
    done += 1
    host.progress(done, total)
  }
}

interface CarriedPlan {
  order: ImportOrder
  made: MadePlan
  report: ApplyReport
  sources: readonly string[]
}

/** Keeps what came of it to be shown, and sums it up. */
async function told(
  { order, made, report, sources }: CarriedPlan,
  { today }: Job,
  host: Host,
  as: (run: ImportRun) => Result,
): Promise<Result> {
  if (host.signal.aborted) return { stopped: true }
  const { plan, names } = made
  const at = Date.now()
  const reported: Reported = { ...report, plan, by: order.by, at, sources, today }
  await keepOutcomes(reported, names, host)
  return { ...as(runOf(report, order.by, at)), problem: brokeBy(report) }
}

async function keepOutcomes(reported: Reported, names: NameBook, host: Host): Promise<void> {
  const outcomes = shownOutcomes(reported, names)
  await keepAll('outcome', outcomes, host)
  const rows = [HEAD, ...outcomes.map(rowOf)]
  await keepDocument('result.csv', Buffer.from(csvText(rows)), host)
  const columns = WIDTHS.map(width => ({ width }))
  await keepDocument('result.xlsx', await workbookOf([{ name: 'Result', rows, headerRow: 1, columns }]), host)
  const lines = fitted(reportText(reported, names, { colour: false, changes: true }), REPORT_WIDTH)
  await keepDocument('result.txt', Buffer.from(`${visible(lines.join('\n'))}\n`), host)
}

const REPORT_WIDTH = 100
const HEAD = ['Person', 'Change', 'Rows', 'Result', 'Why'] as const
const WIDTHS = [30, 70, 16, 14, 70]

const RESULT_WORDS: Readonly<Record<ShownOutcome['outcome'], string>> = {
  done: 'done',
  'already-so': 'already so',
  'moved-on': 'moved on',
  refused: 'refused',
  'not-tried': 'not tried',
}

function rowOf({ person, sentence, rows, outcome, why }: ShownOutcome): string[] {
  return [person, sentence, rows, RESULT_WORDS[outcome], why ?? '']
}

function runOf({ run, runs, counts }: ApplyReport, by: string, at: number): ImportRun {
  return {
    ...{ run: run ?? null, by, at },
    done: counts.done,
    alreadySo: counts['already-so'],
    movedOn: counts['moved-on'],
    refused: counts.refused,
    notTried: counts['not-tried'],
    whole: counts['not-tried'] + counts.refused === 0,
    serverRuns: runs,
  }
}

function brokeBy({ broke, run }: ApplyReport): string | null {
  if (broke === undefined) return null
  const why = broke instanceof Error ? broke.message : String(broke)
  return `${run ?? 'The run'} stopped early: ${why} Apply again to continue; nothing is done twice.`
}
