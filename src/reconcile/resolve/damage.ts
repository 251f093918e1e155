import { foldName } from '../../domain/folding.ts'
import { hasBrokenEntity, hasLostLetter, isGarbled, LOST_SIGNS } from '../../intake/statement/damage.ts'
import type { PersonName } from '../../intake/statement/statement.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { WorldPerson } from '../world/world.ts'

/** Signs that stand for a letter only where the account has one there: `_` and `#` may have been typed. */
const WILD = new RegExp(`[${LOST_SIGNS}_#]+`, 'g')
/** Names that somebody goes by are shorter than what fields cut off. */
const SHORTEST_CUT = 8

/** What exporters make of an apostrophe or ampersand, and what it was. */
const SPOILT: readonly (readonly [pattern: RegExp, was: string])[] = [
  [/[&a]?(?:apos|#0*39|#x0*27);?/gi, "'"],
  [/[&a]?(?:amp|#0*38);?/gi, '&'],
  [/a(?=['’])/g, ''],
  [/''|\\'|’’/g, "'"],
]

/**
 * How a name of a file looks damaged beside the one that the account has: a letter lost, cut at a fixed length, or HTML
 * broken by an exporter. Nothing where it is simply the same or another name.
 */
function damageOf(text: string, held: string): string | undefined {
  if (fold(text) === fold(held)) return undefined
  if (hasLostLetter(text) || fitsWithLosses(text, held)) return `A letter was lost in "${text}"`
  if (isCut(text, held)) return `"${text}" looks damaged (cut after ${[...text].length} letters)`
  const isSpoilt = isGarbled(text) || hasBrokenEntity(text) || wasBefore(text, held)
  return isSpoilt ? `"${text}" looks damaged` : undefined
}

function fold(text: string): string {
  return foldName(text)
}

/** Whether the account has letters where the file has other signs, and all else is equal. */
function fitsWithLosses(text: string, held: string): boolean {
  if (text.search(WILD) < 0) return false
  const parts = fold(text).split(WILD).map(escaped)
  const runs = [...fold(text).matchAll(WILD)].map(([run]) => `\\p{L}{1,${run.length}}`)
  const pattern = parts.map((part, at) => `${part}${runs[at] ?? ''}`).join('')
  return new RegExp(`^${pattern}$`, 'u').test(fold(held))
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** The account’s name goes on within the word, beyond what somebody would be called for short. */
function isCut(text: string, held: string): boolean {
  const [short, whole] = [text.normalize('NFC').toLowerCase(), held.normalize('NFC').toLowerCase()]
  if (short.length < SHORTEST_CUT || !whole.startsWith(short)) return false
  return /^\p{L}/u.test(whole.slice(short.length)) || /[-'’]$/.test(short)
}

/** Whether taking back what exporters do to a name gives the account’s. */
function wasBefore(text: string, held: string): boolean {
  const before = SPOILT.reduce((one, [pattern, was]) => one.replace(pattern, was), text)
  return fold(before) === fold(held)
}

/** What is to be told of a name that was damaged on its way, beside the one that the account has. */
export function nameDamage(name: PersonName, { id, firstName, lastName }: WorldPerson): HeldReason[] {
  const { given, family, full } = name
  const parts: readonly (readonly [string | undefined, string])[] = [
    [given, firstName],
    [family, lastName],
    [full, `${firstName} ${lastName}`],
  ]
  return parts.flatMap(([text, held]) => {
    const what = text === undefined ? undefined : damageOf(text, held)
    if (what === undefined) return []
    return [reason('name-damaged', `${what}; account ${id} has "${held}", which stays. Correct the file.`)]
  })
}
