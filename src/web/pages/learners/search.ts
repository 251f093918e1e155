import { dateIn, filled } from '../../data/address.ts'

/** The day as of which a learner is looked at; today where left out. */
export function readLearnerSearch(raw: Record<string, unknown>) {
  return filled({ on: dateIn(raw.on) })
}
