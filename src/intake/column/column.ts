import type { Level } from '../../domain/level.ts'
import type { Reader } from './cell.ts'

/**
 * One column that sheets may have. Recognising headers, the types of a row, the empty template, the help
 * and the places in findings all come from these entries: adding a column is adding an entry.
 */
export interface SheetColumn<Of extends string = string, Part extends string = string, T = unknown> {
  /** The header that the template uses. `#` stands for a number: `Aim # Assessor`. */
  name: string
  /** Other headers met, in falling order of trust. Letter case, spaces and punctuation make no difference. */
  synonyms: readonly string[]
  /** Of whom or what it tells something. A number in the header tells several apart. */
  of: Of
  /** What it tells. */
  part: Part
  read: Reader<T>
  /** What a cell may look like; a test reads it back. */
  example: string
  /** One sentence for a person who fills in the sheet. */
  help: string
  /** Whether it says who somebody is, so that a row of column names can be told by it. */
  identifies?: true
  /** What an unreadable cell keeps back: itself, or the whole row where the rest would mean something else without it. */
  holds?: 'row'
  /** The column stands for this level, whatever the sheet is like. */
  level?: Level
  /** What the rows of a sheet with this column are about, where no other column says so. */
  rowsAre?: 'assessor' | 'workplace' | 'review' | 'staff' | 'competence'
  /** Whether the empty template has it. */
  template?: true
}

/** A column as its line in the table writes it: other headers in one text, with commas between. */
type ColumnEntry<Of extends string, Part extends string, T> = Omit<SheetColumn<Of, Part, T>, 'synonyms'> & {
  also?: string
}

/** An entry of the table. */
export function column<const Of extends string, const Part extends string, T>({
  also = '',
  ...entry
}: ColumnEntry<Of, Part, T>): SheetColumn<Of, Part, T> {
  return { ...entry, synonyms: listed(also) }
}

/** The words of a text with commas between. */
export function listed(words: string): string[] {
  return words
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
}

const LEARNERS = ['Learner', 'Student', 'Apprentice', 'Candidate', 'Participant', 'Trainee']

/** Headers that begin with a word for a learner, from what follows it: `Ref` gives `Learner Ref`, `Student Ref` ... */
export function learners(endings: string): string {
  return listed(endings)
    .flatMap(ending => LEARNERS.map(word => `${word} ${ending}`))
    .join(', ')
}
