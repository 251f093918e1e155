import { certain } from '../../domain/certain.ts'
import { oneForm } from '../../domain/folding.ts'
import { withoutInvisible } from './signs.ts'

/**
 * What is to be thought of an identifier. `value` is the tidy form, whatever the verdict, so that it can be shown.
 * Only `valid` may be used to find somebody: `temporary` and `dummy` stand for many, the rest for nobody.
 */
export interface JudgedIdentifier {
  verdict: 'valid' | 'dummy' | 'temporary' | 'invalid' | 'digits-lost' | 'zeros-lost'
  value: string
  /** What was mended to get the tidy form, in words for a person. */
  mended: readonly string[]
  /** Why it is not valid, to follow "because". */
  because?: string
}

const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$/

/** Whether a spreadsheet has turned the number to scientific notation, which loses digits. */
function isScientific(text: string): boolean {
  return SCIENTIFIC.test(text.trim())
}

/**
 * Whether digits are lost: a number, or text with a decimal point or a sign as spreadsheets write them. `12E34` as text may be
 * an id.
 */
export function hasLostDigits(text: string, isNumber: boolean): boolean {
  return isScientific(text) && (isNumber || /[.,+]/.test(text))
}

/**
 * Takes away what marks text in a spreadsheet: an apostrophe before it, as in `'0123`, `'+44` or `'=1+1`, and a formula around
 * it, as in `="0123"`. An apostrophe before a letter belongs to the value.
 */
export function stripTextMarker(text: string): string {
  const wrapped = /^=\s*"((?:[^"]|"")*)"$/.exec(text)
  if (wrapped) return certain(wrapped[1]).replaceAll('""', '"')
  return /^'[=+\-@\t\r\d]/.test(text) ? text.slice(1) : text
}

const SHORTENED = 'a spreadsheet has shortened it'

interface Tidy {
  value: string
  mended: string[]
}

/** Everything that may be mended without a guess in a value made of digits and capital letters, in this order. */
const MENDS: readonly (readonly [what: string, mend: (value: string) => string])[] = [
  ['invisible signs', withoutInvisible],
  ['spaces', value => value.replace(/\s+/g, '')],
  ['text marker', stripTextMarker],
  ['full-width characters', oneForm],
  ['decimal zeros', value => value.replace(/^(\d+)\.0+$/, '$1')],
]

function tidy(raw: string): Tidy {
  const mended: string[] = []
  let value = raw
  for (const [what, mend] of MENDS) {
    const next = mend(value)
    if (next !== value) mended.push(what)
    value = next
  }
  return { value, mended }
}

/** A number of so many digits that stands with zeros or a plus sign before it: as a number they mean nothing. */
function unpadded(it: Tidy, digits: number): Tidy {
  const bare = new RegExp(`^\\+?0*([1-9]\\d{${digits - 1}})$`).exec(it.value)?.[1]
  if (bare === undefined || bare === it.value) return it
  return { value: bare, mended: [...it.mended, 'padding'] }
}

function judged(tidied: Tidy, verdict: JudgedIdentifier['verdict'], because?: string): JudgedIdentifier {
  const { value, mended } = tidied
  return because === undefined ? { verdict, value, mended } : { verdict, value, mended, because }
}

/** The sum that both check digits rest on: the first digit has the greatest weight, the last of them weighs 2. */
function weighed(digits: string): number {
  const top = digits.length + 1
  return [...digits].reduce((sum, digit, index) => sum + (top - index) * Number(digit), 0)
}

/** Judges a unique learner number: ten digits with a check digit; 9999999999 means "not known yet". */
export function judgeUln(raw: string): JudgedIdentifier {
  if (isScientific(raw)) return judged({ value: raw.trim(), mended: [] }, 'digits-lost', SHORTENED)
  const it = unpadded(tidy(raw), 10)
  if (!/^\d*$/.test(it.value)) return judged(it, 'invalid', 'it has characters other than digits')
  if (it.value.length !== 10) return judged(it, 'invalid', `it has ${it.value.length} digits, not ten`)
  if (it.value === '9999999999') return judged(it, 'temporary')
  if (it.value.startsWith('0')) return judged(it, 'invalid', 'it begins with a zero')
  const remainder = weighed(it.value.slice(0, 9)) % 11
  if (remainder === 0) return judged(it, 'invalid', 'no check digit exists for its first nine digits')
  const fits = Number(it.value[9]) === 10 - remainder
  return fits ? judged(it, 'valid') : judged(it, 'invalid', 'its check digit is wrong')
}

/** Judges an employer id (EDRS, ERN): nine digits with a check digit; 999999999 means "not known yet". */
export function judgeEmployerId(raw: string): JudgedIdentifier {
  if (isScientific(raw)) return judged({ value: raw.trim(), mended: [] }, 'digits-lost', SHORTENED)
  const it = unpadded(tidy(raw), 9)
  if (!/^\d*$/.test(it.value)) return judged(it, 'invalid', 'it has characters other than digits')
  if (it.value.length !== 9) return judged(it, 'invalid', `it has ${it.value.length} digits, not nine`)
  if (it.value === '999999999') return judged(it, 'temporary')
  const check = (11 - (weighed(it.value.slice(0, 8)) % 11)) % 11
  if (check === 10) return judged(it, 'invalid', 'no check digit exists for its first eight digits')
  const fits = Number(it.value[8]) === check
  return fits ? judged(it, 'valid') : judged(it, 'invalid', 'its check digit is wrong')
}

const NINO = /^[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]?$/
const NINO_NEVER = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/

/** Judges a National Insurance number; QQ123456C is the example that belongs to nobody. */
export function judgeNino(raw: string): JudgedIdentifier {
  const it = tidy(raw)
  const upper = it.value.toUpperCase()
  if (upper !== it.value) it.mended.push('lower case')
  it.value = upper
  if (upper === 'QQ123456C') return judged(it, 'dummy')
  if (/^\d{2}[A-Z]\d{5}$/.test(upper)) return judged(it, 'invalid', 'it is a temporary reference')
  if (!NINO.test(upper)) return judged(it, 'invalid', 'it is not two letters, six digits and A to D')
  if (NINO_NEVER.test(upper)) return judged(it, 'invalid', 'its first two letters are never used')
  if (upper.length === 8) it.mended.push('suffix missing')
  return judged(it, 'valid')
}

/** Judges a provider's number: 10000000 to 99999999, of which the last is the agency's dummy. */
export function judgeUkprn(raw: string): JudgedIdentifier {
  if (isScientific(raw)) return judged({ value: raw.trim(), mended: [] }, 'digits-lost', SHORTENED)
  const it = unpadded(tidy(raw), 8)
  if (!/^[1-9]\d{7}$/.test(it.value)) return judged(it, 'invalid', 'it is not eight digits')
  return judged(it, it.value === '99999999' ? 'dummy' : 'valid')
}

/** Judges the reference of a learning aim: eight signs, which may begin with zeros and end in X. */
export function judgeAimReference(raw: string): JudgedIdentifier {
  if (isScientific(raw)) return judged({ value: raw.trim(), mended: [] }, 'digits-lost', SHORTENED)
  const it = tidy(raw)
  const upper = it.value.toUpperCase()
  if (upper !== it.value) it.mended.push('lower case')
  it.value = upper
  if (/^(?:\d{7}[\dX]|Z[A-Z0-9]{7})$/.test(upper)) return judged(it, 'valid')
  if (/^\d{4,7}X?$/.test(upper)) return judged(it, 'zeros-lost', 'it is shorter than eight signs')
  return judged(it, 'invalid', 'it is not eight signs')
}

/** Judges a learner's reference by the rule of the ILR: up to twelve letters, digits and spaces. */
export function judgeIlrReference(raw: string): JudgedIdentifier {
  const it = { value: raw.trim(), mended: [] }
  if (it.value.length > 12)
    return judged(it, 'invalid', `it has ${it.value.length} signs, and twelve is the limit`)
  return /^[A-Za-z0-9 ]+$/.test(it.value)
    ? judged(it, 'valid')
    : judged(it, 'invalid', 'it has characters other than letters, digits and spaces')
}

/** An e-mail address in its tidy form: without `mailto:`, outer spaces and letter case. A tag after `+` belongs to it. */
export function tidyEmail(raw: string): string {
  return oneForm(withoutInvisible(raw))
    .trim()
    .replace(/^(?:mailto|smtp):\s*/i, '')
    .toLowerCase()
}

/** An address as it is compared: a domain in letters and its spelling in ASCII (`xn--…`) are one. Never stored. */
export function emailKey(raw: string): string {
  const tidied = tidyEmail(raw)
  const [local, domain, ...more] = tidied.split('@')
  if (!local || !domain || more.length > 0 || /^[a-z0-9.-]*$/.test(domain)) return tidied
  const host = `http://${domain}`
  return URL.canParse(host) ? `${local}@${new URL(host).hostname}` : tidied
}

/** Letters that look like those of another alphabet, so that one address passes for another. */
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/** Whether a part between two dots is written in letters of more than one alphabet. */
function mixesAlphabets(address: string): boolean {
  return address.split(/[@.]/).some(part => ALPHABETS.filter(letters => letters.test(part)).length > 1)
}

/**
 * Whether a tidy address is made like one; `orlagh@example`, without a dot, is `odd`, and so is one with a letter of another
 * alphabet among its own.
 */
export function judgeEmail(tidied: string): 'valid' | 'odd' | 'invalid' {
  if (mixesAlphabets(tidied)) return 'odd'
  if (!/^[^@\s]+@[^@\s]+$/.test(tidied) || /^\.|\.\.|\.@|@[.-]|[.-]$/.test(tidied)) return 'invalid'
  return /^[^@\s,;:<>()[\]"\\]+@(?:[\p{L}\p{N}\p{M}-]+\.)+(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)$/u.test(
    tidied,
  )
    ? 'valid'
    : 'odd'
}

/** What people and systems write before the `@` where an address must stand and there is none. */
const FILLER_LOCAL =
  /^(?:no[-_.]?(?:e[-_.]?)?mail(?:address)?\d*|none\d*|nil|null|na|n\/a|n\.a|not[-_.]?(?:known|provided|given|applicable|available|supplied|disclosed|stated|recorded|required)|unknown|tb[acd]|test\d*|test[-_.]?test|tester|dummy|fake|blank|empty|nobody|noone|no[-_.]?one|no|noaddress|xx+|aaa+|asdf|abc|changeme|placeholder|invalid|(?:do[-_.]?)?no[-_.]?t?[-_.]?reply|refused|declined|withheld|kein(?:e[-_.]?)?(?:e[-_.]?)?mail|pas[-_.]?(?:d[-_.]?)?e?[-_.]?mail|sin[-_.]?(?:correo|e?mail)|brak[-_.]?e?-?maila?|dim[-_.]?e[-_.]?(?:bost|mail)|nessuna?[-_.]?e?mail|sem[-_.]?e?mail|geen[-_.]?e?mail)$/
const FILLER_DOMAIN = /^(?:no[-.]?e?mail|none|na|null|nil|test|unknown|dummy|fake|invalid|x+)(?:\.[a-z.]+)?$/

/** What fills both sides of the `@`: `123@123.com`, `email@email.com`. */
const FILLER_TWIN =
  /^(?:\d+|.{1,2}|e?-?mail|learner|student|apprentice|user|name|someone|example|sample|demo)$/

/** Whether a tidy address only fills a field that must not be empty: `noemail@…`, `none@`, `a@a.com`. */
export function isFiller(tidied: string): boolean {
  const [local = '', domain, ...more] = tidied.split('@')
  if (domain === undefined || more.length > 0) return false
  return (
    FILLER_LOCAL.test(local) ||
    FILLER_DOMAIN.test(domain) ||
    (FILLER_TWIN.test(local) && domain.startsWith(`${local}.`))
  )
}

/** How the words for a standard or aim are to be understood. */
export type AimWordsKind = 'st-reference' | 'aim-reference' | 'number' | 'title'

/** Tells the reference of a standard (`ST0005`) from an aim reference, a bare number and a title. */
export function aimWordsKind(words: string): AimWordsKind {
  if (/^ST\d{4}(?:-\d+)?$/i.test(words)) return 'st-reference'
  if (judgeAimReference(words).verdict === 'valid') return 'aim-reference'
  return /^\d+$/.test(words) ? 'number' : 'title'
}
