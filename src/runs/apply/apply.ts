import { certain } from '../../domain/certain.ts'
import { blockedBy, type ChangeKey, isSettled, type Outcome, type PlannedChange } from '../../domain/plan.ts'
import { Snapshot } from '../../reconcile/plan/snapshot.ts'
import type { World } from '../../reconcile/world/world.ts'
import type { Carried, Target } from '../../remote/target.ts'
import type { Journal, JournalLine } from './journal.ts'
import { MadeIds } from './made-ids.ts'
import { needOf } from './need.ts'

/** What is to be applied: changes in order, and which of them wait for an approval. */
interface Applicable {
  changes: readonly PlannedChange[]
  waits: readonly ChangeKey[]
}

/** How applying goes on. */
interface ApplyOptions {
  journal: Journal
  /** What the target shows now: a change that does not fit any more is refused as moved on. */
  world: World
  /** Changes that somebody has ruled out since they were planned, with the reason. */
  barred?: ReadonlyMap<ChangeKey, { code: string; sentence: string }>
  /** Whether somebody has done by hand what the target has no call for; it is believed. */
  doneByHand?: boolean
  /** Stops as soon as it aborts; what was not begun is left. */
  signal?: AbortSignal
  /** Told after each change. */
  progress?: (key: ChangeKey, outcome: Outcome) => void
}

/** What came of it. */
export interface Applied {
  /** Every change of the plan has one. */
  outcomes: ReadonlyMap<ChangeKey, Outcome>
  /** The target's own numbers of what was made. */
  ids: MadeIds
  /** What the target shows afterwards, as far as it was read back. */
  world: World
  /** Changes that the target says it has done and has no call to show. */
  believed: ReadonlySet<ChangeKey>
  /** Runs of the server that the changes were done in, where it tells. */
  runs: readonly number[]
  /** What ended it before its time: a lost network, a token that is over. Run it again with the same journal. */
  broke?: unknown
}

/**
 * Applies a plan in its order and gives the outcome of every change. What the journal says is settled is not done again.
 * In the end what can be read is read back, and what was said to be done and does not show is refused as `not-saved`.
 */
export async function apply(plan: Applicable, target: Target, options: ApplyOptions): Promise<Applied> {
  const run = new Run(plan, target, options)
  try {
    for (const change of plan.changes) await run.take(change)
    await run.carryOut()
    await run.readBack()
  } catch (error) {
    run.stopped()
    if (!options.signal?.aborted) return { ...run.result(), broke: error }
  }
  return run.result()
}

class Run {
  readonly #outcomes = new Map<ChangeKey, Outcome>()
  readonly #ids = new MadeIds()
  readonly #earlier = new Map<ChangeKey, Carried>()
  readonly #begun = new Set<ChangeKey>()
  readonly #runs = new Set<number>()
  readonly #fresh = new Set<ChangeKey>()
  readonly #plan: Applicable
  readonly #waits: ReadonlySet<ChangeKey>
  readonly #target: Target
  readonly #options: ApplyOptions
  readonly #before: Snapshot
  #world: World
  #batch: PlannedChange[] = []

  constructor(plan: Applicable, target: Target, options: ApplyOptions) {
    this.#plan = plan
    this.#target = target
    this.#options = options
    this.#world = options.world
    this.#before = new Snapshot(options.world)
    this.#waits = new Set(plan.waits)
    for (const line of options.journal.lines) this.#recall(line)
  }

  /** A change that was refused or not saved is tried again, and one that was only begun is looked for first. */
  #recall(line: JournalLine): void {
    if ('run' in line && line.run !== undefined) this.#runs.add(line.run)
    if ('begun' in line) this.#begun.add(line.key)
    else if (isSettled(line.outcome)) this.#earlier.set(line.key, line)
    else {
      this.#earlier.delete(line.key)
      this.#begun.delete(line.key)
    }
  }

  async take(change: PlannedChange): Promise<void> {
    if (this.#options.signal?.aborted) return this.#settle(change, { outcome: NOT_TRIED })
    if (this.#batch.some(one => change.needs.includes(one.key))) await this.carryOut()
    const known = this.#earlier.get(change.key) ?? this.#notTried(change) ?? (await this.#lookedUp(change))
    if (known) this.#settle(change, known)
    else this.#batch.push(change)
    if (this.#batch.length >= this.#target.most) await this.carryOut()
  }

  #notTried(change: PlannedChange): Carried | undefined {
    if (this.#waits.has(change.key)) return { outcome: { outcome: 'not-tried', why: 'waits' } }
    const barred = this.#options.barred?.get(change.key)
    if (barred) return { outcome: { outcome: 'refused', code: barred.code, sentence: barred.sentence } }
    const by = blockedBy(change, this.#outcomes)
    if (by !== undefined) return { outcome: { outcome: 'not-tried', why: 'blocked', by } }
    if (this.#target.can(change)) return undefined
    return {
      outcome: this.#options.doneByHand ? { outcome: 'done' } : { outcome: 'not-tried', why: 'unsupported' },
    }
  }

  /** What the world shows of a change already. What an earlier run began and the world shows is that run's doing. */
  async #lookedUp(change: PlannedChange): Promise<Carried | undefined> {
    if (this.#isYetToCome(change)) return undefined
    const standing = this.#before.standing(this.#ids.in(change))
    if (standing.is === 'open') return undefined
    if (standing.is === 'moved-on')
      return this.#noted(change, { outcome: { outcome: 'moved-on', sentence: standing.sentence } })
    const outcome: Outcome = { outcome: this.#begun.has(change.key) ? 'done' : 'already-so' }
    return this.#noted(change, {
      outcome,
      ...(standing.made !== undefined && { made: standing.made }),
    })
  }

  /** What hangs on something that was made after the world was read cannot be looked up in it. */
  #isYetToCome(change: PlannedChange): boolean {
    return change.needs.some(key => this.#fresh.has(key))
  }

  async #noted(change: PlannedChange, carried: Carried): Promise<Carried> {
    await this.#options.journal.append([{ key: change.key, ...carried }])
    return carried
  }

  #settle(change: PlannedChange, { outcome, made, run }: Carried): void {
    this.#outcomes.set(change.key, outcome)
    if (made !== undefined) this.#ids.note(change, made)
    if (run !== undefined) this.#runs.add(run)
    this.#options.progress?.(change.key, outcome)
  }

  /** Carries out what has been gathered: begun on the disk first, then done, then what became of it on the disk. */
  async carryOut(): Promise<void> {
    const changes = this.#batch.splice(0)
    if (changes.length === 0) return
    const { journal, signal } = this.#options
    await journal.append(changes.map(({ key }) => ({ key, begun: true })))
    const errands = changes.map(change => ({
      change: this.#ids.in(change),
      begun: this.#begun.has(change.key),
    }))
    const carried = await this.#target.carryOut(errands, signal)
    await journal.append(changes.map(({ key }, at) => ({ key, ...certain(carried[at]) })))
    for (const [at, change] of changes.entries()) {
      this.#fresh.add(change.key)
      this.#settle(change, certain(carried[at]))
    }
  }

  async readBack(): Promise<void> {
    const done = this.#done().filter(one => this.#target.shows(one))
    if (done.length === 0 || this.#options.signal?.aborted) return
    const { signal } = this.#options
    const touchesPeople = done.some(one => 'person' in one)
    const people = touchesPeople ? await this.#target.readPeople(signal) : this.#world
    this.#world = await this.#target.readLearners(people, needOf(done), signal)
    const after = new Snapshot(this.#world)
    for (const change of done) await this.#compare(change, after)
  }

  /** What was done, with the target's own numbers. */
  #done(): PlannedChange[] {
    const done = this.#plan.changes.filter(one => this.#outcomes.get(one.key)?.outcome === 'done')
    return done.map(one => this.#ids.in(one))
  }

  async #compare(change: PlannedChange, after: Snapshot): Promise<void> {
    const outcome = verdictOn(change, after, this.#world)
    if (!outcome) return
    this.#outcomes.set(change.key, outcome)
    await this.#options.journal.append([{ key: change.key, outcome }])
  }

  /** What has no outcome yet was stopped; what was under way may have been done, and the next run looks. */
  stopped(): void {
    for (const { key } of this.#plan.changes) if (!this.#outcomes.has(key)) this.#outcomes.set(key, NOT_TRIED)
  }

  result(): Applied {
    const outcomes = this.#outcomes
    const ids = this.#ids
    const world = this.#world
    const runs = this.#runs
    const believed = this.#done().filter(one => !this.#target.shows(one))
    return { outcomes, ids, world, runs: [...runs], believed: new Set(believed.map(one => one.key)) }
  }
}

const NOT_TRIED: Outcome = { outcome: 'not-tried', why: 'stopped' }

function verdictOn(change: PlannedChange, after: Snapshot, world: World): Outcome | undefined {
  if (change.do === 'create-person')
    return world.people.some(one => one.id === change.person) ? undefined : NOT_SAVED
  const standing = after.standing(change)
  if (standing.is === 'open') return NOT_SAVED
  return standing.is === 'moved-on' ? { outcome: 'moved-on', sentence: standing.sentence } : undefined
}

const NOT_SAVED: Outcome = {
  outcome: 'refused',
  code: 'not-saved',
  sentence: 'The server reported this as done but does not show it.',
}
