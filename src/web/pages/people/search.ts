import { filled, textIn } from '../../data/address.ts'

/** How the caseload of one person is sorted. */
export function readPersonSearch(raw: Record<string, unknown>) {
  return filled({ sort: textIn(raw.sort) })
}
