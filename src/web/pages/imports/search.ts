import { filled, oneOf } from '../../data/address.ts'

/** The parts of an import that are looked at one at a time. */
const PARTS = ['changes', 'people', 'columns', 'notes', 'result'] as const

export type ImportPart = (typeof PARTS)[number]

/** Which part of an import is looked at. */
export function readImportSearch(raw: Record<string, unknown>) {
  return filled({ show: oneOf(PARTS, raw.show) })
}
