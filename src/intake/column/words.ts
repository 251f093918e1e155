import { foldCase } from '../../domain/folding.ts'

/** Words that people write in a cell to say that there is nothing to say. They are read as blank, and remarked on. */
export const BLANK_WORDS: ReadonlySet<string> = new Set([
  'n/a',
  'na',
  'n.a.',
  'not applicable',
  'not known',
  'unknown',
  'tbc',
  'tba',
  'tbd',
  '-',
  '--',
  '–',
  '—',
  '?',
  'unallocated',
])

/**
 * Words that take a person away. Written where a person's name belongs, each empties that place;
 * before a name, as in `remove Hesper Nightjar`, it takes away that person alone.
 */
export const REMOVAL_WORDS = ['none', 'nobody', 'remove', 'removed', 'unassign'] as const

const REMOVALS: ReadonlySet<string> = new Set(REMOVAL_WORDS)
const REMOVE_SOMEBODY = /^(?:remove|unassign)\s*:?\s+(?=\S)/i

/** Whether the cell says that there is nothing to say. An empty cell is not such a word. */
export function isBlankWord(text: string): boolean {
  return BLANK_WORDS.has(foldCase(text))
}

/** Whether the cell says that nobody is to be in the place. */
export function isRemovalWord(text: string): boolean {
  return REMOVALS.has(foldCase(text))
}

/** The name behind a word of removal, as in `remove Hesper Nightjar`; nothing if the text is a plain name. */
export function nameToRemove(text: string): string | undefined {
  return REMOVE_SOMEBODY.test(text) ? text.replace(REMOVE_SOMEBODY, '') : undefined
}

/** The values of a list in one cell: `Hesper Nightjar; Tobias Quillfeather`. */
export function splitList(text: string): string[] {
  return text
    .split(';')
    .map(one => one.trim())
    .filter(one => one !== '')
}
