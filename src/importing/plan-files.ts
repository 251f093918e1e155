import type { ImportPlan } from '../domain/import.ts'
import type { FileSource } from '../intake/file/source.ts'
import { type Mapping, mappingProblemLine, readMapping } from '../intake/mapping/mapping.ts'
import type { Decision } from '../reconcile/match/question.ts'
import { settleQuestion } from '../reconcile/match/question.ts'
import { Roster } from '../reconcile/match/roster.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { shownNotes } from '../report/notes.ts'
import type { CheckedFile } from '../report/outline.ts'
import { planSheet, planWorkbook } from '../report/sheet.ts'
import { totalsOf } from '../report/totals.ts'
import { checkFile } from '../runs/check-file.ts'
import type { Job } from '../runs/job.ts'
import { withWorld } from '../runs/kept-plan.ts'
import { keepPlan, type MadePlan, makePlan } from '../runs/make-plan.ts'
import { keepDocument } from './document.ts'
import { openJob } from './open-job.ts'
import type { Answered, Host, ImportOrder, Result } from './order.ts'
import { forPage } from './page-words.ts'
import { planBlocks } from './plan-blocks.ts'
import { sideBySide } from './side-by-side.ts'

/** Reads the files of an import and plans them, or takes a plan that was kept; keeps what is to be shown of it. */
export async function planFiles(order: ImportOrder, host: Host): Promise<Result> {
  const mapping = readMapping(JSON.stringify(order.mapping.keys))
  if ('problems' in mapping) {
    const problems = mapping.problems.map(({ line: _, ...one }) => mappingProblemLine(one))
    return { problem: `The mapping cannot be used. ${problems.join(' ')}` }
  }
  const job = openJob(order, host, mapping.mapping)
  const made = order.keptPlan === null ? await planAnew(order, job, host) : await kept(order.keptPlan, job)
  if ('problem' in made) return made
  await showPlan(made, host)
  return { plan: summaryOf(made.plan), applied: null, undone: null, problem: null }
}

async function kept(hash: string, job: Job): Promise<MadePlan | { problem: string }> {
  const plan = await job.store.plan(hash)
  return plan ? withWorld(plan, job) : { problem: 'The plan is no longer kept; plan the files again.' }
}

async function planAnew(order: ImportOrder, job: Job, host: Host): Promise<MadePlan> {
  const sources: readonly FileSource[] = order.files
  for (const [at, source] of sources.entries())
    await host.keep(
      sheetLines(await checkFile(source, { today: job.today, mapping: job.mapping as Mapping }), at),
    )
  await settle(order, job, host)
  const made = await makePlan(sources, job)
  await keepPlan(made, sources, job, { user: order.by, machine: 'console', folder: `import ${order.id}` })
  return made
}

/** Room for the sheets of one file before those of the next. */
const SHEETS = 10_000

function sheetLines({ file, kind, sheets }: CheckedFile, at: number) {
  const shown = sheets.map(({ rows, ...sheet }) => ({ file, kind, ...sheet, rows: rows.count }))
  return shown.map((body, index) => ({ part: 'sheet', position: at * SHEETS + index + 1, body }))
}

/** Settles what was answered; an answer that cannot stand is told, and the question is asked again. */
async function settle(
  { answers, by, today }: ImportOrder,
  { store, target, signal }: Job,
  host: Host,
): Promise<void> {
  if (answers.length === 0) return
  const roster = new Roster((await target.readPeople(signal)).people)
  const settled = answers.map(({ asked, answer }) => ({
    asked,
    settlement: settleQuestion(asked, decisionIn(answer), { by, today }, roster),
  }))
  await store.settle(settled.flatMap(({ settlement }) => ('entry' in settlement ? [settlement.entry] : [])))
  const problems = settled.flatMap(({ asked, settlement }) =>
    'problem' in settlement ? [{ asked, sentence: settlement.problem }] : [],
  )
  await host.keep(
    problems.map(({ asked, sentence }, at) => ({
      part: 'note',
      position: at + 1,
      body: {
        section: 'answer',
        code: 'answer-refused',
        sentence,
        rows: [...new Set(asked.places.map(({ row }) => `row ${row ?? '?'}`))].slice(0, 5).join(', '),
      },
    })),
  )
}

function decisionIn({ answer, account, until, reason }: Answered['answer']): Decision {
  if (answer === 'link' && account !== undefined) return { decision: 'link', account }
  if (answer === 'hold') return { decision: 'hold', until: until ?? '', reason: reason ?? '' }
  return { decision: 'reject' }
}

/** Notes of the plan stand behind those on answers. */
const AFTER_ANSWERS = 100_000

/** Lines that go together. */
const TOGETHER = 500

async function showPlan({ plan, names, world }: MadePlan, host: Host): Promise<void> {
  const scene = { roster: new Roster(world.people), find: names.person, organisations: world.organisations }
  await keepAll('block', planBlocks(plan, names), host)
  const notes = shownNotes(plan).map(note => ({ ...note, sentence: forPage(note.sentence) }))
  await keepAll('note', notes, host, AFTER_ANSWERS)
  await keepAll(
    'question',
    plan.questions.map((question, at) => sideBySide(question, at + 1, scene)),
    host,
  )
  await keepAll('asked', plan.questions, host)
  await keepDocument('plan.csv', Buffer.from(planSheet(plan, names)), host)
  await keepDocument('plan.xlsx', await planWorkbook(plan, names), host)
}

/** Keeps a list as lines of a part. */
export async function keepAll(
  part: string,
  bodies: readonly unknown[],
  host: Host,
  after = 0,
): Promise<void> {
  for (let at = 0; at < bodies.length; at += TOGETHER) {
    const some = bodies.slice(at, at + TOGETHER)
    await host.keep(some.map((body, index) => ({ part, position: after + at + index + 1, body })))
  }
}

function summaryOf(plan: SyncPlan): ImportPlan {
  const { hash, verdict, rows, waits, refusedRemovals, questions } = plan
  return {
    ...{ hash, verdict, ...totalsOf(plan.changes), refusedRemovals },
    rows: { in: rows.in, planned: rows.planned, unchanged: rows.unchanged, held: rows.held },
    waits: waits.length,
    questions: questions.length,
    centreMissing: [...plan.refusals, ...plan.held].some(({ code }) => code === 'organisation-missing'),
  }
}
