import type { AccountKind } from '../../domain/account.ts'
import { certain } from '../../domain/certain.ts'
import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { ROLE_NAMES, type Role, roleOf } from '../../domain/role.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { ReadItem, RowReading } from '../../intake/row/reading.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'
import type {
  AimStatement,
  AssignmentStatement,
  Naming,
  PersonFacts,
  PersonStatement,
  Statement,
} from '../../intake/statement/statement.ts'
import type { Match } from '../match/match.ts'
import { foldKey } from '../match/roster.ts'
import { calledBy, type World, type WorldPerson } from '../world/world.ts'
import { CatalogueFinder, isHeld } from './catalogue.ts'
import { Centres, type Placeable } from './centre.ts'
import type { PlanFinding } from './codes.ts'
import {
  type AimEntry,
  count,
  doubt,
  type Entry,
  emptyTally,
  type Held,
  type HeldReason,
  type PersonFile,
  type RowMark,
  reason,
  settle,
} from './entry.ts'
import { Finder, type Search, type Sighting } from './finder.ts'
import { type Period, periodOf } from './period.ts'
import { PlaceFinder } from './places.ts'
import { isNewStart } from './returner.ts'
import type { PlanRules } from './rules.ts'

/** A row whose learner was not found at first: later rows may tell more of them. */
interface Deferred {
  row: RowMark
  statements: readonly Statement[]
}

/** What an aim or assignment is about. */
type AimTarget = Pick<AimEntry, 'standard' | 'unit' | 'template'>

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
  /** `organisation/role/level` of every assignment that any row wants: the kinds that the sources speak of. */
  readonly spoken = new Set<string>()
  /** Organisations of the learners whom the sources name. */
  readonly organisations = new Set<Id>()
  /** Rows of which it is not known whom they are about. */
  uncertainRows = 0
  statedRows = 0
  /** Why rows cannot be looked up at all, where none of the sources' rows says about which organisation it is. */
  noCentre: HeldReason | undefined
  readonly finder: Finder
  readonly catalogue: CatalogueFinder
  readonly places: PlaceFinder
  private readonly rules: PlanRules
  private readonly heard: ((one: Statement, learner: WorldPerson) => void) | undefined
  private readonly centres: Centres
  private placedRows = 0
  private readonly deferred: Deferred[] = []
  private readonly roots = new Map<string, Place>()
  private readonly claims = new Map<string, { file: PersonFile; place: Place }>()
  private lastId = 0

  /** `heard` is told of each thing that is said of a learner who is known. */
  constructor(world: World, rules: PlanRules, heard?: (one: Statement, learner: WorldPerson) => void) {
    this.rules = rules
    this.heard = heard
    this.catalogue = new CatalogueFinder(world, rules.mapping)
    this.places = new PlaceFinder(world)
    this.finder = new Finder(
      world,
      rules,
      this.places,
      (note, place) => this.note(note, place),
      () => this.nextId(),
    )
    this.centres = new Centres(world, rules.mapping, this.finder.roster)
  }

  /** A number for something that the plan makes. */
  nextId(): Id {
    this.lastId--
    return this.lastId
  }

  /** Takes in one item of a reading. */
  take(item: ReadItem): void {
    this.findings.push(...item.findings)
    if (item.outcome === 'held') this.takeHeld(item)
    if (item.outcome === 'stated') this.takeStated(item)
  }

  /**
   * Takes in the rows that had to wait: first whoever is new is made, by the rows that tell most of them, so that it makes no
   * difference in which order rows name somebody.
   */
  finish(): void {
    if (this.placedRows > 0) this.noCentre = undefined
    const waiting = this.deferred.splice(0)
    const telling = waiting.filter(one => one.statements.some(canTell))
    const rest = waiting.filter(one => !one.statements.some(canTell))
    for (const one of waiting) this.learnFrom(one)
    for (const one of waiting) this.claimNewcomers(one)
    for (const one of [...telling, ...rest]) this.make(one)
    for (const { row, statements } of [...telling, ...rest]) {
      this.takeRow(row, statements, this.learnersIn(row, statements))
    }
  }

  private takeHeld({ place, findings }: RowReading): void {
    const why: ReadFinding | undefined = findings.find(one => one.holds !== 'nothing' && one.holds !== 'cell')
    this.holdRow(place, why ?? reason('row-held', 'The row is held.'))
  }

  private holdRow(place: Place, { code, sentence }: HeldReason): void {
    const row: RowMark = { place, fate: 'held' }
    this.rows.push(row)
    this.uncertainRows++
    count(this.statements, row)
    this.held.push({ place, code, sentence })
  }

  private takeStated({ place, statements, findings }: RowReading): void {
    const people = statements.flatMap(one => placeableOf(one, statements) ?? [])
    const why = people.map(one => this.centres.whyNot(one)).find(one => one)
    this.statedRows++
    if (why?.code === 'organisation-missing') this.noCentre ??= why
    else if (people.length > 0) this.placedRows++
    if (why) this.holdRow(place, why)
    else this.takePlaced(place, statements, findings)
  }

  private takePlaced(place: Place, statements: readonly Statement[], findings: readonly ReadFinding[]): void {
    const unread = unreadIn(findings, statements)
    const row: RowMark = { place, fate: 'unchanged', ...(unread.length > 0 ? { isPartial: true } : {}) }
    this.rows.push(row)
    for (const one of unread) this.holdNow(openEntry(row, one.place ?? place), one, {})
    const learners = this.learnersIn(row, statements)
    if (this.isOpen(statements, learners)) this.deferred.push({ row, statements })
    else this.takeRow(row, statements, learners)
  }

  /** The learners whom a row names, each looked up once. */
  private learnersIn(row: RowMark, statements: readonly Statement[]): Map<Naming, Match> {
    const found = new Map<Naming, Match>()
    for (const one of statements) {
      const who = learnerOf(one)
      if (who && !found.has(who)) found.set(who, this.finder.find(this.learnerSearch(who, statements, row)))
    }
    return found
  }

  /** Whether later rows may tell more of somebody whom this one names. */
  private isOpen(statements: readonly Statement[], learners: ReadonlyMap<Naming, Match>): boolean {
    if ([...learners.values()].some(match => match.result !== 'matched')) return true
    return this.rules.mapping.create.length > 0 && statements.some(one => this.namesMissing(one, learners))
  }

  private namesMissing(one: Statement, learners: ReadonlyMap<Naming, Match>): boolean {
    const role = staffRole(one)
    if (one.says === 'person' && role) return this.isMissing(this.staffSearch(one, role))
    const learner = one.says === 'assignment' ? learners.get(one.learner) : undefined
    if (learner?.result !== 'matched' || one.says !== 'assignment' || !one.who) return false
    return this.isMissing(besideSearch(one, one.who, learner.person))
  }

  private isMissing(search: Search): boolean {
    return this.finder.mayMake(search.as) && this.finder.find(search).result !== 'matched'
  }

  private takeRow(
    row: RowMark,
    statements: readonly Statement[],
    learners: ReadonlyMap<Naming, Match>,
  ): void {
    const seen = new Map<Naming, Sighting>()
    for (const [who, match] of learners) {
      seen.set(who, this.finder.see(this.learnerSearch(who, statements, row), match))
      if (match.result !== 'matched') continue
      const file = this.file(match.person)
      this.identify(who, birthIn(statements, who), row.place, file)
      if (row.isPartial) for (const what of [...ROLE_NAMES, 'aims'] as const) doubt(file, what)
    }
    for (const one of statements) this.takeStatement(one, row, seen)
  }

  /** A thing that is not for an account to settle has its fate now. */
  private takeStatement(one: Statement, row: RowMark, learners: ReadonlyMap<Naming, Sighting>): void {
    const who = learnerOf(one)
    const resolved = who && certain(learners.get(who))
    if (!resolved) this.takeOther(one, row)
    else if ('person' in resolved) this.takeLearners(one, row, this.file(resolved.person))
    else this.holdUnmatched(openEntry(row, one.place), resolved, one.says === 'person')
  }

  private takeLearners(one: Statement, row: RowMark, file: PersonFile): void {
    this.heard?.(one, file.person)
    if (one.says === 'person') this.takePerson(one, row, file)
    else if (one.says === 'aim') this.takeAim(one, row, file)
    else if (one.says === 'assignment') this.takeAssignment(one, row, file)
    else this.leave(openEntry(row, one.place))
  }

  /** Statements that are about no learner: staff, workplaces, accounts that are never assigned. */
  private takeOther(one: Statement, row: RowMark): void {
    const role = staffRole(one)
    if (one.says !== 'person' || role === undefined) this.leave(openEntry(row, one.place))
    else this.takeStaff(one, role, row)
  }

  private leave(entry: Entry): void {
    settle(entry, 'unchanged')
    count(this.statements, entry)
  }

  private takeStaff(one: PersonStatement, role: Role, row: RowMark): void {
    const resolved = this.finder.see(this.staffSearch(one, role))
    if ('person' in resolved) {
      const file = this.file(resolved.person)
      this.identify(one.who, one.facts.birth, row.place, file)
      this.takePerson(one, row, file)
    } else this.holdUnmatched(openEntry(row, one.place), resolved, true)
  }

  private takePerson({ who, facts, place }: PersonStatement, row: RowMark, file: PersonFile): void {
    if (file.person.kind === 'learner') this.organisations.add(file.person.organisation)
    file.facts = [...file.facts, { row, place, fate: undefined, facts, keys: who.keys, name: who.name }]
    this.learn(file.person, who.keys, facts)
  }

  /** Whatever keys a row gives with an account count against other rows that give it others, or them to others. */
  private identify({ keys }: Naming, birth: CalendarDate | undefined, place: Place, file: PersonFile): void {
    file.first ??= { keys, place }
    file.firstBirth ??= birth
    const isOtherBirth = birth !== undefined && file.firstBirth !== birth
    if (areTwo(file.first.keys, keys) || (isOtherBirth && !shareKey(file.first.keys, keys)))
      file.contested ??= twoRows(file.person, file.first.place, place)
    for (const key of ['misId', 'uln'] as const) this.claim(key, keys[key], place, file)
  }

  /** One key that rows give to two accounts holds both: whichever gets it, the other row would mean it next time. */
  private claim(key: 'misId' | 'uln', value: string | undefined, place: Place, file: PersonFile): void {
    const folded = value === undefined ? '' : foldKey(key, value)
    if (folded === '') return
    const { organisation, kind } = file.person
    // Two accounts whose keys differ only in letter case each have their own.
    const isOwn = file.person[key] === value
    const at = `${organisation} ${kind} ${key} ${isOwn ? `exactly ${value}` : folded}`
    const first = this.claims.get(at)
    if (!first) this.claims.set(at, { file, place })
    else if (first.file !== file) {
      const why = twoAccounts(first.file.person, file.person, first.place, place)
      first.file.contested ??= why
      file.contested ??= why
    }
  }

  /** An empty key is about to be filled; by it other rows mean the same account. */
  private learn(person: WorldPerson, { misId, uln, email }: Naming['keys'], { start }: PersonFacts): void {
    if (person.archived && (start === undefined || !isNewStart(start, person))) return
    if (misId && !person.misId) this.finder.roster.learn(person, 'misId', misId)
    if (uln && !person.uln) this.finder.roster.learn(person, 'uln', uln)
    if (email && (!person.email || person.kind === 'learner'))
      this.finder.roster.learn(person, 'email', email)
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
    if (want === 'hold' && one.aimless) this.speak(organisation, role, 'aim')
    const period = periodOf(one, this.rules.today)
    if (period !== 'now') {
      this.takeOutside(period, one, row, file)
      return
    }
    const target = this.target(one, organisation)
    if (isHeld(target)) {
      doubt(file, role)
      this.holdAim(openEntry(row, place), target, file, rootOf(one, organisation))
      return
    }
    const resolved = one.who ? this.finder.see(besideSearch(one, one.who, file.person)) : undefined
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
      {
        ...seat,
        ...(one.effectiveFrom === undefined ? {} : { from: one.effectiveFrom }),
        ...(one.aimless ? { aimless: true as const } : {}),
        ...(one.isFromAim ? { isFromAim: one.isFromAim } : {}),
        ...(one.expects === undefined ? {} : { expects: one.expects }),
      },
    ]
  }

  /** An assignment that is over asks for nobody; one whose days cannot be kept waits. */
  private takeOutside(
    period: Exclude<Period, 'now'>,
    { place, role }: AssignmentStatement,
    row: RowMark,
    file: PersonFile,
  ): void {
    if ('over' in period) {
      this.note(period.over, place)
      this.leave(openEntry(row, place))
    } else {
      doubt(file, role)
      this.holdNow(openEntry(row, place), period.held, {})
    }
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

  private note({ code, sentence, candidates }: HeldReason, place: Place): void {
    this.findings.push({ code, sentence, place, ...(candidates ? { candidates } : {}) })
  }

  private learnerSearch(who: Naming, statements: readonly Statement[], { place }: RowMark): Search {
    const one = statements.find(each => each.says === 'person' && each.who === who) as
      | PersonStatement
      | undefined
    const organisation = this.centres.of({ who, facts: one?.facts })
    return { who, as: 'learner', organisation, place, ...(one ? { statement: one } : {}) }
  }

  private staffSearch(statement: PersonStatement, role: Role): Search {
    const { who, facts, place } = statement
    return { who, as: role, organisation: this.centres.of({ who, facts }), place, statement }
  }

  /** A row that waits for somebody else's sake may tell keys of a learner who is known. */
  private learnFrom({ row, statements }: Deferred): void {
    for (const [who, match] of this.learnersIn(row, statements)) {
      const told = statements.find(one => one.says === 'person' && one.who === who)
      if (told?.says === 'person' && match.result === 'matched')
        this.learn(match.person, who.keys, told.facts)
    }
  }

  /** Notes everybody whom a row would make, before anybody is made. */
  private claimNewcomers({ row, statements }: Deferred): void {
    const learners = this.learnersIn(row, statements)
    for (const who of learners.keys()) this.finder.claim(this.learnerSearch(who, statements, row))
    for (const one of statements) {
      const role = staffRole(one)
      if (one.says === 'person' && role) this.finder.claim(this.staffSearch(one, role))
      if (one.says !== 'assignment' || !one.who) continue
      const match = learners.get(one.learner)
      const { organisation } =
        match?.result === 'matched' ? match.person : this.learnerSearch(one.learner, statements, row)
      this.finder.claim({ who: one.who, as: one.role, organisation, place: one.place })
    }
  }

  /** Makes whoever a row tells enough of. What it says is taken in afterwards, when all who are new are known. */
  private make({ row, statements }: Deferred): void {
    for (const one of statements) {
      const who = learnerOf(one)
      const role = staffRole(one)
      if (one.says === 'person' && role) this.finder.findOrMake(this.staffSearch(one, role))
      const learner = who && this.finder.findOrMake(this.learnerSearch(who, statements, row))
      if (learner && one.says === 'assignment' && one.who)
        this.finder.findOrMake(besideSearch(one, one.who, learner))
    }
  }

  // Holding.

  private holdUnmatched(
    entry: Entry,
    resolved: Exclude<Sighting, { person: WorldPerson }>,
    isRoot: boolean,
  ): void {
    const { unmatched, question, blockedBy } = resolved
    const asked = question === undefined ? {} : { question }
    if (question !== undefined) certain(this.finder.questions.get(question)).places.push(entry.place)
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
    { code, sentence, candidates, until }: HeldReason,
    more: Pick<Held, 'question' | 'blockedBy'> = {},
  ): void {
    settle(entry, 'held')
    const why = { code, sentence, ...(candidates && { candidates }), ...(until && { until }) }
    this.held.push({ place: entry.place, ...why, ...more })
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

/** The learner whom a statement is about; nobody for staff, workplaces and archived accounts. */
function learnerOf(one: Statement): Naming | undefined {
  if (one.says === 'person') return one.account === 'learner' && !one.archived ? one.who : undefined
  return one.says === 'workplace' ? undefined : one.learner
}

/** Somebody whom a statement is about and who is looked for among the accounts of an organisation. */
function placeableOf(one: Statement, statements: readonly Statement[]): Placeable | undefined {
  const who = learnerOf(one) ?? (one.says === 'person' && staffRole(one) ? one.who : undefined)
  if (!who) return undefined
  const told = statements.find(each => each.says === 'person' && each.who === who)
  return { who, facts: told?.says === 'person' ? told.facts : undefined }
}

/**
 * The cells of a row that could not be read and that a plan would have made something of. A month without a day is how some
 * exports write dates: it counts only where the row says nothing else.
 */
function unreadIn(findings: readonly ReadFinding[], statements: readonly Statement[]): ReadFinding[] {
  const unread = findings.filter(({ holds, code }) => holds === 'cell' && code !== 'nino-invalid')
  return statements.some(saysMore) ? unread.filter(one => one.code !== 'date-month-only') : unread
}

/** Whether a statement says more than that somebody is there. */
function saysMore(one: Statement): boolean {
  return one.says !== 'person' || Object.keys(one.facts).length > 0
}

/** Whether a statement may tell enough of a learner to make one. */
function canTell(one: Statement): boolean {
  return one.says === 'person' && Boolean(one.who.name.given && one.who.name.family)
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
  return apart('misId', certain(first), certain(second)) || apart('uln', [a.uln ?? ''], [b.uln ?? ''])
}

/** Whether two rows give one key that tells a person by itself. */
function shareKey(a: Naming['keys'], b: Naming['keys']): boolean {
  const isSame = (key: 'misId' | 'uln') => {
    const folded = foldKey(key, a[key] ?? '')
    return folded !== '' && folded === foldKey(key, b[key] ?? '')
  }
  return isSame('misId') || isSame('uln') || (a.onefileId !== undefined && a.onefileId === b.onefileId)
}

/** The date of birth that a row gives somebody. */
function birthIn(statements: readonly Statement[], who: Naming): CalendarDate | undefined {
  const person = statements.find(one => one.says === 'person' && one.who === who)
  return person?.says === 'person' ? person.facts.birth : undefined
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

function twoAccounts(a: WorldPerson, b: WorldPerson, first: Place, second: Place): HeldReason {
  const rows = [first, second].map(place => `row ${place.row ?? '?'}`).join(' and ')
  const accounts = [a, b].map(calledBy).join(' and ')
  const sentence = `${rows} give one key to two accounts, ${accounts}; correct one of them.`
  return { ...reason('one-key-two-accounts', sentence), candidates: [a.id, b.id] }
}

function rootOf({ aim, unit }: Pick<AssignmentStatement, 'aim' | 'unit'>, organisation: Id): string {
  return unit ? `${organisation} unit ${unit.words}` : `${organisation} ${aim?.words} ${aim?.level}`
}

function onlyStandard({ items, title }: World['templates'][number]): Id | HeldReason {
  const standards = [...new Set(items.map(one => one.standard))]
  if (standards.length === 1) return certain(standards[0])
  return reason(
    'template-levels',
    `"${title}" is a template of several standards (${standards.join(', ')}); name one of them.`,
  )
}

/** The role of staff whom a list names live; nothing for anybody else. */
function staffRole(one: Statement): Role | undefined {
  const isStaff = one.says === 'person' && one.account !== 'other' && !one.archived
  return isStaff ? roleOf(one.account as AccountKind) : undefined
}

function besideSearch({ role, place }: AssignmentStatement, who: Naming, learner: WorldPerson): Search {
  return { who, as: role, organisation: learner.organisation, place, learner }
}
