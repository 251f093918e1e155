import { certain } from '../../domain/certain.ts'
import { foldCase } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import type {
  CreatePerson,
  PersonFields,
  PlanAhead,
  PlanLeaver,
  PlannedAssignment,
  PlannedChange,
  SetCompetences,
  TakeBackPlanned,
} from '../../domain/plan.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import { addDays } from '../../domain/time.ts'
import { foldKey } from '../match/roster.ts'
import { calledBy, type World, type WorldPerson, type WorldPlanned } from '../world/world.ts'

/**
 * How a change stands in a world that was read after it was planned: `open` where all is as the plan found it, `so` where it
 * is as wanted already, `moved-on` where it is neither.
 */
type Standing = { is: 'open' } | { is: 'so'; made?: Id } | { is: 'moved-on'; sentence: string }

const OPEN: Standing = { is: 'open' }
const SO: Standing = { is: 'so' }

/** A world made ready to be asked how changes stand in it. Their ids must be the world's own. */
export class Snapshot {
  readonly #world: World
  readonly #people: ReadonlyMap<Id, WorldPerson>
  readonly #holders: ReadonlyMap<string, Id>
  readonly #aims: ReadonlyMap<string, Id>
  readonly #planned: ReadonlyMap<string, readonly WorldPlanned[]>
  readonly #summaries: ReadonlyMap<string, readonly World['summaries'][number][]>

  constructor(world: World) {
    this.#world = world
    this.#people = new Map(world.people.map(one => [one.id, one]))
    this.#holders = new Map(world.assignments.map(one => [slotKey(one), one.person]))
    this.#aims = new Map(world.aims.map(one => [`${one.learner}/${one.standard}`, one.id]))
    this.#planned = Map.groupBy(world.planned ?? [], slotKey)
    this.#summaries = Map.groupBy(world.summaries, one => `${one.learner}/${one.unit}`)
  }

  standing(change: PlannedChange): Standing {
    switch (change.do) {
      case 'create-person':
        return this.#newcomer(change)
      case 'update-person':
        return this.#amendment(change)
      case 'archive-person':
        return this.#archiving(change.person)
      case 'unarchive-person':
        return this.#isLive(change.person) ? SO : OPEN
      case 'plan-leaver':
        return this.#leaver(change)
      case 'set-competences':
        return this.#competences(change)
      case 'give-template':
        return this.#holdsTemplate(change.learner, change.template) ? SO : OPEN
      case 'give-standard':
        return present(this.#aims.get(`${change.learner}/${change.standard}`))
      case 'give-unit':
        return present(this.#summary(change.learner, change.unit, change.standard))
      case 'assign':
        return this.#assignment(change)
      case 'plan-ahead':
        return this.#ahead(change)
      case 'take-back':
        return this.#isPlanned(change) ? OPEN : SO
    }
  }

  /** Who is in a slot; nobody is null. */
  holder(change: PlannedAssignment): Id | null {
    return this.#holders.get(slotKey(this.slotOf(change))) ?? null
  }

  /** The slot of a change. Where a template made the aim or unit, the standard and unit say which one it is. */
  slotOf({
    learner,
    level,
    role,
    target,
    standard,
    unit,
  }: Slot & Pick<PlannedAssignment, 'standard' | 'unit'>): Slot {
    const slot = { learner, level, role, target }
    if (target >= 0) return slot
    const found =
      level === 'aim'
        ? this.#aims.get(`${learner}/${standard}`)
        : this.#summary(learner, certain(unit), standard)
    return { ...slot, target: found ?? target }
  }

  #summary(learner: Id, unit: string, standard: Id | undefined): Id | undefined {
    const held = this.#summaries.get(`${learner}/${unit}`) ?? []
    return held.find(one => standard === undefined || one.standard === standard)?.id
  }

  #holdsTemplate(learner: Id, template: Id): boolean {
    const items = this.#world.templates.find(one => one.id === template)?.items ?? []
    return items.every(
      ({ standard, units }) =>
        this.#aims.has(`${learner}/${standard}`) &&
        units.every(({ unit }) => this.#summary(learner, unit, standard) !== undefined),
    )
  }

  #newcomer({ kind, organisation, fields }: CreatePerson): Standing {
    const same = this.#world.people.find(
      one => one.kind === kind && one.organisation === organisation && shareKey(one, fields),
    )
    if (!same) return OPEN
    if (!same.archived) return { is: 'so', made: same.id }
    return movedOn(
      `${calledBy(same)} has the same key and is archived; unarchive that account and plan again.`,
    )
  }

  #amendment({ person, before, after }: PlannedChange & { do: 'update-person' }): Standing {
    const now = this.#people.get(person)
    if (!now) return this.#gone(person)
    const fields = Object.keys(after) as (keyof PersonFields)[]
    if (fields.every(field => now[field] === after[field])) return SO
    const other = fields.find(field => now[field] !== after[field] && now[field] !== before[field])
    if (other === undefined) return OPEN
    return movedOn(`The ${other} of ${calledBy(now)} has changed since this was planned; plan again.`)
  }

  #archiving(person: Id): Standing {
    const now = this.#people.get(person)
    if (!now) return this.#gone(person)
    return now.archived ? SO : OPEN
  }

  #leaver({ person, undone }: PlanLeaver): Standing {
    const now = this.#people.get(person)
    if (!now) return this.#gone(person)
    const known = this.#world.leavers?.get(person)
    const isPlanned = now.archived || (known !== undefined && 'planned' in known)
    return isPlanned === (undone !== true) ? SO : OPEN
  }

  #competences({ person, add, remove }: SetCompetences): Standing {
    if (!this.#people.has(person)) return this.#gone(person)
    const now = this.#world.competences?.get(person) ?? []
    const isSo = add.every(one => now.includes(one)) && !remove.some(one => now.includes(one))
    return isSo ? SO : OPEN
  }

  /** A target may list no archived accounts, so that one that is not there may be brought back all the same. */
  #isLive(person: Id): boolean {
    return this.#people.get(person)?.archived === false
  }

  #assignment(change: PlannedAssignment): Standing {
    const learner = this.#people.get(change.learner)
    if (!learner) return this.#gone(change.learner)
    const holder = this.holder(change)
    if (holder === change.after) return SO
    if (holder === change.before) return OPEN
    const now = holder === null ? 'nobody' : this.#called(holder)
    return movedOn(`${calledBy(learner)} has ${now} there now; plan again.`)
  }

  /** A planned change is there, or its day has come and it was made. Who is there on the day is judged on the day. */
  #ahead(change: PlanAhead): Standing {
    if (!this.#people.has(change.learner)) return this.#gone(change.learner)
    const key = slotKey(this.slotOf(change))
    const isThere = (this.#planned.get(key) ?? []).some(
      one => one.after === change.after && one.from === change.effectiveFrom,
    )
    return isThere || (this.#holders.get(key) ?? null) === change.after ? SO : OPEN
  }

  /** What is planned as a change asks, with its end; the end alone once it has begun. */
  plannedLike(change: PlanAhead): readonly WorldPlanned[] {
    const there = this.#planned.get(slotKey(this.slotOf(change))) ?? []
    const { effectiveFrom: from, effectiveTo: to, before, after } = change
    const start = there.find(one => one.from === from && one.after === after)
    if (start)
      return [start, ...there.filter(one => one.plannedRun === start.plannedRun && one.ends === start.number)]
    if (to === undefined) return []
    return there.filter(one => one.from === addDays(to, 1) && one.after === before && one.before === after)
  }

  /** Whether the day of a planned change is still to come. */
  isToCome(change: PlanAhead): boolean {
    return this.plannedLike(change).some(one => one.from === change.effectiveFrom)
  }

  #isPlanned(change: TakeBackPlanned): boolean {
    const there = this.#planned.get(slotKey(this.slotOf(change))) ?? []
    return there.some(one => one.plannedRun === change.plannedRun && change.numbers.includes(one.number))
  }

  #gone(id: Id): Standing {
    return movedOn(`Account ${id} no longer exists; plan again.`)
  }

  #called(id: Id): string {
    const person = this.#people.get(id)
    return person ? calledBy(person) : `account ${id}`
  }
}

function present(id: Id | undefined): Standing {
  return id === undefined ? OPEN : { is: 'so', made: id }
}

function movedOn(sentence: string): Standing {
  return { is: 'moved-on', sentence }
}

/** Whether an account has a key that nobody else may have: the MIS id or the ULN; for staff the address as well. */
function shareKey(one: WorldPerson, fields: PersonFields): boolean {
  if (one.misId && fields.misId) return foldCase(one.misId) === foldCase(fields.misId)
  if (shares('uln', one, fields)) return true
  return one.kind !== 'learner' && shares('email', one, fields)
}

function shares(key: 'uln' | 'email', one: PersonFields, other: PersonFields): boolean {
  const [left, right] = [one[key], other[key]].map(value => (value ? foldKey(key, value) : ''))
  return left !== '' && left === right
}
