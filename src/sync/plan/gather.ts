import type { AccountKind } from '../../domain/account.ts'
import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { whyIncomplete } from '../../domain/new-user.ts'
import { ROLES, type Role, roleOf } from '../../domain/role.ts'
import type { ReadFinding } from '../finding.ts'
import { fingerprints, lineOf } from '../match/ledger.ts'
import { type Match, matchPerson, type Unmatched } from '../match/match.ts'
import type { Question } from '../match/question.ts'
import { foldKey, type PersonClass, Roster } from '../match/roster.ts'
import type { ReadItem, RowReading } from '../read/reading.ts'
import type { AimStatement, AssignmentStatement, Naming, PersonStatement, Statement } from '../statement.ts'
import type { World, WorldPerson } from '../world.ts'
import { CatalogueFinder, isHeld } from './catalogue.ts'
import type { PlanFinding } from './codes.ts'
import {
  type AimEntry,
  count,
  type Entry,
  emptyTally,
  type Held,
  type HeldReason,
  type PersonFile,
  type RowMark,
  reason,
  settle,
} from './entry.ts'
import { PlaceFinder, type Whereabouts } from './places.ts'
import type { PlanRules } from './rules.ts'

/** A row whose learner was not found at first: later rows may tell more of them. */
interface Deferred {
  row: RowMark
  statements: readonly Statement[]
}

/** What an aim or assignment is about. */
type AimTarget = Pick<AimEntry, 'standard' | 'unit' | 'template'>

/** What a naming came to. */
type Resolved =
  | { person: WorldPerson }
  | { unmatched: Unmatched; question: string | undefined; blockedBy?: Place }

/** Somebody who is to be made, and why. */
export interface Newcomer {
  person: WorldPerson
  because: Place
}

const NOWHERE: Whereabouts = { notes: [] }

/**
 * Goes through what the sources say, finds whom and what they speak of, and sorts it by account.
 * Decides nothing yet but who is who, and what cannot be told.
 */
export class Gathering {
  readonly rows: RowMark[] = []
  /** Things that rows say, as far as their fate is known. */
  readonly statements = emptyTally()
  readonly files = new Map<Id, PersonFile>()
  readonly held: Held[] = []
  readonly findings: PlanFinding[] = []
  readonly questions = new Map<string, Question & { places: Place[] }>()
  readonly newcomers = new Map<Id, Newcomer>()
  /** `organisation/role/level` of every assignment that any row wants: the kinds that the sources speak of. */
  readonly spoken = new Set<string>()
  /** Organisations of the learners whom the sources name. */
  readonly organisations = new Set<Id>()
  /** Accounts that a held row may be about. */
  readonly suspected = new Set<Id>()
  /** Rows of which it is not known whom they are about. */
  uncertainRows = 0
  statedRows = 0
  readonly roster: Roster
  readonly catalogue: CatalogueFinder
  readonly places: PlaceFinder
  private readonly rules: PlanRules
  private readonly world: World
  private readonly onlyOrganisation: Id | undefined
  private readonly deferred: Deferred[] = []
  private readonly roots = new Map<string, Place>()
  private readonly staff = new Map<string, Match>()
  private lastId = 0

  constructor(world: World, rules: PlanRules) {
    this.world = world
    this.rules = rules
    this.roster = new Roster(world.people)
    this.catalogue = new CatalogueFinder(world, rules.mapping)
    this.places = new PlaceFinder(world)
    this.onlyOrganisation = world.organisations.length === 1 ? world.organisations[0]!.id : undefined
  }

  /** A number for something that the plan makes. */
  nextId(): Id {
    this.lastId--
    return this.lastId
  }

  /** Whether the world may lack something of an organisation. */
  isShort(organisation: Id): boolean {
    return this.world.shortReads.some(one => one.organisation === organisation)
  }

  /** Takes in one item of a reading. */
  take(item: ReadItem): void {
    this.findings.push(...item.findings)
    if (item.outcome === 'held') this.takeHeld(item)
    if (item.outcome === 'stated') this.takeStated(item)
  }

  /** Takes in the rows that had to wait, those first that tell enough of somebody to make them. */
  finish(): void {
    const waiting = this.deferred.splice(0)
    const telling = waiting.filter(one => one.statements.some(canTell))
    const rest = waiting.filter(one => !one.statements.some(canTell))
    for (const { row, statements } of [...telling, ...rest]) this.takeRow(row, statements, true)
  }

  private takeHeld({ place, findings }: RowReading): void {
    const row: RowMark = { place, fate: 'held' }
    this.rows.push(row)
    this.uncertainRows++
    count(this.statements, row)
    const why: ReadFinding | undefined = findings.find(one => one.holds !== 'nothing' && one.holds !== 'cell')
    const { code, sentence } = why ?? reason('row-held', 'The row is held.')
    this.held.push({ place, code, sentence })
  }

  private takeStated({ place, statements }: RowReading): void {
    const row: RowMark = { place, fate: 'unchanged' }
    this.rows.push(row)
    this.statedRows++
    this.takeRow(row, statements, false)
  }

  private takeRow(row: RowMark, statements: readonly Statement[], isLast: boolean): void {
    const learners = new Map<Naming, Resolved>()
    for (const one of statements) {
      const who = learnerOf(one)
      if (who && !learners.has(who)) learners.set(who, this.learner(who, statements, row, isLast))
    }
    const isOpen = [...learners.values()].some(one => 'unmatched' in one)
    if (isOpen && !isLast) this.deferred.push({ row, statements })
    else for (const one of statements) this.takeStatement(one, row, learners)
  }

  /** A thing that is not for an account to settle has its fate now. */
  private takeStatement(one: Statement, row: RowMark, learners: ReadonlyMap<Naming, Resolved>): void {
    const who = learnerOf(one)
    const resolved = who && learners.get(who)!
    if (!resolved) this.takeOther(one, row)
    else if ('person' in resolved) this.takeLearners(one, row, this.file(resolved.person))
    else this.holdUnmatched(openEntry(row, one.place), resolved, one.says === 'person')
  }

  private takeLearners(one: Statement, row: RowMark, file: PersonFile): void {
    if (one.says === 'person') this.takePerson(one, row, file)
    else if (one.says === 'aim') this.takeAim(one, row, file)
    else if (one.says === 'assignment') this.takeAssignment(one, row, file)
    else this.leave(openEntry(row, one.place))
  }

  /** Statements that are about no learner: staff, workplaces, accounts that are never assigned. */
  private takeOther(one: Statement, row: RowMark): void {
    const role = one.says === 'person' && one.account !== 'other' ? roleOf(one.account) : undefined
    if (one.says !== 'person' || one.archived || role === undefined) this.leave(openEntry(row, one.place))
    else this.takeStaff(one, role, row)
  }

  private leave(entry: Entry): void {
    settle(entry, 'unchanged')
    count(this.statements, entry)
  }

  private takeStaff(one: PersonStatement, role: Role, row: RowMark): void {
    const organisation = one.facts.organisation ?? this.scope
    const resolved = this.person(one.who, role, organisation, one.place, one.facts.workplace && one)
    if ('person' in resolved) this.takePerson(one, row, this.file(resolved.person))
    else this.holdUnmatched(openEntry(row, one.place), resolved, true)
  }

  private takePerson({ who, facts, place }: PersonStatement, row: RowMark, file: PersonFile): void {
    if (file.person.kind === 'learner') this.organisations.add(file.person.organisation)
    file.facts = [...file.facts, { row, place, fate: undefined, facts, keys: who.keys, name: who.name }]
    this.learn(file.person, who.keys)
    const first = file.facts[0]!
    if (file.facts.length > 1 && areTwo(first.keys, who.keys)) {
      file.contested ??= twoRows(file.person, first.place, place)
    }
  }

  /** An empty key is about to be filled; by it other rows mean the same account. */
  private learn(person: WorldPerson, { misId, uln, email }: Naming['keys']): void {
    if (person.archived) return
    if (misId && !person.misId) this.roster.learn(person, 'misId', misId)
    if (uln && !person.uln) this.roster.learn(person, 'uln', uln)
    if (email && (!person.email || person.kind === 'learner')) this.roster.learn(person, 'email', email)
  }

  private takeAim(one: AimStatement, row: RowMark, file: PersonFile): void {
    const { place } = one
    const target = this.aimTarget(one, file.person.organisation)
    if (isHeld(target))
      this.holdAim(openEntry(row, place), target, file, rootOf(one, file.person.organisation))
    else {
      const state = one.state ?? (one.actualEnd === undefined ? undefined : 'completed')
      file.aims = [
        ...file.aims,
        state === undefined
          ? { row, place, fate: undefined, ...target }
          : { row, place, fate: undefined, ...target, state },
      ]
    }
  }

  private aimTarget({ aim, unit }: AimStatement, organisation: Id): AimTarget | HeldReason {
    const found = this.catalogue.aim(aim, organisation)
    if (isHeld(found)) return found
    const standard = 'standard' in found ? found.standard : undefined
    const part = unit && this.catalogue.unit(unit, organisation, standard)
    if (part && isHeld(part)) return part
    return {
      ...(standard === undefined ? {} : { standard }),
      ...('template' in found ? { template: found.template.id } : {}),
      ...part,
    }
  }

  private holdAim(entry: Entry, why: HeldReason, file: PersonFile, root: string): void {
    doubt(file, 'aims')
    const first = this.roots.get(`${file.person.id} ${root}`)
    this.holdNow(entry, why, first ? { blockedBy: first } : {})
    if (!first) this.roots.set(`${file.person.id} ${root}`, entry.place)
  }

  private takeAssignment(one: AssignmentStatement, row: RowMark, file: PersonFile): void {
    const { organisation } = file.person
    const { want, role, level, place } = one
    if (want === 'hold') this.speak(organisation, role, level)
    const target = this.target(one, organisation)
    if (isHeld(target)) {
      doubt(file, role)
      this.holdAim(openEntry(row, place), target, file, rootOf(one, organisation))
      return
    }
    const resolved = one.who
      ? this.person(one.who, role, organisation, place, undefined, file.person)
      : undefined
    if (resolved && !('person' in resolved)) {
      doubt(file, role)
      this.holdUnmatched(openEntry(row, place), resolved, true)
      return
    }
    const seat = {
      row,
      place,
      fate: undefined,
      want,
      role,
      level,
      person: resolved?.person ?? null,
      ...target,
    }
    file.seats = [
      ...file.seats,
      one.effectiveFrom === undefined ? seat : { ...seat, from: one.effectiveFrom },
    ]
  }

  private speak(organisation: Id, role: Role, level: Level): void {
    this.spoken.add(`${organisation}/${role}/${level}`)
  }

  private target(one: AssignmentStatement, organisation: Id): { standard?: Id; unit?: string } | HeldReason {
    const found = one.aim && this.catalogue.aim(one.aim, organisation)
    if (found && isHeld(found)) return found
    const standard = found && ('standard' in found ? found.standard : onlyStandard(found.template))
    if (standard !== undefined && typeof standard !== 'number') return standard
    const unit = one.unit && this.catalogue.unit(one.unit, organisation, standard)
    if (unit && isHeld(unit)) return unit
    return { ...(standard === undefined ? {} : { standard }), ...(unit ? { unit: unit.unit } : {}) }
  }

  // Finding people.

  private get scope(): Id | undefined {
    return this.rules.mapping.organisation ?? this.onlyOrganisation
  }

  private learner(who: Naming, statements: readonly Statement[], row: RowMark, isLast: boolean): Resolved {
    const one = statements.find(each => each.says === 'person' && each.who === who) as
      | PersonStatement
      | undefined
    const organisation = one?.facts.organisation ?? this.scope
    const birth = one?.facts.birth
    const where = { as: 'learner' as const, organisation, ...(birth === undefined ? {} : { birth }) }
    const match = matchPerson(who, where, this.sources)
    if (match.result === 'matched') return this.found(match, who.place)
    if (!isLast) return { unmatched: match, question: undefined }
    const made = one && this.create('learner', who, one, organisation, match, row.place)
    return made ?? this.ask(match, who, 'learner', organisation)
  }

  private get sources() {
    return { roster: this.roster, ledger: this.rules.ledger, today: this.rules.today }
  }

  private found(match: Match & { result: 'matched' }, place: Place): Resolved {
    for (const note of match.notes) this.note(note, place)
    return { person: match.person }
  }

  private note({ code, sentence, candidates }: HeldReason, place: Place): void {
    this.findings.push({ code, sentence, place, ...(candidates ? { candidates } : {}) })
  }

  /** Finds somebody beside a learner, or staff of a list. The same naming is looked up once. */
  private person(
    who: Naming,
    role: Role,
    organisation: Id | undefined,
    place: Place,
    statement: PersonStatement | undefined,
    learner?: WorldPerson,
  ): Resolved {
    const signature = `${organisation} ${role} ${signatureOf(who)}`
    const known = this.staff.get(signature)
    const match = known ?? matchPerson(who, { as: role, organisation }, this.sources)
    if (!known) this.staff.set(signature, match)
    if (match.result === 'matched') return known ? { person: match.person } : this.found(match, place)
    const kind = ROLES[role].accounts.find(one => this.rules.mapping.create.includes(one))
    const made = kind && this.create(kind, who, statement, organisation, match, place, learner)
    if (made && 'person' in made) this.staff.clear()
    return made ?? this.ask(match, who, role, organisation)
  }

  /** Makes somebody whom no key and no name finds, where the mapping allows it. */
  private create(
    kind: AccountKind,
    who: Naming,
    statement: PersonStatement | undefined,
    organisation: Id | undefined,
    match: Unmatched,
    place: Place,
    learner?: WorldPerson,
  ): Resolved | undefined {
    const isNew = match.code === 'person-unknown' && match.suggestions.length === 0
    if (!isNew || organisation === undefined || !this.rules.mapping.create.includes(kind)) return undefined
    const at = statement ? this.places.find(statement.facts, organisation) : NOWHERE
    const draft = newPerson(kind, who, statement, organisation, at, learner)
    const lack = this.whyNotCreated(draft, who)
    if (lack) return this.ask({ ...match, sentence: lack.sentence }, who, classOf(kind), organisation)
    const person = { ...draft, id: this.nextId() }
    this.roster.add(person)
    this.newcomers.set(person.id, { person, because: place })
    for (const one of at.notes) this.note(one, place)
    return { person }
  }

  private whyNotCreated(person: WorldPerson, who: Naming): HeldReason | undefined {
    const { organisation, firstName, lastName, kind } = person
    if (this.isShort(organisation)) return readShort(organisation)
    if (firstName === '' || lastName === '') {
      return reason(
        'cannot-create',
        `"${lineOf(who)}" cannot be created without given and family name; write "Family, Given".`,
      )
    }
    const lack = kind === 'learner' ? undefined : whyIncomplete(person)
    return lack && reason('cannot-create', `"${lineOf(who)}" cannot be created: ${lack.sentence}`)
  }

  private ask(match: Unmatched, who: Naming, as: PersonClass, organisation: Id | undefined): Resolved {
    const prints = fingerprints(who, as, organisation)
    const blockedBy = as === 'learner' ? prints.map(one => this.roots.get(one)).find(one => one) : undefined
    const question = prints[0]
    if (question === undefined) return { unmatched: match, question }
    const { code, sentence, suggestions } = match
    const known = this.questions.get(question)
    if (!known)
      this.questions.set(question, {
        key: question,
        who,
        as,
        organisation,
        code,
        sentence,
        suggestions,
        places: [],
      })
    for (const one of suggestions) this.suspected.add(one.account)
    if (as === 'learner') for (const one of prints) if (!this.roots.has(one)) this.roots.set(one, who.place)
    return { unmatched: match, question, ...(blockedBy ? { blockedBy } : {}) }
  }

  // Holding.

  private holdUnmatched(
    entry: Entry,
    resolved: Exclude<Resolved, { person: WorldPerson }>,
    isRoot: boolean,
  ): void {
    const { unmatched, question, blockedBy } = resolved
    const asked = question === undefined ? {} : { question }
    if (question !== undefined) this.questions.get(question)!.places.push(entry.place)
    const isFirst = isRoot && !blockedBy
    if (isFirst && unmatched.suggestions.length === 0) this.uncertainRows++
    this.holdNow(entry, unmatched, isFirst ? asked : { ...asked, blockedBy: blockedBy ?? entry.row.place })
  }

  private holdNow(entry: Entry, why: HeldReason, more: Pick<Held, 'question' | 'blockedBy'>): void {
    this.hold(entry, why, more)
    count(this.statements, entry)
  }

  /** Holds something back. */
  hold(
    entry: Entry,
    { code, sentence, candidates }: HeldReason,
    more: Pick<Held, 'question' | 'blockedBy'> = {},
  ): void {
    settle(entry, 'held')
    this.held.push({ place: entry.place, code, sentence, ...(candidates ? { candidates } : {}), ...more })
  }

  private file(person: WorldPerson): PersonFile {
    const known = this.files.get(person.id)
    if (known) return known
    const file: PersonFile = { person, facts: [], aims: [], seats: [] }
    this.files.set(person.id, file)
    return file
  }
}

function openEntry(row: RowMark, place: Place): Entry {
  return { row, place, fate: undefined }
}

function doubt(file: PersonFile, what: Role | 'aims'): void {
  file.uncertain ??= new Set()
  file.uncertain.add(what)
}

/** The learner whom a statement is about; nobody for staff, workplaces and archived accounts. */
function learnerOf(one: Statement): Naming | undefined {
  if (one.says === 'person') return one.account === 'learner' && !one.archived ? one.who : undefined
  return one.says === 'workplace' ? undefined : one.learner
}

/** Whether a statement may tell enough of a learner to make one. */
function canTell(one: Statement): boolean {
  return one.says === 'person' && Boolean(one.who.name.given && one.who.name.family)
}

/** Text that two namings share exactly when they name somebody alike. */
function signatureOf({ keys, name }: Naming): string {
  const { onefileId = '', misId = '', otherMisIds = [], uln = '', email = '' } = keys
  return `${onefileId}|${misId}|${otherMisIds.join()}|${uln}|${email}|${name.full ?? ''}|${name.given ?? ''}|${name.family ?? ''}`
}

/** Whether the keys of two rows tell of two people. */
function areTwo(a: Naming['keys'], b: Naming['keys']): boolean {
  const [first, second] = [a, b].map(keys =>
    [keys.misId, ...(keys.otherMisIds ?? [])].flatMap(one => one || []),
  )
  const apart = (key: 'misId' | 'uln', left: readonly string[], right: readonly string[]) => {
    const folded = left.map(one => foldKey(key, one)).filter(one => one !== '')
    const others = right.map(one => foldKey(key, one)).filter(one => one !== '')
    return folded.length > 0 && others.length > 0 && !folded.some(one => others.includes(one))
  }
  return apart('misId', first!, second!) || apart('uln', [a.uln ?? ''], [b.uln ?? ''])
}

function twoRows({ id }: WorldPerson, first: Place, second: Place): HeldReason {
  const rows = [first, second].map(place => `row ${place.row ?? '?'}`).join(' and ')
  return {
    ...reason(
      'two-rows-one-account',
      `The keys of ${rows} tell of two people, and both fit account ${id}; correct one of them.`,
    ),
    candidates: [id],
  }
}

function rootOf({ aim, unit }: Pick<AssignmentStatement, 'aim' | 'unit'>, organisation: Id): string {
  return unit ? `${organisation} unit ${unit.words}` : `${organisation} ${aim?.words} ${aim?.level}`
}

function onlyStandard({ items, title }: World['templates'][number]): Id | HeldReason {
  const standards = [...new Set(items.map(one => one.standard))]
  if (standards.length === 1) return standards[0]!
  return reason(
    'template-levels',
    `"${title}" is a template of several standards (${standards.join(', ')}); name one of them.`,
  )
}

/** Why nothing is removed or made in an organisation. */
export function readShort(organisation: Id): HeldReason {
  return reason(
    'read-short',
    `Organisation ${organisation} could not be read whole, so nothing is taken away and nobody created there; run it again.`,
  )
}

function classOf(kind: AccountKind): PersonClass {
  return kind === 'learner' ? 'learner' : roleOf(kind)!
}

function newPerson(
  kind: AccountKind,
  { keys, name }: Naming,
  statement: PersonStatement | undefined,
  organisation: Id,
  at: Whereabouts,
  learner: WorldPerson | undefined,
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
