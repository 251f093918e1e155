import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { ROLE_NAMES, type Role } from '../../domain/role.ts'
import { aimLine } from '../../intake/mapping/mapping.ts'
import type { ReadItem, RowReading } from '../../intake/row/reading.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'
import type {
  AimStatement,
  AimWords,
  AssignmentStatement,
  CompetenceStatement,
  Naming,
  PersonFacts,
  PersonStatement,
  Statement,
} from '../../intake/statement/statement.ts'
import type { Match } from '../match/match.ts'
import type { World, WorldPerson } from '../world/world.ts'
import { birthIn, canTell, factsOn, learnerOf, placeableOf, staffRole, unreadIn } from './about.ts'
import { Accounts } from './accounts.ts'
import { CatalogueFinder, isHeld } from './catalogue.ts'
import { Centres } from './centre.ts'
import type { EarlyDecision } from './decision.ts'
import type { PlanFinding } from './finding.ts'
import { type HeldDetails, type HeldReason, heldAt, reason } from './held.ts'
import { isNewStart } from './new-start.ts'
import { type Period, periodOf } from './period.ts'
import { type Identified, PersonFinder, type PersonSearch, type Unidentified } from './person-finder.ts'
import type { AccountRequests, Request, SourceRow } from './request.ts'
import type { CollectRules } from './rules.ts'
import { aimTarget, slotTarget, wordsOfTarget } from './targets.ts'
import { WorkplaceFinder } from './workplaces.ts'

/** A row whose learner was not found at first: later rows may tell more of them. */
interface Deferred {
  row: SourceRow
  statements: readonly Statement[]
}

/** What all sources together ask, sorted by account, with what could be decided without looking at what an account has. */
export interface Collected {
  /** How many rows there were that say something or are held. */
  rows: number
  accounts: Map<Id, AccountRequests>
  decisions: readonly EarlyDecision[]
  findings: readonly PlanFinding[]
  /** `organisation/role/level` of every assignment that any row wants: the kinds that the sources speak of. */
  spoken: ReadonlySet<string>
  /** Organisations of the learners whom the sources name. */
  organisations: ReadonlySet<Id>
  /** Rows of which it is not known whom they are about. */
  uncertainRows: number
  statedRows: number
  /** Why rows cannot be looked up at all, where none of the sources' rows says about which organisation it is. */
  noCentre: HeldReason | undefined
  people: PersonFinder
  catalogue: CatalogueFinder
  workplaces: WorkplaceFinder
  /** A number for something that the plan makes. */
  nextId: () => Id
}

/** Goes through the rows of the sources, finds whom and what they speak of, and sorts what they ask by account. */
export class Collector {
  readonly catalogue: CatalogueFinder
  readonly workplaces: WorkplaceFinder
  readonly #people: PersonFinder
  readonly #rules: CollectRules
  readonly #onStatement: ((statement: Statement, learner: WorldPerson) => void) | undefined
  readonly #centres: Centres
  readonly #accounts = new Accounts()
  readonly #decisions: EarlyDecision[] = []
  readonly #findings: PlanFinding[] = []
  readonly #spoken = new Set<string>()
  readonly #organisations = new Set<Id>()
  readonly #deferred: Deferred[] = []
  /** The first row with words for an aim that nothing fits, by account and words. */
  readonly #unknownWords = new Map<string, SourceLocation>()
  #rows = 0
  #uncertainRows = 0
  #statedRows = 0
  #placedRows = 0
  #noCentre: HeldReason | undefined
  #lastId = 0

  /** `onStatement` is given each thing that is said of a learner who is known. */
  constructor(
    world: World,
    rules: CollectRules,
    onStatement?: (statement: Statement, learner: WorldPerson) => void,
  ) {
    this.#rules = rules
    this.#onStatement = onStatement
    this.catalogue = new CatalogueFinder(world, rules.mapping)
    this.workplaces = new WorkplaceFinder(world)
    this.#people = new PersonFinder(
      world,
      rules,
      this.workplaces,
      (note, place) => this.#note(note, place),
      () => this.#nextId(),
    )
    this.#centres = new Centres(world, rules.mapping, this.#people.roster)
  }

  /** How many rows have been taken in that say something or are held. */
  get rows(): number {
    return this.#rows
  }

  /** Adds a finding about the sources as a whole. */
  addFinding(finding: PlanFinding): void {
    this.#findings.push(finding)
  }

  /** Takes in one item of a reading. */
  take(item: ReadItem): void {
    this.#findings.push(...item.findings)
    if (item.outcome === 'held') this.#takeHeld(item)
    if (item.outcome === 'stated') this.#takeStated(item)
  }

  /**
   * Takes in the rows that had to wait, and gives everything: first whoever is new is made, by the rows that tell most of them, so
   * that it makes no difference in which order rows name somebody.
   */
  finish(): Collected {
    const waiting = this.#deferred.splice(0)
    const isTelling = ({ statements }: Deferred) => statements.some(canTell)
    const inOrder = [...waiting.filter(isTelling), ...waiting.filter(row => !isTelling(row))]
    for (const deferred of waiting) this.#learnFrom(deferred)
    for (const deferred of waiting) this.#claimNewcomers(deferred)
    for (const deferred of inOrder) this.#make(deferred)
    for (const { row, statements } of inOrder)
      this.#takeRow(row, statements, this.#learnersIn(row, statements))
    return this.#collected()
  }

  #collected(): Collected {
    return {
      rows: this.#rows,
      accounts: this.#accounts.requests,
      decisions: this.#decisions,
      findings: this.#findings,
      spoken: this.#spoken,
      organisations: this.#organisations,
      uncertainRows: this.#uncertainRows,
      statedRows: this.#statedRows,
      noCentre: this.#placedRows > 0 ? undefined : this.#noCentre,
      people: this.#people,
      catalogue: this.catalogue,
      workplaces: this.workplaces,
      nextId: () => this.#nextId(),
    }
  }

  #nextId(): Id {
    this.#lastId -= 1
    return this.#lastId
  }

  #nextRow(place: SourceLocation, isPartial: boolean): SourceRow {
    const row: SourceRow = { number: this.#rows, place, ...(isPartial ? { isPartial } : {}) }
    this.#rows += 1
    return row
  }

  // Rows.

  #takeHeld({ place, findings }: RowReading): void {
    const why = findings.find(({ holds }) => holds !== 'nothing' && holds !== 'cell')
    this.#holdRow(place, why ?? reason('row-held', 'The row is held.'))
  }

  #holdRow(place: SourceLocation, { code, sentence }: HeldReason | ReadFinding): void {
    this.#uncertainRows += 1
    this.#hold({ row: this.#nextRow(place, false), place }, { code, sentence })
  }

  #takeStated({ place, statements, findings }: RowReading): void {
    const people = statements.flatMap(statement => placeableOf(statement, statements) ?? [])
    const why = people.map(person => this.#centres.whyNot(person)).find(reason => reason)
    this.#statedRows += 1
    if (why?.code === 'organisation-missing') this.#noCentre ??= why
    else if (people.length > 0) this.#placedRows += 1
    if (why) this.#holdRow(place, why)
    else this.#takePlaced(place, statements, findings)
  }

  #takePlaced(
    place: SourceLocation,
    statements: readonly Statement[],
    findings: readonly ReadFinding[],
  ): void {
    const unread = unreadIn(findings, statements)
    const row = this.#nextRow(place, unread.length > 0)
    for (const finding of unread) this.#hold({ row, place: finding.place ?? place }, finding)
    const learners = this.#learnersIn(row, statements)
    if (this.#isOpen(statements, learners)) this.#deferred.push({ row, statements })
    else this.#takeRow(row, statements, learners)
  }

  /** The learners whom a row names, each looked up once. */
  #learnersIn(row: SourceRow, statements: readonly Statement[]): Map<Naming, Match> {
    const found = new Map<Naming, Match>()
    for (const statement of statements) {
      const who = learnerOf(statement)
      if (who && !found.has(who)) found.set(who, this.#people.find(this.#learnerSearch(who, statements, row)))
    }
    return found
  }

  /** Whether later rows may tell more of somebody whom this one names. */
  #isOpen(statements: readonly Statement[], learners: ReadonlyMap<Naming, Match>): boolean {
    if ([...learners.values()].some(match => match.result !== 'matched')) return true
    return (
      this.#rules.mapping.create.length > 0 &&
      statements.some(statement => this.#namesMissing(statement, learners))
    )
  }

  #namesMissing(statement: Statement, learners: ReadonlyMap<Naming, Match>): boolean {
    const role = staffRole(statement)
    if (statement.says === 'person' && role) return this.#isMissing(this.#staffSearch(statement, role))
    if (statement.says !== 'assignment' || !statement.who) return false
    const learner = learners.get(statement.learner)
    if (learner?.result !== 'matched') return false
    return this.#isMissing(assigneeSearch(statement, statement.who, learner.person))
  }

  #isMissing(search: PersonSearch): boolean {
    return this.#people.mayMake(search.as) && this.#people.find(search).result !== 'matched'
  }

  #takeRow(row: SourceRow, statements: readonly Statement[], learners: ReadonlyMap<Naming, Match>): void {
    const identified = new Map<Naming, Identified>()
    for (const [who, match] of learners) {
      identified.set(who, this.#people.identify(this.#learnerSearch(who, statements, row), match))
      if (match.result !== 'matched') continue
      this.#accounts.identify(match.person, who, birthIn(statements, who), row.place)
      if (row.isPartial) this.#accounts.doubt(match.person, ...ROLE_NAMES, 'aims')
    }
    for (const statement of statements) this.#takeStatement(statement, row, identified)
  }

  // Statements.

  #takeStatement(statement: Statement, row: SourceRow, learners: ReadonlyMap<Naming, Identified>): void {
    const who = learnerOf(statement)
    const learner = who && certain(learners.get(who))
    if (!learner) this.#takeOther(statement, row)
    else if ('person' in learner) this.#takeLearners(statement, row, learner.person)
    else this.#holdUnidentified(requestOf(statement, row), learner, statement.says === 'person')
  }

  #takeLearners(statement: Statement, row: SourceRow, learner: WorldPerson): void {
    this.#onStatement?.(statement, learner)
    if (statement.says === 'person') this.#takePerson(statement, row, learner)
    else if (statement.says === 'aim') this.#takeAim(statement, row, learner)
    else if (statement.says === 'assignment') this.#takeAssignment(statement, row, learner)
    else this.#leave(requestOf(statement, row))
  }

  /** Statements that are about no learner: staff, workplaces, accounts that are never assigned. */
  #takeOther(statement: Statement, row: SourceRow): void {
    if (statement.says === 'competence') {
      this.#takeCompetence(statement, row)
      return
    }
    const role = staffRole(statement)
    if (statement.says !== 'person' || role === undefined) this.#leave(requestOf(statement, row))
    else this.#takeStaff(statement, role, row)
  }

  #takeStaff(statement: PersonStatement, role: Role, row: SourceRow): void {
    const staff = this.#people.identify(this.#staffSearch(statement, role))
    if ('person' in staff) {
      this.#accounts.identify(staff.person, statement.who, statement.facts.birth, row.place)
      this.#takePerson(statement, row, staff.person)
    } else this.#holdUnidentified(requestOf(statement, row), staff, true)
  }

  /** Whoever may assess what is looked for as an assessor and then as an IQA, where the row does not say which. */
  #takeCompetence({ who, role, standards, place }: CompetenceStatement, row: SourceRow): void {
    const searchAs = (as: Role): PersonSearch => ({ who, as, organisation: this.#centres.of({ who }), place })
    const isFound = (as: Role) => this.#people.find(searchAs(as)).result === 'matched'
    const as = role ?? (['assessor', 'iqa'] as const).find(isFound) ?? 'assessor'
    const staff = this.#people.identify(searchAs(as))
    if (!('person' in staff)) {
      this.#holdUnidentified({ row, place }, staff, true)
      return
    }
    const { person } = staff
    this.#accounts.identify(person, who, undefined, row.place)
    for (const { aim, remove } of standards) {
      const found = aim === 'all' ? { standard: null } : this.catalogue.aim(aim, person.organisation)
      const want = remove ? ('remove' as const) : ('hold' as const)
      if ('template' in found) this.#hold({ row, place }, notAStandard(aim))
      else if (isHeld(found)) this.#hold({ row, place }, found)
      else this.#accounts.put(person, 'competences', { row, place, want, standard: found.standard })
    }
  }

  #takePerson({ who, facts, place }: PersonStatement, row: SourceRow, person: WorldPerson): void {
    if (person.kind === 'learner') this.#organisations.add(person.organisation)
    this.#accounts.put(person, 'facts', { row, place, facts, keys: who.keys, name: who.name })
    this.#learn(person, who.keys, facts)
  }

  #takeAim(statement: AimStatement, row: SourceRow, learner: WorldPerson): void {
    const { place, actualEnd, ending } = statement
    const target = aimTarget(statement, learner.organisation, this.catalogue)
    if (isHeld(target)) {
      this.#holdTarget({ row, place }, target, learner, wordsOfTarget(statement, learner.organisation))
      return
    }
    const state = statement.state ?? (actualEnd === undefined ? undefined : 'completed')
    this.#accounts.put(learner, 'aims', {
      row,
      place,
      ...target,
      ...(state === undefined ? {} : { state }),
      ...(ending === undefined ? {} : { ending }),
    })
  }

  #takeAssignment(statement: AssignmentStatement, row: SourceRow, learner: WorldPerson): void {
    const { organisation } = learner
    const { want, role, level, place } = statement
    const request: Request = { row, place }
    if (want === 'hold') this.#speak(organisation, role, level)
    if (want === 'hold' && statement.aimless) this.#speak(organisation, role, 'aim')
    const period = periodOf(statement, this.#rules.today)
    if (period !== 'open') {
      this.#takeOutside(period, request, role, learner)
      return
    }
    const target = slotTarget(statement, organisation, this.catalogue)
    if (isHeld(target)) {
      this.#accounts.doubt(learner, role)
      this.#holdTarget(request, target, learner, wordsOfTarget(statement, organisation))
      return
    }
    const assignee = statement.who
      ? this.#people.identify(assigneeSearch(statement, statement.who, learner))
      : { person: null }
    if ('person' in assignee) {
      const { person } = assignee
      this.#accounts.put(learner, 'slots', {
        ...request,
        ...{ want, role, level, person },
        ...target,
        ...slotDetails(statement),
      })
      return
    }
    this.#accounts.doubt(learner, role)
    this.#holdUnidentified(request, assignee, true)
  }

  /** An assignment that is over asks for nobody; one whose days cannot be kept waits. */
  #takeOutside(period: Exclude<Period, 'open'>, request: Request, role: Role, learner: WorldPerson): void {
    if ('over' in period) {
      this.#note(period.over, request.place)
      this.#leave(request)
    } else {
      this.#accounts.doubt(learner, role)
      this.#hold(request, period.held)
    }
  }

  #speak(organisation: Id, role: Role, level: Level): void {
    this.#spoken.add(`${organisation}/${role}/${level}`)
  }

  #note({ code, sentence, candidates }: HeldReason, place: SourceLocation): void {
    this.#findings.push({ code, sentence, place, ...(candidates ? { candidates } : {}) })
  }

  // People.

  #learnerSearch(who: Naming, statements: readonly Statement[], { place }: SourceRow): PersonSearch {
    const statement = factsOn(who, statements)
    const organisation = this.#centres.of({ who, facts: statement?.facts })
    return { who, as: 'learner', organisation, place, ...(statement ? { statement } : {}) }
  }

  #staffSearch(statement: PersonStatement, role: Role): PersonSearch {
    const { who, facts, place } = statement
    return { who, as: role, organisation: this.#centres.of({ who, facts }), place, statement }
  }

  /** An empty key is about to be filled; by it other rows mean the same account. */
  #learn(person: WorldPerson, { misId, uln, email }: Naming['keys'], { start }: PersonFacts): void {
    if (person.archived && (start === undefined || !isNewStart(start, person))) return
    const { roster } = this.#people
    if (misId && !person.misId) roster.learn(person, 'misId', misId)
    if (uln && !person.uln) roster.learn(person, 'uln', uln)
    if (email && (!person.email || person.kind === 'learner')) roster.learn(person, 'email', email)
  }

  /** A row that waits for somebody else's sake may tell keys of a learner who is known. */
  #learnFrom({ row, statements }: Deferred): void {
    for (const [who, match] of this.#learnersIn(row, statements)) {
      const facts = factsOn(who, statements)?.facts
      if (facts && match.result === 'matched') this.#learn(match.person, who.keys, facts)
    }
  }

  /** Notes everybody whom a row would make, before anybody is made. */
  #claimNewcomers({ row, statements }: Deferred): void {
    const learners = this.#learnersIn(row, statements)
    for (const who of learners.keys()) this.#people.claimKeys(this.#learnerSearch(who, statements, row))
    for (const statement of statements) {
      const role = staffRole(statement)
      if (statement.says === 'person' && role) this.#people.claimKeys(this.#staffSearch(statement, role))
      if (statement.says !== 'assignment' || !statement.who) continue
      const match = learners.get(statement.learner)
      const { organisation } =
        match?.result === 'matched' ? match.person : this.#learnerSearch(statement.learner, statements, row)
      const { who, role: as, place } = statement
      this.#people.claimKeys({ who, as, organisation, place })
    }
  }

  /** Makes whoever a row tells enough of. What it says is taken in afterwards, when all who are new are known. */
  #make({ row, statements }: Deferred): void {
    for (const statement of statements) {
      const who = learnerOf(statement)
      const role = staffRole(statement)
      if (statement.says === 'person' && role) this.#people.findOrMake(this.#staffSearch(statement, role))
      const learner = who && this.#people.findOrMake(this.#learnerSearch(who, statements, row))
      if (learner && statement.says === 'assignment' && statement.who)
        this.#people.findOrMake(assigneeSearch(statement, statement.who, learner))
    }
  }

  // What is decided already.

  #leave(request: Request): void {
    this.#decisions.push({ status: 'unchanged', requests: [request] })
  }

  #hold(request: Request, why: HeldReason, details: HeldDetails = {}): void {
    this.#decisions.push({ status: 'held', request, held: heldAt(request.place, why, details) })
  }

  /** Holds what is about an aim or unit that nothing fits: the first row with its words blocks the others. */
  #holdTarget(request: Request, why: HeldReason, learner: WorldPerson, words: string): void {
    this.#accounts.doubt(learner, 'aims')
    const key = `${learner.id} ${words}`
    const first = this.#unknownWords.get(key)
    this.#hold(request, why, first ? { blockedBy: first } : {})
    if (!first) this.#unknownWords.set(key, request.place)
  }

  #holdUnidentified(
    request: Request,
    { unmatched, question, blockedBy }: Unidentified,
    isRoot: boolean,
  ): void {
    const asked = question === undefined ? {} : { question }
    if (question !== undefined) certain(this.#people.questions.get(question)).places.push(request.place)
    const isFirst = isRoot && !blockedBy
    if (isFirst && unmatched.suggestions.length === 0) this.#uncertainRows += 1
    this.#hold(request, unmatched, isFirst ? asked : { ...asked, blockedBy: blockedBy ?? request.row.place })
  }
}

function notAStandard(aim: AimWords | 'all'): HeldReason {
  const words = aim === 'all' ? '' : aimLine(aim)
  return reason(
    'standard-unknown',
    `"${words}" is a framework template; name its standards, which somebody may assess.`,
  )
}

function requestOf({ place }: Statement, row: SourceRow): Request {
  return { row, place }
}

function slotDetails({ effectiveFrom, effectiveTo, aimless, isFromAim, expects }: AssignmentStatement) {
  return {
    ...(effectiveTo === undefined ? {} : { to: effectiveTo }),
    ...(effectiveFrom === undefined ? {} : { from: effectiveFrom }),
    ...(aimless ? { aimless: true as const } : {}),
    ...(isFromAim ? { isFromAim } : {}),
    ...(expects === undefined ? {} : { expects }),
  }
}

function assigneeSearch(
  { role, place }: AssignmentStatement,
  who: Naming,
  learner: WorldPerson,
): PersonSearch {
  return { who, as: role, organisation: learner.organisation, place, learner }
}
