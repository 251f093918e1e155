import type { AccountKind } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import { type Comparison, compare } from '../reconcile/match/compare.ts'
import { lineOf } from '../reconcile/match/ledger.ts'
import type { Candidate } from '../reconcile/match/match.ts'
import type { Question } from '../reconcile/match/question.ts'
import type { Roster } from '../reconcile/match/roster.ts'
import { classTitle } from '../reconcile/match/sentences.ts'
import type { World, WorldPerson } from '../reconcile/world/world.ts'
import { placesLine } from '../report/places.ts'
import { namedAs, WHY } from '../report/questions.ts'
import { forPage } from './page-words.ts'

/** One trait of a row beside that of an account; dates as `YYYY-MM-DD`. */
interface ShownTrait {
  trait: 'name' | 'reference' | 'ULN' | 'date of birth' | 'e-mail address' | 'account number'
  row: string | null
  account: string | null
  speaks: 'for' | 'against' | 'neither'
}

/** An account that may be meant, beside what the rows say. */
interface ShownSuggestion {
  account: Id
  name: string
  kind: AccountKind | null
  organisation: string | null
  archived: boolean
  why: string
  strong: boolean
  traits: readonly ShownTrait[]
}

/** A question with everything that whoever answers it judges by. */
interface ShownQuestion {
  number: number
  sentence: string
  code: string
  named: string
  neededAs: string
  rows: string
  traits: readonly ShownTrait[]
  suggestions: readonly ShownSuggestion[]
}

/** What a question is shown from. */
interface Scene {
  roster: Roster
  /** Finds an account, or somebody who is only about to be made. */
  find: (id: Id) => WorldPerson | undefined
  organisations: World['organisations']
}

/** A question for a page: the rows beside each account that may be meant, trait by trait. */
export function sideBySide(question: Question, number: number, scene: Scene): ShownQuestion {
  const { sentence, code, as, places, suggestions } = question
  return {
    number,
    sentence: forPage(sentence),
    code,
    named: namedAs(question),
    neededAs: classTitle(as),
    rows: placesLine(
      places.map(({ column: _, ...row }) => row),
      { files: true, cells: 'by row', most: 5 },
    ),
    traits: traitsOf(question, undefined, undefined).filter(({ row }) => row !== null),
    suggestions: suggestions.map(one => suggestionOf(question, one, scene)),
  }
}

function suggestionOf(
  question: Question,
  { account, why, archived, isStrong }: Candidate,
  { find, roster, organisations }: Scene,
): ShownSuggestion {
  const person = find(account)
  const comparison = person && compare(question, person, roster)
  return {
    account,
    name: person ? [person.firstName, person.lastName].filter(Boolean).join(' ') : '',
    kind: person?.kind ?? null,
    organisation: organisations.find(({ id }) => id === person?.organisation)?.name ?? null,
    archived,
    why: account < 0 ? `${WHY[why]}; somebody who is only about to be made` : WHY[why],
    strong: isStrong,
    traits: traitsOf(question, person, comparison).filter(
      ({ trait, row, account }) => row !== null || (account !== null && trait !== 'account number'),
    ),
  }
}

function traitsOf(
  { who, birth }: Question,
  person: WorldPerson | undefined,
  comparison: Comparison | undefined,
): ShownTrait[] {
  const { misId, uln, email, onefileId } = who.keys
  const name = person && [person.firstName, person.lastName].filter(Boolean).join(' ')
  const number = onefileId === undefined ? undefined : String(onefileId)
  return [
    shown('name', lineOf(who), name, NAME_SPEAKS[comparison?.name ?? 'unknown']),
    shown('reference', misId, person?.misId, comparison?.misId),
    shown('ULN', uln, person?.uln, comparison?.uln),
    shown('date of birth', birth, person?.dateOfBirth, comparison?.birth),
    shown('e-mail address', email, person?.email, comparison?.email),
    shown(
      'account number',
      number,
      person && String(person.id),
      person && number !== undefined ? (number === String(person.id) ? 'agrees' : 'differs') : undefined,
    ),
  ]
}

const NAME_SPEAKS: Readonly<Record<Comparison['name'], Bearing>> = {
  same: 'agrees',
  near: 'near',
  given: 'near',
  family: 'near',
  different: 'differs',
  unknown: 'unknown',
}

type Bearing = Comparison['misId']

/** What is only near speaks neither for nor against. */
const SPEAKS: Readonly<Record<Bearing, ShownTrait['speaks']>> = {
  agrees: 'for',
  near: 'neither',
  differs: 'against',
  unknown: 'neither',
}

function shown(
  trait: ShownTrait['trait'],
  row: string | null | undefined,
  account: string | null | undefined,
  relation: Bearing = 'unknown',
): ShownTrait {
  return { trait, row: row || null, account: account || null, speaks: SPEAKS[relation] }
}
