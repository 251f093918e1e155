/** Steps that a run may leave to somebody, in the order in which they are best taken. */
export const NEXT_STEPS = ['go-on', 'confirm', 'approve', 'mend-file', 'by-hand', 'plan-again'] as const

export type NextStep = (typeof NEXT_STEPS)[number]

/** Whose step it is, and what it is. */
export const NEXT_STEP_TITLES: Readonly<Record<NextStep, { owner: string; step: string }>> = {
  'go-on': { owner: 'whoever began it', step: 'apply it again; it goes on where it stopped' },
  confirm: { owner: 'an MIS officer', step: 'confirm who is meant' },
  approve: { owner: 'a manager', step: 'approve the removals, or keep what is there' },
  'mend-file': { owner: 'whoever keeps the file', step: 'mend the rows and bring it again' },
  'by-hand': { owner: 'an MIS officer', step: 'do by hand what the service has no call for' },
  'plan-again': { owner: 'whoever runs the sync', step: 'plan the file again' },
}

/** The steps that are left, each once, in their order. */
export function stepsOf(problems: readonly { next: NextStep }[]): NextStep[] {
  const left = new Set(problems.map(({ next }) => next))
  return NEXT_STEPS.filter(step => left.has(step))
}

/** What a run of the sync could not do, or not surely, with what mends it. */
export const PROBLEM_KINDS = ['refused', 'moved-on', 'not-tried', 'waits', 'held', 'question'] as const

export type SyncProblemKind = (typeof PROBLEM_KINDS)[number]

/** One thing that a run of the sync has left undone. */
export interface SyncProblem {
  problem: SyncProblemKind
  /** Whom it is about, in words; empty where the rows say it. */
  person: string
  /** What was to be done; empty where a row could not be planned. */
  change: string
  /** Why it was not. */
  sentence: string
  /** Where it stands in the files. */
  rows: string
  /** What mends it. */
  fix: string
  next: NextStep
}

/** How a run stands. */
export const RUN_STATES = ['under-way', 'done', 'done-in-part', 'undone'] as const

export type RunState = (typeof RUN_STATES)[number]
