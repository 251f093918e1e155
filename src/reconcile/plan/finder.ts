import type { AccountKind } from '../../domain/account.ts'
import type { Place } from '../../domain/finding.ts'
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
import { Claims } from './claims.ts'
import { type HeldReason, reason } from './entry.ts'
import { whyMailboxRefused } from './mailbox.ts'
import type { PlaceFinder, Whereabouts } from './places.ts'
import type { PlanRules } from './rules.ts'

/** Somebody who is to be made, and why. */
interface Newcomer {
  person: WorldPerson
  because: Place
}

/** Whom a row names, as what, and where. */
export interface Search {
  who: Naming
  as: PersonClass
  organisation: Id | undefined
  place: Place
  /** What a row tells of them beside the name. */
  statement?: PersonStatement
  /** The learner beside whom they are to be. */
  learner?: WorldPerson
}

/** What a naming came to. */
export type Sighting =
  | { person: WorldPerson }
  | { unmatched: Unmatched; question: string | undefined; blockedBy?: Place }

type Tell = (note: HeldReason, place: Place) => void

/** What is said of somebody whose keys are nobody's. */
const FITS_NOBODY: ReadonlySet<MatchCode> = new Set([
  'person-unknown',
  'name-alone',
  'name-and-birth',
  'birth-near',
])

const NOWHERE: Whereabouts = { notes: [] }

/** Finds people for a plan, makes those who may be made, and keeps the questions about those whom it cannot find. */
export class Finder {
  readonly roster: Roster
  readonly newcomers = new Map<Id, Newcomer>()
  readonly questions = new Map<string, Question & { places: Place[] }>()
  /** Accounts that a held row may be about. */
  readonly suspected = new Set<Id>()
  private readonly world: World
  private readonly rules: PlanRules
  private readonly places: PlaceFinder
  private readonly tell: Tell
  private readonly nextId: () => Id
  private readonly staff = new Map<string, Match>()
  private readonly told = new WeakSet<Match>()
  private readonly roots = new Map<string, Place>()
  private readonly claims = new Claims()

  constructor(world: World, rules: PlanRules, places: PlaceFinder, tell: Tell, nextId: () => Id) {
    this.world = world
    this.rules = rules
    this.places = places
    this.tell = tell
    this.nextId = nextId
    this.roster = new Roster(world.people)
  }

  /** Finds somebody; the same naming of staff is looked up once. */
  find(search: Search): Match {
    const { who, as, organisation } = search
    const birth = search.statement?.facts.birth ?? ''
    const words = as === 'learner' ? undefined : `${organisation} ${as} ${birth} ${wordsOf(who)}`
    const known = words === undefined ? undefined : this.staff.get(words)
    if (known) return known
    const match = this.look(search)
    if (words !== undefined) this.staff.set(words, match)
    return match
  }

  /** Takes a match as settled: tells what is to be told of it, once, or asks who is meant. */
  see(search: Search, match: Match = this.find(search)): Sighting {
    if (match.result !== 'matched') {
      const conflict = this.claims.conflictOf(search)
      return conflict ? { unmatched: conflict, question: undefined } : this.ask(search, match)
    }
    if (!this.told.has(match)) for (const note of match.notes) this.tell(note, search.place)
    this.told.add(match)
    return { person: match.person }
  }

  private look({ who, as, organisation, statement }: Search): Match {
    const { roster } = this
    const { ledger, today } = this.rules
    const birth = statement?.facts.birth
    return matchPerson(
      who,
      { as, organisation, ...(birth === undefined ? {} : { birth }) },
      { roster, ledger, today },
    )
  }

  /** Whether anybody of a class may be made. */
  mayMake(as: PersonClass): boolean {
    return this.kindToMake(as) !== undefined
  }

  private kindToMake(as: PersonClass): AccountKind | undefined {
    const kinds: readonly AccountKind[] = as === 'learner' ? ['learner'] : ROLES[as].accounts
    return kinds.find(kind => this.rules.mapping.create.includes(kind))
  }

  /** Notes that a row would make somebody with these keys: where rows of other names give one of them too, nobody is made. */
  claim(search: Search): void {
    if (!this.mayMake(search.as)) return
    const match = this.find(search)
    if (match.result !== 'matched' && FITS_NOBODY.has(match.code)) this.claims.add(search)
  }

  /** Somebody found, or made if the mapping allows it, no key and no name finds anybody and there is enough to make an account of. */
  findOrMake(search: Search): WorldPerson | undefined {
    const match = this.look(search)
    if (match.result === 'matched') return match.person
    const draft = this.draft(search, match)
    if (!draft || this.whyNotMade(draft.person, search.who)) return undefined
    const person = { ...draft.person, id: this.nextId() }
    this.roster.add(person)
    this.staff.clear()
    this.newcomers.set(person.id, { person, because: search.place })
    for (const note of draft.at.notes) this.tell(note, search.place)
    return person
  }

  private draft(search: Search, match: Unmatched): { person: WorldPerson; at: Whereabouts } | undefined {
    const { as, organisation, statement } = search
    const kind = this.kindToMake(as)
    const isNew = match.code === 'person-unknown' && match.suggestions.length === 0
    if (!isNew || organisation === undefined || kind === undefined) return undefined
    if (this.claims.conflictOf(search)) return undefined
    const at = statement ? this.places.find(statement.facts, organisation) : NOWHERE
    return { person: newPerson(kind, search, organisation, at), at }
  }

  private whyNotMade(person: WorldPerson, who: Naming): HeldReason | undefined {
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
    return this.world.shortReads.some(one => one.organisation === organisation)
  }

  /** Keeps the question who is meant. Of a learner, the first row that asks stands in the way of all others. */
  private ask(search: Search, match: Unmatched): Sighting {
    const { who, as, organisation, statement } = search
    for (const one of match.suggestions) this.suspected.add(one.account)
    const signature = signatureOf(who, as, organisation, statement?.facts.birth)
    if (!signature) return { unmatched: match, question: undefined }
    const { print } = signature
    const first = as === 'learner' ? this.rootOf([print, ...sureKeys(signature)], search.place) : undefined
    if (!this.questions.has(print)) this.questions.set(print, this.questionOn(print, search, match))
    return { unmatched: match, question: print, ...(first ? { blockedBy: first } : {}) }
  }

  /** The first row that asked about any of the keys, of which this is one from now on. */
  private rootOf(keys: readonly string[], place: Place): Place | undefined {
    const first = keys.map(key => this.roots.get(key)).find(root => root)
    for (const key of keys) if (!this.roots.has(key)) this.roots.set(key, place)
    return first
  }

  private questionOn(key: string, search: Search, match: Unmatched): Question & { places: Place[] } {
    const draft = this.draft(search, match)
    const lack = draft && this.whyNotMade(draft.person, search.who)
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

/** Why nothing is removed or made in an organisation. */
export function readShort(organisation: Id): HeldReason {
  return reason(
    'read-short',
    `Organisation ${organisation} could not be read whole, so nothing is taken away and nobody created there; run it again.`,
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
  { who: { keys, name }, statement, learner }: Search,
  organisation: Id,
  at: Whereabouts,
): WorldPerson {
  const { birth, start, plannedEnd } = statement?.facts ?? {}
  const beside = kind === 'employer' || kind === 'observer' ? (learner?.placement ?? null) : null
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
    placement: at.placement ?? beside,
    classroom: at.classroom ?? null,
  }
}
