import { useBlocker } from '@tanstack/react-router'
import type { CheckedChange } from '../../ui/checked-change.ts'

/** Lets the browser's Back, on the check of a change, lead to what was filled in, and not away from all of it. */
export function useBackToEdit({ now, edit }: CheckedChange<never, unknown, unknown>): void {
  useBlocker({
    enableBeforeUnload: false,
    disabled: now.stage !== 'checked',
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK') return false
      edit()
      return true
    },
  })
}
