import { counted } from '../domain/counted.ts'
import type { SourceLocation } from '../domain/finding.ts'
import { type ChangeKey, type Outcome, type PlannedChange, rootCause } from '../domain/plan.ts'
import type { CalendarDate, Instant } from '../domain/time.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { calledBy } from '../reconcile/world/world.ts'
import { heading, type LineStyle } from './lines.ts'
import type { NameBook } from './names.ts'
import { type Notable, planningLines, readingLines } from './notes.ts'
import { redacted } from './redacted.ts'
import { describe, rowsLine, totalLines } from './text.ts'

/** Goes up when a program that reads reports would have to be changed. */
const REPORT_FORMAT = 2

/** What a report tells of. */
export interface Reported {
  /** Nothing where the plan had nothing to do that could be done, so that there was no run. */
  run: string | undefined
  by: string
  at: Instant
  /** Names of the files that were planned from. */
  sources: readonly string[]
  plan: SyncPlan
  outcomes: ReadonlyMap<ChangeKey, Outcome>
  believed: ReadonlySet<ChangeKey>
  counts: Readonly<Record<Outcome['outcome'], number>>
  resumed: boolean
  /** The day of the run, in the provider's country. */
  today: CalendarDate
}

/**
 * A run report for programs: counts that add up, every change with what became of it, and all that was found, held and asked.
 * It holds the run and not everybody: people by number, and no address, birth date or ULN.
 */
export function reportJson(report: Reported): object {
  const { run, by, at, sources, plan, counts, believed, resumed, today } = report
  const clean = notesWithout(plan, today)
  return {
    format: REPORT_FORMAT,
    run: run ?? null,
    by,
    at: new Date(at).toISOString(),
    sources,
    plan: plan.hash,
    resumed,
    counts,
    believed: believed.size,
    rows: plan.rows,
    changes: plan.changes.map(change => changeJson(change, report)),
    findings: clean.findings.map(({ code, sentence, place }) => ({ ...place, code, sentence })),
    held: clean.held.map(({ code, sentence, place, blockedBy }) => ({
      ...place,
      code,
      sentence,
      ...(blockedBy && { blockedBy }),
    })),
    questions: clean.questions.map(({ code, sentence, as, places }) => ({ code, sentence, as, places })),
  }
}

/** One change as a flat line: who, where and what became of it. */
function changeJson(change: PlannedChange, { outcomes, believed, today }: Reported): object {
  const outcome = outcomes.get(change.key)
  return {
    key: change.key,
    do: change.do,
    rows: change.because.map(({ file, sheet, row }: SourceLocation) => ({ file, sheet, row })),
    ...subjectOf(change),
    ...(outcome && 'sentence' in outcome
      ? { ...outcome, sentence: redacted(outcome.sentence, today) }
      : outcome),
    ...(believed.has(change.key) && { believed: true }),
  }
}

function subjectOf(change: PlannedChange): object {
  switch (change.do) {
    case 'assign': {
      const { learner, role, level, target, standard, unit, before, after } = change
      return { learner, role, level, target, standard, unit, before, after }
    }
    case 'plan-ahead':
    case 'take-back': {
      const { learner, role, level, target, standard, unit, before, after, effectiveFrom, effectiveTo } =
        change
      return { learner, role, level, target, standard, unit, before, after, effectiveFrom, effectiveTo }
    }
    case 'create-person':
      return { person: change.person, kind: change.kind }
    case 'update-person':
      return { person: change.person, fields: Object.keys(change.after) }
    case 'archive-person':
      return { person: change.person, rule: change.rule }
    case 'unarchive-person':
      return { person: change.person }
    case 'plan-leaver':
      return { person: change.person, on: change.on, moves: change.moves, stay: change.stay }
    case 'set-competences':
      return { person: change.person, add: change.add, remove: change.remove }
    case 'give-template':
      return { learner: change.learner, target: change.template }
    case 'give-standard':
      return { learner: change.learner, target: change.standard }
    case 'give-unit':
      return { learner: change.learner, target: change.unit, standard: change.standard }
  }
}

/** What was found, held and asked, without addresses and birth dates. */
function notesWithout({ findings, held, questions }: Notable, today: CalendarDate): Notable {
  const clean = <N extends { sentence: string }>(note: N): N => ({
    ...note,
    sentence: redacted(note.sentence, today),
  })
  return { findings: findings.map(clean), held: held.map(clean), questions: questions.map(clean) }
}

/** How a report for people is written. */
interface ReportStyle extends LineStyle {
  /** Whether the changes that were done are listed; not where they have just been looked at. */
  changes: boolean
}

/**
 * A run report for people: what was done in numbers and change by change, every change that was not done with the reason,
 * and all that was found, held and asked, with its places. `extra` are lines that stand before those.
 */
export function reportText(
  report: Reported,
  names: NameBook,
  style: ReportStyle,
  extra: readonly string[] = [],
): string[] {
  const { plan, counts, believed, today } = report
  const notes = notesWithout(plan, today)
  const complete = { ...style, complete: true }
  const numbers = [
    `${counts.done} done`,
    `${counts['already-so']} already so`,
    `${counts['moved-on']} moved on`,
    `${counts.refused} refused`,
    `${counts['not-tried']} not tried`,
  ]
  return [
    heading(headOf(report), style),
    numbers.join(', '),
    ...believedLine(believed.size),
    '',
    ...(style.changes ? doneLines(report, names, style) : []),
    ...troubleLines(report, names, style),
    ...extra,
    ...readingLines(notes, complete),
    ...planningLines(notes, complete),
    ...totalLines(plan).slice(1),
  ]
}

function headOf({ run, resumed, plan, sources }: Reported): string {
  const what = `plan ${plan.hash.slice(0, 12)}, ${counted(plan.changes.length, 'change')}`
  const from = sources.length === 0 ? '' : `, from ${sources.join(', ')}`
  if (plan.changes.length === 0) return `Nothing to change${from}`
  return `${run ?? 'Nothing carried out'}${resumed ? ' (resumed)' : ''}: ${what}${from}`
}

function believedLine(count: number): string[] {
  if (count === 0) return []
  return [
    `${count} of them believed to be done: the server has no call that shows ${count === 1 ? 'it' : 'them'}.`,
  ]
}

function doneLines({ plan, outcomes, today }: Reported, names: NameBook, style: LineStyle): string[] {
  const done = plan.changes.filter(change => outcomes.get(change.key)?.outcome === 'done')
  if (done.length === 0) return []
  const lines = done.map(change => {
    const rows = rowsLine(change.because)
    return redacted(`  ${lineOf(change, names)}${rows === '' ? '' : ` [${rows}]`}`, today)
  })
  return [heading('Done', style), ...lines, '']
}

/** Changes that were not done. Those that wait for another one stand with it as a number. */
function troubleLines({ plan, outcomes, today }: Reported, names: NameBook, style: LineStyle): string[] {
  const blocked = new Map<ChangeKey, number>()
  for (const [key, outcome] of outcomes) {
    if (!('by' in outcome)) continue
    const root = rootCause(key, outcomes)
    blocked.set(root, (blocked.get(root) ?? 0) + 1)
  }
  const lines = plan.changes.flatMap(change => {
    const why = whyNot(outcomes.get(change.key))
    if (why === undefined) return []
    const rows = rowsLine(change.because)
    const line = `  ${lineOf(change, names)}${rows === '' ? '' : ` [${rows}]`}. ${why}${dependent(blocked.get(change.key) ?? 0)}`
    return [redacted(line, today)]
  })
  return lines.length === 0 ? [] : [heading('Not done', style), ...lines, '']
}

function dependent(count: number): string {
  if (count === 0) return ''
  return count === 1 ? ' 1 other change depends on it.' : ` ${counted(count, 'other change')} depend on it.`
}

/** What became of one change, for people. */
export interface ShownOutcome {
  person: string
  sentence: string
  rows: string
  outcome: Outcome['outcome']
  why: string | null
}

/** What became of each change as data, those first that were not done. */
export function shownOutcomes(
  { plan, outcomes, today }: Pick<Reported, 'plan' | 'outcomes' | 'today'>,
  names: NameBook,
): ShownOutcome[] {
  const all = plan.changes.map((change): ShownOutcome => {
    const outcome = outcomes.get(change.key) ?? NEVER_BEGUN
    const why = whyNot(outcome) ?? (outcome.outcome === 'not-tried' ? WAITS_FOR_ANOTHER : null)
    return {
      person: redacted(calledIn(change, names), today),
      sentence: redacted(describe(change, names, true), today),
      rows: rowsLine(change.because),
      outcome: outcome.outcome,
      why: why === null ? null : redacted(why, today),
    }
  })
  const isDone = ({ outcome }: ShownOutcome) => outcome === 'done' || outcome === 'already-so'
  return [...all.filter(one => !isDone(one)), ...all.filter(isDone)]
}

const NEVER_BEGUN: Outcome = { outcome: 'not-tried', why: 'stopped' }
const WAITS_FOR_ANOTHER = 'Not tried: it depends on a change that was not done.'

function calledIn(change: PlannedChange, names: NameBook): string {
  const id = 'learner' in change ? change.learner : change.person
  const person = names.person(id)
  return person ? calledBy(person) : names.called(id)
}

function lineOf(change: PlannedChange, names: NameBook): string {
  return `${calledIn(change, names)}: ${describe(change, names, true)}`
}

/** What depends on another change is told there, and manual work has a list of its own. */
const NOT_TRIED = {
  waits: 'Not tried: this removal needs an approval.',
  stopped: 'Not tried: the run was stopped; run it again.',
  unsupported: undefined,
  blocked: undefined,
} as const

function whyNot(outcome: Outcome | undefined): string | undefined {
  switch (outcome?.outcome) {
    case 'moved-on':
      return `Moved on: ${outcome.sentence}`
    case 'refused':
      return `Refused (${outcome.code}): ${outcome.sentence}`
    case 'not-tried':
      return NOT_TRIED[outcome.why]
    default:
      return undefined
  }
}
