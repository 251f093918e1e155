import { certain } from '../../domain/certain.ts'
import { whyNotEligible } from '../../domain/eligibility.ts'
import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import { slotKey } from '../../domain/slot.ts'
import { type Movable, type Move, planTransfer } from '../../domain/transfer.ts'
import { heldApart, keptApart } from '../resolve/apart.ts'
import type { PlanRules } from '../resolve/rules.ts'
import type { World, WorldAssignment, WorldPerson } from '../world/world.ts'

/** Something of a caseload that stays where it is, and why. */
interface LeftOut {
  slot: WorldAssignment
  sentence: string
}

/** A caseload's move as changes for a target that has no call for it. */
interface TransferChanges {
  changes: readonly PlannedChange[]
  leftOut: readonly LeftOut[]
}

/**
 * Turns the move of what a person holds in a world into changes: one for each slot, and at `additional` an addition and a
 * removal. What may not move is left out with the reason. Pure.
 */
export function transferChanges(
  world: World,
  from: Id,
  moves: readonly Move[],
  { apart = [], today = '' }: Partial<Pick<PlanRules, 'apart' | 'today'>> = {},
): TransferChanges {
  const people = new Map(world.people.map(one => [one.id, one]))
  const titles = titlesIn(world)
  const held = world.assignments.filter(one => one.person === from)
  const { handovers, notSelected } = planTransfer(
    held.map(one => movable(one, people.get(one.learner))),
    moves,
  )
  const changes: PlannedChange[] = []
  const leftOut: LeftOut[] = notSelected.map(slot => ({ slot: believed(slot), sentence: NOT_CHOSEN }))
  for (const { assignment, to } of handovers) {
    const learner = people.get(assignment.learner)
    const pair = keptApart(apart, { ...assignment, person: to }, today, id => people.get(id))
    const isApart = pair && learner && people.get(to)
    const why = isApart
      ? heldApart(pair, learner, isApart).sentence
      : whyNot(assignment, people.get(to), learner)
    if (why === undefined)
      changes.push(...changesFor(assignment, to, titles, certain(people.get(assignment.learner))))
    else leftOut.push({ slot: believed(assignment), sentence: why })
  }
  return { changes, leftOut }
}

const NOT_CHOSEN = 'No choice takes it in.'

function believed({ learner, level, role, target, person }: Movable): WorldAssignment {
  return { learner, level, role, target, person, known: 'believed' }
}

function movable(one: WorldAssignment, learner: WorldPerson | undefined): Movable {
  const { placement = null, classroom = null } = learner ?? {}
  return { ...one, since: 0, placement, classroom }
}

function whyNot(
  { role }: Movable,
  to: WorldPerson | undefined,
  learner: WorldPerson | undefined,
): string | undefined {
  if (!to) return 'Who is to take over is not there; check the number.'
  if (!learner) return 'The learner is not there any more.'
  if (learner.archived) return 'The learner is archived.'
  return whyNotEligible(to, role, learner)?.sentence
}

/** What a slot is about, for the wire. */
type MoveTitles = (one: Movable) => Pick<PlannedAssignment, 'standard' | 'unit'>

function titlesIn({ aims, summaries }: World): MoveTitles {
  const aimsById = new Map(aims.map(one => [one.id, one.standard]))
  const unitsById = new Map(summaries.map(({ id, standard, unit }) => [id, { standard, unit }]))
  return ({ level, target }) => {
    if (level === 'unit') return unitsById.get(target) ?? {}
    const standard = level === 'aim' ? aimsById.get(target) : undefined
    return standard === undefined ? {} : { standard }
  }
}

function changesFor(
  one: Movable,
  to: Id,
  titles: MoveTitles,
  { organisation }: WorldPerson,
): PlannedAssignment[] {
  const { learner, level, role, target, person } = one
  const common = {
    do: 'assign',
    organisation,
    because: [],
    needs: [],
    reason: 'stated',
    ...titles(one),
  } as const
  const change = (aim: Id, before: Id | null, after: Id | null): PlannedAssignment => {
    const slot = { learner, level, role, target: aim }
    return { ...common, ...slot, key: `assign/${slotKey(slot)}`, before, after }
  }
  if (level !== 'additional') return [change(target, person, to)]
  return [change(to, null, to), change(person, person, null)]
}
