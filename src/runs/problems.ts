import type { NextStep, SyncProblem, SyncProblemKind } from '../domain/next-step.ts'
import type { ChangeKey, Outcome, PlannedChange } from '../domain/plan.ts'
import type { CalendarDate } from '../domain/time.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import type { NameBook } from '../report/names.ts'
import { shownNotes } from '../report/notes.ts'
import { placesLine } from '../report/places.ts'
import { redacted } from '../report/redacted.ts'
import { shownOutcomes } from '../report/report.ts'

/** What came of a plan, as far as its problems follow from it. */
interface Came {
  plan: SyncPlan
  outcomes: ReadonlyMap<ChangeKey, Outcome>
  names: NameBook
  today: CalendarDate
}

/** What a run has left undone, one entry for each problem, with what mends it and whose step that is. */
export function problemsOf(came: Came): SyncProblem[] {
  return [
    ...changeProblems(came),
    ...heldProblems(came.plan, came.today),
    ...questionProblems(came.plan, came.today),
  ]
}

function changeProblems({ plan, outcomes, names, today }: Came): SyncProblem[] {
  const left = plan.changes.filter(({ key }) => isLeft(outcomes.get(key)))
  if (left.length === 0) return []
  const shown = shownOutcomes({ plan: { ...plan, changes: left }, outcomes, today }, names)
  return left.map((change, at) => {
    const { person = '', sentence = '', why } = shown[at] ?? {}
    const { problem, next, fix } = remedyOf(outcomes.get(change.key))
    return { problem, person, change: sentence, sentence: why ?? fix, rows: rowsOf(change), fix, next }
  })
}

function isLeft(outcome: Outcome | undefined): boolean {
  return outcome?.outcome !== 'done' && outcome?.outcome !== 'already-so'
}

interface Remedy {
  problem: SyncProblemKind
  next: NextStep
  fix: string
}

function remedyOf(outcome: Outcome | undefined): Remedy {
  switch (outcome?.outcome) {
    case 'refused':
      return {
        ...{ problem: 'refused', next: 'mend-file' },
        fix: 'Mend in the file what the refusal names, and bring it again.',
      }
    case 'moved-on':
      return {
        ...{ problem: 'moved-on', next: 'plan-again' },
        fix: 'Look whether what is there now is right; if not, plan the file again.',
      }
    case 'not-tried':
      return notTried(outcome.why)
    default:
      return notTried('stopped')
  }
}

function notTried(why: (Outcome & { outcome: 'not-tried' })['why']): Remedy {
  switch (why) {
    case 'waits':
      return {
        ...{ problem: 'waits', next: 'approve' },
        fix: 'Approve the removal in your name where it is meant; leave it where it is not.',
      }
    case 'unsupported':
      return {
        ...{ problem: 'not-tried', next: 'by-hand' },
        fix: 'Do it by hand in OneFile, which has no call for it.',
      }
    case 'blocked':
      return {
        ...{ problem: 'not-tried', next: 'mend-file' },
        fix: 'Mend the change that it depends on, and bring the file again.',
      }
    case 'stopped':
      return { problem: 'not-tried', next: 'go-on', fix: 'Apply again; nothing is done twice.' }
  }
}

function rowsOf({ because }: PlannedChange): string {
  return placesLine(because, { files: true, cells: 'by row' })
}

function heldProblems(plan: SyncPlan, today: CalendarDate): SyncProblem[] {
  return shownNotes(plan)
    .filter(({ section }) => section === 'held')
    .map(({ sentence, rows }) => ({
      ...{ problem: 'held', person: '', change: '', sentence: redacted(sentence, today), rows },
      ...{ next: 'mend-file', fix: 'Do what the sentence says in the file, and bring it again.' },
    }))
}

function questionProblems(plan: SyncPlan, today: CalendarDate): SyncProblem[] {
  return plan.questions.map(({ sentence, places }) => ({
    ...{ problem: 'question', person: '', change: '', sentence: redacted(sentence, today) },
    rows: placesLine(places, { files: true, cells: 'by row' }),
    fix: 'Say who is meant, on the page Import or with caseload match; it is asked once.',
    next: 'confirm',
  }))
}
