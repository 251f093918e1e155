import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import { type Comparison, compare, contradictionsIn, hasSecondKey, saysAnother } from './compare.ts'
import { lineOf } from './ledger.ts'
import type { Candidate, CandidateWhy, Match, Matched, MatchNote, Unmatched, Where } from './match.ts'
import { compareNames, foldParts } from './names.ts'
import { accountsOf, foldKey, type Roster } from './roster.ts'
import * as say from './sentences.ts'

/** Somebody who is looked for. */
export interface SoughtAccount {
  who: Naming
  where: Where
  roster: Roster
  /** Accounts that somebody has said it is not. */
  rejected: ReadonlySet<Id>
  /** Whether somebody has said that it is nobody of that name who is only about to be made. */
  isNoNewcomer: boolean
}

export type Key = 'id' | 'misId' | 'uln' | 'email'

/** The accounts that one key of a naming finds, by how far they can be used. */
export interface Evidence {
  key: Key
  live: readonly WorldPerson[]
  archived: readonly WorldPerson[]
  /** In the organisation, of a kind that cannot stand where the naming stands. */
  otherKind: readonly WorldPerson[]
  elsewhere: readonly WorldPerson[]
  /** Accounts whose reference differs only in what spreadsheets lose: zeros before it, letter case, braces. */
  lookalikes: readonly WorldPerson[]
}

/** Looks up every key of a naming, the surest first. */
export function gather(sought: SoughtAccount): Evidence[] {
  const { who, roster } = sought
  const { misId, otherMisIds = [], uln, email } = who.keys
  const found: Evidence[] = byNumber(sought)
  if (misId) found.push(byReference(misId, sought))
  for (const other of otherMisIds) {
    const evidence = byReference(other, sought)
    if (evidence.live.length + evidence.archived.length > 0) found.push(evidence)
  }
  if (uln) found.push(sort('uln', roster.with('uln', uln), sought))
  if (email) found.push(sort('email', roster.with('email', email), sought))
  return found
}

/** A bare number may be another system's: it counts only for an account of the same name. */
function byNumber(sought: SoughtAccount): Evidence[] {
  const { onefileId, isBareId } = sought.who.keys
  if (onefileId === undefined) return []
  const person = sought.roster.get(onefileId)
  if (isBareId && !(person && isOfName(sought, person))) return []
  return [sort('id', person ? [person] : [], sought)]
}

function isOfName(sought: SoughtAccount, person: WorldPerson): boolean {
  const { name } = comparisonWith(sought, person)
  return name === 'same' || name === 'near'
}

/** Exact text wins over what is the same but for letter case and braces; what is the same but for zeros only comes near. */
function byReference(reference: string, sought: SoughtAccount): Evidence {
  const found = sort('misId', sought.roster.with('misId', reference), sought)
  const number = sort('misId', sought.roster.withNumber(reference), sought)
  const isExact = (person: WorldPerson) => person.misId === reference || !person.misId
  const isAnyExact = [...found.live, ...found.archived].some(isExact)
  const live = isAnyExact ? found.live.filter(isExact) : found.live
  const isFormer = (person: WorldPerson) =>
    live.some(one => compareNames(sought.roster.nameOf(one), sought.roster.nameOf(person)) === 'same')
  const archived = isAnyExact
    ? found.archived.filter(person => isExact(person) || isFormer(person))
    : found.archived
  const taken = { ...found, live, archived }
  const fitting = new Set([...taken.live, ...taken.archived])
  const alike = [...found.live, ...number.live, ...found.archived, ...number.archived]
  return { ...taken, lookalikes: [...new Set(alike)].filter(person => !fitting.has(person)) }
}

function sort(key: Key, people: readonly WorldPerson[], sought: SoughtAccount): Evidence {
  const { where, rejected } = sought
  const kinds = accountsOf(where.as)
  const known = people.filter(person => !rejected.has(person.id))
  const isHere = ({ organisation }: WorldPerson) =>
    where.organisation === undefined || organisation === where.organisation
  const here = known.filter(isHere)
  const fitting = here.filter(person => kinds.includes(person.kind))
  return {
    key,
    live: fitting.filter(person => !person.archived),
    archived: fitting.filter(person => person.archived),
    otherKind: here.filter(person => !kinds.includes(person.kind)),
    elsewhere: known.filter(person => !isHere(person) && kinds.includes(person.kind)),
    lookalikes: [],
  }
}

/**
 * Whether somebody has said that an account, or somebody who is only about to be made, is not the one whom a name suggests.
 */
export function isRuledOut({ id }: WorldPerson, { rejected, isNoNewcomer }: SoughtAccount): boolean {
  return rejected.has(id) || (isNoNewcomer && id < 0)
}

/** What a naming and an account say of each other. */
export function comparisonWith({ who, where, roster }: SoughtAccount, person: WorldPerson): Comparison {
  return compare({ who, birth: where.birth }, person, roster)
}

/** What the keys come to; nothing where no key fits anybody. Only an account's own number tells two live ones apart. */
export function byKeys(sought: SoughtAccount, evidence: readonly Evidence[]): Match | undefined {
  const firm = evidence.filter(one => !isWeak(one, sought))
  const first = firm.find(one => one.live.length === 1)
  const several = first?.key === 'id' ? undefined : firm.find(one => one.live.length > 1)
  if (several) return ambiguous(say.severalLive(several.key, several.live), several.live, several.key, sought)
  const lossy = first?.key === 'id' ? undefined : firm.find(one => isLossy(one, sought))
  if (lossy) return lostZeros(lossy, sought)
  if (first) return decide(sought, evidence, first, firm)
  return byArchived(sought, evidence, firm) ?? byLearnersEmail(sought, evidence)
}

/** Families share addresses: a learner's finds nobody by itself. */
function isWeak({ key }: Evidence, { where }: SoughtAccount): boolean {
  return key === 'email' && where.as === 'learner'
}

/** A reference that came as a number may have lost what tells two accounts apart. */
function isLossy({ key, live, archived, lookalikes }: Evidence, { who }: SoughtAccount): boolean {
  return (
    key === 'misId' &&
    who.keys.isNumber === true &&
    live.length + archived.length > 0 &&
    lookalikes.length > 0
  )
}

function lostZeros({ live, archived, lookalikes }: Evidence, sought: SoughtAccount): Unmatched {
  const people = [...live, ...archived, ...lookalikes]
  return ambiguous(say.numberReference(certain(sought.who.keys.misId), people), people, 'near-misId', sought)
}

function ambiguous(
  note: MatchNote,
  people: readonly WorldPerson[],
  why: CandidateWhy,
  sought: SoughtAccount,
): Unmatched {
  return {
    result: 'ambiguous',
    ...note,
    suggestions: people.map(person => weakCandidate(person, why, sought)),
  }
}

/** An account as something to choose, and never in bulk. */
export function weakCandidate(person: WorldPerson, why: CandidateWhy, sought: SoughtAccount): Candidate {
  const differs = contradictionsIn(comparisonWith(sought, person))
  return { account: person.id, why, archived: person.archived, isStrong: false, differs }
}

function decide(
  sought: SoughtAccount,
  all: readonly Evidence[],
  first: Evidence,
  firm: readonly Evidence[],
): Match {
  const person = certain(first.live[0])
  const conflict = conflictOf(sought, first, firm, person)
  if (conflict) return conflict
  const doubt = doubtOf(sought, first, person)
  if (doubt) return ambiguous(doubt, namedIn(doubt, sought), first.key, sought)
  return { result: 'matched', person, by: first.key, notes: notesOn(sought, all, first, person) }
}

function conflictOf(
  sought: SoughtAccount,
  first: Evidence,
  firm: readonly Evidence[],
  person: WorldPerson,
): Unmatched | undefined {
  const against = firm.filter(one => pointsElsewhere(one, person, sought.roster))
  if (against.length === 0) return undefined
  const fits = [
    [first.key, person] as const,
    ...against.map(one => [one.key, one.live[0] ?? certain(one.archived[0])] as const),
  ]
  const people = [...new Set(fits.map(([, one]) => one))]
  return ambiguous(say.keysConflict(fits), people, first.key, sought)
}

/**
 * An archived account of the same name is the person's former one, unless the row gives its very number; any other account is
 * somebody else's.
 */
export function pointsElsewhere(
  { key, live, archived }: Evidence,
  person: WorldPerson,
  roster: Roster,
): boolean {
  if (live.length > 0) return !live.includes(person)
  if (archived.includes(person)) return false
  if (key === 'id') return archived.length > 0
  const isFormer = (one: WorldPerson) => compareNames(roster.nameOf(one), roster.nameOf(person)) === 'same'
  return archived.length > 0 && !archived.some(isFormer)
}

/** Reasons not to believe the one key that fits. */
function doubtOf(sought: SoughtAccount, { key }: Evidence, person: WorldPerson): MatchNote | undefined {
  const comparison = comparisonWith(sought, person)
  if (saysAnother(comparison, key)) return say.rowSaysAnother(key, person, sought, comparison)
  const named = likelierByName(sought, person, comparison, key)
  return named && say.namesAnother(key, person, named, sought)
}

/** The accounts that a remark names: each may be the one that is meant. */
function namedIn({ candidates = [] }: MatchNote, { roster }: SoughtAccount): WorldPerson[] {
  return candidates.flatMap(id => roster.get(id) ?? [])
}

/** Another live account of exactly the name that the row gives, where the account of the key has another one. */
function likelierByName(
  sought: SoughtAccount,
  person: WorldPerson,
  comparison: Comparison,
  key: Key,
): WorldPerson | undefined {
  const isOther = ['family', 'given', 'different'].includes(comparison.name)
  if (!isOther || hasSecondKey(comparison, key)) return undefined
  const { who, where, roster } = sought
  const name = foldParts(who.name)
  return roster.nearName(name, where.as, where.organisation).find(one => {
    if (one.archived || one.id < 0 || one === person) return false
    if (compareNames(name, roster.nameOf(one)) !== 'same') return false
    const { birth, uln } = comparisonWith(sought, one)
    if (birth === 'differs' || uln === 'differs') return false
    return birth === 'agrees' || comparison.birth !== 'agrees'
  })
}

function notesOn(
  sought: SoughtAccount,
  all: readonly Evidence[],
  first: Evidence,
  person: WorldPerson,
): MatchNote[] {
  const { who } = sought
  const comparison = comparisonWith(sought, person)
  const others = all.filter(one => one !== first)
  const unknown = others.filter(one => count(one) === 0 && one.key !== 'email')
  const mail = others.find(one => isWeak(one, sought))
  const sharing = mail ? mail.live.filter(one => one !== person) : []
  const isOtherName = comparison.name === 'different' || comparison.name === 'family'
  return [
    ...twinNotes(first, person),
    ...all.flatMap(one =>
      one.lookalikes.length > 0 ? [say.referenceLookalike(person, one.lookalikes)] : [],
    ),
    ...(first.key === 'misId' || comparison.misId !== 'differs' ? [] : [say.misIdDiffers(person)]),
    ...(person.id < 0
      ? []
      : unknown.filter(one => isRefuted(one, person)).map(one => say.keyUnknown(one.key, person))),
    ...(sharing.length > 0 ? [say.emailShared(person, sharing)] : []),
    ...(isOtherName ? [say.nameDiffers(person, lineOf(who))] : []),
    ...(comparison.birth === 'differs' || comparison.birth === 'near'
      ? [say.birthDiffers(person, certain(sought.where.birth))]
      : []),
    ...(isUnusable(who.keys.uln) ? [say.ulnUnusable(certain(who.keys.uln))] : []),
  ]
}

/** Where a former account has the key too, everybody who has it is named, also the person's account of another kind. */
function twinNotes({ key, archived, otherKind }: Evidence, person: WorldPerson): MatchNote[] {
  return archived.length > 0 ? [say.archivedTwin(key, person, [...archived, ...otherKind])] : []
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

function byArchived(
  sought: SoughtAccount,
  evidence: readonly Evidence[],
  firm: readonly Evidence[],
): Match | undefined {
  const found = firm.find(one => one.archived.length > 0)
  if (!found) return undefined
  if (found.archived.length > 1)
    return ambiguous(say.severalLive(found.key, found.archived), found.archived, found.key, sought)
  const person = certain(found.archived[0])
  const conflict = conflictOf(sought, found, firm, person)
  if (conflict) return conflict
  const doubt = doubtOf(sought, found, person)
  if (doubt) return ambiguous(doubt, namedIn(doubt, sought), found.key, sought)
  const notes = notesOn(sought, evidence, { ...found, archived: [] }, person)
  return { result: 'matched', person, by: found.key, notes: [say.archivedOnly(person), ...notes] }
}

/** A learner's address and name together find somebody whom no key of the row contradicts. */
function byLearnersEmail(sought: SoughtAccount, evidence: readonly Evidence[]): Match | undefined {
  const mail = evidence.find(one => isWeak(one, sought))
  const people = mail ? [...mail.live, ...mail.archived].filter(one => !isContradicted(sought, one)) : []
  if (people.length === 0) return undefined
  const name = foldParts(sought.who.name)
  const same = people.filter(one => compareNames(name, sought.roster.nameOf(one)) === 'same')
  const live = same.filter(one => !one.archived && comparisonWith(sought, one).birth !== 'near')
  if (live.length === 1) return emailAndName(certain(live[0]), people)
  const close = people.filter(one => !isSibling(sought, one) && !isNearNamesake(sought, one))
  return close.length > 0 ? ambiguous(say.emailAlone(close), close, 'email', sought) : undefined
}

/** Whether MIS id, ULN or date of birth say that it is somebody else. */
function isContradicted(sought: SoughtAccount, person: WorldPerson): boolean {
  return contradictionsIn(comparisonWith(sought, person)).length > 0
}

/** Somebody of the name whose date of birth a slip may have changed: the name suggests them, and says so. */
function isNearNamesake(sought: SoughtAccount, person: WorldPerson): boolean {
  const { name, birth } = comparisonWith(sought, person)
  return birth === 'near' && (name === 'same' || name === 'near')
}

/** A family shares its address: with keys of its own, a row of another name means somebody else of the family. */
function isSibling(sought: SoughtAccount, person: WorldPerson): boolean {
  const { who, where } = sought
  const hasKeys = Boolean(who.keys.misId || who.keys.uln || where.birth)
  const { name } = comparisonWith(sought, person)
  return hasKeys && name !== 'same' && name !== 'near' && name !== 'unknown'
}

function emailAndName(person: WorldPerson, sharing: readonly WorldPerson[]): Matched {
  const others = sharing.filter(one => one !== person)
  const notes = others.length > 0 ? [say.emailShared(person, others)] : []
  return { result: 'matched', person, by: 'email-and-name', notes }
}
