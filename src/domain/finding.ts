import type { Id } from './id.ts'

/** Where a finding was made, in the words of the place: a file, a sheet, a row and column as a spreadsheet shows them. */
export interface SourceLocation {
  file?: string
  sheet?: string
  row?: number
  column?: string
}

/** Something to tell a person. */
export interface Finding {
  /** Stable: never changes its meaning. */
  code: string
  /** What was found and what to do, as a full sentence. */
  sentence: string
  place?: SourceLocation
  /** People or things it may be about. */
  candidates?: Id[]
}
