import { useReducer } from 'react'

/** Where a change stands that is looked at before it is made: put together, checked, made. */
type Stage<Check, Result> =
  | { stage: 'edit'; error?: unknown }
  | { stage: 'checking' }
  | { stage: 'checked'; check: Check; error?: unknown }
  | { stage: 'running'; check: Check }
  | { stage: 'done'; check: Check; result: Result }

/** What moves it on. */
export interface CheckedChange<Wanted, Check, Result> {
  now: Stage<Check, Result>
  /** Asks what the change would do. */
  check: (wanted: Wanted) => Promise<void>
  /** Makes the change that was checked. */
  run: () => Promise<void>
  /** Back to putting it together. */
  edit: () => void
}

/**
 * A change in three steps. `check` asks the server what would happen (a dry run); `run` makes exactly what was checked, and
 * where the world has moved on meanwhile the error stands beside the check.
 */
export function useCheckedChange<Wanted, Check, Result>(
  check: (wanted: Wanted) => Promise<Check>,
  run: (check: Check) => Promise<Result>,
): CheckedChange<Wanted, Check, Result> {
  const [now, become] = useReducer(
    (_: Stage<Check, Result>, next: Stage<Check, Result>): Stage<Check, Result> => next,
    { stage: 'edit' },
  )
  return {
    now,
    check: async wanted => {
      become({ stage: 'checking' })
      become(
        await check(wanted).then(
          found => ({ stage: 'checked', check: found }) as const,
          error => ({ stage: 'edit', error }) as const,
        ),
      )
    },
    run: async () => {
      if (now.stage !== 'checked') return
      const checked = now.check
      become({ stage: 'running', check: checked })
      become(
        await run(checked).then(
          result => ({ stage: 'done', check: checked, result }) as const,
          error => ({ stage: 'checked', check: checked, error }) as const,
        ),
      )
    },
    edit: () => become({ stage: 'edit' }),
  }
}
