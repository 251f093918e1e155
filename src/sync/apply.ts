import type { Id } from '../domain/id.ts'
import { blockedBy, type ChangeKey, isSettled, type Outcome, type PlannedChange } from '../domain/plan.ts'
import type { Journal } from './journal.ts'
import { holderIn } from './target/memory.ts'
import type { Carried, Target } from './target/target.ts'

/** What is to be applied: changes in order, and which of them wait for an approval. */
export interface Applicable {
  changes: readonly PlannedChange[]
  waits: readonly ChangeKey[]
}

/** How applying goes on. */
export interface ApplyOptions {
  journal: Journal
  /** Stops before the next change when it aborts. */
  signal?: AbortSignal
  /** Told after each change. */
  progress?: (key: ChangeKey, outcome: Outcome) => void
}

/**
 * Applies a plan in its order and gives the outcome of every change. What the journal says is settled is not done again.
 * In the end the target is read, and what it said was done and does not show is refused as `not-saved`.
 * Throws what the target throws when the network is lost; run it again with the same journal.
 */
export async function apply(
  plan: Applicable,
  target: Target,
  options: ApplyOptions,
): Promise<ReadonlyMap<ChangeKey, Outcome>> {
  const run = new Run(plan, target, options)
  for (const change of plan.changes) await run.take(change)
  await run.readBack()
  return run.outcomes
}

class Run {
  readonly outcomes = new Map<ChangeKey, Outcome>()
  private readonly ids = new Map<Id, Id>()
  private readonly earlier = new Map<ChangeKey, Carried>()
  private readonly begun = new Set<ChangeKey>()
  private readonly plan: Applicable
  private readonly waits: ReadonlySet<ChangeKey>
  private readonly target: Target
  private readonly options: ApplyOptions

  constructor(plan: Applicable, target: Target, options: ApplyOptions) {
    this.plan = plan
    this.target = target
    this.options = options
    this.waits = new Set(plan.waits)
    for (const line of options.journal.lines) {
      if ('begun' in line) this.begun.add(line.key)
      else if (isSettled(line.outcome)) this.earlier.set(line.key, line)
    }
  }

  async take(change: PlannedChange): Promise<void> {
    const { outcome, made } =
      this.earlier.get(change.key) ?? this.notTried(change) ?? (await this.carryOut(change))
    this.outcomes.set(change.key, outcome)
    if (made !== undefined) this.remember(change, made)
    this.options.progress?.(change.key, outcome)
  }

  private notTried(change: PlannedChange): Carried | undefined {
    if (this.options.signal?.aborted) return { outcome: { outcome: 'not-tried', why: 'stopped' } }
    if (this.waits.has(change.key)) return { outcome: { outcome: 'not-tried', why: 'waits' } }
    const by = blockedBy(change, this.outcomes)
    if (by !== undefined) return { outcome: { outcome: 'not-tried', why: 'blocked', by } }
    return change.do === 'create-person' && this.begun.has(change.key) ? UNKNOWN : undefined
  }

  private async carryOut(change: PlannedChange): Promise<Carried> {
    const { journal } = this.options
    await journal.append({ key: change.key, begun: true })
    const carried = await this.target.carryOut(this.real(change))
    await journal.append({ key: change.key, ...carried })
    return carried
  }

  private remember(change: PlannedChange, made: Id): void {
    if (change.do === 'create-person') this.ids.set(change.person, made)
    if (change.do === 'give-standard') this.ids.set(change.aim, made)
    if (change.do === 'give-unit') this.ids.set(change.summary, made)
  }

  /** The change with the target's numbers in place of those that the plan made up. */
  private real(change: PlannedChange): PlannedChange {
    const id = (one: Id) => this.ids.get(one) ?? one
    const orNobody = (one: Id | null) => (one === null ? null : id(one))
    switch (change.do) {
      case 'create-person':
        return change.defaultAssessor === undefined
          ? change
          : { ...change, defaultAssessor: id(change.defaultAssessor) }
      case 'update-person':
      case 'archive-person':
        return { ...change, person: id(change.person) }
      case 'give-template':
      case 'give-standard':
        return { ...change, learner: id(change.learner) }
      case 'give-unit':
        return { ...change, learner: id(change.learner), aim: id(change.aim) }
      case 'assign': {
        const ends = { before: orNobody(change.before), after: orNobody(change.after) }
        return { ...change, ...ends, learner: id(change.learner), target: id(change.target) }
      }
    }
  }

  async readBack(): Promise<void> {
    const world = await this.target.read()
    for (const change of this.plan.changes) {
      const real = this.real(change)
      if (real.do !== 'assign' || this.outcomes.get(change.key)?.outcome !== 'done') continue
      if (holderIn(world, real) !== real.after) this.outcomes.set(change.key, NOT_SAVED)
    }
  }
}

const UNKNOWN: Carried = {
  outcome: {
    outcome: 'refused',
    code: 'outcome-unknown',
    sentence: 'The account was begun when the last run ended; look whether it is there, and plan again.',
  },
}

const NOT_SAVED: Outcome = {
  outcome: 'refused',
  code: 'not-saved',
  sentence: 'The server said that this was done, and does not show it.',
}
