import { filled, idIn } from '../../data/address.ts'

/** Whose caseload is handed over, and to whom first. */
export function readTransferSearch(raw: Record<string, unknown>) {
  return filled({ from: idIn(raw.from), learner: idIn(raw.learner) })
}
