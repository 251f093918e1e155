import { foldCase } from './folding.ts'
import type { User } from './user.ts'

/** Something by which texts may tell who a person is. */
export interface Trait {
  /** Source of a regular expression that finds it. */
  pattern: string
  /** A piece of plain letters and digits that every text with the trait has; empty where there is none. */
  fragment: string
}

/** What stands in a text where a trait stood. */
const REDACTED = '[erased]'

/** The traits of a person. */
export interface Traits {
  /** Those that are nobody else's: whole names, addresses, numbers. */
  sure: readonly Trait[]
  /** Those that are words of the language too, or somebody else's: first and family name alone, a user name. */
  names: readonly Trait[]
}

/** The number that stands for a ULN which is not known. */
const NO_ULN = '9999999999'

/**
 * By what texts may tell of a person. `numbers` are those that others have given, such as a registration with an
 * awarding body.
 */
export function traitsOf(user: User, numbers: readonly (string | null)[]): Traits {
  const { firstName: first, lastName: last, username } = user
  const initial = first.slice(0, 1)
  const names = [`${first} ${last}`, `${last}, ${first}`, `${last} ${first}`, `${initial} ${last}`]
  const keys = [user.misId, ...numbers, /\d/.test(username) ? username : null].filter(isKey)
  const phones = [user.mobileNumber, user.telephone].filter(isPhone)
  const known = [user.uln === NO_ULN ? null : user.uln].filter(isKey)
  const texts = [...[user.email, user.homeAddress].filter(isText), ...keys]
  return {
    sure: [
      ...[...names, `${initial}. ${last}`, ...texts].map(asWords),
      ...[...phones, ...known].map(number => asNumber(number, 3)),
      ...[user.nino].filter(isText).map(number => asNumber(number, 2)),
    ],
    names: [first, last, ...(/\d/.test(username) ? [] : [username])]
      .filter(name => name.length > 1)
      .map(asWords),
  }
}

function isText(text: string | null | undefined): text is string {
  return (text ?? '').trim().length >= 4
}

/** Short numbers are too often something else. */
function isKey(text: string | null): text is string {
  return isText(text) && (/\p{L}/u.test(text) || isLong(text))
}

function isPhone(text: string | undefined): text is string {
  return text !== undefined && isLong(text)
}

/** Whether a number has as many digits as telephone numbers have at least. */
function isLong(number: string): boolean {
  return number.replace(/\D/g, '').length >= 6
}

const APOSTROPHE = /['`\u00b4\u02bc\u2018\u2019]/g
const HYPHEN = /[\u2010-\u2015-]/g

/** Words with any space, apostrophe or hyphen between them. */
function asWords(text: string): Trait {
  const words = text.normalize('NFC').trim().split(/\s+/)
  const pattern = words
    .map(word => escaped(word).replace(APOSTROPHE, "['`´ʼ‘’]").replace(HYPHEN, '[-‐-―]'))
    .join('\\s+')
  return { pattern, fragment: longestOf(words.flatMap(word => word.match(PLAIN) ?? [])) }
}

/**
 * A number with space or signs between any of its digits. Whoever writes it in groups keeps `kept` digits together at its
 * end, or before its last sign where that is a letter.
 */
function asNumber(text: string, kept: number): Trait {
  const signs = text.replace(/[^a-z0-9]/gi, '').toLowerCase()
  const digits = signs.replace(/[a-z]$/, '')
  return { pattern: [...signs].join('[\\s()./_-]*'), fragment: digits.slice(-kept) }
}

const PLAIN = /[a-z0-9]+/gi

function longestOf(pieces: readonly string[]): string {
  return pieces.reduce((longest, one) => (one.length > longest.length ? one : longest), '')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** What finds any of the traits as whole words, in any letter case. Nothing where there are none. */
export function finderOf(traits: readonly Trait[]): RegExp | undefined {
  if (traits.length === 0) return undefined
  const longestFirst = traits.map(({ pattern }) => pattern).toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

/** A text without what is found in it; the same text where nothing is. */
export function redact(text: string, finder: RegExp): string {
  const whole = text.normalize('NFC')
  const redacted = whole.replace(finder, REDACTED)
  return redacted === whole ? text : redacted
}

/** Pieces one of which every text has that has any of the traits; fewest and shortest. */
export function fragmentsOf(traits: readonly Trait[]): string[] {
  const all = [...new Set(traits.map(({ fragment }) => foldCase(fragment)))]
  return all.filter(one => !all.some(other => other !== one && one.includes(other)))
}
