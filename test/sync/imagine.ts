import type { Id } from '../../src/domain/id.ts'
import type { PlanAhead, PlannedAssignment, PlannedChange, TakeBackPlanned } from '../../src/domain/plan.ts'
import { linkedSlot, slotKey } from '../../src/domain/slot.ts'
import { addDays } from '../../src/domain/time.ts'
import type { LearnerMemory, Owned, Ownership } from '../../src/reconcile/plan/ownership.ts'
import { plannedKey } from '../../src/reconcile/resolve/changes.ts'
import type { World, WorldAssignment, WorldPerson, WorldPlanned } from '../../src/reconcile/world/world.ts'

/** What a plan tells of what is to be kept once it is applied. */
interface Kept {
  adopts: readonly { slot: string; person: Id }[]
  remember: readonly LearnerMemory[]
}

/** The world and what we own of it after changes that all went well, with the numbers that things would have got. */
export interface Imagined {
  world: World
  owned: Owned
}

/** Does changes to a world in memory, as a target would. For trying out, and for comparing with what a target shows afterwards. */
export function imagine(world: World, owned: Owned, changes: readonly PlannedChange[], kept: Kept): Imagined {
  const imagination = new Imagination(world)
  for (const change of changes) imagination.do(change)
  return { world: imagination.world(), owned: imagination.owned(owned, kept) }
}

class Imagination {
  readonly #before: World
  readonly #people: Map<Id, WorldPerson>
  readonly #aims: World['aims'][number][]
  readonly #summaries: World['summaries'][number][]
  readonly #slots: Map<string, WorldAssignment>
  readonly #ids = new Map<Id, Id>()
  readonly #made: { slot: string; owner: Ownership | null }[] = []
  #planned: WorldPlanned[]
  #nextId: Id

  constructor(world: World) {
    this.#before = world
    this.#people = new Map(world.people.map(one => [one.id, one]))
    this.#aims = [...world.aims]
    this.#summaries = [...world.summaries]
    this.#slots = new Map(world.assignments.map(one => [slotKey(one), one]))
    this.#planned = [...(world.planned ?? [])]
    this.#nextId = highest([...world.people, ...world.aims, ...world.summaries]) + 1
  }

  do(change: PlannedChange): void {
    switch (change.do) {
      case 'create-person':
        this.#create(change)
        break
      case 'update-person':
        this.#amend(change.person, change.after)
        break
      case 'archive-person':
        this.#amend(change.person, { archived: true })
        break
      case 'unarchive-person':
        this.#amend(change.person, { archived: false })
        break
      case 'give-template':
        this.#giveTemplate(change)
        break
      case 'give-standard':
        this.#ids.set(change.aim, this.#giveStandard(this.#real(change.learner), change.standard))
        break
      case 'give-unit':
        this.#ids.set(
          change.summary,
          this.#giveUnit(this.#real(change.learner), change.standard, change.unit),
        )
        break
      case 'plan-ahead':
        this.#planAhead(change)
        break
      case 'take-back':
        this.#takeBack(change)
        break
      case 'assign':
        this.#assign(change)
    }
  }

  world(): World {
    const aims = this.#aims
    const summaries = this.#summaries
    return {
      ...this.#before,
      people: [...this.#people.values()],
      aims,
      summaries,
      assignments: [...this.#slots.values()],
      ...((this.#before.planned || this.#planned.length > 0) && { planned: this.#planned }),
    }
  }

  owned(owned: Owned, { adopts, remember }: Kept): Owned {
    const assignments = new Map(owned.assignments)
    for (const { slot, person } of adopts)
      if (!assignments.has(slot)) assignments.set(slot, { as: 'adopted', person })
    for (const { slot, owner } of this.#made) {
      if (owner) assignments.set(slot, owner)
      else assignments.delete(slot)
    }
    const learners = new Map(owned.learners)
    for (const one of remember) learners.set(one.learner, one)
    return { assignments, learners }
  }

  #real(id: Id): Id {
    return this.#ids.get(id) ?? id
  }

  #fresh(): Id {
    this.#nextId += 1
    return this.#nextId - 1
  }

  #planAhead(change: PlanAhead): void {
    const { level, role, effectiveFrom: from, effectiveTo: to } = change
    const learner = this.#real(change.learner)
    const slot = { learner, level, role, target: this.#real(change.target) }
    const [before, after] = [change.before, change.after].map(id => (id === null ? null : this.#real(id)))
    const plannedRun = 1 + Math.max(0, ...this.#planned.map(one => one.plannedRun))
    const people = { before: before ?? null, after: after ?? null }
    this.#planned.push({ ...slot, ...people, from, plannedRun, number: 1, ends: null })
    this.#own(plannedKey(slot, from), after ?? before ?? null)
    if (to === undefined) return
    const end = addDays(to, 1)
    const back = { before: people.after, after: people.before }
    this.#planned.push({ ...slot, ...back, from: end, plannedRun, number: 2, ends: 1 })
    this.#own(plannedKey(slot, end), before ?? after ?? null)
  }

  #own(slot: string, person: Id | null): void {
    this.#made.push({ slot, owner: person === null ? null : { as: 'managed', person } })
  }

  #takeBack({ plannedRun, numbers }: TakeBackPlanned): void {
    this.#planned = this.#planned.filter(
      one => one.plannedRun !== plannedRun || !numbers.includes(one.number),
    )
  }

  #create({
    person,
    organisation,
    kind,
    fields,
    defaultAssessor,
  }: PlannedChange & { do: 'create-person' }): void {
    const id = this.#fresh()
    this.#ids.set(person, id)
    this.#people.set(id, { ...fields, id, organisation, kind, archived: false, link: null })
    if (defaultAssessor === undefined) return
    this.#fill({
      learner: id,
      level: 'default',
      role: 'assessor',
      target: 0,
      person: this.#real(defaultAssessor),
    })
  }

  #amend(person: Id, fields: Partial<WorldPerson>): void {
    const id = this.#real(person)
    this.#people.set(id, { ...this.#people.get(id)!, ...fields })
  }

  #giveTemplate({ learner, template }: PlannedChange & { do: 'give-template' }): void {
    const { items } = this.#before.templates.find(one => one.id === template)!
    for (const { standard, units } of items) {
      this.#giveStandard(this.#real(learner), standard)
      for (const { unit } of units) this.#giveUnit(this.#real(learner), standard, unit)
    }
  }

  #giveStandard(learner: Id, standard: Id): Id {
    const held = this.#aims.find(one => one.learner === learner && one.standard === standard)
    if (held) return held.id
    const id = this.#fresh()
    this.#aims.push({ id, learner, standard })
    return id
  }

  #giveUnit(learner: Id, standard: Id, unit: string): Id {
    const held = this.#unit(learner, unit, standard)
    if (held) return held.id
    const id = this.#fresh()
    this.#summaries.push({ id, learner, aim: this.#giveStandard(learner, standard), standard, unit })
    return id
  }

  #unit(learner: Id, unit: string, standard: Id | undefined) {
    return this.#summaries.find(
      one =>
        one.learner === learner && one.unit === unit && (standard === undefined || one.standard === standard),
    )
  }

  #assign(change: PlannedAssignment): void {
    const learner = this.#real(change.learner)
    const slot = { learner, level: change.level, role: change.role, target: this.#target(change, learner) }
    if (change.after !== null) this.#fill({ ...slot, person: this.#real(change.after) })
    else {
      this.#slots.delete(slotKey(slot))
      this.#made.push({ slot: slotKey(slot), owner: null })
    }
  }

  /** A template makes aims whose numbers no change names: the standard and unit say which they are. */
  #target({ level, target, standard, unit }: PlannedAssignment, learner: Id): Id {
    const id = this.#real(target)
    if (id >= 0) return id
    if (level === 'aim') return this.#giveStandard(learner, standard!)
    return this.#unit(learner, unit!, standard)!.id
  }

  #fill(one: Omit<WorldAssignment, 'known'>): void {
    this.#slots.set(slotKey(one), { ...one, known: 'believed' })
    this.#made.push({ slot: slotKey(one), owner: { as: 'managed', person: one.person } })
    const linked = linkedSlot(one, one.person)
    if (linked && !this.#slots.has(slotKey(linked)))
      this.#slots.set(slotKey(linked), { ...linked, person: one.person, known: 'believed' })
  }
}

function highest(things: readonly { id: Id }[]): Id {
  return things.reduce((most, { id }) => Math.max(most, id), 0)
}
