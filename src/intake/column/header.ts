import { certain } from '../../domain/certain.ts'
import { editsBetween } from '../../domain/nearness.ts'
import { type AnyColumn, COLUMNS } from './columns.ts'
import { PEOPLE_COLUMNS } from './people-columns.ts'

/** A column of the table as a header names it. */
export interface Recognised {
  column: AnyColumn
  /** The number in the header, as in `Aim 2 Assessor`; 0 where there is none. */
  number: number
  /** Place among the spellings of the column: a lower one is trusted more. */
  rank: number
  /** Whether the header says that the person is to come or has been, as in `New Assessor`, `Current Assessor`. */
  tense?: Tense
  /** The mapping names the column, so that nothing else decides what it is. */
  mapped?: true
  /** Whether the header may as well mean a number of another system: `ID`, `user_id`. */
  isBare?: true
}

type Tense = 'new' | 'was'

/** A header for comparing: without letter case, spaces and punctuation. */
export function foldHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}#]/gu, '')
}

const SPELLINGS = new Map<string, Recognised>()

for (const column of COLUMNS) {
  for (const [rank, spelling] of [column.name, ...column.synonyms].entries()) {
    const folded = foldHeader(spelling)
    if (!SPELLINGS.has(folded)) SPELLINGS.set(folded, { column, number: 0, rank })
  }
}

/** No header that is known has more digits: those of its spelling, and of its number. References and addresses have. */
const MOST_DIGITS = 3 + Math.max(...[...SPELLINGS.keys()].map(digitsIn))

function digitsIn(text: string): number {
  let digits = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= 0x30 && code <= 0x39) digits += 1
  }
  return digits
}

/** Finds the column that a header means, whatever its spelling. `#` stands for the number of a numbered one. */
export function recognise(header: string): Recognised | undefined {
  if (digitsIn(header) > MOST_DIGITS) return undefined
  return spelled(header) ?? withTense(header)
}

function spelled(header: string): Recognised | undefined {
  const folded = foldHeader(header)
  const plain = SPELLINGS.get(folded)
  if (plain) return folded.includes('#') ? undefined : isBare(header) ? { ...plain, isBare: true } : plain
  const number = /\d{1,3}/.exec(folded)?.[0]
  const numbered = number === undefined ? undefined : SPELLINGS.get(folded.replace(number, '#'))
  return numbered && { ...numbered, number: Number(number) }
}

const TENSES: readonly (readonly [Tense, RegExp])[] = [
  ['new', /^(?:new|proposed|incoming|requested|future|next|receiving|replacement|revised|to)$/],
  ['was', /^(?:current|old|previous|existing|former|outgoing|present|original|prior|leaving|from)$/],
]
/** A word that says that somebody goes from one to another, before `to` or `from`. */
const MOVE = /^(?:transferr?(?:ed)?|reallocated?|moved?|moving|changed?|reassign(?:ed)?|swap(?:ped)?)$/
const PEOPLE: ReadonlySet<string> = new Set(PEOPLE_COLUMNS.map(column => column.of))

/** A column of a person beside the learner, with a word before or behind it that says when: `New Assessor`, `Assessor (old)`. */
function withTense(header: string): Recognised | undefined {
  const all = wordsOf(header)
  const words = all.length > 2 && MOVE.test(certain(all[0])) ? all.slice(1) : all
  const ends = [
    { word: words[0], rest: words.slice(1) },
    { word: words.at(-1), rest: words.slice(0, -1) },
  ]
  for (const { word = '', rest } of ends) {
    const tense = TENSES.find(([, pattern]) => pattern.test(word))?.[0]
    const found = tense && spelled(rest.join(' '))
    if (found && PEOPLE.has(found.column.of)) return { ...found, tense }
  }
  return undefined
}

/** The words of a header, also where capitals alone divide them: `NewAssessor`. */
function wordsOf(header: string): string[] {
  const apart = header.normalize('NFKC').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
  return apart.toLowerCase().match(/[\p{L}\p{N}#]+/gu) ?? []
}

/** The header of ours that one may have been meant for, where a letter or two are wrong; nothing where it is far from all. */
export function nearestHeader(header: string): Recognised | undefined {
  const folded = foldHeader(header)
  if (folded.length < 5) return undefined
  const limit = folded.length < 9 ? 1 : 2
  const number = /\d{1,3}/.exec(folded)?.[0]
  const texts = [folded, ...(number === undefined ? [] : [folded.replace(number, '#')])]
  let best: { found: Recognised; edits: number } | undefined
  for (const [spelling, found] of SPELLINGS) {
    const edits = Math.min(...texts.map(text => editsBetween(text, spelling, limit)))
    if (edits <= limit && edits < (best?.edits ?? limit + 1)) best = { found, edits }
  }
  return best?.found
}

/** Whether a header names a number as any system may: `ID`, `user_id`, `userid`; `User ID` and `OneFile ID` are OneFile's. */
function isBare(header: string): boolean {
  const label = header.trim()
  return /^id$/i.test(label) || /^(?:[a-z]+_)+id$/i.test(label) || label === 'userid'
}

/** How a header is recognised beyond the table: what the mapping says of it. `ignore` hides a column. */
export type HeaderWords = (header: string) => Recognised | 'ignore' | undefined

/** The words of a mapping first, then those of the table. */
export function headerWords(mapped: ReadonlyMap<string, string>): HeaderWords {
  const byFolded = new Map([...mapped].map(([header, to]) => [foldHeader(header), to]))
  return header => {
    const to = byFolded.get(foldHeader(header))
    if (to === undefined) return recognise(header)
    const found = to === 'ignore' ? to : recognise(to)
    return typeof found === 'object' ? { ...found, mapped: true } : found
  }
}

/** Whether a row of cells is one of column names: two that are known, or all there are, and one that says who. */
export function isHeader(cells: readonly string[], words: HeaderWords): boolean {
  const filled = cells.filter(cell => cell.trim() !== '')
  const known = filled.map(words).filter(one => one !== undefined && one !== 'ignore')
  const different = new Set(known.map(({ column, number }) => `${column.name} ${number}`))
  if (different.size < 2 && known.length < filled.length) return false
  return known.some(one => 'identifies' in one.column)
}

/** How many cells of a row are column names that are known. */
export function knownHeaders(cells: readonly string[], words: HeaderWords): number {
  return isHeader(cells, words) ? cells.filter(cell => cell.trim() !== '' && words(cell)).length : 0
}

/** A column's letters as a spreadsheet shows them: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26)
  const letter = String.fromCharCode(65 + (index % 26))
  return rest === 0 ? letter : columnLetters(rest - 1) + letter
}

/** The index of a column by the letters at the begin of a text, as in `C4`: 2. */
export function columnIndex(address: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(address ?? '')?.[0]
  if (letters === undefined) return undefined
  let sum = 0
  for (let at = 0; at < letters.length; at += 1) sum = sum * 26 + letters.charCodeAt(at) - 64
  return sum - 1
}
