import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import type { Slot } from '../../domain/slot.ts'
import {
  EMPTY_WORLD,
  type Need,
  type World,
  type WorldAssignment,
  type WorldPerson,
} from '../../reconcile/world/world.ts'
import type { Client } from '../../sdk/client.ts'
import type { Carried, Errand, Target } from '../target.ts'
import { Beliefs } from './beliefs.ts'
import { areAmbiguous, readCatalogue, withStandards } from './catalogue.ts'
import {
  aimsFrom,
  type HeldRead,
  type LearnerReading,
  type Manners,
  readAims,
  readSummaries,
  summariesFrom,
} from './learners.ts'
import { type PeopleRead, readPeople, readRecords, type ShownDefaults } from './people.ts'
import { defaultsOf, isAlwaysShown, isReadAnew, staffOf, unreadIn } from './seen.ts'
import { carry, hasCall } from './write.ts'

/** How a server of OneFile's own calls is worked with. */
interface OnefileOptions {
  /** Centres to work with; all that the token covers where it is left out. */
  organisations?: readonly Id[]
  /** Assignments that earlier runs made: OneFile itself shows nobody's. */
  believed: readonly WorldAssignment[]
  /** What a person calls it. */
  name: string
}

/**
 * Opens a target that offers nothing but OneFile's own calls. Reads in the fewest: lists by pages of 200, the catalogue once,
 * aims and units only of learners who are needed, and of all at once where the server allows that and it is cheaper. Whole
 * records of single people are read only where the lists show none: of all staff, and of learners who are needed. What a
 * server shows of assignments is `seen`; the rest is `believed`.
 */
export function openOneFile(client: Client, options: OnefileOptions): Target {
  return new OneFile(client, options)
}

/** Failures of the server in a row after which it is no use to go on. */
const MOST_FAILURES = 5

class OneFile implements Target {
  readonly demandsAddress = true
  readonly name: string
  readonly most = 1
  readonly #client: Client
  readonly #organisations: readonly Id[] | undefined
  readonly #beliefs: Beliefs
  readonly #manners: Manners = { demandsLearner: false }
  readonly #archived = new Map<Id, WorldPerson>()
  readonly #holders = new Set<Id>()
  #catalogue?: Awaited<ReturnType<typeof readCatalogue>>
  #knowsUnits = false
  #read?: PeopleRead
  readonly #shown = { defaults: false, aim: false, unit: false }
  #failures = 0

  constructor(client: Client, { organisations, believed, name }: OnefileOptions) {
    this.name = name
    this.#organisations = organisations
    this.#client = client
    this.#beliefs = new Beliefs(believed)
  }

  async readPeople(signal?: AbortSignal): Promise<World> {
    const client = this.#client
    this.#catalogue ??= await readCatalogue(client, this.#organisations, signal)
    if (areAmbiguous(this.#catalogue.units)) await this.#readUnits(signal)
    const read = await readPeople(this.#client, this.#catalogue.organisations, signal)
    this.#read = read
    this.#shown.defaults ||= read.showsDefaults
    const people = [...read.people, ...this.#stillArchived(read.people)]
    const world = { ...EMPTY_WORLD, ...this.#catalogue, people }
    return { ...world, shortReads: read.shortReads, assignments: this.#assignmentsOf(people, read.defaults) }
  }

  /** Accounts that this run archived: no list shows them any more. */
  #stillArchived(listed: readonly WorldPerson[]): WorldPerson[] {
    const there = new Set(listed.map(one => one.id))
    return [...this.#archived.values()].filter(one => !there.has(one.id))
  }

  #assignmentsOf(people: readonly WorldPerson[], defaults: ReadonlyMap<Id, ShownDefaults>) {
    const learners = new Set(people.map(one => one.id))
    const seen = [...defaults].flatMap(([learner, one]) => defaultsOf(learner, one))
    const isShown = ({ learner, level }: Slot) =>
      level === 'default' && this.#shown.defaults && defaults.has(learner)
    return [...seen, ...this.#beliefs.hidden(isShown).filter(one => learners.has(one.learner))]
  }

  async readLearners(world: World, need: Need, signal?: AbortSignal): Promise<World> {
    const at: LearnerReading = { client: this.#client, manners: this.#manners, signal }
    const people = await this.#readNeeded(world, need, signal)
    const aimsRead = await readAims(world, need.aims, at)
    const unitsRead = await readSummaries(world, need.units, at)
    if (need.units.size > 0) await this.#readUnits(signal)
    const { aims, unread } = aimsFrom(aimsRead)
    const allAims = [...world.aims.filter(one => !aimsRead.learners.has(one.learner)), ...aims]
    const units = summariesFrom(unitsRead, allAims)
    for (const { learner } of allAims) this.#holders.add(learner)
    return {
      ...world,
      ...people,
      units: this.#catalogue?.units ?? world.units,
      aims: allAims,
      summaries: [...world.summaries.filter(one => !unitsRead.learners.has(one.learner)), ...units.summaries],
      assignments: [
        ...(people.assignments ?? world.assignments).filter(one => !isReadAnew(one, aimsRead, unitsRead)),
        ...this.#heldBy('aim', aims, aimsRead),
        ...this.#heldBy('unit', units.summaries, unitsRead),
      ],
      shortReads: [
        ...world.shortReads.filter(one => one.what === 'people'),
        ...[...aimsRead.shortReads, ...unitsRead.shortReads],
        ...unreadIn(world, 'aims', aimsRead, unread),
        ...unreadIn(world, 'units', unitsRead, units.unread),
      ],
    }
  }

  /** Under which standards the units come, once. */
  async #readUnits(signal: AbortSignal | undefined): Promise<void> {
    if (this.#knowsUnits || !this.#catalogue) return
    const units = await withStandards(this.#client, this.#catalogue, signal)
    this.#catalogue = { ...this.#catalogue, units }
    this.#knowsUnits = true
  }

  /** Whole records of learners who are needed, where the lists show none. */
  async #readNeeded(
    world: World,
    { aims, units, assignments }: Need,
    signal: AbortSignal | undefined,
  ): Promise<Partial<Pick<World, 'people' | 'assignments'>>> {
    const read = this.#read
    if (!read || read.isWhole) return {}
    const anew = { people: [...world.people], defaults: read.defaults, showsDefaults: false }
    await readRecords(this.#client, anew, new Set([...aims, ...units, ...assignments]), signal)
    this.#shown.defaults ||= anew.showsDefaults
    const others = world.assignments.filter(one => one.level !== 'default')
    const defaults = this.#assignmentsOf(anew.people, anew.defaults).filter(one => one.level === 'default')
    return { people: anew.people, assignments: [...others, ...defaults] }
  }

  /** Who is set on aims or units: as their rows show it, else as is believed. */
  #heldBy(
    level: 'aim' | 'unit',
    things: readonly { id: Id; learner: Id }[],
    { staff, showsStaff }: HeldRead<{ id: Id }>,
  ): WorldAssignment[] {
    this.#shown[level] ||= showsStaff
    const isShown = this.#shown[level]
    const there = new Set(things.map(one => one.id))
    const seen = things.flatMap(({ id, learner }) => staffOf({ learner, level, target: id }, staff.get(id)))
    const believed = this.#beliefs
      .hidden(({ target }) => isShown && staff.has(target))
      .filter(one => one.level === level && there.has(one.target))
    return [...seen, ...believed]
  }

  can(change: PlannedChange): boolean {
    return hasCall(change)
  }

  shows(change: PlannedChange): boolean {
    switch (change.do) {
      case 'assign':
        return this.#showsAssignment(change)
      case 'update-person':
        return this.#read?.isWhole !== false || Object.keys(change.after).every(isAlwaysShown)
      // Nothing tells what a template gives.
      case 'give-template':
        return false
      default:
        return true
    }
  }

  #showsAssignment({ level }: PlannedAssignment): boolean {
    if (level === 'additional') return false
    return level === 'default' ? this.#shown.defaults : this.#shown[level]
  }

  async carryOut(errands: readonly Errand[], signal?: AbortSignal): Promise<readonly Carried[]> {
    const carried: Carried[] = []
    for (const errand of errands) carried.push(await this.#carryOne(errand, signal))
    return carried
  }

  async #carryOne(errand: Errand, signal: AbortSignal | undefined): Promise<Carried> {
    const client = this.#client
    const writing = { client, signal, holdsAims: (learner: Id) => this.#holders.has(learner) }
    const { failure, ...carried } = await carry(errand, writing)
    this.#failures = failure ? this.#failures + 1 : 0
    if (failure && this.#failures >= MOST_FAILURES) throw failure
    if (carried.outcome.outcome !== 'refused') this.#note(errand.change, carried)
    return carried
  }

  #note(change: PlannedChange, { made }: Carried): void {
    this.#beliefs.note(change, made)
    if (change.do === 'unarchive-person') this.#archived.delete(change.person)
    if (change.do === 'archive-person') {
      const person = this.#read?.people.find(one => one.id === change.person)
      if (person) this.#archived.set(change.person, { ...person, archived: true })
    }
  }
}
