import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { PlanAhead, PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import type { RemovalLimits } from '../../domain/removal-limits.ts'
import type { Need, World } from '../../reconcile/world/world.ts'
import { type Client, RefusedError } from '../../sdk/client.ts'
import type { Carried, Errand, PlanTold, Target } from '../target.ts'
import { type Assigning, assignAll } from './assign.ts'
import { carryAlone } from './carry.ts'
import { readCompetences } from './competences.ts'
import { readFormer } from './former.ts'
import { readLeavers } from './leavers.ts'
import { readPeople } from './people.ts'
import { readPortfolios } from './portfolios.ts'

/** What a server of ours is opened with. */
interface CaseloadOptions {
  /** What a person calls it, such as its address. */
  name: string
  /** Only these organisations; all that the token covers where left out. */
  organisations?: readonly Id[]
  /**
   * Why changes are made, as the server's history tells it. One that belongs to this run of the tool alone also lets a run
   * of the server be found again whose reply was lost.
   */
  reason?: string
}

/** Opens a server of ours as a target. Nothing is called yet. */
export function openCaseload(client: Client, options: CaseloadOptions): CaseloadTarget {
  return new CaseloadTarget(client, options)
}

/** Codes with which a server says that nobody is told of a plan. */
const TELLS_NOBODY = ['call-unknown', 'customer-wide']

/** A server of ours: it shows everything, takes assignments in bulk, and says in which run of its own it made them. */
class CaseloadTarget implements Target {
  readonly name: string
  readonly most = 1000
  /** See `CaseloadOptions`; may be set once it is known which plan is to be applied. */
  reason: string | undefined
  plan: string | undefined
  readonly #client: Client
  readonly #organisations: readonly Id[] | undefined
  readonly #runs = new Set<Id>()

  constructor(client: Client, { name, organisations, reason }: CaseloadOptions) {
    this.#client = client
    this.name = name
    this.#organisations = organisations
    this.reason = reason
  }

  readPeople(signal?: AbortSignal): Promise<World> {
    return readPeople(this.#client, this.#organisations, signal)
  }

  async readLearners(world: World, need: Need, signal?: AbortSignal): Promise<World> {
    const read = await readPortfolios(this.#client, world, need, signal)
    const { former, competences, leavers } = need
    return {
      ...read,
      ...(former?.size && { former: await readFormer(this.#client, former, signal) }),
      ...(leavers?.size && { leavers: await readLeavers(this.#client, world, leavers, signal) }),
      ...(competences?.size && { competences: await readCompetences(this.#client, competences, signal) }),
    }
  }

  can(_change: PlannedChange): boolean {
    return true
  }

  shows(_change: PlannedChange): boolean {
    return true
  }

  /**
   * Webhooks and the digest of the day tell of it. A server older than the call tells nobody, nor is anything told of plans for
   * some organisations alone: who is told covers all.
   */
  async tellOfPlan({ files, ...told }: PlanTold): Promise<void> {
    try {
      await this.#client.tellOfPlan({ ...told, files: files.map(file => file.slice(0, 255)) })
    } catch (error) {
      if (!(error instanceof RefusedError && TELLS_NOBODY.includes(error.code))) throw error
    }
  }

  /** A server older than the call has the usual ones. */
  async readLimits(signal?: AbortSignal): Promise<RemovalLimits | undefined> {
    try {
      return await this.#client.readRemovalLimits({}, { signal })
    } catch (error) {
      if (!(error instanceof RefusedError && error.status === 404)) throw error
      return undefined
    }
  }

  async undoRuns(runs: readonly Id[], signal?: AbortSignal): Promise<void> {
    for (const run of runs.toSorted((a, b) => b - a))
      await this.#client.undoRun(
        { run, ...(this.reason !== undefined && { reason: this.reason }) },
        { signal },
      )
  }

  /** Assignments that follow each other are one call and one run of the server; the rest goes one by one. */
  async carryOut(errands: readonly Errand[], signal?: AbortSignal): Promise<readonly Carried[]> {
    const client = this.#client
    const runs = this.#runs
    const { reason, plan } = this
    const carried: Carried[] = []
    while (carried.length < errands.length) {
      const assigning = assignmentsFrom(errands, carried.length)
      if (assigning.length > 0)
        carried.push(...(await assignAll({ client, reason, plan, runs, signal }, assigning)))
      else carried.push(await carryAlone(client, certain(errands[carried.length]), signal))
    }
    return carried
  }
}

function assignmentsFrom(errands: readonly Errand[], start: number): Assigning[] {
  const end = errands.findIndex(({ change }, at) => at >= start && !isAssigning(change))
  return errands
    .slice(start, end < 0 ? undefined : end)
    .flatMap(({ change, begun }) => (isAssigning(change) ? [{ change, begun }] : []))
}

function isAssigning(change: PlannedChange): change is PlannedAssignment | PlanAhead {
  return change.do === 'assign' || change.do === 'plan-ahead'
}
