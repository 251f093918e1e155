import type { SourceLocation } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { ChangeKey } from '../../domain/plan.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { EarlyDecision } from '../collect/decision.ts'
import type { PlanFinding } from '../collect/finding.ts'
import { type HeldReason, heldAt } from '../collect/held.ts'
import type { Request } from '../collect/request.ts'
import { type BareChange, keyOf } from './changes.ts'

/** A change that requests ask for. Several decisions may ask for one change. */
interface ChangeDecision {
  status: 'planned'
  requests: readonly Request[]
  change: BareChange
  organisation: Id
  /** Rows that ask for it beside those of the requests. */
  places: readonly SourceLocation[]
  /** Numbers below zero of what it makes beside itself, as a template makes aims. */
  makes: readonly Id[]
}

/** Requests that are carried out by a change that others ask for. */
interface IncludedDecision {
  status: 'planned'
  requests: readonly Request[]
  change?: never
}

/** What became of some requests. */
export type RequestDecision = EarlyDecision | ChangeDecision | IncludedDecision

/** Whether a decision asks for a change. */
export function asksForChange(decision: RequestDecision): decision is ChangeDecision {
  return decision.status === 'planned' && decision.change !== undefined
}

/** What is decided about one account, in order. */
export class Decisions {
  readonly all: RequestDecision[] = []
  readonly findings: PlanFinding[] = []
  /** Slots that are as wanted and that a complete file may take over. */
  readonly adopts: { slot: SlotKey; person: Id }[] = []
  readonly #keys = new Set<ChangeKey>()
  #held = 0

  /** Plans a change because of some requests. */
  plan(
    change: BareChange,
    organisation: Id,
    requests: readonly Request[],
    { places = [], makes = [] }: Partial<Pick<ChangeDecision, 'places' | 'makes'>> = {},
  ): void {
    this.#keys.add(keyOf(change))
    this.all.push({ status: 'planned', requests, change, organisation, places, makes })
  }

  /** Notes that a planned change carries out these requests too. */
  include(requests: readonly Request[]): void {
    this.all.push({ status: 'planned', requests })
  }

  /** Leaves things as they are, which is what these requests want. */
  leave(requests: readonly Request[]): void {
    if (requests.length > 0) this.all.push({ status: 'unchanged', requests })
  }

  /** Holds a request back. */
  hold(request: Request, why: HeldReason, blockedBy?: SourceLocation): void {
    this.#held += 1
    const held = heldAt(request.place, why, blockedBy ? { blockedBy } : {})
    this.all.push({ status: 'held', request, held })
  }

  /** Holds one request for a reason of its own, and the rest because of it. */
  holdAll([root, ...rest]: readonly Request[], why: HeldReason): void {
    if (!root) return
    this.hold(root, why)
    for (const request of rest) this.hold(request, why, root.place)
  }

  /** How many requests are held so far. */
  get held(): number {
    return this.#held
  }

  /** Whether a change of this key is planned. */
  has(key: ChangeKey): boolean {
    return this.#keys.has(key)
  }
}
