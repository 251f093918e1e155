import { foldCase } from './folding.ts'

/** Fewest characters of a password. Length is what counts; no kind of character is asked for (NCSC, NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 12

/** Most characters: far more than anybody types, and few enough to be hashed at once. */
export const LONGEST_PASSWORD = 256

/** What everybody tries first, alone or repeated or with a few signs around it. */
const COMMON = [
  ...[
    'password',
    'passw0rd',
    'p@ssword',
    'p@ssw0rd',
    'caseload',
    'onefile',
    'letmein',
    'welcome',
    'iloveyou',
  ],
  ...['administrator', 'admin', 'qwertyuiop', 'qwerty', 'abcdefghijklmnopqrstuvwxyz', 'changeme', 'secret'],
  ...['football', 'liverpool', 'monday', 'summer', 'winter', 'spring', 'autumn', 'january', 'september'],
]

/** Fewest characters that have to be left of a password without what everybody tries and what others know. */
const LEAST_OWN = 6

/**
 * Why a password cannot be used, as a sentence; nothing where it can. `known` is what others know of the person, such as
 * name and address.
 */
export function whyWeak(password: string, known: readonly string[]): string | undefined {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD)
    return `The password is too short: use ${SHORTEST_PASSWORD} characters or more, such as three words that do not belong together.`
  if (length > LONGEST_PASSWORD)
    return `The password is too long: use at most ${LONGEST_PASSWORD} characters.`
  if (new Set(runsTakenOut(password)).size < 4)
    return 'The password repeats the same few characters; use three words that do not belong together.'
  if (ownLength(password, known) < LEAST_OWN)
    return 'The password is made of a name, an address or a word that is tried first; use three words that do not belong together.'
  return undefined
}

/** Characters without those that go on a run such as `1234` or `cccc`. */
function runsTakenOut(password: string): string[] {
  const signs = [...password]
  return signs.filter((sign, at) => {
    const step = (sign.codePointAt(0) ?? 0) - (signs[at - 1]?.codePointAt(0) ?? Number.NaN)
    return !(Math.abs(step) <= 1)
  })
}

/** How much of a password is left without what everybody tries and what others know of the person. */
function ownLength(password: string, known: readonly string[]): number {
  const words = [...COMMON, ...known.flatMap(text => foldCase(text).split(/[^\p{L}\p{N}]+/u))]
  const longestFirst = words.filter(word => word.length > 3).sort((a, b) => b.length - a.length)
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, ''), foldCase(password))
  return [...left.replace(/[^\p{L}]/gu, '')].length + (left.match(/\p{N}/gu)?.length ?? 0) / 2
}
