import { foldCase, foldNameLoosely } from './folding.ts'

/** What somebody is looked for by. */
interface Findable {
  firstName: string
  lastName: string
  email: string | null
  misId: string | null
  uln: string | null
}

/** Longest part that is looked at, in characters: an index takes no text of any length. */
const LONGEST_PART = 100

/**
 * The text that somebody is found in: the words of the last name, of the first name, then e-mail address, reference and ULN,
 * folded, each with a space before and after it. Names are folded without accents and punctuation.
 */
export function searchTextOf({ firstName, lastName, email, misId, uln }: Findable): string {
  const names = [lastName, firstName].map(foldNameLoosely)
  const keys = [email, misId, uln].map(key => foldCase(key ?? ''))
  const parts = [...names, ...keys].map(part => part.slice(0, LONGEST_PART)).filter(part => part !== '')
  return ` ${parts.join(' ')} `
}

/** What somebody typed to find people: words that must all be found, or one key that begins so. */
export interface Sought {
  words: readonly string[]
  key: string
}

/** Most words that are looked for; what comes after them is left out. */
const MOST_WORDS = 8

/** What a text seeks; nothing where it has no letter and no digit. */
export function soughtIn(text: string): Sought | undefined {
  const words = foldNameLoosely(text)
    .split(' ')
    .filter(word => /[\p{L}\p{N}]/u.test(word))
  const key = foldCase(text).slice(0, LONGEST_PART)
  return words.length === 0 ? undefined : { words: words.slice(0, MOST_WORDS), key }
}
