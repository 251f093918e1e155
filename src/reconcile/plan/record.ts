import type { Id } from '../../domain/id.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { PlanFinding } from '../collect/finding.ts'
import type { Held } from '../collect/held.ts'
import type { FactRequest, Request } from '../collect/request.ts'
import { count, emptyTally, graver, type RequestStatus, type Tally, tallyOf } from '../collect/status.ts'
import { Changes } from '../resolve/changes.ts'
import { asksForChange, type Decisions, type RequestDecision } from '../resolve/decisions.ts'

/** Keeps what is decided, account by account: changes, what is held, and what became of rows and of what they say. */
export class PlanRecord {
  readonly changes = new Changes()
  readonly held: Held[] = []
  readonly findings: PlanFinding[] = []
  readonly adopts: { slot: SlotKey; person: Id }[] = []
  readonly #rows: RequestStatus[]
  readonly #statements = emptyTally()
  /** What is told of people can still be planned by a rule about leavers; nothing else needs its status again. */
  readonly #facts = new Map<Request, RequestStatus>()

  /** A row is unchanged until something is decided about it. */
  constructor(rows: number) {
    this.#rows = Array.from({ length: rows }, () => 'unchanged')
  }

  /** Adds what was decided about an account. */
  addAccount({ all, findings, adopts }: Decisions): void {
    this.add(all)
    this.findings.push(...findings)
    this.adopts.push(...adopts)
  }

  /** Adds decisions. All that are about one request come in one call, but for what a row tells of a person. */
  add(decisions: readonly RequestDecision[]): void {
    const statuses = new Map<Request, RequestStatus>()
    for (const decision of decisions) {
      const requests = decision.status === 'held' ? [decision.request] : decision.requests
      for (const request of requests) statuses.set(request, graver(statuses.get(request), decision.status))
      if (decision.status === 'held') this.held.push(decision.held)
      if (asksForChange(decision)) this.#addChange(decision)
    }
    for (const [request, status] of statuses) this.#note(request, status)
  }

  #addChange({
    change,
    organisation,
    requests,
    places,
    makes,
  }: Extract<RequestDecision, { change: object }>) {
    const because = [...places, ...requests.map(({ place }) => place)]
    this.changes.add({ change, organisation, because, makes })
  }

  #note(request: Request, status: RequestStatus): void {
    const { number } = request.row
    this.#rows[number] = graver(this.#rows[number], status)
    if ('facts' in request) this.#facts.set(request, graver(this.#facts.get(request), status))
    else count(this.#statements, status)
  }

  /** Whether something that a row tells of a person is held. */
  isHeld(request: FactRequest): boolean {
    return this.#facts.get(request) === 'held'
  }

  /** What became of the rows. */
  get rows(): Tally {
    return tallyOf(this.#rows)
  }

  /** What became of each single thing that rows say. */
  get statements(): Tally {
    const tally = { ...this.#statements }
    for (const status of this.#facts.values()) count(tally, status)
    return tally
  }
}
