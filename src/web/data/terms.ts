import { type AccountKind, KIND_TITLES } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import type { Role } from '../../domain/role.ts'
import { type Terms, USUAL_TERMS } from '../../domain/terms.ts'

let terms: Terms = USUAL_TERMS

/** Takes over what the provider calls the roles. No page is drawn before it is known who is signed in, and so this. */
export function keepTerms(words: Terms): void {
  terms = words
}

/** What the provider calls a role, in the singular, such as "tutor" for an assessor. */
export function roleWord(role: Role): string {
  return terms[role]
}

/** What the provider calls somebody with an account of this kind, such as "trainee tutor". */
export function kindWord(kind: AccountKind): string {
  return inTerms(KIND_TITLES[kind])
}

/** A word with its article: `an assessor`, `a tutor`, `an IQA`. */
export function indefinite(word: string): string {
  return `${beginsWithVowel(word) ? 'an' : 'a'} ${word}`
}

/**
 * A sentence in the provider's words: what it says in the usual ones ("an assessor", "IQAs") is said in theirs ("a tutor",
 * "IVs"). For the server's sentences and for fixed ones; not for names of people and things.
 */
export function inTerms(sentence: string): string {
  return sentence.replace(USUAL_WORDS, (_, article: string | undefined, word: string, many: string) => {
    const key = certain(KEYS.find(key => USUAL_TERMS[key].toLowerCase() === word.toLowerCase()))
    if (terms[key] === USUAL_TERMS[key]) return `${article ?? ''}${word}${many}`
    const said = isCapital(word) && !isCapital(USUAL_TERMS[key]) ? capitalised(terms[key]) : terms[key]
    return `${article ? articleFor(article, said) : ''}${said}${many}`
  })
}

const KEYS = Object.keys(USUAL_TERMS) as (keyof Terms)[]

/** One of the usual words, with the article before it and the s of the plural. */
const USUAL_WORDS = new RegExp(`\\b(an? )?(${Object.values(USUAL_TERMS).join('|')})(s?)\\b`, 'gi')

function articleFor(was: string, word: string): string {
  const article = beginsWithVowel(word) ? 'an ' : 'a '
  return isCapital(was) ? capitalised(article) : article
}

function beginsWithVowel(word: string): boolean {
  // Letters that are spelt out: "an IQA", "an LSA".
  return /^[A-Z]{2,}/.test(word) ? /^[AEFHILMNORSX]/.test(word) : /^[aeiou]/i.test(word)
}

function isCapital(text: string): boolean {
  return text.charAt(0) !== text.charAt(0).toLowerCase()
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
