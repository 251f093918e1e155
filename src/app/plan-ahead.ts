import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import {
  type DatedPair,
  type DatedRequest,
  type DatedVerdict,
  type Days,
  daysOf,
  judgeDated,
  type PlannedStep,
} from '../domain/plan-ahead.ts'
import { comingOf, compareDue, type DatedChange, type PlannedRun } from '../domain/planned.ts'
import { type SlotKey, slotKey } from '../domain/slot.ts'
import type { Instant } from '../domain/time.ts'
import { type TimeZone, USUAL_ZONE } from '../domain/zone.ts'
import type { Tx } from '../storage/database.ts'
import { addPlanned, openBeside, zonesOf } from '../storage/planned.ts'
import { newId } from '../storage/sequence.ts'
import type { Ledger, RunPurpose } from '../writer/ledger.ts'

/** Larger than the number of any planned run: what is just being planned comes after what was planned before. */
const NOT_YET = Number.MAX_SAFE_INTEGER

/** What a planned run is made for, and who is archived after it. */
interface PlannedPurpose extends Pick<RunPurpose, 'kind' | 'actor' | 'operator' | 'reason'> {
  archives?: { organisation: Id; user: Id; from: Instant } | undefined
}

/**
 * Judges requests that may be about days to come, one after another, and keeps what is to be planned. Each sees what was
 * planned before it.
 */
export class PlanAhead {
  readonly #tx: Tx
  readonly #ledger: Ledger
  readonly #sees: ReadonlySet<Id>
  readonly #now: Instant
  readonly #zones: ReadonlyMap<Id, string>
  readonly #coming: Map<SlotKey, DatedChange[]>
  readonly #planned: DatedChange[] = []
  readonly #judged: (() => void)[] = []
  #number = 0

  constructor(
    tx: Tx,
    ledger: Ledger,
    sees: ReadonlySet<Id>,
    now: Instant,
    zones: ReadonlyMap<Id, string>,
    coming: Map<SlotKey, DatedChange[]>,
  ) {
    this.#tx = tx
    this.#ledger = ledger
    this.#sees = sees
    this.#now = now
    this.#zones = zones
    this.#coming = coming
  }

  /** Loads what is planned beside these learners. `leaving` are planned changes that are about to be planned anew. */
  static async open(
    tx: Tx,
    ledger: Ledger,
    asked: { sees: ReadonlySet<Id>; now: Instant; learners: readonly Id[]; leaving?: readonly DatedChange[] },
  ): Promise<PlanAhead> {
    const { sees, now, learners, leaving = [] } = asked
    await ledger.loadAccounts(learners)
    const facts = ledger.factsFor(sees)
    const home = Map.groupBy(learners, id => facts.account(id)?.organisation)
    const gone = new Set(leaving.map(keyOf))
    const open: DatedChange[] = []
    for (const [organisation, own] of home) {
      if (organisation !== undefined) {
        open.push(...(await openBeside(tx.db, { organisation, learners: own })))
      }
    }
    const zones = await zonesOf(
      tx.db,
      [...home.keys()].flatMap(id => id ?? []),
    )
    const coming = comingOf(open.filter(change => !gone.has(keyOf(change))))
    return new PlanAhead(tx, ledger, sees, now, zones, coming)
  }

  /**
   * Judges one request; the next ones see what comes of it. The ledger has loaded what it needs. `days` where they are known
   * as moments.
   */
  judge(request: DatedRequest, days?: Days): DatedVerdict {
    const facts = this.#ledger.factsFor(this.#sees)
    const organisation = facts.account(request.learner)?.organisation ?? 0
    const zone = this.zoneOf(organisation)
    const now = this.#now
    const prospect = { facts, zone, coming: this.#coming, now }
    const { effectiveTo: _, ...asked } = request
    const verdict = judgeDated(asked, days ?? daysOf(request, zone, now), prospect)
    const planned = this.#planned.length
    const forget = verdict.outcome === 'done' ? this.#ledger.foresee(verdict.changes) : undefined
    if ('pairs' in verdict) for (const pair of verdict.pairs) this.#keep(organisation, pair)
    this.#judged.push(() => {
      this.#drop(planned)
      forget?.()
    })
    return verdict
  }

  /** How many requests have been judged. */
  get mark(): number {
    return this.#judged.length
  }

  /** Forgets what came of the requests after a mark. */
  takeBackTo(mark: number): void {
    for (const takeBack of this.#judged.splice(mark).reverse()) takeBack()
  }

  /** What is to be planned, with numbers that count from 1. */
  get planned(): readonly DatedChange[] {
    return this.#planned
  }

  /**
   * Writes what is to be planned as one planned run. Gives its number; nothing where there is nothing to plan. `run` is the
   * run of the history that made those that only have their end to come.
   */
  async record(purpose: PlannedPurpose, run: Id | null): Promise<Id | null> {
    const { archives, ...why } = purpose
    if (this.#planned.length === 0 && !archives) return null
    const plannedRun = await newId(this.#tx, 'plannedRun')
    const changes = this.#planned.map(change => ({
      ...change,
      plannedRun,
      run: change.state === 'done' ? run : null,
    }))
    const organisations = new Set([
      ...changes.map(({ organisation }) => organisation),
      ...(archives ? [archives.organisation] : []),
    ])
    const runs = [...organisations].map((organisation): PlannedRun => {
      const leaver = archives?.organisation === organisation ? archives : undefined
      return {
        ...{ id: plannedRun, organisation, ...why, createdAt: this.#now },
        archives: leaver?.user ?? null,
        archiveFrom: leaver?.from ?? null,
        archivedAt: null,
      }
    })
    await addPlanned(this.#tx.db, runs, changes)
    return plannedRun
  }

  /** Where the days of an organisation begin, of those that a learner here belongs to. */
  zoneOf(organisation: Id): TimeZone {
    return this.#zones.get(organisation) ?? USUAL_ZONE
  }

  /** Drops what is to be planned beyond so many changes. */
  #drop(count: number): void {
    for (const change of this.#planned.splice(count)) {
      const key = slotKey(change.slot)
      this.#coming.set(
        key,
        (this.#coming.get(key) ?? []).filter(one => one !== change),
      )
    }
  }

  #keep(organisation: Id, { start, end }: DatedPair): void {
    const number = this.#add(organisation, start, null)
    if (end) this.#add(organisation, end, number)
  }

  #add(organisation: Id, step: PlannedStep, ends: number | null): number {
    this.#number += 1
    const change = { ...step, organisation, plannedRun: NOT_YET, number: this.#number, ends }
    this.#planned.push(change)
    if (change.state === 'planned') {
      const key = slotKey(change.slot)
      const coming = [...(this.#coming.get(key) ?? []), change]
      this.#coming.set(key, coming.sort(compareDue))
    }
    return this.#number
  }
}

function keyOf({ organisation, plannedRun, number }: DatedChange): string {
  return `${organisation}/${plannedRun}/${number}`
}

/** The one change among what was planned for a request that is in its own slot. */
export function ownChange(pairs: readonly DatedPair[]): PlannedStep {
  return certain(pairs.at(-1)).start
}
