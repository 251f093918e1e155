import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import { byKeys, gather, type Sought } from './evidence.ts'
import { fingerprints, type IdentityLedger } from './ledger.ts'
import type { PersonClass, Roster } from './roster.ts'
import * as say from './sentences.ts'
import { suggest } from './suggest.ts'

/** What found somebody. */
export type MatchedBy = 'link' | 'id' | 'misId' | 'uln' | 'email' | 'email-and-name'

/** Why an account may be the one that is meant. */
export type CandidateWhy = MatchedBy | 'same-name' | 'near-name' | 'near-email' | 'near-misId' | 'other-kind'

/** An account that may be the one that is meant. */
export interface Candidate {
  account: Id
  why: CandidateWhy
  archived: boolean
}

/** Codes of what matching may tell. Stable: they may be added to, and never change their meaning. */
export const MATCH_CODES = {
  'archived-only': 'Only an archived account fits.',
  'archived-twin': 'A live and an archived account fit; the live one was taken.',
  'birth-differs': 'The date of birth in the file is not the account’s.',
  'email-alone': 'An e-mail address alone does not tell which learner is meant.',
  'email-other-name': 'The account with the e-mail address has another name.',
  'email-shared': 'The e-mail address belongs to other learners as well.',
  'keys-conflict': 'Keys of one person fit different accounts.',
  'key-unknown': 'One key of a person who was found by another is not known.',
  'link-broken': 'The account that a person was linked to is no longer there.',
  'mis-id-differs': 'The account has another MIS id than the file.',
  'name-alone': 'A name alone does not tell who is meant.',
  'name-differs': 'The name in the file is not the account’s.',
  'on-hold': 'Somebody has put the question off.',
  'other-kind': 'The account is of another kind than is needed.',
  'other-organisation': 'The account is in another organisation.',
  'person-unknown': 'No account fits.',
  'several-live': 'Several live accounts fit.',
  'uln-other-person': 'The account with the ULN has another MIS id and another name.',
  'uln-unusable': 'A ULN is temporary or has a wrong check digit, and finds nobody.',
} as const satisfies Record<string, string>

export type MatchCode = keyof typeof MATCH_CODES

/** A remark on a match. */
export interface MatchNote {
  code: MatchCode
  sentence: string
  candidates?: readonly Id[]
}

/** Somebody found. The account may be archived: who asks must mind that. */
export interface Matched {
  result: 'matched'
  person: WorldPerson
  by: MatchedBy
  notes: readonly MatchNote[]
}

/** Somebody not found: `ambiguous` has accounts to choose from, `missing` at best some that are nearest. */
export interface Unmatched extends MatchNote {
  result: 'ambiguous' | 'missing'
  suggestions: readonly Candidate[]
}

/** What matching came to. Every naming has exactly one of these. */
export type Match = Matched | Unmatched

/** Where and as what somebody is looked for. */
export interface Where {
  as: PersonClass
  /** All organisations of the world where it is left out. */
  organisation: Id | undefined
  /** A learner's date of birth, which tells two of one name apart. */
  birth?: CalendarDate
}

/** What matching knows. */
export interface MatchSources {
  roster: Roster
  ledger: IdentityLedger
  today: CalendarDate
}

/**
 * Finds the account of somebody whom a row names: by a confirmed link, then by number, MIS id, ULN and e-mail. Names
 * only suggest. Never makes anybody.
 */
export function matchPerson(who: Naming, where: Where, sources: MatchSources): Match {
  const prints = fingerprints(who, where.as, where.organisation)
  const hold = holdOn(prints, sources)
  if (hold) return hold
  const linked = linkOf(prints, sources)
  if (linked) return linked
  const sought: Sought = { who, where, roster: sources.roster, rejected: rejectedIn(prints, sources) }
  const evidence = gather(sought)
  return byKeys(sought, evidence) ?? suggest(sought, evidence)
}

function holdOn(prints: readonly string[], { ledger, today }: MatchSources): Unmatched | undefined {
  const hold = prints.map(print => ledger.holds.get(print)).find(one => one && one.until >= today)
  return hold && { result: 'ambiguous', suggestions: [], ...say.onHold(hold.reason, hold.until) }
}

function linkOf(prints: readonly string[], { ledger, roster }: MatchSources): Match | undefined {
  const accounts = [...new Set(prints.flatMap(print => ledger.links.get(print) ?? []))]
  if (accounts.length === 0) return undefined
  const people = accounts.flatMap(id => roster.get(id) ?? [])
  if (people.length === 0) return { result: 'missing', suggestions: [], ...say.linkBroken(accounts[0]!) }
  if (people.length === 1) return { result: 'matched', person: people[0]!, by: 'link', notes: [] }
  const suggestions = people.map(({ id, archived }): Candidate => ({ account: id, why: 'link', archived }))
  return { result: 'ambiguous', suggestions, ...say.keysConflict(people.map(person => ['link', person])) }
}

function rejectedIn(prints: readonly string[], { ledger }: MatchSources): ReadonlySet<Id> {
  return new Set(prints.flatMap(print => [...(ledger.rejected.get(print) ?? [])]))
}
