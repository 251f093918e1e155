import { KIND_TITLES } from '../../domain/account.ts'
import { foldNameLoosely } from '../../domain/folding.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { compareNames, foldParts } from './names.ts'
import { foldKey } from './roster.ts'

/**
 * What typed words came to: `one` where they mean exactly one account; `several` to choose from, the likeliest first;
 * `none` with accounts that come near.
 */
type Lookup =
  | { result: 'one'; person: WorldPerson }
  | { result: 'several'; people: readonly WorldPerson[] }
  | { result: 'none'; nearest: readonly WorldPerson[] }

/** No more than this many are worth reading. */
const MOST = 10

/**
 * The one place that understands a person as somebody types them: a name (`Ina Stead`, `Stead, Ina`), a reference (MIS id), a
 * ULN, an e-mail address, or the number of an account. Every command that takes a person asks here.
 *
 * Exactly one account that fits a number, key or whole name is `one`. Where a number is an account's and also another account's
 * reference, or where two accounts share a name or key, it is `several`: never a guess, and an archived account is never taken
 * for a live one. Parts of a name only come near. `people` is whoever may be meant: filter it by kind or centre first.
 */
export function findPerson(words: string, people: readonly WorldPerson[]): Lookup {
  const exact = people.filter(person => isMeant(words, person))
  const [only, ...more] = exact
  if (!only) return { result: 'none', nearest: findPeople(words, people).slice(0, MOST) }
  return more.length === 0 ? { result: 'one', person: only } : { result: 'several', people: inOrder(exact) }
}

/**
 * Everybody whom words may mean, the likeliest first: whoever `findPerson` would take, then all whose name, reference or
 * address has every one of the words in it. For lists such as that of `caseload find`.
 */
export function findPeople(words: string, people: readonly WorldPerson[]): readonly WorldPerson[] {
  const exact = people.filter(person => isMeant(words, person))
  const parts = foldNameLoosely(words.replaceAll(',', ' ')).split(' ').filter(Boolean)
  const others = people.filter(person => !exact.includes(person) && hasEvery(parts, person))
  return [...inOrder(exact), ...inOrder(others)]
}

function isMeant(words: string, person: WorldPerson): boolean {
  const typed = words.trim()
  if (typed === '') return false
  if (/^[1-9]\d{0,14}$/.test(typed) && Number(typed) === person.id) return true
  return hasKey(typed, person) || hasName(typed, person)
}

function hasKey(typed: string, person: WorldPerson): boolean {
  return (['misId', 'uln', 'email'] as const).some(key => {
    const folded = foldKey(key, typed)
    return folded !== '' && folded === foldKey(key, person[key] ?? '')
  })
}

function hasName(typed: string, { firstName, lastName }: WorldPerson): boolean {
  const [family = '', given] = typed.split(',', 2)
  const name = given === undefined ? { full: typed } : { given: given.trim(), family: family.trim() }
  return compareNames(foldParts(name), foldParts({ given: firstName, family: lastName })) === 'same'
}

function hasEvery(
  parts: readonly string[],
  { firstName, lastName, misId, uln, email }: WorldPerson,
): boolean {
  if (parts.length === 0) return false
  const text = foldNameLoosely([firstName, lastName, misId, uln, email].filter(Boolean).join(' '))
  return parts.every(part => text.includes(part))
}

/** Live accounts before archived ones, then by name and number. */
function inOrder(people: readonly WorldPerson[]): WorldPerson[] {
  return [...people].sort(
    (a, b) =>
      Number(a.archived) - Number(b.archived) ||
      a.lastName.localeCompare(b.lastName, 'en') ||
      a.firstName.localeCompare(b.firstName, 'en') ||
      a.id - b.id,
  )
}

/** What one goes by to tell an account from another: kind, reference, birth date, ULN, address, centre, archived or not. */
export function describePerson(
  person: WorldPerson,
  organisations: readonly { id: number; name: string }[] = [],
): string {
  const { kind, misId, dateOfBirth, uln, email, organisation, archived } = person
  const centre = organisations.length > 1 && organisations.find(one => one.id === organisation)?.name
  const parts = [
    calledBy(person),
    KIND_TITLES[kind],
    misId ? `reference ${misId}` : 'no reference',
    dateOfBirth && `born ${dateOfBirth}`,
    uln && `ULN ${uln}`,
    email,
    centre,
    archived && 'archived',
  ]
  return parts.filter(Boolean).join(', ')
}
