import { KIND_TITLES } from '../../domain/account.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { type Comparison, differencesIn, type NameTrait } from './compare.ts'
import type { Key, SoughtAccount } from './evidence.ts'
import { lineOf } from './ledger.ts'
import type { MatchCode, MatchNote } from './match.ts'
import type { PersonClass } from './roster.ts'

const KEY_TITLES = {
  link: 'confirmed link',
  id: 'account number',
  misId: 'MIS id',
  uln: 'ULN',
  email: 'e-mail address',
} as const

/** What a key is called in a sentence. */
export type KeyTitle = keyof typeof KEY_TITLES

const CLASS_TITLES: Readonly<Record<PersonClass, string>> = {
  learner: 'learner',
  assessor: 'assessor',
  iqa: 'IQA',
  employer: 'employer',
  observer: 'observer',
}

/** What somebody is looked for as, in words. */
export function classTitle(as: PersonClass): string {
  return CLASS_TITLES[as]
}

function note(code: MatchCode, sentence: string, people: readonly WorldPerson[] = []): MatchNote {
  return { code, sentence, candidates: people.map(person => person.id) }
}

function list(people: readonly WorldPerson[], and = 'and'): string {
  return inWords(people.map(called), and)
}

function inWords(words: readonly string[], and = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`
}

/** The name and number of an account, and whether it is archived: `Ina Stead (2004, archived)`. */
function called(person: WorldPerson): string {
  return person.archived ? calledBy(person).replace(/\)$/, `, ${standingOf(person)})`) : calledBy(person)
}

/** The same with the kind of account, where accounts of several kinds are named together. */
function calledAs(person: WorldPerson): string {
  return called(person).replace(/\)$/, `, ${KIND_TITLES[person.kind]})`)
}

/** Somebody as a row names them: by name, else by the surest key. */
function named({ who }: Pick<SoughtAccount, 'who'>): string {
  const { misId, email, uln, onefileId } = who.keys
  const name = lineOf(who)
  if (name !== '') return `"${name}"`
  return `"${misId ?? email ?? uln ?? onefileId ?? ''}"`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function onHold(reason: string, until: CalendarDate): MatchNote {
  return note('on-hold', `This was put off until ${until}: ${reason}`)
}

export function linkBroken(account: Id): MatchNote {
  return note(
    'link-broken',
    `Account ${account}, to which this was linked, no longer exists. Confirm who is meant with "caseload match".`,
  )
}

export function keysConflict(fits: readonly (readonly [KeyTitle, WorldPerson])[]): MatchNote {
  const which = fits
    .map(([key, person]) => `the ${KEY_TITLES[key]} belongs to ${calledBy(person)}`)
    .join(', ')
  const people = fits.map(([, person]) => person)
  return note(
    'keys-conflict',
    `The keys point at different people: ${which}. Correct the row, or say who is meant.`,
    people,
  )
}

export function severalLive(key: KeyTitle, people: readonly WorldPerson[]): MatchNote {
  return note(
    'several-live',
    `Several live accounts share this ${KEY_TITLES[key]}: ${list(people)}. Say which is meant, and correct the other account.`,
    people,
  )
}

export function archivedTwin(key: KeyTitle, taken: WorldPerson, others: readonly WorldPerson[]): MatchNote {
  return note(
    'archived-twin',
    `${called(taken)} was taken; the same ${KEY_TITLES[key]} also stands at ${inWords(others.map(calledAs))}.`,
    [taken, ...others],
  )
}

export function archivedOnly(person: WorldPerson): MatchNote {
  return note('archived-only', `Only ${calledBy(person)} fits, and that account is ${standingOf(person)}.`, [
    person,
  ])
}

/** One key fits, and the rest of the row says somebody else. Both are named, with what differs on each side. */
export function rowSaysAnother(
  key: Key,
  person: WorldPerson,
  sought: SoughtAccount,
  comparison: Comparison,
): MatchNote {
  const differs = differencesIn(comparison)
  const what = differs.length > 0 ? differs : (['name'] as const)
  const gives = lineOf(sought.who) === '' ? 'gives' : `names ${named(sought)} with`
  const sentence = `The ${KEY_TITLES[key]} belongs to ${called(person)}, but the row ${gives} ${inWords(what.map(trait => difference(trait, person, sought)))}. If that is another person, correct the ${KEY_TITLES[key]}; if it is the same, correct what differs.`
  return note(codeFor(key, what), sentence, [person])
}

/** One key fits an account, and the name that the row gives is exactly that of another one. */
export function namesAnother(
  key: Key,
  person: WorldPerson,
  namesake: WorldPerson,
  sought: SoughtAccount,
): MatchNote {
  const sentence = `The ${KEY_TITLES[key]} belongs to ${called(person)}, but the row names ${named(sought)}, which is the name of ${called(namesake)}. If that person is meant, correct the ${KEY_TITLES[key]}; if it is the same, correct the name.`
  return note(codeFor(key, ['name']), sentence, [person, namesake])
}

function codeFor(key: Key, differs: readonly NameTrait[]): MatchCode {
  if (key === 'email' && differs.length === 1 && differs[0] === 'name') return 'email-other-name'
  const isUlnOnly = key === 'uln' && differs.includes('misId') && differs.includes('name')
  return isUlnOnly ? 'uln-other-person' : 'row-says-another'
}

/** How a row differs from an account: what the row says, and what the account has. */
function difference(trait: NameTrait, person: WorldPerson, { who, where }: SoughtAccount): string {
  switch (trait) {
    case 'name':
      return 'another name'
    case 'birth':
      return `another date of birth (${where.birth}, the account has ${person.dateOfBirth})`
    case 'misId':
      return `another MIS id (${who.keys.misId}, the account has ${person.misId})`
    case 'uln':
      return `another ULN (${who.keys.uln}, the account has ${person.uln})`
    case 'email':
      return 'another e-mail address'
  }
}

/** Why an account can't be the one that a row means. */
export function contradictionSentence(
  person: WorldPerson,
  sought: SoughtAccount,
  contradictions: readonly NameTrait[],
): string {
  return `The row has ${inWords(contradictions.map(trait => difference(trait, person, sought)))} than ${called(person)}; if it is the same person, correct one of them first.`
}

export function linkContradicted(person: WorldPerson, why: string): MatchNote {
  return note(
    'link-contradicted',
    `This was linked to ${called(person)}, but that does not hold any more. ${why}`,
    [person],
  )
}

/** The row has the name and the date of birth of an account, and may have a key that the account lacks or has otherwise. */
export function nameAndBirth(person: WorldPerson, sought: SoughtAccount, comparison: Comparison): MatchNote {
  const differs = differencesIn(comparison).filter(trait => trait !== 'name')
  const head = `Same name and date of birth as ${called(person)}`
  const lacks = sought.who.keys.misId && !person.misId ? ', who has no MIS id' : ''
  const sentence =
    differs.length === 0
      ? `${head}${lacks}. Is it the same person?`
      : `${head}, but ${inWords(differs.map(trait => difference(trait, person, sought)))}. If it is the same person, correct one of them; if not, answer no.`
  return note('name-and-birth', sentence, [person])
}

/** A name that is only near or has another family name, with the same date of birth. */
export function nearNameAndBirth(person: WorldPerson, { name }: Comparison): MatchNote {
  const likeness = name === 'given' ? 'Same given name' : 'Nearly the same name'
  const sentence = `${likeness} as ${called(person)}, and the same date of birth. Is it the same person?`
  return note('name-and-birth', sentence, [person])
}

export function nearBirth(person: WorldPerson, { where }: SoughtAccount): MatchNote {
  const sentence = `Same name as ${called(person)}, and nearly the same date of birth: the row says ${where.birth}, the account ${person.dateOfBirth}. Is it the same person?`
  return note('birth-near', sentence, [person])
}

export function birthDiffers(person: WorldPerson, birth: CalendarDate): MatchNote {
  return note(
    'birth-differs',
    `The file says that ${called(person)} was born on ${birth}, but the account says ${person.dateOfBirth}. The account stays as it is; correct whichever is wrong.`,
    [person],
  )
}

/** A number that may be another system's. */
export function bareId(person: WorldPerson, sought: SoughtAccount): MatchNote {
  const { onefileId } = sought.who.keys
  const why = lineOf(sought.who) === '' ? 'the row gives no name' : `the row names ${named(sought)}`
  return note(
    'bare-id',
    `The number ${onefileId} may be another system's: account ${onefileId} is that of ${called(person)}, and ${why}. Give a reference, or call the column "OneFile ID" if it is one.`,
    [person],
  )
}

export function numberReference(reference: string, people: readonly WorldPerson[]): MatchNote {
  return note(
    'reference-zeros',
    `The reference ${reference} came as a number, so that zeros before it may be lost. It may be ${inWords(people.map(calledWithReference), 'or')}. Format the column as text, or say who is meant.`,
    people,
  )
}

export function zerosLost(reference: string, people: readonly WorldPerson[]): MatchNote {
  return note(
    'reference-zeros',
    `No account has the reference ${reference}. It may be ${inWords(people.map(calledWithReference), 'or')}, whose reference differs only by zeros. Confirm it with "caseload match", or correct the row.`,
    people,
  )
}

export function referenceLookalike(taken: WorldPerson, others: readonly WorldPerson[]): MatchNote {
  const differ = others.length === 1 ? 'differs' : 'differ'
  return note(
    'reference-lookalike',
    `${calledWithReference(taken)} was taken; ${inWords(others.map(calledWithReference))} ${differ} only in zeros, letter case or brackets.`,
    [taken, ...others],
  )
}

function calledWithReference(person: WorldPerson): string {
  return called(person).replace(/\)$/, `, reference ${person.misId})`)
}

/** Two who are yet to be made and share what only one may have. */
export function newcomersShareKey(
  key: KeyTitle,
  sharing: readonly { named: string; row: string }[],
): MatchNote {
  const who = inWords(sharing.map(one => `${one.named} (${one.row})`))
  return note(
    'newcomers-share-key',
    `${capital(who)} would be created with one ${KEY_TITLES[key]}, which only one account can have; correct one of the rows.`,
  )
}

export function emailAlone(people: readonly WorldPerson[]): MatchNote {
  return note(
    'email-alone',
    `The e-mail address is that of ${list(people)}, but families share addresses; give a reference or ULN, or say who is meant.`,
    people,
  )
}

export function emailShared(person: WorldPerson, others: readonly WorldPerson[]): MatchNote {
  return note('email-shared', `${calledBy(person)} shares the e-mail address with ${list(others)}.`, [
    person,
    ...others,
  ])
}

export function misIdDiffers(person: WorldPerson): MatchNote {
  return note('mis-id-differs', `${calledBy(person)} has another MIS id than the file says.`, [person])
}

export function nameDiffers(person: WorldPerson, named: string): MatchNote {
  return note('name-differs', `The file says "${named}" and the account is that of ${calledBy(person)}.`, [
    person,
  ])
}

export function keyUnknown(key: KeyTitle, person: WorldPerson): MatchNote {
  return note(
    'key-unknown',
    `No account has this ${KEY_TITLES[key]}; ${calledBy(person)} was found by another key.`,
    [person],
  )
}

export function ulnUnusable(uln: string): MatchNote {
  return note('uln-unusable', `"${uln}" is no ULN that could find anybody; correct it.`)
}

export function otherKind(as: PersonClass, people: readonly WorldPerson[]): MatchNote {
  const kinds = [...new Set(people.map(person => KIND_TITLES[person.kind]))].join(' and ')
  return note(
    'other-kind',
    `${list(people)} fits, but as ${kinds}; name the account that the person has as ${CLASS_TITLES[as]}.`,
    people,
  )
}

/** Says where, and never who: the reader may have no business there. */
export function otherOrganisation(key: KeyTitle, organisations: readonly Id[]): MatchNote {
  const where = `centre ${organisations.join(' and ')}`
  return note(
    'other-organisation',
    `The ${KEY_TITLES[key]} belongs to an account in ${where}. Name the account that the person has in this centre, or correct the row’s centre.`,
  )
}

export function nameAlone(name: string, as: PersonClass, people: readonly WorldPerson[]): MatchNote {
  const word = people.length === 1 ? 'match' : 'matches'
  return note(
    'name-alone',
    `${capital(CLASS_TITLES[as])} "${name}" is given by name only. Possible ${word}: ${list(people, 'or')}. Confirm it with "caseload match".`,
    people,
  )
}

export function personUnknown(
  sought: SoughtAccount,
  nearest: readonly WorldPerson[],
  bornOtherwise: readonly WorldPerson[],
): MatchNote {
  const hasReference = sought.who.keys.misId !== undefined
  const calledNear = (person: WorldPerson) =>
    hasReference && person.misId ? calledWithReference(person) : called(person)
  const near = nearest.length > 0 ? ` Nearest: ${inWords(nearest.map(calledNear), 'or')}.` : ''
  const born = bornOtherwise.map(person => `${called(person)}, born ${person.dateOfBirth}`)
  const others = born.length > 0 ? ` Same name, another date of birth: ${inWords(born)}.` : ''
  const hint = `${near}${others}`
  return note(
    'person-unknown',
    `No ${CLASS_TITLES[sought.where.as]} account in centre ${sought.where.organisation} fits ${named(sought)}.${hint} Correct the row or its centre, or create the account.`,
    nearest,
  )
}

/** What keeps an account that counts as archived from being given anything. */
function standingOf({ flagged }: WorldPerson): string {
  return flagged ? 'flagged for deletion' : 'archived'
}
