import type { SourceLocation } from '../../domain/finding.ts'
import type { Note, ReadCode, ReadFinding } from '../statement/finding.ts'

/** Remarks that a whole column may earn: told once for each column, with their number. */
const QUIET: ReadonlySet<ReadCode> = new Set<ReadCode>([
  'aim-over',
  'blank-word',
  'date-empty',
  'date-serial',
  'decimal-dropped',
  'employer-id-temporary',
  'employer-none',
  'invisible-removed',
  'level-number',
  'name-placeholder',
  'padding-dropped',
  'reference-odd',
  'spaces-trimmed',
  'text-marker',
  'uln-temporary',
])

/** Gathers the remarks that would otherwise be told for every cell of a column. */
export class Tally {
  readonly #gathered = new Map<string, { note: Note; place: SourceLocation; times: number }>()

  /** Takes a remark in, or leaves it to be told where it was made. */
  takes(note: Note, place: SourceLocation): boolean {
    if (note.trouble || !QUIET.has(note.code)) return false
    const key = `${note.code} ${place.column}`
    const entry = this.#gathered.get(key)
    if (entry) entry.times += 1
    else this.#gathered.set(key, { note, place, times: 1 })
    return true
  }

  /** One finding for each kind of remark and column. */
  findings(): ReadFinding[] {
    return [...this.#gathered.values()].map(({ note, place, times }) => ({
      code: note.code,
      sentence: times === 1 ? note.sentence : `${note.sentence} The same in ${times} cells of the column.`,
      place,
      holds: 'nothing',
    }))
  }
}
