import type { AccountKind } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { Person } from '../../domain/person.ts'
import { ROLES, type Role } from '../../domain/role.ts'
import { emailKey, judgeUln } from '../../intake/statement/identifiers.ts'
import type { WorldPerson } from '../world/world.ts'
import { type FoldedName, foldParts } from './names.ts'
import { foldReference, numberIn } from './reference.ts'

/** What somebody is looked for as: only accounts that may stand so are found. */
export type PersonClass = 'learner' | Role

/** The kinds of account that qualify. */
export function accountsOf(as: PersonClass): readonly AccountKind[] {
  return as === 'learner' ? ['learner'] : ROLES[as].accounts
}

/** Keys by which accounts are found, beside their own number. */
export type RosterKey = 'misId' | 'uln' | 'email'

const FOLDS: Readonly<Record<RosterKey, (value: string) => string>> = {
  misId: foldReference,
  uln: value => (judgeUln(value).verdict === 'valid' ? value.trim() : ''),
  email: emailKey,
}

/** A key as it is compared; empty where it can find nobody, such as the ULN 9999999999 or one whose check digit is wrong. */
export function foldKey(key: RosterKey, value: string): string {
  return FOLDS[key](value)
}

/** Lists up to this long are gone through whole; longer ones by the words of a name. */
const SHORT_LIST = 400
/** A word that so many share says little. */
const COMMON_WORD = 300

interface NameList {
  people: WorldPerson[]
  byWord: Map<string, WorldPerson[]>
}

const NOBODY: readonly WorldPerson[] = []

/** All accounts, ready to be found by key or by name. */
export class Roster {
  readonly #byId = new Map<Id, WorldPerson>()
  readonly #keys: Record<RosterKey, Map<string, WorldPerson[]>>
  readonly #numbers = new Map<string, WorldPerson[]>()
  readonly #names = new Map<string, NameList>()
  readonly #folded = new Map<Id, FoldedName>()
  #isIndexed = false

  constructor(people: readonly WorldPerson[]) {
    this.#keys = { misId: new Map(), uln: new Map(), email: new Map() }
    for (const person of people) this.add(person)
  }

  /** Takes an account in, also one that is only about to be made. */
  add(person: WorldPerson): void {
    this.#byId.set(person.id, person)
    for (const key of ['misId', 'uln', 'email'] as const) {
      const value = person[key]
      if (value) put(this.#keys[key], foldKey(key, value), person)
    }
    const number = person.misId ? numberIn(person.misId) : undefined
    if (number !== undefined) put(this.#numbers, number, person)
    if (this.#isIndexed) this.#index(person)
  }

  /** Takes a key in that an account is about to get, so that all rows of one run find the same account by it. */
  learn(person: WorldPerson, key: RosterKey, value: string): void {
    if (!this.with(key, value).includes(person)) put(this.#keys[key], foldKey(key, value), person)
  }

  get(id: Id): WorldPerson | undefined {
    return this.#byId.get(id)
  }

  /** Accounts that carry a key, whatever their kind and place. */
  with(key: RosterKey, value: string): readonly WorldPerson[] {
    const folded = foldKey(key, value)
    return (folded !== '' && this.#keys[key].get(folded)) || NOBODY
  }

  /** Accounts whose reference is the same number: `00902`, `902` and `902.0` are one. */
  withNumber(reference: string): readonly WorldPerson[] {
    const number = numberIn(reference)
    return (number !== undefined && this.#numbers.get(number)) || NOBODY
  }

  /** The name of an account, folded once. */
  nameOf(person: WorldPerson): FoldedName {
    const known = this.#folded.get(person.id)
    if (known) return known
    const name = foldParts({ given: person.firstName, family: person.lastName })
    this.#folded.set(person.id, name)
    return name
  }

  /** Accounts of a class that are worth comparing with a name: all where they are few, else those that share a word. */
  nearName(name: FoldedName, as: PersonClass, organisation: Id | undefined): readonly WorldPerson[] {
    const { people, byWord } = this.#listOf(as)
    const inPlace = (person: WorldPerson) =>
      organisation === undefined || person.organisation === organisation
    if (people.length <= SHORT_LIST) return people.filter(inPlace)
    const lists = name.words.map(word => byWord.get(word) ?? [])
    const telling = lists.filter(list => list.length <= COMMON_WORD)
    return [...new Set((telling.length > 0 ? telling : lists.slice(0, 1)).flat())].filter(inPlace)
  }

  /** Accounts of a class if they are few enough to look through one by one. */
  shortList(as: PersonClass, organisation: Id | undefined): readonly WorldPerson[] {
    const { people } = this.#listOf(as)
    if (people.length > SHORT_LIST * 10) return NOBODY
    return people.filter(person => organisation === undefined || person.organisation === organisation)
  }

  /** All accounts of a class, archived ones too. */
  ofClass(as: PersonClass, organisation: Id | undefined): readonly WorldPerson[] {
    return this.#listOf(as).people.filter(
      person => organisation === undefined || person.organisation === organisation,
    )
  }

  #listOf(as: PersonClass): NameList {
    if (!this.#isIndexed) {
      this.#isIndexed = true
      for (const person of this.#byId.values()) this.#index(person)
    }
    return this.#names.get(listName(certain(accountsOf(as)[0]))) ?? { people: [], byWord: new Map() }
  }

  #index(person: WorldPerson): void {
    const name = listName(person.kind)
    const list: NameList = this.#names.get(name) ?? { people: [], byWord: new Map() }
    this.#names.set(name, list)
    list.people.push(person)
    for (const word of new Set(this.nameOf(person).words)) put(list.byWord, word, person)
  }
}

/** An account as what tells whether two are one human being. */
export function asPerson(person: WorldPerson): Person {
  const { misId, email, firstName, lastName } = person
  const { whole } = foldParts({ given: firstName, family: lastName })
  return {
    ...person,
    emailFolded: foldKey('email', email ?? ''),
    referenceAndName: misId ? `${foldKey('misId', misId)} ${whole}` : '',
  }
}

function put(map: Map<string, WorldPerson[]>, key: string, person: WorldPerson): void {
  if (key === '') return
  const list = map.get(key)
  if (list) list.push(person)
  else map.set(key, [person])
}

/** Kinds that stand in the same role share a list. */
function listName(kind: AccountKind): string {
  return kind === 'trainee-assessor' ? 'assessor' : kind
}
