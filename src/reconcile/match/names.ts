import { certain } from '../../domain/certain.ts'
import { foldName, foldNameLoosely } from '../../domain/folding.ts'
import { withinEdits } from '../../domain/nearness.ts'
import type { PersonName } from '../../intake/statement/statement.ts'
import { arePetNames } from './pet-names.ts'

/**
 * How two names compare. `same` differ in nothing but letter case, apostrophes, hyphens and spaces, and may still be two
 * people; `near` is worth a person's eye; a name alone never settles who somebody is.
 */
export type NameRelation = 'same' | 'near' | 'different'

/** The same with what different names may still share: the given name, as after a marriage, or the family name, as brothers do. */
export type NameLikeness = NameRelation | 'given' | 'family'

const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g

/** Letters that have no accent to be taken off, and the plain ones they are written with instead. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'a',
  œ: 'o',
  ı: 'i',
  ħ: 'h',
}

/** A name ready for comparing, so that thousands of comparisons fold it once. */
export interface FoldedName {
  given: string
  family: string
  /** Both parts on one line, for names that the file does not divide. */
  whole: string
  /** Words of the bare name in alphabetical order, so that swapped parts agree. */
  words: readonly string[]
  /** The bare name without spaces, for telling slips of typing. */
  letters: string
}

/** Folds the parts of a name. A full name that is not divided has empty parts. */
export function foldParts({ given = '', family = '', full }: PersonName): FoldedName {
  const [first, last] = [sameFold(given), sameFold(family)]
  const whole = full === undefined ? [first, last].filter(part => part !== '').join(' ') : sameFold(full)
  const letters = bareWords(whole.replace(/[\s-]+/g, '')).join('')
  return { given: first, family: last, whole, words: bareWords(whole), letters }
}

/** A name for telling that two are the same but for how they were typed. */
function sameFold(name: string): string {
  return foldName(name.replace(DIRECTION_MARKS, '')).replaceAll('ß', 'ss')
}

/** The words of a name without anything but plain letters and digits; umlauts spelt out agree with plain vowels. */
function bareWords(name: string): string[] {
  const bare = foldNameLoosely(name)
    .replace(/[łøđðþæœıħ]/g, letter => certain(PLAIN_LETTERS[letter]))
    .replace(/([aou])e/g, '$1')
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
  return bare
    .split(' ')
    .filter(word => word !== '')
    .sort()
}

/** Compares two names. Source of the cases: names.csv in the sample data. */
export function compareNames(a: FoldedName, b: FoldedName): NameRelation {
  if (a.whole === '' || b.whole === '') return 'different'
  if (isSame(a, b)) return 'same'
  return isNear(a, b) ? 'near' : 'different'
}

/** Parts must agree one by one where both names have them; "Rhodri ap, Celyn" is not "Rhodri, ap Celyn". */
function isSame(a: FoldedName, b: FoldedName): boolean {
  const bothDivided = a.family !== '' && b.family !== ''
  return bothDivided ? a.given === b.given && a.family === b.family : a.whole === b.whole
}

function isNear(a: FoldedName, b: FoldedName): boolean {
  const [fewer, more] = a.words.length <= b.words.length ? [a, b] : [b, a]
  if (fewer.words.length === 0) return false
  if (isGivenNameAlone(fewer, more)) return false
  if (isWithin(new Set(fewer.words), more.words)) return true
  return withinEdits(a.letters, b.letters, slipsIn(a)) || sharesAllButShortening(fewer, more)
}

/** A given name without a family name is anybody's. */
function isGivenNameAlone(fewer: FoldedName, more: FoldedName): boolean {
  if (more.family === '' || fewer.family !== '') return false
  const [given, family] = [bareWords(more.given), bareWords(more.family)]
  return fewer.words.every(word => given.includes(word) && !family.includes(word))
}

/** Every word of the shorter name is in the longer one: half of a double name, a part left out or said twice. */
function isWithin(fewer: ReadonlySet<string>, more: readonly string[]): boolean {
  const longest = Math.max(...[...fewer].map(word => word.length))
  return longest > 1 && [...fewer].every(word => more.includes(word))
}

/** In a long name two slips are likely, in a short one they make another name. */
function slipsIn({ letters }: FoldedName): number {
  return letters.length > 8 ? 2 : 1
}

/** All words agree but one, which is cut short in one of the names (Orla, Orlagh), an initial (I., Isolde) or a pet name. */
function sharesAllButShortening(fewer: FoldedName, more: FoldedName): boolean {
  const left = fewer.words.filter(word => !more.words.includes(word))
  const right = more.words.filter(word => !fewer.words.includes(word))
  if (left.length !== 1 || fewer.words.length === 1) return false
  return right.some(word => isShortFor(word, certain(left[0])))
}

function isShortFor(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a) || arePetNames(a, b)
}

/** Compares two names, and says of different ones which part they share. `a` may be undivided; `b` is an account's. */
export function likenessOf(a: FoldedName, b: FoldedName): NameLikeness {
  const relation = compareNames(a, b)
  if (relation !== 'different') return relation
  const isDivided = a.given !== '' || a.family !== ''
  const given = isDivided ? bareWords(a.given) : a.words
  const family = isDivided ? bareWords(a.family) : a.words
  if (sharesWord(given, bareWords(b.given), isShortFor)) return 'given'
  return sharesWord(family, bareWords(b.family), () => false) ? 'family' : 'different'
}

/** Whether two parts of names share a word: the same one, one letter off in a long one, or alike in another way. */
function sharesWord(
  a: readonly string[],
  b: readonly string[],
  isAlike: (left: string, right: string) => boolean,
): boolean {
  const isSame = (left: string, right: string) =>
    left === right || (left.length > 4 && withinEdits(left, right, 1)) || isAlike(left, right)
  return a.some(left => left.length > 1 && b.some(right => right.length > 1 && isSame(left, right)))
}
