import type { Instant } from '../domain/time.ts'
import type { Mirrored } from './row.ts'

/** How many rows of a kind there are, and what a round did to them. */
export interface Counts {
  /** Rows that are there; without those that are gone. */
  rows: number
  added: number
  changed: number
  /** Marked as gone by the round. */
  gone: number
  /** Were gone and are there again. */
  back: number
  /** Missing from their list and not marked, since the list cannot be trusted. */
  held: number
}

/** A reading of everything, or of what changed, that is under way. */
export interface Round {
  startedAt: string
  /** Whether all is read, and not only what changed. */
  whole: boolean
  sensitive: boolean
}

/** The file `pull.json`: what is done, and from where the next pull goes on. */
export interface PullState {
  version: 1
  server: string
  customer: { id: unknown; name: unknown } | null
  /** Whether the files hold fields that are sensitive. */
  sensitive: boolean
  /** Users changed after this moment are asked for next time, by list. */
  marks: Record<string, string>
  /** Kinds that this service lists for one learner only. */
  byLearner: Mirrored[]
  /** When each kind was read last, and what was there. */
  kinds: Partial<Record<Mirrored, { readAt: string; rows: number; gone: number }>>
  round: Round | null
}

/** The state of a folder that nothing was pulled into yet. */
export function emptyState(server: string): PullState {
  return {
    version: 1,
    server,
    customer: null,
    sensitive: false,
    marks: {},
    byLearner: [],
    kinds: {},
    round: null,
  }
}

/** What a pull is asked for. */
export interface Wishes {
  /** Only these; all that the token covers where nothing is said. */
  organisations?: readonly number[] | undefined
  /** NI number and L12 to L16 too. */
  sensitive?: boolean | undefined
  /** Read everything anew. */
  fresh?: boolean | undefined
  /** Believe also those lists that have lost so many rows that they look cut short. */
  acceptGone?: boolean | undefined
}

/**
 * The round that a pull goes on with, or begins. A round that was stopped goes on, unless more is wanted now than it has read.
 * Fields that were left out before are only got by reading all again.
 */
export function roundOf(state: PullState, wishes: Wishes, now: Instant): { round: Round; resumed: boolean } {
  const sensitive = wishes.sensitive === true
  const neverRead = Object.keys(state.kinds).length === 0
  const whole = wishes.fresh === true || neverRead || (sensitive && !state.sensitive)
  const { round } = state
  const fits = round && (round.whole || !whole) && (round.sensitive || !sensitive)
  if (fits) return { round: { ...round, sensitive }, resumed: true }
  const startedAt = new Date(now).toISOString()
  return { round: { startedAt, whole, sensitive }, resumed: false }
}

/**
 * How long before a round's start a change must lie to count as seen for certain, in milliseconds: the clocks of the service
 * and of this machine may differ.
 */
const CERTAIN = 600_000

/**
 * From where to ask for changes next time: the last change that was seen, but none from so shortly before the round, or
 * from during it, that another one of the same time may have been missed.
 */
export function markOf(lastModified: readonly string[], startedAt: string): string {
  const latest = Date.parse(startedAt) - CERTAIN
  const seen = lastModified.map(moment => Date.parse(moment)).filter(moment => moment <= latest)
  const last = seen.length < lastModified.length || seen.length === 0 ? latest : maximum(seen)
  return new Date(last).toISOString()
}

function maximum(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value))
}

/** The date of a round, for rows that it finds gone. */
export function dateOfRound({ startedAt }: Round): string {
  return startedAt.slice(0, 10)
}
