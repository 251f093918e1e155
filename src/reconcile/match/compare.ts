import type { CalendarDate } from '../../domain/time.ts'
import { judgeEmail } from '../../intake/statement/identifiers.ts'
import type { Naming } from '../../intake/statement/statement.ts'
import type { WorldPerson } from '../world/world.ts'
import { compareBirths } from './birth.ts'
import { foldParts, likenessOf, type NameLikeness } from './names.ts'
import { numberIn } from './reference.ts'
import { foldKey, type Roster } from './roster.ts'

/** What a row and an account can be compared by. */
export type NameTrait = 'name' | 'birth' | 'misId' | 'uln' | 'email'

/** Whether a row and an account say the same. `unknown` where one of them says nothing. */
type PartRelation = 'agrees' | 'near' | 'differs' | 'unknown'

/** A row beside an account, trait by trait. A name has shades of its own. */
export interface Comparison extends Record<Exclude<NameTrait, 'name'>, PartRelation> {
  name: NameLikeness | 'unknown'
}

/** What a row gives of somebody that can be compared with an account. */
interface DescribedPerson {
  who: Naming
  birth?: CalendarDate | undefined
}

/** Compares everything that a row and an account both give. */
export function compare({ who, birth }: DescribedPerson, person: WorldPerson, roster: Roster): Comparison {
  const { misId, otherMisIds = [], uln, email } = who.keys
  return {
    name: nameOf(who, person, roster),
    birth: birth && person.dateOfBirth ? BIRTHS[compareBirths(birth, person.dateOfBirth)] : 'unknown',
    misId: misId && person.misId ? compareReferences([misId, ...otherMisIds], person.misId) : 'unknown',
    uln: sameKey('uln', uln, person.uln),
    email: sameKey('email', email, person.email),
  }
}

const BIRTHS = { same: 'agrees', near: 'near', different: 'differs' } as const

function nameOf({ name }: Naming, person: WorldPerson, roster: Roster): Comparison['name'] {
  const { firstName, lastName } = person
  if (name.given === firstName && name.family === lastName && lastName !== '') return 'same'
  const [ours, theirs] = [foldParts(name), roster.nameOf(person)]
  if (ours.words.length === 0 || theirs.words.length === 0) return 'unknown'
  const likeness = likenessOf(ours, theirs)
  const { knownAs, family } = name
  if (!knownAs || !family || likeness === 'same') return likeness
  return likenessOf(foldParts({ given: knownAs, family }), theirs) === 'same' ? 'near' : likeness
}

function compareReferences(ours: readonly string[], theirs: string): PartRelation {
  const folded = foldKey('misId', theirs)
  if (ours.some(one => foldKey('misId', one) === folded)) return 'agrees'
  const number = numberIn(theirs)
  return number !== undefined && ours.some(one => numberIn(one) === number) ? 'near' : 'differs'
}

/** An address that is not made like one says nothing against another. */
function sameKey(key: 'uln' | 'email', ours: string | undefined, theirs: string | null): PartRelation {
  const [left, right] = [ours, theirs].map(value => (value ? foldKey(key, value) : ''))
  if (!left || !right) return 'unknown'
  if (left === right) return 'agrees'
  const isOdd = key === 'email' && judgeEmail(left) !== 'valid'
  return isOdd ? 'unknown' : 'differs'
}

/** The traits in which a row says somebody else than the account. A date of birth that is only near counts too. */
export function differencesIn({ name, birth, misId, uln, email }: Comparison): NameTrait[] {
  const differs: Record<NameTrait, boolean> = {
    name: name === 'different',
    birth: birth === 'differs' || birth === 'near',
    misId: misId === 'differs',
    uln: uln === 'differs',
    email: email === 'differs',
  }
  return TRAITS.filter(trait => differs[trait])
}

const TRAITS = ['name', 'birth', 'misId', 'uln', 'email'] as const

/**
 * Whether a row says that the account which one of its keys points at is another person's: two traits differ, or one differs
 * and nothing else bears the key out. No key is trusted against all the others. `by` is the key that points at the account.
 */
export function saysAnother(comparison: Comparison, by: NameTrait | 'id'): boolean {
  const [only, ...more] = differencesIn(comparison)
  if (only === undefined) return by === 'email' && comparison.name === 'family'
  return more.length > 0 || !isBorneOut(comparison, only, by)
}

/** Whether a key other than the one that points at the account agrees too. An address may be a family's. */
export function hasSecondKey({ misId, uln }: Comparison, by: NameTrait | 'id'): boolean {
  return (misId === 'agrees' && by !== 'misId') || (uln === 'agrees' && by !== 'uln')
}

/**
 * What outweighs one difference. Whoever marries changes name and address together, so that a given name bears out another
 * address; a family name may be a brother's, and bears out nothing.
 */
function isBorneOut(
  { name, birth, misId, uln, email }: Comparison,
  only: NameTrait,
  by: NameTrait | 'id',
): boolean {
  if (birth === 'agrees' || (uln === 'agrees' && by !== 'uln')) return true
  if (only === 'name') return false
  if (name === 'same' || name === 'near') return true
  if (only === 'email') return name === 'given'
  const second = (misId === 'agrees' && by !== 'misId') || (email === 'agrees' && by !== 'email')
  return second && name !== 'family'
}

/**
 * In what an account contradicts a row whatever anybody has said of the two: MIS id, ULN, date of birth. A date that a slip
 * could have made of the other is left to whoever decides.
 */
export function contradictionsIn({ birth, misId, uln }: Comparison): NameTrait[] {
  const found = { misId, uln, birth }
  return (['misId', 'uln', 'birth'] as const).filter(trait => found[trait] === 'differs')
}
