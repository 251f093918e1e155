import type { ChangeKey, PlannedChange } from '../../domain/plan.ts'

/** What a plan comes to as a whole, gravest first. The same whether somebody looks at it or is about to do it. */
const VERDICTS = ['refused', 'stopped', 'changes', 'held', 'nothing'] as const

export type PlanVerdict = (typeof VERDICTS)[number]

/** What a verdict is worked out from. */
interface Judgeable {
  changes: readonly PlannedChange[]
  waits: readonly ChangeKey[]
  refusedRemovals: number
  refused: boolean
  rows: { held: number }
}

/**
 * `refused`: a source could not be read at all; `stopped`: removals wait, or were refused because a file or a list was incomplete; `changes`: there is
 * something to do and nothing in the way; `held`: nothing to do, but rows wait for somebody; `nothing`: all is as wanted.
 */
export function verdictOn({ changes, waits, refusedRemovals, refused, rows }: Judgeable): PlanVerdict {
  if (refused) return 'refused'
  if (waits.length > 0 || refusedRemovals > 0) return 'stopped'
  if (changes.length > 0) return 'changes'
  return rows.held > 0 ? 'held' : 'nothing'
}

/** The exit code of a command that only looks. */
export const LOOKING_CODES = {
  refused: 1,
  stopped: 3,
  changes: 2,
  held: 5,
  nothing: 0,
} as const satisfies Record<PlanVerdict, number>

/** The exit code of a command that has done all that the plan lets it do, and nothing failed. */
export const DOING_CODES = { ...LOOKING_CODES, changes: 0 } as const satisfies Record<PlanVerdict, number>
