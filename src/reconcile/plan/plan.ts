import type { SourceLocation } from '../../domain/finding.ts'
import type { ReadItem, Reading } from '../../intake/row/reading.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'
import { Collector } from '../collect/collector.ts'
import type { PlanFinding } from '../collect/finding.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import type { PlanRules } from '../resolve/rules.ts'
import type { World } from '../world/world.ts'
import { assemblePlan } from './assemble.ts'
import type { Owned } from './ownership.ts'
import type { SyncPlan } from './sync-plan.ts'

/** What one source wants, item by item, as reading gives it. */
interface SourceItems {
  items: Iterable<ReadItem>
  /** Why nothing of the source may be believed. */
  refusals?: readonly ReadFinding[]
}

/** Compares what sources want with what there is. Pure: the same arguments give the same plan, hash included. */
export function plan(
  wanted: SourceItems | readonly SourceItems[],
  current: World,
  owned: Owned,
  rules: PlanRules,
): SyncPlan {
  const planner = new Planner(current, owned, rules)
  for (const { items, refusals = [] } of [wanted].flat()) {
    planner.begin(refusals)
    for (const item of items) planner.take(item)
    planner.end()
  }
  return planner.finish()
}

/** The same for readings that give their rows one by one, so that no file has to be in memory as a whole. */
export async function planReadings(
  readings: readonly Reading[],
  current: World,
  owned: Owned,
  rules: PlanRules,
): Promise<SyncPlan> {
  const planner = new Planner(current, owned, rules)
  for (const { items, refusals } of readings) {
    planner.begin(refusals)
    for await (const item of items) planner.take(item)
    planner.end()
  }
  return planner.finish()
}

/** A source while it is gone through: how many rows there were before it, and a place in it. */
interface SourceState {
  isBelieved: boolean
  rows: number
  place?: SourceLocation | undefined
}

/** Takes in rows one by one and makes a plan of them. */
class Planner {
  readonly #world: World
  readonly #owned: Owned
  readonly #rules: PlanRules
  readonly #collector: Collector
  readonly #refusals: PlanFinding[] = []
  #source: SourceState = { isBelieved: true, rows: 0 }

  constructor(world: World, owned: Owned, rules: PlanRules) {
    this.#world = world
    this.#owned = owned
    this.#rules = rules
    this.#collector = new Collector(world, rules)
  }

  /** Begins a source. Why it cannot be believed is noted: nothing may be concluded from what it does not say. */
  begin(refusals: readonly ReadFinding[]): void {
    this.#refusals.push(...refusals)
    this.#source = { isBelieved: refusals.length === 0, rows: this.#collector.rows }
  }

  take(item: ReadItem): void {
    this.#source.place ??= item.findings[0]?.place ?? ('place' in item ? item.place : undefined)
    this.#collector.take(item)
  }

  /** Ends a source. One with column names and no row about anybody was exported empty, and is not whole. */
  end(): void {
    const { isBelieved, rows, place } = this.#source
    if (!isBelieved || this.#collector.rows > rows) return
    this.#refuse(withoutRows(place?.file))
  }

  #refuse({ code, sentence }: HeldReason): void {
    this.#refusals.push({ code, sentence })
    this.#collector.addFinding({ code, sentence })
  }

  /** Collected requests to decisions, and decisions to changes. Where no row says about which organisation it is, nobody is found. */
  finish(): SyncPlan {
    const collected = this.#collector.finish()
    if (collected.noCentre) this.#refuse(collected.noCentre)
    const world = this.#world
    return assemblePlan(collected, this.#refusals, { world, owned: this.#owned, rules: this.#rules })
  }
}

function withoutRows(file = 'The file'): HeldReason {
  return reason(
    'file-without-rows',
    `${file} has no row about anybody; it may have been exported empty. Nothing is concluded from it: export it again.`,
  )
}
