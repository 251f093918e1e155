import { foldCase } from '../../domain/folding.ts'
import { FIELD_TITLES, type PersonFields } from '../../domain/plan.ts'
import { judgeUln } from '../../intake/statement/identifiers.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { AccountRequests, FactRequest } from '../collect/request.ts'
import type { WorkplaceFinder } from '../collect/workplaces.ts'
import { compareNames, type FoldedName, foldParts } from '../match/names.ts'
import { foldKey, type Roster } from '../match/roster.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { nameDamage } from './damage.ts'

/** Fields of an account that are to read otherwise, with what is to be told of it. */
export interface Amendment {
  before: Partial<PersonFields>
  after: Partial<PersonFields>
  notes: readonly HeldReason[]
}

/** What a file's words are looked up in. */
interface Sources {
  workplaces: WorkplaceFinder
  roster: Roster
}

type FieldWishes = { [K in keyof PersonFields]?: NonNullable<PersonFields[K]> }

/** What tells who somebody is. While a question about the account is open, it stays as it is. */
const IDENTIFYING: ReadonlySet<keyof PersonFields> = new Set([
  'firstName',
  'lastName',
  'email',
  'misId',
  'uln',
  'dateOfBirth',
])

/**
 * What a file changes about an account. Keys and the date of birth only fill what is empty; a name changes only where one of
 * its two parts is really another; nothing changes for letter case, for a server that keeps its own would be sent the same
 * change for ever. Rows that disagree leave the field as it is.
 */
export function amend(
  requests: AccountRequests,
  { workplaces, roster }: Sources,
  isInQuestion: boolean,
): Amendment {
  const notes: HeldReason[] = heldUln(requests.person)
  const wishes = requests.facts.map(request => wishOf(request, requests, { workplaces, roster }, notes))
  const before: Partial<Record<keyof PersonFields, unknown>> = {}
  const after: Partial<Record<keyof PersonFields, unknown>> = {}
  for (const field of new Set(wishes.flatMap(wish => Object.keys(wish) as (keyof PersonFields)[]))) {
    const [value, ...others] = new Set(wishes.flatMap(wish => wish[field] ?? []))
    if (others.length > 0) notes.push(disagree(field, requests))
    else if (value !== requests.person[field] && !(isInQuestion && IDENTIFYING.has(field))) {
      before[field] = requests.person[field]
      after[field] = value
    }
  }
  return { before, after, notes } as Amendment
}

function disagree(field: keyof PersonFields, { person, facts }: AccountRequests): HeldReason {
  const rows = facts.map(request => request.place.row ?? '?').join(' and ')
  return reason(
    'facts-disagree',
    `Rows ${rows} disagree on the ${FIELD_TITLES[field]} of ${calledBy(person)}, which stays as it is. Correct the wrong one.`,
  )
}

/** In what rows say different people of one who would be made: whichever row came first would decide. */
export function disagreement({ person, facts }: AccountRequests): HeldReason | undefined {
  const said: Readonly<Record<string, readonly (string | undefined)[]>> = {
    'date of birth': facts.map(request => request.facts.birth),
    'e-mail address': facts.map(({ keys }) => keys.email && foldKey('email', keys.email)),
    ULN: facts.map(({ keys }) => keys.uln && foldKey('uln', keys.uln)),
  }
  const [what] = Object.entries(said).find(([, values]) => new Set(values.filter(Boolean)).size > 1) ?? []
  if (what === undefined) return undefined
  const rows = facts.map(request => request.place.row ?? '?').join(', ')
  return reason(
    'facts-disagree',
    `Rows ${rows} disagree on the ${what} of ${person.firstName} ${person.lastName}, who would be created; correct one of them.`,
  )
}

function wishOf(
  request: FactRequest,
  requests: AccountRequests,
  { workplaces, roster }: Sources,
  notes: HeldReason[],
): FieldWishes {
  const { person } = requests
  const at = workplaces.find(request.facts, person.organisation)
  notes.push(...at.notes)
  const { start, plannedEnd, birth } = request.facts
  const inOrder = datesOutOfOrder(request) === undefined
  return {
    ...nameWish(request, person, notes),
    ...(emailOfAnother(request, requests, roster) ? {} : emailWish(request, person)),
    ...misIdWish(request, person),
    ...(request.keys.uln && !person.uln && foldKey('uln', request.keys.uln) ? { uln: request.keys.uln } : {}),
    ...(inOrder && birth !== undefined && person.dateOfBirth === null ? { dateOfBirth: birth } : {}),
    ...(inOrder && start !== undefined ? { startOn: start } : {}),
    ...(inOrder && plannedEnd !== undefined ? { plannedEndDate: plannedEnd } : {}),
    ...(at.placement !== undefined ? { placement: at.placement } : {}),
    ...(at.classroom !== undefined ? { classroom: at.classroom } : {}),
  }
}

/** Why the dates of a row cannot all be right. None of them is written then. */
export function datesOutOfOrder({
  facts: { birth, start, plannedEnd },
}: FactRequest): HeldReason | undefined {
  if (start === undefined) return undefined
  if (plannedEnd !== undefined && plannedEnd < start)
    return outOfOrder(`The planned end ${plannedEnd} is before the start ${start}`)
  if (birth !== undefined && start <= birth)
    return outOfOrder(`The start ${start} is not after the date of birth ${birth}`)
  return undefined
}

function outOfOrder(what: string): HeldReason {
  return reason('dates-out-of-order', `${what}; correct one of them. No date of the row is used.`)
}

/** An empty MIS id is filled; another one is replaced only where the file says that it is the former one. */
function misIdWish({ keys }: FactRequest, { misId }: WorldPerson): FieldWishes {
  if (!keys.misId) return {}
  if (!misId) return { misId: keys.misId }
  if (foldCase(misId) === foldCase(keys.misId)) return { misId }
  const isFormer = (keys.otherMisIds ?? []).some(one => foldCase(one) === foldCase(misId))
  return isFormer ? { misId: keys.misId } : {}
}

/** Staff sign in with their address, so that only an empty one is filled. An address as it is, however spelt, is stated. */
function emailWish({ keys: { email } }: FactRequest, { email: now, kind }: WorldPerson): FieldWishes {
  if (!email) return {}
  if (now && foldKey('email', email) === foldKey('email', now)) return { email: now }
  return kind === 'learner' || !now ? { email } : {}
}

/** Why a learner is not given an address: somebody of another name, who is no learner, signs in with it. */
export function emailOfAnother(
  { keys: { email } }: FactRequest,
  { person, facts }: AccountRequests,
  roster: Roster,
): HeldReason | undefined {
  if (!email || person.kind !== 'learner') return undefined
  const key = foldKey('email', email)
  if (person.email && foldKey('email', person.email) === key) return undefined
  // A learner whom the file renames has the new name too.
  const names = [roster.nameOf(person), ...facts.map(({ name }) => foldParts(name))]
  const owner = roster.with('email', email).find(one => isOwner(one, key, names, roster))
  if (!owner) return undefined
  const sentence = `The address ${email} is that of ${calledBy(owner)}, ${owner.kind}, and is not given to a learner; correct the row.`
  return reason('email-of-another', sentence)
}

function isOwner(one: WorldPerson, key: string, names: readonly FoldedName[], roster: Roster): boolean {
  if (one.kind === 'learner' || one.archived || !one.email || foldKey('email', one.email) !== key)
    return false
  return names.every(name => compareNames(roster.nameOf(one), name) === 'different')
}

/** A row with another name altogether stands against renaming by other rows. */
function nameWish({ name, keys }: FactRequest, person: WorldPerson, notes: HeldReason[]): FieldWishes {
  const { given, family, knownAs } = name
  const { firstName, lastName } = person
  const damages = nameDamage(name, person)
  notes.push(...damages)
  if (damages.length > 0) return {}
  if (!given || !family || !(keys.misId || keys.uln || keys.onefileId)) return {}
  if (knownAs && foldParts({ given: knownAs }).whole === foldParts({ given: firstName }).whole) return {}
  const [first, last] = [relation(given, firstName), relation(family, lastName)]
  if (isInitials(given) || isInitials(family)) return {}
  const wish = {
    firstName: first === 'different' && last === 'same' ? given : firstName,
    lastName: last === 'different' && first === 'same' ? family : lastName,
  }
  const isRenamed = wish.firstName !== firstName || wish.lastName !== lastName
  if (!isRenamed || !name.isGuess) return wish
  notes.push(guessedName(`${given} ${family}`, person))
  return {}
}

function guessedName(name: string, { id, firstName, lastName }: WorldPerson): HeldReason {
  return reason(
    'name-guessed',
    `The encoding of the file is a guess, so account ${id} stays "${firstName} ${lastName}" though the file has "${name}". If that is right, name the encoding in the mapping.`,
  )
}

/** A held ULN that cannot be one finds nobody, and is not replaced. */
function heldUln({ id, uln, kind }: WorldPerson): HeldReason[] {
  if (kind !== 'learner' || !uln) return []
  const { verdict, because } = judgeUln(uln)
  if (verdict === 'valid' || verdict === 'temporary' || because === undefined) return []
  return [
    reason(
      'uln-held-invalid',
      `Account ${id} has the ULN ${uln}, which is not valid because ${because}. Correct the account.`,
    ),
  ]
}

/** Initials stand for a name, and are none to be written in its place. */
function isInitials(part: string): boolean {
  return single(part).words.every(word => word.length === 1)
}

/** A name cut short (Orla, Orlagh) is what somebody goes by, and no other name. */
function relation(a: string, b: string): ReturnType<typeof compareNames> {
  if (a === b) return 'same'
  const [left, right] = [single(a), single(b)]
  const isShort = left.letters.startsWith(right.letters) || right.letters.startsWith(left.letters)
  const relation = compareNames(left, right)
  return relation === 'different' && isShort ? 'near' : relation
}

function single(part: string): FoldedName {
  return foldParts({ full: part })
}
