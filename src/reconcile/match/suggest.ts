import { certain } from '../../domain/certain.ts'
import { editsBetween } from '../../domain/nearness.ts'
import { samePerson } from '../../domain/person.ts'
import type { WorldPerson } from '../world/world.ts'
import { type Comparison, differencesIn } from './compare.ts'
import { comparisonWith, type Evidence, isRuledOut, type SoughtAccount, weakCandidate } from './evidence.ts'
import { lineOf } from './ledger.ts'
import type { Candidate, CandidateWhy, Match, Unmatched } from './match.ts'
import { compareNames, foldParts, type NameRelation } from './names.ts'
import { asPerson, foldKey } from './roster.ts'
import * as say from './sentences.ts'

/** No more than this many are worth reading. */
const MOST = 5

/** What can be said of somebody whom no key finds: where the key is, who has such a name, who is nearest. */
export function suggest(sought: SoughtAccount, evidence: readonly Evidence[]): Match {
  return otherwise(sought, evidence) ?? byReference(sought, evidence) ?? byName(sought, evidence)
}

function byName(sought: SoughtAccount, evidence: readonly Evidence[]): Match {
  const { who, where } = sought
  const named = namesakes(sought)
  const [first] = named
  const likely = first && likelySentence(first, sought)
  if (likely) return { result: 'ambiguous', ...likely, suggestions: named }
  const { onefileId } = who.keys
  const hasKeys = evidence.length > 0
  if (named.length > 0 && !hasKeys) {
    const note = say.nameAlone(lineOf(who), where.as, peopleOf(named, sought))
    return { result: 'ambiguous', ...note, suggestions: named }
  }
  const nearest = dedupe([...named, ...slips(sought)]).slice(0, MOST)
  const people = peopleOf(nearest, sought)
  const bare = hasKeys || onefileId === undefined ? undefined : sought.roster.get(onefileId)
  const note = bare ? say.bareId(bare, sought) : say.personUnknown(sought, people, bornOtherwise(sought))
  return { result: 'missing', ...note, suggestions: nearest }
}

/** Whoever has the name and, but for a slip, the date of birth is told apart from all who have only the name. */
function likelySentence({ account, why }: Candidate, sought: SoughtAccount) {
  const person = certain(sought.roster.get(account))
  if (why === 'name-and-birth') return say.nameAndBirth(person, sought, comparisonWith(sought, person))
  if (why === 'near-name-and-birth') return say.nearNameAndBirth(person, comparisonWith(sought, person))
  return why === 'near-birth' ? say.nearBirth(person, sought) : undefined
}

function peopleOf(candidates: readonly Candidate[], { roster }: SoughtAccount): WorldPerson[] {
  return candidates.map(one => certain(roster.get(one.account)))
}

function dedupe(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.toReversed().map(one => [one.account, one])).values()].reverse()
}

/** A key that fits only an account of another kind, or one in another organisation. */
function otherwise(sought: SoughtAccount, evidence: readonly Evidence[]): Match | undefined {
  const { where } = sought
  const mistaken = evidence.find(one => one.otherKind.length > 0 && one.key !== 'email')
  if (mistaken) return asOtherKind(sought, mistaken)
  const away = evidence.find(
    one => one.elsewhere.length > 0 && !(one.key === 'email' && where.as === 'learner'),
  )
  if (!away) return undefined
  const places = [...new Set(away.elsewhere.map(one => one.organisation))].sort((a, b) => a - b)
  return { result: 'missing', ...say.otherOrganisation(away.key, places), suggestions: [] }
}

/** The person's account of the right kind: certain where accounts are linked, else something to choose. */
function asOtherKind(sought: SoughtAccount, { otherKind }: Evidence): Match {
  const { where, roster } = sought
  const ours = roster.shortList(where.as, where.organisation).filter(one => !one.archived)
  const [linked, ...more] = ours.filter(one => otherKind.some(other => sameOne(one, other) === 'certain'))
  if (linked && more.length === 0) return { result: 'matched', person: linked, by: 'link', notes: [] }
  const likely = ours.filter(one => otherKind.some(other => sameOne(one, other) !== null))
  const note = say.otherKind(where.as, otherKind)
  const suggestions = likely.map(one => weakCandidate(one, 'other-kind', sought))
  return { result: likely.length > 0 ? 'ambiguous' : 'missing', ...note, suggestions } satisfies Unmatched
}

/** Whether two accounts are one human being. */
function sameOne(a: WorldPerson, b: WorldPerson): ReturnType<typeof samePerson> {
  return samePerson(asPerson(a), asPerson(b))
}

/** A reference that is an account's but for zeros before it: the likely one is named, and never taken without being asked. */
function byReference(sought: SoughtAccount, evidence: readonly Evidence[]): Match | undefined {
  const found = evidence.find(one => one.key === 'misId' && one.lookalikes.length > 0)
  const people = found?.lookalikes.filter(person => comparisonWith(sought, person).name !== 'different') ?? []
  if (people.length === 0) return undefined
  const note = say.zerosLost(certain(sought.who.keys.misId), people)
  const suggestions = people.map(person => weakCandidate(person, 'near-misId', sought))
  return { result: 'ambiguous', ...note, suggestions }
}

/** Accounts with the same or a near name, the likeliest first. Whoever is certainly another person is left out. */
function namesakes(sought: SoughtAccount): Candidate[] {
  const { who, where, roster } = sought
  const name = foldParts(who.name)
  if (name.words.length === 0) return []
  const found = roster.nearName(name, where.as, where.organisation).flatMap(person => {
    if (isRuledOut(person, sought)) return []
    const comparison = comparisonWith(sought, person)
    const relation = isLikelyRenamed(comparison) ? 'near' : compareNames(name, roster.nameOf(person))
    if (relation === 'different' || isCertainlyAnother(comparison)) return []
    return [namesake(person, relation, comparison, sought)]
  })
  const ranked = found.sort((a, b) => rank(a) - rank(b) || a.account - b.account)
  return withStrength(ranked).slice(0, MOST)
}

/** Accounts of the same name that are left out for their date of birth, to be told. */
function bornOtherwise(sought: SoughtAccount): WorldPerson[] {
  const { who, where, roster } = sought
  const name = foldParts(who.name)
  if (name.words.length === 0 || where.birth === undefined) return []
  return roster
    .nearName(name, where.as, where.organisation)
    .filter(person => compareNames(name, roster.nameOf(person)) === 'same')
    .filter(person => comparisonWith(sought, person).birth === 'differs')
    .slice(0, MOST)
}

/** Whoever marries keeps given name and date of birth; other keys of their own make another person of whoever has both. */
function isLikelyRenamed({ name, birth, misId, uln }: Comparison): boolean {
  return name === 'given' && birth === 'agrees' && misId !== 'differs' && uln !== 'differs'
}

/** Another date of birth makes another person of the same name; so does another ULN, unless they are born on one day. */
function isCertainlyAnother({ birth, uln }: Comparison): boolean {
  return birth === 'differs' || (uln === 'differs' && birth !== 'agrees')
}

function namesake(
  person: WorldPerson,
  relation: Exclude<NameRelation, 'different'>,
  comparison: Comparison,
  { where }: SoughtAccount,
): Candidate {
  const differs = differencesIn(comparison)
  const isLive = !person.archived && person.id > 0
  const isEnough = where.as !== 'learner' || comparison.birth === 'agrees'
  return {
    account: person.id,
    why: whyOf(relation, comparison),
    archived: person.archived,
    isStrong: isLive && relation === 'same' && differs.length === 0 && isEnough,
    differs,
  }
}

function whyOf(relation: Exclude<NameRelation, 'different'>, { birth }: Comparison): CandidateWhy {
  if (birth === 'near') return 'near-birth'
  if (birth === 'agrees') return relation === 'same' ? 'name-and-birth' : 'near-name-and-birth'
  return relation === 'same' ? 'same-name' : 'near-name'
}

const RANKS: Partial<Record<CandidateWhy, number>> = {
  'name-and-birth': 0,
  'near-birth': 1,
  'near-name-and-birth': 2,
  'same-name': 3,
  'near-name': 4,
}

/** Live accounts before archived ones, then by how much agrees. */
function rank({ why, archived }: Candidate): number {
  return (archived ? 10 : 0) + (RANKS[why] ?? 9)
}

/** Of two live accounts that have as much for them, neither is the strong one. */
function withStrength(candidates: readonly Candidate[]): Candidate[] {
  return candidates.map(one => {
    const equals = candidates.filter(other => !other.archived && other.why === one.why)
    return { ...one, isStrong: one.isStrong && equals.length === 1 }
  })
}

/** Accounts whose key is a slip of the keyboard away, and whose name does not say somebody else. */
function slips(sought: SoughtAccount): Candidate[] {
  const { who, where, roster } = sought
  if ((!who.keys.email && !who.keys.misId) || where.as === 'learner') return []
  return roster
    .shortList(where.as, where.organisation)
    .filter(person => !isRuledOut(person, sought))
    .flatMap(person => slipOf(sought, person) ?? [])
    .sort((a, b) => Number(a.archived) - Number(b.archived) || a.account - b.account)
}

function slipOf(sought: SoughtAccount, person: WorldPerson): Candidate | undefined {
  const { email, misId } = sought.who.keys
  const { name } = comparisonWith(sought, person)
  if (name !== 'same' && name !== 'near' && name !== 'unknown') return undefined
  if (email && person.email && isSlip('email', email, person.email))
    return weakCandidate(person, 'near-email', sought)
  return misId && person.misId && isSlip('misId', misId, person.misId)
    ? weakCandidate(person, 'near-misId', sought)
    : undefined
}

function isSlip(key: 'email' | 'misId', ours: string, theirs: string): boolean {
  return editsBetween(foldKey(key, ours), foldKey(key, theirs), 1) === 1
}
