import { foldCase } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import { lineOf } from './ledger.ts'
import type { Candidate, CandidateWhy, Match, Matched, MatchNote, Unmatched, Where } from './match.ts'
import { compareNames, foldParts, sharePart } from './names.ts'
import { accountsOf, foldKey, type Roster } from './roster.ts'
import * as say from './sentences.ts'

/** Somebody who is looked for. */
export interface Sought {
  who: Naming
  where: Where
  roster: Roster
  /** Accounts that somebody has said it is not. */
  rejected: ReadonlySet<Id>
}

type Key = 'id' | 'misId' | 'uln' | 'email'

/** The accounts that one key of a naming finds, by how far they can be used. */
export interface Evidence {
  key: Key
  live: readonly WorldPerson[]
  archived: readonly WorldPerson[]
  /** In the organisation, of a kind that cannot stand where the naming stands. */
  otherKind: readonly WorldPerson[]
  elsewhere: readonly WorldPerson[]
}

/** Looks up every key of a naming, the surest first. */
export function gather(sought: Sought): Evidence[] {
  const { who, roster } = sought
  const { onefileId, misId, otherMisIds = [], uln, email } = who.keys
  const found: Evidence[] = []
  if (onefileId !== undefined) found.push(sort('id', [roster.get(onefileId)], sought))
  if (misId) found.push(sort('misId', roster.with('misId', misId), sought))
  for (const other of otherMisIds) {
    const evidence = sort('misId', roster.with('misId', other), sought)
    if (evidence.live.length + evidence.archived.length > 0) found.push(evidence)
  }
  if (uln) found.push(sort('uln', roster.with('uln', uln), sought))
  if (email) found.push(sort('email', roster.with('email', email), sought))
  return found
}

function sort(key: Key, people: readonly (WorldPerson | undefined)[], { where, rejected }: Sought): Evidence {
  const kinds = accountsOf(where.as)
  const evidence = { key, live: [], archived: [], otherKind: [], elsewhere: [] } as {
    key: Key
  } & Record<'live' | 'archived' | 'otherKind' | 'elsewhere', WorldPerson[]>
  for (const person of people) {
    if (!person || rejected.has(person.id)) continue
    if (where.organisation !== undefined && person.organisation !== where.organisation) {
      if (kinds.includes(person.kind)) evidence.elsewhere.push(person)
    } else if (!kinds.includes(person.kind)) evidence.otherKind.push(person)
    else if (person.archived) evidence.archived.push(person)
    else evidence.live.push(person)
  }
  return evidence
}

/** An account as something to choose. */
export function candidate({ id, archived }: WorldPerson, why: CandidateWhy): Candidate {
  return { account: id, why, archived }
}

/** What the keys settle; nothing where no key fits anybody. Only an account's own number tells two live ones apart. */
export function byKeys(sought: Sought, evidence: readonly Evidence[]): Match | undefined {
  const firm = evidence.filter(one => !isWeak(one, sought))
  const first = firm.find(one => one.live.length === 1)
  const several = first?.key === 'id' ? undefined : firm.find(one => one.live.length > 1)
  if (several) return ambiguous(say.severalLive(several.key, several.live), several.live, several.key)
  if (first) return settle(sought, evidence, first, firm)
  return byArchived(sought, firm) ?? byLearnersEmail(sought, evidence)
}

/** Families share addresses: a learner's finds nobody by itself. */
function isWeak({ key }: Evidence, { where }: Sought): boolean {
  return key === 'email' && where.as === 'learner'
}

function ambiguous(note: MatchNote, people: readonly WorldPerson[], why: CandidateWhy): Unmatched {
  return { result: 'ambiguous', ...note, suggestions: people.map(person => candidate(person, why)) }
}

function settle(sought: Sought, all: readonly Evidence[], first: Evidence, firm: readonly Evidence[]): Match {
  const person = first.live[0]!
  const against = firm.filter(one => pointsElsewhere(one, person, sought))
  if (against.length > 0) {
    const fits = [first, ...against].map(one => [one.key, one.live[0] ?? one.archived[0]!] as const)
    const people = [...new Set(fits.map(([, one]) => one))]
    return { ...ambiguous(say.keysConflict(fits), people, first.key) }
  }
  const doubt = doubtOf(sought, first, person)
  if (doubt) return ambiguous(doubt, [person], first.key)
  return { result: 'matched', person, by: first.key, notes: notesOn(sought, all, first, person) }
}

/**
 * An archived account of the same name is the person's former one, unless the row gives its very number; any other account is
 * somebody else's.
 */
function pointsElsewhere(
  { key, live, archived }: Evidence,
  person: WorldPerson,
  { roster }: Sought,
): boolean {
  if (live.length > 0) return !live.includes(person)
  if (key === 'id') return archived.length > 0
  const isFormer = (one: WorldPerson) => compareNames(roster.nameOf(one), roster.nameOf(person)) === 'same'
  return archived.length > 0 && !archived.some(isFormer)
}

/** Reasons not to believe the one key that fits. */
function doubtOf(sought: Sought, { key }: Evidence, person: WorldPerson): MatchNote | undefined {
  if (key === 'uln' && hasOtherMisId(sought, person) && !namesAgree(sought, person))
    return say.ulnOtherPerson(person)
  if (key === 'email' && !namesAgree(sought, person)) return say.emailOtherName(person)
  return undefined
}

/** Whether file and account both have a MIS id, and they differ. */
export function hasOtherMisId({ who: { keys } }: Sought, { misId }: WorldPerson): boolean {
  if (!keys.misId || !misId) return false
  return ![keys.misId, ...(keys.otherMisIds ?? [])].some(one => foldCase(one) === foldCase(misId))
}

/** Whether file and account both have a real ULN, and they differ: then they are two people. */
export function hasOtherUln({ who: { keys } }: Sought, { uln }: WorldPerson): boolean {
  const [ours, theirs] = [foldKey('uln', keys.uln ?? ''), foldKey('uln', uln ?? '')]
  return ours !== '' && theirs !== '' && ours !== theirs
}

/** Whether the names share a part, or the file gives none. */
function namesAgree({ who, roster }: Sought, person: WorldPerson): boolean {
  if (who.name.family === person.lastName && who.name.given === person.firstName) return true
  const name = foldParts(who.name)
  return name.words.length === 0 || sharePart(name, roster.nameOf(person))
}

function notesOn(
  sought: Sought,
  all: readonly Evidence[],
  first: Evidence,
  person: WorldPerson,
): MatchNote[] {
  const others = all.filter(one => one !== first)
  const unknown = others.filter(one => count(one) === 0 && one.key !== 'email')
  const mail = others.find(one => isWeak(one, sought))
  const sharing = mail ? mail.live.filter(one => one !== person) : []
  return [
    ...(first.archived.length > 0 ? [say.archivedTwin(person, first.archived)] : []),
    ...(first.key === 'misId' || !hasOtherMisId(sought, person) ? [] : [say.misIdDiffers(person)]),
    ...(person.id < 0
      ? []
      : unknown.filter(one => isRefuted(one, person)).map(one => say.keyUnknown(one.key, person))),
    ...(sharing.length > 0 ? [say.emailShared(person, sharing)] : []),
    ...(namesAgree(sought, person) ? [] : [say.nameDiffers(person, lineOf(sought.who))]),
    ...(isUnusable(sought.who.keys.uln) ? [say.ulnUnusable(sought.who.keys.uln!)] : []),
  ]
}

/** Reading has said so already where it read the cell; other sources of names may not have. */
function isUnusable(uln: string | undefined): boolean {
  return uln !== undefined && foldKey('uln', uln) === ''
}

function count({ live, archived, otherKind, elsewhere }: Evidence): number {
  return live.length + archived.length + otherKind.length + elsewhere.length
}

/** An account without the key may get it; one with another contradicts it. A MIS id has a remark of its own. */
function isRefuted({ key }: Evidence, person: WorldPerson): boolean {
  return key === 'id' || (key === 'uln' && Boolean(person.uln) && foldKey('uln', person.uln ?? '') !== '')
}

function byArchived(sought: Sought, firm: readonly Evidence[]): Match | undefined {
  const found = firm.find(one => one.archived.length > 0)
  if (!found) return undefined
  if (found.archived.length > 1)
    return ambiguous(say.severalLive(found.key, found.archived), found.archived, found.key)
  const person = found.archived[0]!
  const doubt = doubtOf(sought, found, person)
  if (doubt) return ambiguous(doubt, [person], found.key)
  return { result: 'matched', person, by: found.key, notes: [say.archivedOnly(person)] }
}

/** A learner's address and name together find somebody whom no key of the row contradicts. */
function byLearnersEmail(sought: Sought, evidence: readonly Evidence[]): Match | undefined {
  const mail = evidence.find(one => isWeak(one, sought))
  const people = mail ? [...mail.live, ...mail.archived].filter(one => !hasOtherUln(sought, one)) : []
  if (people.length === 0) return undefined
  const name = foldParts(sought.who.name)
  const same = people.filter(one => compareNames(name, sought.roster.nameOf(one)) === 'same')
  const live = same.filter(one => !one.archived && !hasOtherMisId(sought, one))
  if (live.length === 1) return emailAndName(live[0]!, people)
  const close = people.filter(one => !isSibling(sought, one))
  return close.length > 0 ? ambiguous(say.emailAlone(close), close, 'email') : undefined
}

/** A family shares its address: with keys of its own, a row of another name means somebody else of the family. */
function isSibling({ who, roster }: Sought, person: WorldPerson): boolean {
  const hasKeys = Boolean(who.keys.misId || who.keys.uln)
  return hasKeys && compareNames(foldParts(who.name), roster.nameOf(person)) === 'different'
}

function emailAndName(person: WorldPerson, sharing: readonly WorldPerson[]): Matched {
  const others = sharing.filter(one => one !== person)
  const notes = others.length > 0 ? [say.emailShared(person, others)] : []
  return { result: 'matched', person, by: 'email-and-name', notes }
}
