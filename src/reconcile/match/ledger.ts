import { foldName } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import { foldKey, type PersonClass } from './roster.ts'

/** Text that stands for one way of naming somebody: where, as what, and by which key or name. */
export type Fingerprint = string

interface Settled {
  who: Fingerprint
  /** Who settled it, and when. */
  by: string
  on: CalendarDate
}

/** One line of the ledger. A later line about the same naming overrules an earlier one. */
export type LedgerEntry =
  | (Settled & { says: 'link'; account: Id })
  | (Settled & { says: 'reject'; accounts: readonly Id[] })
  | (Settled & { says: 'hold'; reason: string; until: CalendarDate })
  | (Settled & { says: 'forget' })

/** What people have settled about who is who. A link confirmed once holds for ever. */
export interface IdentityLedger {
  links: ReadonlyMap<Fingerprint, Id>
  rejected: ReadonlyMap<Fingerprint, ReadonlySet<Id>>
  holds: ReadonlyMap<Fingerprint, { reason: string; until: CalendarDate }>
}

/** The ledger of a provider who has settled nothing yet. */
export const EMPTY_LEDGER: IdentityLedger = { links: new Map(), rejected: new Map(), holds: new Map() }

/** Goes through the lines in order and gives what holds now. */
export function ledgerOf(entries: Iterable<LedgerEntry>): IdentityLedger {
  const links = new Map<Fingerprint, Id>()
  const rejected = new Map<Fingerprint, ReadonlySet<Id>>()
  const holds = new Map<Fingerprint, { reason: string; until: CalendarDate }>()
  for (const entry of entries) {
    const before = rejected.get(entry.who)
    for (const map of [links, holds, rejected]) map.delete(entry.who)
    if (entry.says === 'link') links.set(entry.who, entry.account)
    if (entry.says === 'reject') rejected.set(entry.who, new Set([...(before ?? []), ...entry.accounts]))
    if (entry.says === 'hold') {
      holds.set(entry.who, { reason: entry.reason, until: entry.until })
      if (before) rejected.set(entry.who, before)
    }
  }
  return { links, rejected, holds }
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

/**
 * The ways of naming that a row uses, the surest first. A name counts only where there is no key, for two people may
 * share it; a learner's address only together with the name, for families share those.
 */
export function fingerprints(who: Naming, as: PersonClass, organisation: Id | undefined): Fingerprint[] {
  const place = `${organisation ?? 'any'} ${as}`
  const parts = keyParts(who, as)
  if (parts.length > 0) return parts.map(part => `${place} ${part}`)
  const name = foldName(lineOf(who))
  return name === '' ? [] : [`${place} name:${name}`]
}

function keyParts({ keys, ...who }: Naming, as: PersonClass): string[] {
  const { onefileId, misId, uln, email } = keys
  const name = as === 'learner' ? `+${foldName(lineOf({ keys, ...who }))}` : ''
  const parts = [
    onefileId === undefined ? undefined : `id:${onefileId}`,
    misId && `mis:${foldKey('misId', misId)}`,
    uln && foldKey('uln', uln) && `uln:${foldKey('uln', uln)}`,
    email && `email:${foldKey('email', email)}${name}`,
  ]
  return parts.flatMap(part => part || [])
}

/** A naming's name on one line. */
export function lineOf({ name: { full, given, family } }: Naming): string {
  return full ?? [given, family].filter(part => part).join(' ')
}
