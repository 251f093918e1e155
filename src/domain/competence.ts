import type { Id } from './id.ts'

/** A standard that somebody may assess or assure. Somebody with none of these is one of whom nobody has said. */
export interface Competence {
  organisation: Id
  user: Id
  standard: Id
}
