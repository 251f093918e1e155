/** What became of a row, or of one request of it. */
export type RequestStatus = 'planned' | 'unchanged' | 'held'

/** Counts that must add up: `in` = `planned` + `unchanged` + `held`. */
export interface Tally {
  in: number
  planned: number
  unchanged: number
  held: number
}

/** Nothing counted yet. */
export function emptyTally(): Tally {
  return { in: 0, planned: 0, unchanged: 0, held: 0 }
}

/** Counts one more thing. */
export function count(tally: Tally, status: RequestStatus): void {
  tally.in += 1
  tally[status] += 1
}

/** Counts statuses. */
export function tallyOf(statuses: Iterable<RequestStatus>): Tally {
  const tally = emptyTally()
  for (const status of statuses) count(tally, status)
  return tally
}

const WEIGHT: Readonly<Record<RequestStatus, number>> = { unchanged: 0, planned: 1, held: 2 }

/** The graver of two statuses: held, else planned, else unchanged. */
export function graver(status: RequestStatus | undefined, other: RequestStatus): RequestStatus {
  return status !== undefined && WEIGHT[status] >= WEIGHT[other] ? status : other
}
