import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import { foldKey, type PersonClass } from './roster.ts'

/**
 * Text that stands for one way of naming somebody: where, as what, and by which keys, birth date and name, all of them. Two rows
 * that differ in one of them are two questions.
 */
export type Fingerprint = string

interface Settled {
  who: Fingerprint
  /** Who settled it, and when. */
  by: string
  on: CalendarDate
}

/** One line of the ledger. A later line about the same naming overrules an earlier one. */
export type LedgerEntry =
  | (Settled & {
      says: 'link'
      account: Id
      /** The name of the account on that day; older lines lack it. */
      called?: string
    })
  | (Settled & { says: 'reject'; accounts: readonly Id[]; newcomers?: true })
  | (Settled & { says: 'hold'; reason: string; until: CalendarDate })
  | (Settled & { says: 'forget' })

/** What somebody has said it is not: these accounts, and with `newcomers` nobody who is only about to be made. */
interface Rejection {
  accounts: ReadonlySet<Id>
  newcomers: boolean
}

/** What people have settled about who is who. */
export interface IdentityLedger {
  links: ReadonlyMap<Fingerprint, Id>
  rejected: ReadonlyMap<Fingerprint, Rejection>
  holds: ReadonlyMap<Fingerprint, { reason: string; until: CalendarDate }>
  /** The last line of each naming that has anything settled, in the order in which it was kept. */
  lines: ReadonlyMap<Fingerprint, LedgerEntry>
  /** Namings that are settled, by each key that tells a person by itself. */
  bySureKey: ReadonlyMap<string, readonly Fingerprint[]>
}

/** The ledger of a provider who has settled nothing yet. */
export const EMPTY_LEDGER: IdentityLedger = ledgerOf([])

/** Goes through the lines in order and gives what holds now. */
export function ledgerOf(entries: Iterable<LedgerEntry>): IdentityLedger {
  const links = new Map<Fingerprint, Id>()
  const rejected = new Map<Fingerprint, Rejection>()
  const holds = new Map<Fingerprint, { reason: string; until: CalendarDate }>()
  const lines = new Map<Fingerprint, LedgerEntry>()
  for (const entry of entries) {
    const { who } = entry
    const before = rejected.get(who)
    for (const map of [links, holds, rejected, lines]) map.delete(who)
    if (entry.says !== 'forget') lines.set(who, entry)
    if (entry.says === 'link') links.set(who, entry.account)
    if (entry.says === 'reject') rejected.set(who, rejectionOf(entry, before))
    if (entry.says === 'hold') {
      holds.set(who, { reason: entry.reason, until: entry.until })
      if (before) rejected.set(who, before)
    }
  }
  return { links, rejected, holds, lines, bySureKey: bySureKey(lines.keys()) }
}

/** Numbers below zero, which older versions kept, stood for somebody who was about to be made then, and for nobody now. */
function rejectionOf(
  { accounts, newcomers }: LedgerEntry & { says: 'reject' },
  before: Rejection | undefined,
): Rejection {
  const there = accounts.filter(account => account > 0)
  return {
    accounts: new Set([...(before?.accounts ?? []), ...there]),
    newcomers: newcomers === true || before?.newcomers === true,
  }
}

function bySureKey(prints: Iterable<Fingerprint>): ReadonlyMap<string, readonly Fingerprint[]> {
  const index = new Map<string, Fingerprint[]>()
  for (const print of prints) {
    const { place, parts } = partsOf(print)
    for (const part of parts.filter(one => isSure(one, place))) {
      const at = `${place} ${part}`
      index.set(at, [...(index.get(at) ?? []), print])
    }
  }
  return index
}

/** The entries as lines of JSON, one each, to be appended to a file. */
export function ledgerLines(entries: readonly LedgerEntry[]): string {
  return entries.map(entry => `${JSON.stringify(entry)}\n`).join('')
}

/** Reads lines of JSON. A last line that was cut off while it was written is left out; any other damage is an error. */
export function entriesFrom(lines: string): LedgerEntry[] {
  const complete = lines.slice(0, lines.lastIndexOf('\n') + 1)
  return complete
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as LedgerEntry)
}

/** Everything by which a row names somebody, ready to be looked up in the ledger. */
interface Signature {
  /** The whole of it, which is the key of the question. */
  print: Fingerprint
  place: string
  parts: readonly string[]
}

const BETWEEN = ' | '

/** The signature of a naming; nothing where a row gives neither key nor name. */
export function signatureOf(
  who: Naming,
  as: PersonClass,
  organisation: Id | undefined,
  birth?: CalendarDate,
): Signature | undefined {
  const { onefileId, misId, uln, email } = who.keys
  const name = foldName(lineOf(who))
  const given = [
    onefileId === undefined ? '' : `id:${onefileId}`,
    misId && `mis:${foldKey('misId', misId)}`,
    uln && foldKey('uln', uln) && `uln:${foldKey('uln', uln)}`,
    email && `email:${foldKey('email', email)}`,
    birth && `born:${birth}`,
    name && `name:${name}`,
  ]
  const parts = given.flatMap(part => part || [])
  if (parts.every(part => part.startsWith('born:'))) return undefined
  const place = `${organisation ?? 'any'} ${as}`
  return { place, parts, print: `${place} ${parts.join(BETWEEN)}` }
}

function partsOf(print: Fingerprint): { place: string; parts: readonly string[] } {
  const [, place = '', rest = ''] = /^(\S+ \S+) (.*)$/s.exec(print) ?? []
  return { place, parts: rest.split(BETWEEN) }
}

/** Whether a key tells a person by itself. Families share addresses, so that a learner's counts only with a name (`a@b+name`). */
function isSure(part: string, place: string): boolean {
  if (part.startsWith('email:')) return !place.endsWith(' learner') || part.includes('+')
  return /^(?:id|mis|uln):/.test(part)
}

/** A naming that is settled and speaks of a row. */
interface SettledNaming {
  print: Fingerprint
  /** On which day the account must be born. */
  ifBorn?: CalendarDate
  /** Whether it gives a name. Left out where it is exactly the naming of the row. */
  isNamed?: boolean
}

function isNamePart(part: string): boolean {
  return part.startsWith('name:') || part.includes('+')
}

/**
 * What is settled about a naming: about exactly these words; or about some of them, one of which tells a person by itself. A
 * name alone, as older versions kept it, speaks of a row with a birth date too: `ifBorn` then says on which day.
 */
export function settledOn(
  { print, place, parts }: Signature,
  { lines, bySureKey: index }: IdentityLedger,
): SettledNaming[] {
  if (lines.size === 0) return []
  if (lines.has(print)) return [{ print }]
  const [name, born] = [
    parts.find(part => part.startsWith('name:')),
    parts.find(part => part.startsWith('born:')),
  ]
  const email = parts.find(part => part.startsWith('email:'))
  const ours = new Set([...parts, ...(email && name ? [`${email}+${name.slice('name:'.length)}`] : [])])
  const sure = [...ours].flatMap(part => index.get(`${place} ${part}`) ?? [])
  const found = [...new Set(sure)].filter(one => partsOf(one).parts.every(part => ours.has(part)))
  const byName = `${place} ${name}`
  const isNameAndBirth = parts.length === 2 && name !== undefined && born !== undefined
  const older =
    isNameAndBirth && lines.has(byName) ? [{ print: byName, ifBorn: born.slice('born:'.length) }] : []
  const isNamed = (one: Fingerprint) => partsOf(one).parts.some(isNamePart)
  return [...found.map(one => ({ print: one, isNamed: isNamed(one) })), ...older]
}

/** The keys of a naming that tell a person by themselves, with the place. */
export function sureKeys({ place, parts }: Signature): string[] {
  return parts.filter(part => isSure(part, place)).map(part => `${place} ${part}`)
}

/** A naming's name on one line. */
export function lineOf({ name: { full, given, family } }: Naming): string {
  return full ?? [given, family].filter(part => part).join(' ')
}
