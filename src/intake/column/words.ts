import { foldCase } from '../../domain/folding.ts'

/** Words that people write in a cell to say that there is nothing to say. They are read as blank, and remarked on. */
const BLANK_WORDS: ReadonlySet<string> = new Set([
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
  'unassigned',
  'not allocated',
  'not assigned',
  'not set',
  'not provided',
  'not given',
  'not recorded',
  'not available',
  'pending',
  'nobody yet',
  'none yet',
  'null',
  'blank',
  'empty',
])

/** What says that a post has nobody yet, whatever stands behind it: `Vacant (was J. Smith)`, `TBC - January`. */
const NOBODY_YET =
  /^(?:vacan(?:t|cy)|tb[acd]|to be (?:confirmed|advised|announced|allocated|appointed|assigned|agreed|decided|determined|recruited)|not yet (?:known|allocated|assigned|appointed|confirmed|recruited)|awaiting (?:allocation|confirmation|appointment|recruitment))(?![\p{L}\p{N}])/u

/**
 * Words that take a person away. Written where a person's name belongs, each empties that place;
 * before a name, as in `remove Hesper Nightjar`, it takes away that person alone.
 */
const REMOVAL_WORDS = ['none', 'nobody', 'remove', 'removed', 'unassign'] as const

const REMOVALS: ReadonlySet<string> = new Set(REMOVAL_WORDS)
const REMOVE_SOMEBODY = /^(?:remove|unassign)\s*:?\s+(?=\S)/i

/** Whether the cell says that there is nothing to say. An empty cell is not such a word. */
export function isBlankWord(text: string): boolean {
  const folded = foldCase(text)
  const bare = folded.replace(/^[([{<*"]+|[)\]}>*".]+$/g, '').trim()
  return BLANK_WORDS.has(folded) || BLANK_WORDS.has(bare) || (!bare.includes('@') && NOBODY_YET.test(bare))
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

/** Each word of one list before each of another, with commas between. */
function before(first: readonly string[], second: readonly string[]): string {
  return first.flatMap(one => second.map(two => `${one} ${two}`)).join(', ')
}

/** What people of each kind are called in sheets, with commas between, the usual word first. */
export const ROLE_WORDS = {
  assessor:
    'Assessor, Tutor, Trainer, Coach, Skills Coach, Learning Coach, Development Coach, Learning and Development Coach, Apprenticeship Coach, Delivery Coach, Trainer Assessor, Tutor Assessor, Assessor Coach, Vocational Tutor, Vocational Assessor, Training Officer, Training Consultant, Lecturer',
  skillsTutor: before(
    ['FS', 'Functional Skills', 'Maths', 'English', 'ICT', 'Digital Skills', 'Maths and English'],
    ['Tutor', 'Assessor', 'Trainer', 'Coach'],
  ),
  iqa: 'IQA, IV, Internal Quality Assurer, Internal Verifier, Quality Assurer',
  leadIqa: 'Lead IQA, LIQA, Lead IV, Lead Internal Quality Assurer, Lead Internal Verifier',
  employer:
    'Employer Contact, Employer, Line Manager, Manager, Supervisor, Workplace Supervisor, Workplace Manager, Employer Manager, Employer Line Manager',
  mentor: 'Workplace Mentor, Mentor, Employer Mentor, Work Mentor',
  observer: 'Observer, Witness, Expert Witness',
} as const

/** Words for people who judge a learner in the end. They are independent of the provider, and nobody assigns them. */
export const END_POINT = /^(?:epa|epao|(?:end|independent)[\s-]?point assess\w*|independent end assessor)$/i
