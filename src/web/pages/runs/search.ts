import { RUN_KINDS } from '../../../domain/run.ts'
import { dateIn, filled, idIn, oneOf } from '../../data/address.ts'

/** What the list of runs is narrowed to. */
export function readRunsSearch(raw: Record<string, unknown>) {
  return filled({
    kind: oneOf(RUN_KINDS, raw.kind),
    organisation: idIn(raw.organisation),
    from: dateIn(raw.from),
    to: dateIn(raw.to),
  })
}
