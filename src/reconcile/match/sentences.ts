import { KIND_TITLES } from '../../domain/account.ts'
import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
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
  const names = people.map(calledBy)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`
}

export function onHold(reason: string, until: CalendarDate): MatchNote {
  return note('on-hold', `This was put off until ${until}: ${reason}`)
}

export function linkBroken(account: Id): MatchNote {
  return note(
    'link-broken',
    `Account ${account}, to which this was linked, is not there any more; link it anew.`,
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
    `Several live accounts share this ${KEY_TITLES[key]}: ${list(people)}. Say which is meant, and mend the other.`,
    people,
  )
}

export function archivedTwin(taken: WorldPerson, archived: readonly WorldPerson[]): MatchNote {
  return note(
    'archived-twin',
    `${calledBy(taken)} was taken; the same key also stands at ${list(archived)}, archived.`,
    [taken, ...archived],
  )
}

export function archivedOnly(person: WorldPerson): MatchNote {
  return note('archived-only', `Only ${calledBy(person)} fits, and that account is archived.`, [person])
}

export function ulnOtherPerson(person: WorldPerson): MatchNote {
  return note(
    'uln-other-person',
    `The ULN belongs to ${calledBy(person)}, who has another MIS id and another name; say whether this is the same person.`,
    [person],
  )
}

export function emailOtherName(person: WorldPerson): MatchNote {
  return note(
    'email-other-name',
    `The e-mail address belongs to ${calledBy(person)}, which is another name; say whether this is the same person.`,
    [person],
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
  const where = `organisation ${organisations.join(' and ')}`
  return note(
    'other-organisation',
    `The ${KEY_TITLES[key]} belongs to an account of ${where}; name the account the person has here, or sync that organisation.`,
  )
}

export function nameAlone(named: string, as: PersonClass, people: readonly WorldPerson[]): MatchNote {
  const who = people.length === 1 ? `It may be ${list(people)}.` : `It may be ${list(people, 'or')}.`
  return note(
    'name-alone',
    `"${named}" is only a name for the ${CLASS_TITLES[as]}. ${who} Say who is meant.`,
    people,
  )
}

export function personUnknown(named: string, as: PersonClass, nearest: readonly WorldPerson[]): MatchNote {
  const hint = nearest.length > 0 ? ` Nearest: ${list(nearest, 'or')}.` : ''
  return note(
    'person-unknown',
    `No account of the kind ${CLASS_TITLES[as]} fits ${named === '' ? 'the keys of the row' : `"${named}"`}.${hint} Correct the row, or create the account.`,
    nearest,
  )
}
