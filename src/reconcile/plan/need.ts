import type { Id } from '../../domain/id.ts'
import type { ReadItem, Reading } from '../../intake/row/reading.ts'
import type { Statement } from '../../intake/statement/statement.ts'
import type { Need, World, WorldPerson } from '../world/world.ts'
import { Gathering } from './gather.ts'
import type { Owned } from './ownership.ts'
import type { PlanRules } from './rules.ts'

type Sets = { [K in keyof Need]: Set<Id> }

/**
 * What has to be read of which learners before a plan can be made: of those whom rows place somebody beside or give an aim,
 * and of those of whom a complete file may take somebody away. `people` is a world without aims and assignments.
 */
export async function needOfReadings(
  readings: readonly Reading[],
  people: World,
  owned: Owned,
  rules: PlanRules,
): Promise<Need> {
  const need: Sets = { aims: new Set(), units: new Set(), assignments: new Set() }
  const gathering = new Gathering(people, rules, (one, learner) => {
    const { id, organisation } = learner
    addStatement(need, one, id)
    if (id > 0 && isMoved(one, learner, gathering)) need.assignments.add(id)
    const isTemplate = one.says === 'aim' && 'template' in gathering.catalogue.aim(one.aim, organisation)
    if (isTemplate && id > 0) need.units.add(id)
  })
  let isLeaving = false
  for (const { items } of readings)
    for await (const item of items) {
      isLeaving ||= item.outcome === 'stated' && item.statements.some(leaves)
      gathering.take(withoutFindings(item))
    }
  if (isLeaving) for (const { id, kind } of people.people) if (kind === 'learner') need.assignments.add(id)
  gathering.finish()
  if (mayRemove(rules)) for (const key of owned.assignments.keys()) addOwned(need, key)
  return need
}

/** Whether a row moves a learner to another placement, to which the default employer may not belong. */
function isMoved(one: Statement, { placement, organisation }: WorldPerson, { places }: Gathering): boolean {
  if (one.says !== 'person' || !one.facts.workplace) return false
  const to = places.find(one.facts, organisation).placement
  return to !== undefined && to !== placement
}

/** Findings are told when the plan is made; keeping them twice would only take memory. */
function withoutFindings(item: ReadItem): ReadItem {
  return item.outcome === 'stated' ? { ...item, findings: [] } : item
}

/** Whoever of the staff leaves is shown with the learners they are beside, who may be any. */
function leaves(one: Statement): boolean {
  return one.says === 'person' && one.account !== 'learner' && one.facts.actualEnd !== undefined
}

function addStatement(need: Sets, one: Statement, learner: Id): void {
  if (learner < 0) return
  if (speaksOfPlaces(one)) need.assignments.add(learner)
  if (speaksOfAims(one)) need.aims.add(learner)
  if (speaksOfUnits(one)) need.units.add(learner)
}

/** Who leaves is shown with everybody who is still beside them. */
function speaksOfPlaces(one: Statement): boolean {
  if (one.says === 'assignment') return true
  return (
    (one.says === 'person' && one.facts.state !== undefined) ||
    (one.says === 'aim' && one.state !== undefined)
  )
}

function speaksOfAims(one: Statement): boolean {
  if (one.says === 'assignment') return one.level === 'aim' || one.level === 'unit' || one.aimless === true
  return one.says === 'aim'
}

function speaksOfUnits(one: Statement): boolean {
  return (one.says === 'aim' || one.says === 'assignment') && one.unit !== undefined
}

function addOwned(need: Sets, key: string): void {
  const [learner, level] = key.split('/')
  const id = Number(learner)
  need.assignments.add(id)
  if (level === 'aim' || level === 'unit') need.aims.add(id)
  if (level === 'unit') need.units.add(id)
}

function mayRemove({ mapping }: PlanRules): boolean {
  return mapping.complete.length > 0 || mapping.leavers.length > 0
}
