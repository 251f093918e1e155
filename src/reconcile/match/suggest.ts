import { editsBetween } from '../../domain/nearness.ts'
import { samePerson } from '../../domain/person.ts'
import type { WorldPerson } from '../world/world.ts'
import { candidate, type Evidence, hasOtherUln, type Sought } from './evidence.ts'
import { lineOf } from './ledger.ts'
import type { Candidate, Match, Unmatched } from './match.ts'
import { compareNames, foldParts } from './names.ts'
import { accountsOf, foldKey } from './roster.ts'
import * as say from './sentences.ts'

/** No more than this many are worth reading. */
const MOST = 5

/** What can be said of somebody whom no key finds: where the key is, who has such a name, who is nearest. */
export function suggest(sought: Sought, evidence: readonly Evidence[]): Match {
  const { who, where } = sought
  const misplaced = otherwise(sought, evidence)
  if (misplaced) return misplaced
  const named = lineOf(who)
  const byName = namesakes(sought)
  const hasKeys = evidence.length > 0
  if (byName.length > 0 && !hasKeys) {
    const people = peopleOf(byName, sought)
    return { result: 'ambiguous', ...say.nameAlone(named, where.as, people), suggestions: byName }
  }
  const nearest = dedupe([...byName, ...slips(sought)]).slice(0, MOST)
  const called = named === '' ? (who.keys.misId ?? who.keys.email ?? who.keys.uln ?? '') : named
  const people = peopleOf(nearest, sought)
  return { result: 'missing', ...say.personUnknown(called, where.as, people), suggestions: nearest }
}

function peopleOf(candidates: readonly Candidate[], { roster }: Sought): WorldPerson[] {
  return candidates.map(one => roster.get(one.account)!)
}

function dedupe(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.toReversed().map(one => [one.account, one])).values()].reverse()
}

/** A key that fits only an account of another kind, or one in another organisation. */
function otherwise(sought: Sought, evidence: readonly Evidence[]): Match | undefined {
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
function asOtherKind(sought: Sought, { otherKind }: Evidence): Match {
  const { where, roster } = sought
  const ours = roster.shortList(where.as, where.organisation).filter(one => !one.archived)
  const certain = ours.filter(one => otherKind.some(other => sameOne(one, other) === 'certain'))
  if (certain.length === 1) return { result: 'matched', person: certain[0]!, by: 'link', notes: [] }
  const likely = ours.filter(one => otherKind.some(other => sameOne(one, other) !== null))
  const note = say.otherKind(where.as, otherKind)
  const suggestions = likely.map(one => candidate(one, 'other-kind'))
  return { result: likely.length > 0 ? 'ambiguous' : 'missing', ...note, suggestions } satisfies Unmatched
}

/** Whether two accounts are one human being. */
function sameOne(a: WorldPerson, b: WorldPerson): ReturnType<typeof samePerson> {
  return samePerson(withFolded(a), withFolded(b))
}

function withFolded(person: WorldPerson) {
  return { ...person, emailFolded: foldKey('email', person.email ?? '') }
}

/** Accounts with the same or a near name, the nearest first. Whoever is certainly another person is left out. */
function namesakes(sought: Sought): Candidate[] {
  const { who, where, roster, rejected } = sought
  const name = foldParts(who.name)
  if (name.words.length === 0) return []
  const found = roster.nearName(name, where.as, where.organisation).flatMap(person => {
    const relation = compareNames(name, roster.nameOf(person))
    if (relation === 'different' || rejected.has(person.id) || isCertainlyAnother(sought, person)) return []
    return [candidate(person, relation === 'same' ? 'same-name' : 'near-name')]
  })
  return found.sort((a, b) => rank(a) - rank(b) || a.account - b.account).slice(0, MOST)
}

function rank({ why, archived }: Candidate): number {
  return (why === 'same-name' ? 0 : 2) + (archived ? 1 : 0)
}

/** A different ULN or date of birth makes another person of the same name. */
function isCertainlyAnother(sought: Sought, person: WorldPerson): boolean {
  const { birth } = sought.where
  return (
    hasOtherUln(sought, person) ||
    (birth !== undefined && person.dateOfBirth !== null && birth !== person.dateOfBirth)
  )
}

/** Accounts whose key is one or two slips of the keyboard away. */
function slips({ who, where, roster, rejected }: Sought): Candidate[] {
  const { email, misId } = who.keys
  if (!email && !misId) return []
  const people = where.as === 'learner' ? [] : roster.shortList(where.as, where.organisation)
  const near = people.flatMap(person => {
    if (rejected.has(person.id) || !accountsOf(where.as).includes(person.kind)) return []
    const byMail = email && person.email ? editsBetween(email, foldKey('email', person.email), 3) : 9
    const byRef =
      misId && person.misId ? editsBetween(foldKey('misId', misId), foldKey('misId', person.misId), 1) : 9
    if (byMail <= 3) return [{ one: candidate(person, 'near-email'), edits: byMail }]
    return byRef <= 1 ? [{ one: candidate(person, 'near-misId'), edits: byRef }] : []
  })
  return near.sort((a, b) => a.edits - b.edits || a.one.account - b.one.account).map(({ one }) => one)
}
