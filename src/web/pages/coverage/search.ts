import { COVER_CODES } from '../../../domain/cover.ts'
import { filled, idIn, oneOf } from '../../data/address.ts'

/** What the list of gaps and conflicts is narrowed to. */
export function readCoverageSearch(raw: Record<string, unknown>) {
  return filled({ finding: oneOf(COVER_CODES, raw.finding), organisation: idIn(raw.organisation) })
}
