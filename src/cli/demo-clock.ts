import type { Instant } from '../domain/time.ts'

/** A clock that can be set, for a demo. It goes on from where it is set. */
export interface DemoClock {
  now(): Instant
  /** Sets it; back to the machine's clock where nothing is said. */
  set(to: Instant | undefined): void
}

/** A clock that shows what the machine's does until it is set. */
export function demoClock(): DemoClock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    set: to => {
      ahead = to === undefined ? 0 : to - Date.now()
    },
  }
}
