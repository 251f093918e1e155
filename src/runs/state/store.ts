import { certain } from '../../domain/certain.ts'
import type { NextStep, SyncProblem } from '../../domain/next-step.ts'
import type { Instant } from '../../domain/time.ts'
import type { Approval } from '../../reconcile/limits/approval.ts'
import { useUp } from '../../reconcile/limits/approval.ts'
import { type IdentityLedger, type LedgerEntry, ledgerOf } from '../../reconcile/match/ledger.ts'
import type { LearnerMemory, Owned } from '../../reconcile/plan/ownership.ts'
import { type ApartLine, apartOf, type KeptApart } from '../../reconcile/resolve/apart.ts'
import type { PlanJson } from '../../report/json.ts'
import type { Journal, JournalLine } from '../apply/journal.ts'
import { type Log, type LogLine, StreamMovedOn } from './log.ts'
import { type OwnershipLine, ownedOf } from './ownership-lines.ts'

/** Who made a plan and where, so that the last plan is one's own. */
export interface PlanMaker {
  /** The name that the person is signed in with on the machine. */
  user: string
  machine: string
  folder: string
}

/** A plan that was made, without the plan itself. */
export interface PlanEntry {
  hash: string
  at: Instant
  sources: readonly string[]
  /** Nobody where the plan was not made from files; older plans do not say. */
  madeBy?: PlanMaker | null
  /** What it comes to; older plans do not say. */
  counts?: PlanCounts
}

/** A plan in numbers, for a list of plans. */
interface PlanCounts {
  changes: number
  /** People to confirm. */
  questions: number
  /** Removals that wait for an approval. */
  waits: number
}

/** A plan that is or was applied, or a run that was taken back. */
interface RunEntry {
  run: string
  /** The hash of what it applies. */
  plan: string
  by: string
  at: Instant
  /** The run that it takes back. */
  undoes?: string
  /** Names of the files that it was planned from; older runs do not say. */
  sources?: readonly string[]
}

/** How a run ended; a later end of a run that was resumed overrules. */
interface RunEnd {
  run: string
  endedAt: Instant
  /** Whether nothing of it is left to try. */
  whole: boolean
  /** Counts of outcomes, by word. */
  counts: Readonly<Record<string, number>>
  /** The server's own runs in which its changes were made. */
  serverRuns: readonly number[]
  /** How much it left undone, and whose steps that leaves; older ends do not say. */
  problems?: number
  next?: readonly NextStep[]
}

/** A run with its end, if it has come to one. */
export interface KeptRun extends RunEntry {
  end?: RunEnd
}

/**
 * All that the sync remembers: who is who, what is owned, plans, approvals, runs and their journals. Every part is a stream
 * that is only added to.
 */
export class SyncStore {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  async ledger(): Promise<IdentityLedger> {
    return ledgerOf(await this.#lines<LedgerEntry>('links'))
  }

  /** What was kept by a name about how files are to be read: the keys of a mapping. */
  async mapping(name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const lines = await this.#lines<{ name: string; keys: Readonly<Record<string, unknown>> }>('mappings')
    return lines.findLast(line => line.name === name)?.keys
  }

  settle(entries: readonly LedgerEntry[]): Promise<void> {
    return this.#add('links', entries)
  }

  /** Pairs that are kept apart, those whose end has passed too. */
  async apart(): Promise<readonly KeptApart[]> {
    return apartOf(await this.#lines<ApartLine>('apart'))
  }

  keepApart(lines: readonly ApartLine[]): Promise<void> {
    return this.#add('apart', lines)
  }

  async owned(): Promise<Owned> {
    const memories = await this.#lines<LearnerMemory>('learners')
    return ownedOf(await this.ownershipLines(), memories)
  }

  async ownershipLines(): Promise<readonly OwnershipLine[]> {
    return await this.#lines<OwnershipLine>('owned')
  }

  async keep(lines: readonly OwnershipLine[], memories: readonly LearnerMemory[]): Promise<void> {
    await this.#add('owned', lines)
    await this.#add('learners', memories)
  }

  /**
   * Keeps a plan, which is the last one then. Plans of the same changes share their hash and may differ in the rest, such as in
   * which removals wait: the last one holds.
   */
  async savePlan(plan: PlanJson, entry: Omit<PlanEntry, 'hash'>): Promise<void> {
    const stream = `plan.${plan.hash}`
    const last = (await this.#log.read(stream)).at(-1)
    if (JSON.stringify(last?.plan) !== JSON.stringify(plan)) await this.#keepOnce(stream, [{ plan }])
    await this.#add('plans', [{ hash: plan.hash, ...entry }])
  }

  async plans(): Promise<readonly PlanEntry[]> {
    return await this.#lines<PlanEntry>('plans')
  }

  async plan(hash: string): Promise<PlanJson | undefined> {
    return (await this.#log.read(`plan.${hash}`)).at(-1)?.plan as PlanJson | undefined
  }

  /** Approvals of a plan, with what has used them up. */
  async approvals(hash: string): Promise<readonly Approval[]> {
    const lines = await this.#lines<Approval>('approvals')
    const ours = lines.filter(one => one.hash === hash)
    const used = ours.filter(one => one.usedBy !== undefined)
    return ours
      .filter(one => one.usedBy === undefined)
      .map(one => used.find(other => other.by === one.by && other.at === one.at) ?? one)
  }

  approve(approval: Approval): Promise<void> {
    return this.#add('approvals', [approval])
  }

  useUp(approval: Approval, run: string): Promise<void> {
    return this.#add('approvals', [useUp(approval, run)], 'if-unchanged')
  }

  /** Runs in the order in which they began. */
  async runs(): Promise<readonly KeptRun[]> {
    const lines = await this.#lines<RunEntry | RunEnd>('runs')
    const runs = new Map<string, KeptRun>()
    for (const line of lines) {
      if ('endedAt' in line) runs.set(line.run, { ...certain(runs.get(line.run)), end: line })
      else runs.set(line.run, line)
    }
    return [...runs.values()]
  }

  /** Throws StreamMovedOn where somebody else has begun or ended one since the runs were read. */
  beginRun(run: RunEntry): Promise<void> {
    return this.#add('runs', [run], 'if-unchanged')
  }

  /** Keeps what a run left undone. A run that went on later has left what it leaves then: a line in front begins anew. */
  keepProblems(run: string, endedAt: Instant, problems: readonly SyncProblem[]): Promise<void> {
    return this.#add(`problems.${run}`, [{ endedAt }, ...problems])
  }

  endRun(end: RunEnd): Promise<void> {
    return this.#add('runs', [end])
  }

  async journal(run: string): Promise<Journal> {
    const stream = `journal.${run}`
    const lines = await this.#lines<JournalLine>(stream)
    return { lines, append: more => this.#add(stream, more, 'if-unchanged') }
  }

  async #add(stream: string, lines: readonly object[], how?: 'if-unchanged'): Promise<void> {
    if (lines.length > 0) await this.#log.append(stream, lines as readonly LogLine[], how)
  }

  /** What somebody else has kept meanwhile under the same name makes the same changes. */
  async #keepOnce(stream: string, lines: readonly LogLine[]): Promise<void> {
    try {
      await this.#log.append(stream, lines, 'if-unchanged')
    } catch (error) {
      if (!(error instanceof StreamMovedOn)) throw error
    }
  }

  /** The lines of a stream. All were written by this store, or by an older one whose lines it still reads. */
  async #lines<T extends object>(stream: string): Promise<T[]> {
    const lines: readonly object[] = await this.#log.read(stream)
    return lines as T[]
  }
}
