import type { Actor } from '../domain/access.ts'
import type { Account } from '../domain/account.ts'
import type { Holding } from '../domain/assignment.ts'
import { certain } from '../domain/certain.ts'
import type { Change } from '../domain/change.ts'
import type { AimRef, Facts, UnitRef } from '../domain/facts.ts'
import type { Id } from '../domain/id.ts'
import { type AssignRequest, peopleOf } from '../domain/request.ts'
import { type Role, roleOf } from '../domain/role.ts'
import type { Run, RunKind } from '../domain/run.ts'
import { linkedSlot, type Slot, type SlotKey, slotKey } from '../domain/slot.ts'
import type { Instant } from '../domain/time.ts'
import type { Batch, Head, ModifiedLearner, PlacedSlot, PrefetchedFacts, Tx } from '../storage/database.ts'
import type { StoredAssignment, StoredChange } from '../storage/history.ts'
import { append } from './append.ts'

/** What a run is made for, before it has a number. */
export interface RunPurpose extends Actor {
  kind: RunKind
  reason: string | null
  undoes?: Id | null
}

/** A change to be recorded; an undo says which one it takes back. */
export type NewChange = Change & { undoes?: number }

interface TouchedSlot {
  slot: PlacedSlot
  holding: Holding | null
}

/**
 * What one transaction knows and has decided so far: the facts it loaded, overlaid with its own changes, and the
 * history rows to be written. Later requests of a batch see what earlier ones did.
 */
export class Ledger {
  readonly #tx: Tx
  readonly #now: Instant
  readonly #accounts: Map<Id, Account>
  readonly #aims: Map<string, AimRef>
  readonly #units = new Map<string, UnitRef[]>()
  readonly #holdings = new Map<SlotKey, Holding | null>()
  readonly #heads = new Map<Id, Head>()
  readonly #touched = new Map<SlotKey, TouchedSlot>()
  readonly #movedHeads = new Set<Id>()
  readonly #modified = new Map<Id, ModifiedLearner>()
  #runs: Run[] = []
  #changes: StoredChange[] = []
  #runIds: Id[] = []
  readonly #expectedRuns: number

  /** `expectedRuns` is how many runs are likely to be recorded. */
  constructor(tx: Tx, now: Instant, expectedRuns = 1) {
    this.#tx = tx
    this.#now = now
    this.#expectedRuns = expectedRuns
    this.#accounts = tx.known?.accounts ?? new Map()
    this.#aims = tx.known?.aims ?? new Map()
    for (const head of tx.locked) this.#heads.set(head.organisation, head)
    if (tx.prefetched) this.#takeOver(tx.prefetched)
  }

  /** Loads all that judging these requests will ask for. */
  async load(requests: readonly AssignRequest[]): Promise<void> {
    await this.loadAccounts(requests.flatMap(peopleOf))
    await this.#loadAims(requests)
    await this.#loadUnits(requests)
    await this.loadHoldings(requests.flatMap(request => this.#possibleSlots(request)))
  }

  async loadAccounts(ids: readonly Id[]): Promise<void> {
    const missing = [...new Set(ids)].filter(id => !this.#accounts.has(id))
    if (missing.length === 0) return
    for (const account of await this.#tx.statements.accounts(missing)) this.#accounts.set(account.id, account)
  }

  /** Loads who holds these slots, where that is not known yet. */
  async loadHoldings(slots: readonly PlacedSlot[]): Promise<void> {
    const missing = new Map<SlotKey, PlacedSlot>()
    for (const slot of slots) {
      const key = slotKey(slot)
      if (!this.#holdings.has(key)) missing.set(key, slot)
    }
    if (missing.size === 0) return
    for (const key of missing.keys()) this.#holdings.set(key, null)
    for (const { person, since, ...slot } of await this.#tx.statements.holdings([...missing.values()])) {
      this.#holdings.set(slotKey(slot), { person, since })
    }
  }

  /** The organisations whose histories these loaded requests may move. */
  organisationsOf(requests: readonly AssignRequest[]): Id[] {
    return requests.flatMap(({ learner }) => this.#accounts.get(learner)?.organisation ?? [])
  }

  /** The facts as a caller who sees these organisations may know them. */
  factsFor(sees: ReadonlySet<Id>): Facts {
    return {
      account: id => {
        const account = this.#accounts.get(id)
        return account && sees.has(account.organisation) ? account : undefined
      },
      aim: (learner, standard) => this.#aims.get(`${learner}/${standard}`),
      units: (learner, unit) => this.#units.get(`${learner}/${unit}`) ?? [],
      holding: slot => this.#holdings.get(slotKey(slot)) ?? null,
    }
  }

  /** Lets the next requests see a change that has been decided. Gives what takes that back. */
  foresee(changes: readonly Change[]): () => void {
    const before = changes.map(
      ({ slot }) => [slotKey(slot), this.#holdings.get(slotKey(slot)) ?? null] as const,
    )
    for (const { slot, after } of changes) this.#holdings.set(slotKey(slot), after)
    return () => {
      for (const [key, holding] of before.reverse()) this.#holdings.set(key, holding)
    }
  }

  /**
   * Records decided changes as one run, in every organisation they touch. Their effect is in the facts already.
   * Gives the number of the run.
   */
  async record(purpose: RunPurpose, changes: readonly NewChange[]): Promise<Id> {
    const run = await this.#nextRun()
    const byOrganisation = Map.groupBy(changes, change => this.#organisationOf(change.slot))
    await this.#loadHeads([...byOrganisation.keys()])
    for (const [organisation, own] of byOrganisation) this.#recordIn(organisation, run, purpose, own)
    return run
  }

  /** Writes all that was recorded. */
  async flush(): Promise<void> {
    if (this.#runs.length > 0) await this.#tx.statements.write(this.#takeRecorded())
  }

  /** The same where nothing comes after it in this transaction: it may go with the commit. */
  async flushLast(): Promise<void> {
    if (this.#runs.length > 0 && this.#tx.writeLast) this.#tx.writeLast(this.#takeRecorded())
    else await this.flush()
  }

  #takeRecorded(): Batch {
    const touched = [...this.#touched.values()]
    const recorded: Batch = {
      runs: this.#runs,
      changes: this.#changes,
      filled: touched.flatMap(({ slot, holding }): StoredAssignment[] =>
        holding ? [{ ...slot, ...holding }] : [],
      ),
      emptied: touched.flatMap(({ slot, holding }) => (holding ? [] : [slot])),
      heads: [...this.#movedHeads].map(organisation => certain(this.#heads.get(organisation))),
      modified: [...this.#modified.values()],
    }
    this.#runs = []
    this.#changes = []
    this.#touched.clear()
    this.#movedHeads.clear()
    this.#modified.clear()
    return recorded
  }

  #takeOver({ requests, accounts, aims, units, holdings }: PrefetchedFacts): void {
    for (const account of accounts) this.#accounts.set(account.id, account)
    this.#keepAims(aims)
    this.#keepUnits(units)
    for (const request of requests)
      for (const slot of this.#possibleSlots(request)) this.#holdings.set(slotKey(slot), null)
    for (const { person, since, ...slot } of holdings) this.#holdings.set(slotKey(slot), { person, since })
  }

  /** Numbers for runs are fetched for the whole batch at once; those left over are gaps, which nobody minds. */
  async #nextRun(): Promise<Id> {
    if (this.#runIds.length === 0) this.#runIds = await this.#tx.newIds('run', this.#expectedRuns)
    return certain(this.#runIds.shift())
  }

  #recordIn(organisation: Id, run: Id, purpose: RunPurpose, changes: readonly NewChange[]): void {
    const head = certain(this.#heads.get(organisation))
    // The machine's clock may be set back; the order of the history may not.
    const recordedAt = Math.max(this.#now, head.recordedAt)
    const first = head.position + 1
    for (const change of changes) {
      this.#changes.push(append(head, run, change, recordedAt))
      const { slot, after } = change
      this.#touched.set(slotKey(slot), { slot: { organisation, ...slot }, holding: after })
      if (isShownOnUser(slot))
        this.#modified.set(slot.learner, { organisation, learner: slot.learner, at: recordedAt })
    }
    head.recordedAt = recordedAt
    this.#movedHeads.add(organisation)
    const { kind, actor, operator, reason, undoes = null } = purpose
    this.#runs.push({
      id: run,
      organisation,
      kind,
      actor,
      operator,
      reason,
      recordedAt,
      undoes,
      first,
      last: head.position,
    })
  }

  async #loadHeads(organisations: readonly Id[]): Promise<void> {
    const missing = organisations.filter(id => !this.#heads.has(id))
    if (missing.length === 0) return
    for (const head of await this.#tx.statements.heads(missing)) this.#heads.set(head.organisation, head)
  }

  async #loadAims(requests: readonly AssignRequest[]): Promise<void> {
    const wanted = requests.flatMap(({ level, learner, standard, target }) => {
      const organisation = this.#accounts.get(learner)?.organisation
      const asks = level === 'aim' && standard !== undefined && target === undefined
      if (!asks || organisation === undefined || this.#aims.has(`${learner}/${standard}`)) return []
      return [{ organisation, learner, standard }]
    })
    if (wanted.length === 0) return
    this.#keepAims(await this.#tx.statements.aims(wanted))
  }

  #keepAims(aims: PrefetchedFacts['aims']): void {
    for (const { learner, ...aim } of aims) this.#aims.set(`${learner}/${aim.standard}`, aim)
  }

  async #loadUnits(requests: readonly AssignRequest[]): Promise<void> {
    const wanted = new Map<string, { organisation: Id; learner: Id; unit: string }>()
    for (const { level, learner, unit, target } of requests) {
      const organisation = this.#accounts.get(learner)?.organisation
      const asks = level === 'unit' && unit !== undefined && target === undefined
      if (asks && organisation !== undefined && !this.#units.has(`${learner}/${unit}`))
        wanted.set(`${learner}/${unit}`, { organisation, learner, unit })
    }
    if (wanted.size === 0) return
    this.#keepUnits(await this.#tx.statements.units([...wanted.values()]))
  }

  #keepUnits(units: PrefetchedFacts['units']): void {
    const byUnit = Map.groupBy(units, ({ learner, unit }) => `${learner}/${unit}`)
    for (const [key, found] of byUnit) this.#units.set(key, found)
  }

  /** Every slot that judging the request may look at. Which one it is, the rules decide. */
  #possibleSlots(request: AssignRequest): PlacedSlot[] {
    const { learner, level, after, before } = request
    const organisation = this.#accounts.get(learner)?.organisation
    if (organisation === undefined) return []
    const role = request.role ?? this.#roleOf(after ?? before ?? null)
    if (role === undefined) return []
    const slots: PlacedSlot[] = this.#targetsOf(request).map(target => ({
      organisation,
      learner,
      level,
      role,
      target,
    }))
    const linked = typeof after === 'number' ? linkedSlot({ learner, level, role }, after) : undefined
    return linked ? [...slots, { organisation, ...linked }] : slots
  }

  #roleOf(person: Id | null): Role | undefined {
    const account = person === null ? undefined : this.#accounts.get(person)
    return account && roleOf(account.kind)
  }

  #targetsOf({ learner, level, standard, unit, target, after, before }: AssignRequest): Id[] {
    if (level === 'default') return [0]
    if (level === 'additional') return [after ?? before ?? 0]
    if (target !== undefined) return [target]
    if (level === 'aim') return [this.#aims.get(`${learner}/${standard}`)?.id ?? 0]
    return (this.#units.get(`${learner}/${unit}`) ?? []).map(one => one.id)
  }

  #organisationOf(slot: Slot): Id {
    return certain(this.#accounts.get(slot.learner)).organisation
  }
}

/** Whether the learner's own record shows who is in the slot, so that clients who ask for what changed must find it. */
function isShownOnUser({ level }: Slot): boolean {
  return level === 'default'
}
