import { PLANNED_STATES } from '../../../domain/planned.ts'
import { filled, oneOf } from '../../data/address.ts'

/** What the list of planned runs is narrowed to. */
export function readPlannedSearch(raw: Record<string, unknown>) {
  return filled({ state: oneOf(PLANNED_STATES, raw.state) })
}
