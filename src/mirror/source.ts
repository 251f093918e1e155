import type { ListStep, PullAnswer, ReadStep } from './row.ts'

/**
 * Where a mirror is pulled from. What the service refuses is an answer; a lost network, an ended token, and an abort are
 * thrown, and so is a reply that is not what the service answers.
 */
export interface PullSource {
  /** Its address. Mirrors of two addresses are never mixed, since ids differ between environments. */
  readonly name: string
  list(step: ListStep, signal?: AbortSignal): Promise<PullAnswer>
  read(step: ReadStep, signal?: AbortSignal): Promise<PullAnswer>
}
