import type { Id } from '../../domain/id.ts'
import type { ReadItem, Reading } from '../read/reading.ts'
import type { Need } from '../target/target.ts'
import type { World } from '../world.ts'
import type { PersonFile } from './entry.ts'
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
  const gathering = new Gathering(people, rules)
  for (const { items } of readings) for await (const item of items) gathering.take(withoutFindings(item))
  gathering.finish()
  const need: Sets = { aims: new Set(), units: new Set(), assignments: new Set() }
  for (const file of gathering.files.values()) addFile(need, file)
  if (mayRemove(rules)) for (const key of owned.assignments.keys()) addOwned(need, key)
  return need
}

/** Findings are told when the plan is made; keeping them twice would only take memory. */
function withoutFindings(item: ReadItem): ReadItem {
  return item.outcome === 'stated' ? { ...item, findings: [] } : item
}

function addFile(need: Sets, { person, seats, aims, facts }: PersonFile): void {
  if (person.kind !== 'learner' || person.id < 0) return
  const isAboutAims = aims.length > 0 || seats.some(one => one.level === 'aim' || one.level === 'unit')
  const isAboutUnits =
    aims.some(one => one.unit !== undefined || one.template !== undefined) ||
    seats.some(one => one.level === 'unit')
  if (seats.length > 0 || aims.some(one => one.state !== undefined)) need.assignments.add(person.id)
  if (facts.some(one => one.facts.state !== undefined)) need.assignments.add(person.id)
  if (isAboutAims) need.aims.add(person.id)
  if (isAboutUnits) need.units.add(person.id)
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
