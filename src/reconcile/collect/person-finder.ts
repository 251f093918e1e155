import type { AccountKind } from '../../domain/account.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { whyIncomplete } from '../../domain/new-user.ts'
import { ROLES } from '../../domain/role.ts'
import { isDamagedName } from '../../intake/statement/damage.ts'
import type { Naming, PersonStatement } from '../../intake/statement/statement.ts'
import { lineOf, signatureOf, sureKeys } from '../match/ledger.ts'
import { type Match, type MatchCode, matchPerson, type Unmatched } from '../match/match.ts'
import type { Question } from '../match/question.ts'
import { foldKey, type PersonClass, Roster } from '../match/roster.ts'
import type { World, WorldPerson } from '../world/world.ts'

import { type HeldReason, readShort, reason } from './held.ts'
import { whyMailboxRefused } from './mailbox.ts'
import { NewcomerKeys } from './newcomers.ts'
import type { CollectRules } from './rules.ts'
import type { Whereabouts, WorkplaceFinder } from './workplaces.ts'

/** Somebody who is to be made, and why. */
interface Newcomer {
  person: WorldPerson
  because: SourceLocation
}

/** Whom a row names, as what, and where. */
export interface PersonSearch {
  who: Naming
  as: PersonClass
  organisation: Id | undefined
  place: SourceLocation
  /** What a row tells of them beside the name. */
  statement?: PersonStatement
  /** The learner to whom they are to be assigned. */
  learner?: WorldPerson
}

/** Somebody whom no account fits for certain, with the question who is meant, and the row that asked it first. */
export interface Unidentified {
  unmatched: Unmatched
  question: string | undefined
  blockedBy?: SourceLocation
}

/** Whom a naming means. */
export type Identified = { person: WorldPerson } | Unidentified

type AddNote = (note: HeldReason, place: SourceLocation) => void

/** What is said of somebody whose keys are nobody's. */
const FITS_NOBODY: ReadonlySet<MatchCode> = new Set([
  'person-unknown',
  'name-alone',
  'name-and-birth',
  'birth-near',
])

const NOWHERE: Whereabouts = { notes: [] }

/** Finds people for a plan, makes those who may be made, and keeps the questions about those whom it cannot find. */
export class PersonFinder {
  readonly roster: Roster
  readonly newcomers = new Map<Id, Newcomer>()
  readonly questions = new Map<string, Question & { places: SourceLocation[] }>()
  /** Accounts that a held row may be about. */
  readonly suspected = new Set<Id>()
  readonly #world: World
  readonly #rules: CollectRules
  readonly #workplaces: WorkplaceFinder
  readonly #addNote: AddNote
  readonly #nextId: () => Id
  readonly #staff = new Map<string, Match>()
  readonly #noted = new WeakSet<Match>()
  readonly #firstRows = new Map<string, SourceLocation>()
  readonly #newcomerKeys = new NewcomerKeys()

  constructor(
    world: World,
    rules: CollectRules,
    workplaces: WorkplaceFinder,
    addNote: AddNote,
    nextId: () => Id,
  ) {
    this.#world = world
    this.#rules = rules
    this.#workplaces = workplaces
    this.#addNote = addNote
    this.#nextId = nextId
    this.roster = new Roster(world.people)
  }

  /** Finds somebody; the same naming of staff is looked up once. */
  find(search: PersonSearch): Match {
    const { who, as, organisation } = search
    const birth = search.statement?.facts.birth ?? ''
    const words = as === 'learner' ? undefined : `${organisation} ${as} ${birth} ${wordsOf(who)}`
    const known = words === undefined ? undefined : this.#staff.get(words)
    if (known) return known
    const match = this.#match(search)
    if (words !== undefined) this.#staff.set(words, match)
    return match
  }

  /** Whom a match means: notes what there is to note of it, once, or asks who is meant. */
  identify(search: PersonSearch, match: Match = this.find(search)): Identified {
    if (match.result !== 'matched') {
      const conflict = this.#newcomerKeys.conflictOf(search)
      return conflict ? { unmatched: conflict, question: undefined } : this.#ask(search, match)
    }
    if (!this.#noted.has(match)) for (const note of match.notes) this.#addNote(note, search.place)
    this.#noted.add(match)
    return { person: match.person }
  }

  #match({ who, as, organisation, statement }: PersonSearch): Match {
    const { roster } = this
    const { ledger, today } = this.#rules
    const birth = statement?.facts.birth
    return matchPerson(
      who,
      { as, organisation, ...(birth === undefined ? {} : { birth }) },
      { roster, ledger, today },
    )
  }

  /** Whether anybody of a class may be made. */
  mayMake(as: PersonClass): boolean {
    return this.#kindToMake(as) !== undefined
  }

  #kindToMake(as: PersonClass): AccountKind | undefined {
    const kinds: readonly AccountKind[] = as === 'learner' ? ['learner'] : ROLES[as].accounts
    return kinds.find(kind => this.#rules.mapping.create.includes(kind))
  }

  /** Notes that a row would make somebody with these keys: where rows of other names give one of them too, nobody is made. */
  claimKeys(search: PersonSearch): void {
    if (!this.mayMake(search.as)) return
    const match = this.find(search)
    if (match.result !== 'matched' && FITS_NOBODY.has(match.code)) this.#newcomerKeys.add(search)
  }

  /** Somebody found, or made if the mapping allows it, no key and no name finds anybody and there is enough to make an account of. */
  findOrMake(search: PersonSearch): WorldPerson | undefined {
    const match = this.#match(search)
    if (match.result === 'matched') return match.person
    const draft = this.#draft(search, match)
    if (!draft || this.#whyNotMade(draft.person, search.who)) return undefined
    const person = { ...draft.person, id: this.#nextId() }
    this.roster.add(person)
    this.#staff.clear()
    this.newcomers.set(person.id, { person, because: search.place })
    for (const note of draft.at.notes) this.#addNote(note, search.place)
    return person
  }

  #draft(search: PersonSearch, match: Unmatched): { person: WorldPerson; at: Whereabouts } | undefined {
    const { as, organisation, statement } = search
    const kind = this.#kindToMake(as)
    const isNew = match.code === 'person-unknown' && match.suggestions.length === 0
    if (!isNew || organisation === undefined || kind === undefined) return undefined
    if (this.#newcomerKeys.conflictOf(search)) return undefined
    const at = statement ? this.#workplaces.find(statement.facts, organisation) : NOWHERE
    return { person: newPerson(kind, search, organisation, at), at }
  }

  #whyNotMade(person: WorldPerson, who: Naming): HeldReason | undefined {
    const { organisation, firstName, lastName, kind } = person
    if (this.isShort(organisation)) return readShort(organisation)
    if (firstName === '' || lastName === '') {
      return reason(
        'cannot-create',
        `"${lineOf(who)}" cannot be created without given and family name; write "Family, Given".`,
      )
    }
    const unsure = whyUnsure(who) ?? whyMailboxRefused(person, this.roster)
    if (unsure) return unsure
    const lack = kind === 'learner' ? undefined : whyIncomplete(person)
    return lack && reason('cannot-create', `"${lineOf(who)}" cannot be created: ${lack.sentence}`)
  }

  /** Whether the world may lack something of an organisation. */
  isShort(organisation: Id): boolean {
    return this.#world.shortReads.some(short => short.organisation === organisation)
  }

  /** Keeps the question who is meant. Of a learner, the first row that asks stands in the way of all others. */
  #ask(search: PersonSearch, match: Unmatched): Identified {
    const { who, as, organisation, statement } = search
    for (const { account } of match.suggestions) this.suspected.add(account)
    const signature = signatureOf(who, as, organisation, statement?.facts.birth)
    if (!signature) return { unmatched: match, question: undefined }
    const { print } = signature
    const first =
      as === 'learner' ? this.#firstRowOf([print, ...sureKeys(signature)], search.place) : undefined
    if (!this.questions.has(print)) this.questions.set(print, this.#questionOn(print, search, match))
    return { unmatched: match, question: print, ...(first ? { blockedBy: first } : {}) }
  }

  /** The first row that asked about any of the keys, of which this is one from now on. */
  #firstRowOf(keys: readonly string[], place: SourceLocation): SourceLocation | undefined {
    const first = keys.map(key => this.#firstRows.get(key)).find(root => root)
    for (const key of keys) if (!this.#firstRows.has(key)) this.#firstRows.set(key, place)
    return first
  }

  #questionOn(key: string, search: PersonSearch, match: Unmatched): Question & { places: SourceLocation[] } {
    const draft = this.#draft(search, match)
    const lack = draft && this.#whyNotMade(draft.person, search.who)
    const { who, as, organisation, statement } = search
    const { code, suggestions } = match
    const birth = statement?.facts.birth
    return {
      key,
      who,
      ...(birth === undefined ? {} : { birth }),
      as,
      organisation,
      code,
      sentence: lack?.sentence ?? match.sentence,
      suggestions,
      places: [],
    }
  }
}

/** Why nobody is made by a name that may not be theirs. */
function whyUnsure(who: Naming): HeldReason | undefined {
  const cannot = `"${lineOf(who)}" cannot be created`
  if (isDamagedName(who.name)) {
    return reason('cannot-create', `${cannot}: the name was damaged on its way; correct it in the file.`)
  }
  if (!who.name.isGuess) return undefined
  return reason(
    'cannot-create',
    `${cannot}: the encoding of the file is a guess; if the name is right, name the encoding in the mapping.`,
  )
}

/** Text that two namings share exactly when they name somebody alike. */
function wordsOf({ keys, name }: Naming): string {
  const {
    onefileId = '',
    isBareId = '',
    misId = '',
    isNumber = '',
    otherMisIds = [],
    uln = '',
    email = '',
  } = keys
  const { full = '', given = '', family = '' } = name
  return [onefileId, isBareId, misId, isNumber, otherMisIds.join(), uln, email, full, given, family].join('|')
}

function newPerson(
  kind: AccountKind,
  { who: { keys, name }, statement, learner }: PersonSearch,
  organisation: Id,
  at: Whereabouts,
): WorldPerson {
  const { birth, start, plannedEnd } = statement?.facts ?? {}
  const placement = kind === 'employer' || kind === 'observer' ? (learner?.placement ?? null) : null
  return {
    id: 0,
    organisation,
    kind,
    archived: false,
    link: null,
    firstName: name.given ?? '',
    lastName: name.family ?? '',
    email: keys.email ?? null,
    misId: keys.misId ?? null,
    uln: keys.uln && foldKey('uln', keys.uln) ? keys.uln : null,
    dateOfBirth: birth ?? null,
    startOn: start ?? null,
    plannedEndDate: plannedEnd ?? null,
    placement: at.placement ?? placement,
    classroom: at.classroom ?? null,
  }
}
