import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** Lists that can be taken along as a workbook: staff with counts, all that one person holds, what is amiss with learners. */
export const WORKBOOK_LISTS = ['caseloads', 'caseload', 'coverage'] as const

export type WorkbookList = (typeof WORKBOOK_LISTS)[number]

/** That a workbook was made: what was in it of an organisation, and by whom. */
export interface WorkbookNote {
  id: Id
  organisation: Id
  list: WorkbookList
  /** Whose caseload it was; nothing for the other lists. */
  person: Id | null
  /** Rows of the whole workbook, which may hold several organisations. */
  rows: number
  madeAt: Instant
  /** The token with which it was asked for. */
  actor: Id | null
  /** The person who asked for it. */
  operator: Id | null
}
