import type { Id } from '../../domain/id.ts'
import { slotOfKey } from '../../domain/slot.ts'
import type { ReadItem, Reading } from '../../intake/row/reading.ts'
import type { Statement } from '../../intake/statement/statement.ts'
import { Collector } from '../collect/collector.ts'
import type { PlanRules } from '../resolve/rules.ts'
import type { LeaverNeed, Need, World, WorldPerson } from '../world/world.ts'
import { leaversIn } from './leavers.ts'
import type { Owned } from './ownership.ts'

type Sets = { [K in Exclude<keyof Need, 'leavers'>]-?: Set<Id> } & { leavers?: ReadonlyMap<Id, LeaverNeed> }

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
  const need: Sets = {
    aims: new Set(),
    units: new Set(),
    assignments: new Set(),
    former: new Set(),
    competences: new Set(),
  }
  const collector = new Collector(people, rules, (statement, learner) => {
    const { id, organisation } = learner
    addStatement(need, statement, id)
    if (id > 0 && rules.mapping.implied.length > 0) addImplied(need, statement, id, { owned, rules })
    if (id > 0 && isMoved(statement, learner, collector)) need.assignments.add(id)
    const isTemplate =
      statement.says === 'aim' && 'template' in collector.catalogue.aim(statement.aim, organisation)
    if (isTemplate && id > 0) need.units.add(id)
  })
  let isLeaving = false
  for (const { items } of readings)
    for await (const item of items) {
      isLeaving ||= item.outcome === 'stated' && item.statements.some(leaves)
      collector.take(withoutFindings(item))
    }
  if (isLeaving) for (const { id, kind } of people.people) if (kind === 'learner') need.assignments.add(id)
  const { accounts } = collector.finish()
  for (const [id, { competences }] of accounts) if (competences.length > 0) need.competences.add(id)
  need.leavers = leaversIn(accounts.values(), people, rules)
  if (mayRemove(rules)) for (const key of owned.assignments.keys()) addOwned(need, key)
  return need
}

/** Whether a row moves a learner to another placement, to which the default employer may not belong. */
function isMoved(
  statement: Statement,
  { placement, organisation }: WorldPerson,
  { workplaces }: Collector,
): boolean {
  if (statement.says !== 'person' || !statement.facts.workplace) return false
  const to = workplaces.find(statement.facts, organisation).placement
  return to !== undefined && to !== placement
}

/** Findings are shown when the plan is made; keeping them twice would only take memory. */
function withoutFindings(item: ReadItem): ReadItem {
  return item.outcome === 'stated' ? { ...item, findings: [] } : item
}

/** Whoever of the staff leaves is shown with the learners they are assigned to, who may be any. */
function leaves(statement: Statement): boolean {
  return (
    statement.says === 'person' && statement.account !== 'learner' && statement.facts.actualEnd !== undefined
  )
}

/** What may follow from an end, a restart or an employer of a learner is about everything beside them. */
function addImplied(
  need: Sets,
  statement: Statement,
  learner: Id,
  { owned, rules: { mapping } }: { owned: Owned; rules: PlanRules },
): void {
  if (statement.says !== 'aim' && statement.says !== 'person') return
  const { restart, ending, state } =
    statement.says === 'aim' ? { ...statement, restart: undefined } : statement.facts
  const isBack = state === 'active' && owned.learners.get(learner)?.state === 'break'
  const hasLeft = state === 'withdrawn' || state === 'break'
  if (statement.says === 'person') need.assignments.add(learner)
  if (!restart && !ending && !isBack && !hasLeft) return
  for (const part of [need.assignments, need.aims, need.units]) part.add(learner)
  if ((restart || isBack) && mapping.implied.includes('restart')) need.former.add(learner)
}

function addStatement(need: Sets, statement: Statement, learner: Id): void {
  if (learner < 0) return
  if (speaksOfSlots(statement)) need.assignments.add(learner)
  if (speaksOfAims(statement)) need.aims.add(learner)
  if (speaksOfUnits(statement)) need.units.add(learner)
}

/** Who leaves is shown with everybody who is still assigned to them. */
function speaksOfSlots(statement: Statement): boolean {
  if (statement.says === 'assignment') return true
  return (
    (statement.says === 'person' && statement.facts.state !== undefined) ||
    (statement.says === 'aim' && statement.state !== undefined)
  )
}

function speaksOfAims(statement: Statement): boolean {
  if (statement.says === 'assignment')
    return statement.level === 'aim' || statement.level === 'unit' || statement.aimless === true
  return statement.says === 'aim'
}

function speaksOfUnits(statement: Statement): boolean {
  return (statement.says === 'aim' || statement.says === 'assignment') && statement.unit !== undefined
}

function addOwned(need: Sets, key: string): void {
  const slot = slotOfKey(key)
  if (!slot) return
  const { learner: id, level } = slot
  need.assignments.add(id)
  if (level === 'aim' || level === 'unit') need.aims.add(id)
  if (level === 'unit') need.units.add(id)
}

function mayRemove({ mapping }: PlanRules): boolean {
  return mapping.complete.length > 0 || mapping.leavers.length > 0
}
