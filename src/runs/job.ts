import type { CalendarDate, Instant } from '../domain/time.ts'
import type { Mapping } from '../intake/mapping/mapping.ts'
import type { Target } from '../remote/target.ts'
import type { SyncStore } from './state/store.ts'

/** What every job of the sync works with. */
export interface Job {
  target: Target
  store: SyncStore
  mapping: Mapping
  /** The day of the run, in the provider's country. */
  today: CalendarDate
  clock: () => Instant
  signal?: AbortSignal
}
