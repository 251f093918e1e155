import { addDays } from '../../../domain/time.ts'
import { dateIn, filled, idIn } from '../../data/address.ts'
import { today } from '../../ui/dates.ts'

/** Whom evidence is about, and which days. */
export function readEvidenceSearch(raw: Record<string, unknown>) {
  return filled({
    learner: idIn(raw.learner),
    organisation: idIn(raw.organisation),
    from: dateIn(raw.from),
    to: dateIn(raw.to),
  })
}

/** The days where the address says nothing: a year up to today. */
export function usualDays(): { from: string; to: string } {
  return { from: addDays(today(), -364), to: today() }
}
