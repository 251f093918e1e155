import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import type { NameTrait } from './compare.ts'
import { byKeys, gather, type SoughtAccount, weakCandidate } from './evidence.ts'
import { type IdentityLedger, settledOn, signatureOf } from './ledger.ts'
import { whyNotLinked, whyNotNamed, whyRenamed } from './link.ts'
import type { PersonClass, Roster } from './roster.ts'
import * as say from './sentences.ts'
import { suggest } from './suggest.ts'

/** What found somebody. */
type MatchedBy = 'link' | 'id' | 'misId' | 'uln' | 'email' | 'email-and-name'

/** Why an account may be the one that is meant. */
export type CandidateWhy =
  | MatchedBy
  | 'name-and-birth'
  | 'near-birth'
  | 'near-name-and-birth'
  | 'same-name'
  | 'near-name'
  | 'near-email'
  | 'near-misId'
  | 'other-kind'

/** An account that may be the one that is meant. */
export interface Candidate {
  /** Below zero for somebody who is only about to be made: to be shown, never to be linked to. */
  account: Id
  why: CandidateWhy
  archived: boolean
  /** Whether it may be accepted in bulk: the same name, live, nothing that differs, and nobody else who has as much for them. */
  isStrong: boolean
  /** In what the row says somebody else than the account. */
  differs: readonly NameTrait[]
}

/** Codes of what matching may tell. Stable: they may be added to, and never change their meaning. */
const MATCH_CODES = {
  'archived-only': 'Only an archived account fits.',
  'archived-twin': 'A live and an archived account fit; the live one was taken.',
  'bare-id': 'A number may be that of another system, and the name does not bear it out.',
  'birth-differs': 'The date of birth in the file is not the account’s.',
  'birth-near': 'An account has the same name, and a date of birth that a slip may have changed.',
  'email-alone': 'An e-mail address alone does not tell which learner is meant.',
  'email-other-name': 'The account with the e-mail address has another name.',
  'email-shared': 'The e-mail address belongs to other learners as well.',
  'keys-conflict': 'Keys of one person fit different accounts.',
  'key-unknown': 'One key of a person who was found by another is not known.',
  'link-broken': 'The account that a person was linked to is no longer there.',
  'link-contradicted': 'What the row says contradicts the account that a person was linked to.',
  'mis-id-differs': 'The account has another MIS id than the file.',
  'name-and-birth': 'An account has the same name and date of birth.',
  'name-alone': 'A name alone does not tell who is meant.',
  'name-differs': 'The name in the file is not the account’s.',
  'newcomers-share-key': 'Rows would create two people with one e-mail address, reference or ULN.',
  'on-hold': 'Somebody has put the question off.',
  'other-kind': 'The account is of another kind than is needed.',
  'other-organisation': 'The account is in another organisation.',
  'person-unknown': 'No account fits.',
  'reference-lookalike': 'References of two accounts differ only in what spreadsheets lose.',
  'reference-zeros': 'A reference fits an account only with zeros put before it or taken away.',
  'row-says-another': 'One key fits an account, and the rest of the row says somebody else.',
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
interface MatchSources {
  roster: Roster
  ledger: IdentityLedger
  today: CalendarDate
}

/**
 * Finds the account of somebody whom a row names: by a confirmed link, then by number, MIS id, ULN and e-mail, none of which is
 * believed against all else that the row says. Names only suggest. Never makes anybody.
 */
export function matchPerson(who: Naming, where: Where, sources: MatchSources): Match {
  const settled = settledFor(who, where, sources)
  const hold = holdIn(settled, sources)
  if (hold) return hold
  const sought: SoughtAccount = { who, where, roster: sources.roster, ...rejectedIn(settled, sources) }
  const linked = linkIn(settled, sought, sources)
  if (linked) return linked
  const evidence = gather(sought)
  return byKeys(sought, evidence) ?? suggest(sought, evidence)
}

type SettledOn = ReturnType<typeof settledOn>

function settledFor(who: Naming, { as, organisation, birth }: Where, { ledger }: MatchSources): SettledOn {
  const signature = signatureOf(who, as, organisation, birth)
  return signature ? settledOn(signature, ledger) : []
}

function holdIn(settled: SettledOn, { ledger, today }: MatchSources): Unmatched | undefined {
  const hold = settled.map(({ print }) => ledger.holds.get(print)).find(one => one && one.until >= today)
  return hold && { result: 'ambiguous', suggestions: [], ...say.onHold(hold.reason, hold.until) }
}

interface Link {
  account: Id
  /** The name that the account had when it was confirmed. */
  called?: string | undefined
  isNamed?: boolean | undefined
}

function linksIn(settled: SettledOn, { ledger, roster }: MatchSources): Link[] {
  return settled.flatMap(({ print, ifBorn, isNamed }) => {
    const line = ledger.lines.get(print)
    if (line?.says !== 'link' || line.account <= 0) return []
    const isMeant = ifBorn === undefined || roster.get(line.account)?.dateOfBirth === ifBorn
    return isMeant ? [{ account: line.account, called: line.called, isNamed }] : []
  })
}

/** A link holds as long as nothing that the row says contradicts its account. One to a number below zero is none. */
function linkIn(settled: SettledOn, sought: SoughtAccount, sources: MatchSources): Match | undefined {
  const links = linksIn(settled, sources)
  const accounts = [...new Set(links.map(({ account }) => account))]
  if (accounts.length === 0) return undefined
  const people = accounts.flatMap(id => sources.roster.get(id) ?? [])
  if (people.length === 0)
    return { result: 'missing', suggestions: [], ...say.linkBroken(certain(accounts[0])) }
  const suggestions = people.map(person => weakCandidate(person, 'link', sought))
  if (people.length > 1)
    return {
      result: 'ambiguous',
      suggestions,
      ...say.keysConflict(people.map(person => ['link', person] as const)),
    }
  const person = certain(people[0])
  const why = whyNoLongerMeant(links, sought, person)
  if (why === undefined) return { result: 'matched', person, by: 'link', notes: [] }
  return { result: 'ambiguous', suggestions, ...say.linkContradicted(person, why) }
}

function whyNoLongerMeant(
  links: readonly Link[],
  sought: SoughtAccount,
  person: WorldPerson,
): string | undefined {
  const why = whyNotLinked(sought, person)
  if (why !== undefined) return why
  if (links.every(({ isNamed }) => isNamed === false)) return whyNotNamed(sought, person)
  return links.map(({ called }) => called && whyRenamed(called, sought, person)).find(one => one)
}

function rejectedIn(
  settled: SettledOn,
  { ledger }: MatchSources,
): Pick<SoughtAccount, 'rejected' | 'isNoNewcomer'> {
  const rejections = settled.flatMap(({ print }) => ledger.rejected.get(print) ?? [])
  return {
    rejected: new Set(rejections.flatMap(one => [...one.accounts])),
    isNoNewcomer: rejections.some(one => one.newcomers),
  }
}
