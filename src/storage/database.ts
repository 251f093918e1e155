import type { Account } from '../domain/account.ts'
import type { Holding } from '../domain/assignment.ts'
import type { AimRef, UnitRef } from '../domain/facts.ts'
import type { Id } from '../domain/id.ts'
import type { DatedChange } from '../domain/planned.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Run } from '../domain/run.ts'
import type { Slot } from '../domain/slot.ts'
import type { DirectoryKind } from './codes.ts'
import type { Db } from './db.ts'
import type { Failure } from './failure.ts'
import type { StoredAssignment, StoredChange } from './history.ts'
import type { Queries, QueryName } from './queries.ts'

/** Where the history of an organisation stands. */
export interface Head {
  organisation: Id
  position: number
  recordedAt: number
  hash: string
}

/** A slot with its organisation, as the tables are keyed. */
export interface PlacedSlot extends Slot {
  organisation: Id
}

/** When a learner's record was last changed, as whoever reads it is told. */
export interface ModifiedLearner {
  organisation: Id
  learner: Id
  at: number
}

/** What a batch writes in one go. */
export interface Batch {
  runs: readonly Run[]
  changes: readonly StoredChange[]
  /** The last state of every slot touched: an assignment, or the slot that is empty now. */
  filled: readonly StoredAssignment[]
  emptied: readonly PlacedSlot[]
  heads: readonly Head[]
  /** Learners of whom another default assessor or employer is shown now, each once. */
  modified: readonly ModifiedLearner[]
}

/**
 * The few statements that every assignment goes through, written by hand for each engine.
 * All take lists, so that a batch costs the same number of statements as a lone call.
 */
export interface BatchStatements {
  /** Accounts by id, whatever organisation they are in. Unknown ids are left out. */
  accounts(ids: readonly Id[]): Promise<Account[]>
  aims(
    wanted: readonly { organisation: Id; learner: Id; standard: Id }[],
  ): Promise<(AimRef & { learner: Id })[]>
  units(
    wanted: readonly { organisation: Id; learner: Id; unit: string }[],
  ): Promise<(UnitRef & { learner: Id })[]>
  holdings(slots: readonly PlacedSlot[]): Promise<(Slot & Holding)[]>
  heads(organisations: readonly Id[]): Promise<Head[]>
  write(batch: Batch): Promise<void>
  /**
   * Gives planned changes the state in which they are now, and nothing else; gives how many were still planned as they are
   * given here, which are those that it was done to.
   */
  settle(changes: readonly DatedChange[]): Promise<number>
}

/** Facts that are true until something other than assignments is written. */
export interface KnownFacts {
  accounts: Map<Id, Account>
  /** By learner and standard. */
  aims: Map<string, AimRef>
}

/** What judging requests may look at. Whoever and whatever is not in it was looked for and does not exist. */
export interface PrefetchedFacts {
  requests: readonly AssignRequest[]
  accounts: readonly Account[]
  aims: readonly (AimRef & { learner: Id })[]
  units: readonly (UnitRef & { learner: Id })[]
  /** Also of slots beside those asked for. */
  holdings: readonly (Slot & Holding)[]
}

/** A transaction of the writer. Nobody else writes to the organisations it was opened for until it ends. */
export interface Tx {
  db: Db
  /** Heads that were locked and read when the transaction began. */
  locked: readonly Head[]
  /** What was read right after that, where every statement is a round trip. True as long as this transaction has written nothing. */
  prefetched?: PrefetchedFacts | undefined
  statements: BatchStatements
  /**
   * What earlier transactions have loaded and is still true. Only where everything that is written is seen, so that it can
   * be forgotten in time.
   */
  known?: KnownFacts
  /** Has a batch written in one round trip with the commit, where that saves one. It must be the last thing that is written. */
  writeLast?(batch: Batch): void
  /**
   * Tries statements; false where a constraint refuses one of them. Whenever one fails, none of them has happened and the
   * transaction goes on.
   */
  attempt(statements: () => Promise<void>): Promise<boolean>
  /** The next free ids of a kind, as many as asked for, in rising order. */
  newIds(kind: string, count: number): Promise<Id[]>
  /** Lets the statements of this transaction take as long as they need. */
  disableTimeout(): Promise<void>
  /** Keeps every other server from writing anything until the transaction ends. Reading goes on. */
  lockAllTables(): Promise<void>
  /** Ids were given by hand: those that servers hold in reserve may be among them, and are not to be used. */
  dropReservedIds(): Promise<void>
}

/** What several servers share that use one database at the same time. */
export interface SharedLimits {
  /**
   * Takes up to `wanted` calls of a token's sliding minute, for use within `lifetime` seconds. They count as made at the
   * end of that time, so that the limit is never passed.
   */
  leaseCalls(token: Id, limit: number, wanted: number, lifetime: number): Promise<CallLease>
}

/** What a server got of a token's allowance. */
export interface CallLease {
  granted: number
  /** Seconds until more may be had, where nothing was granted. */
  retryAfter: number
}

/** An engine that holds everything. What engines differ in, they say here; nobody asks which one it is. */
export interface Storage {
  /** Its name, for people. */
  engine: string
  /** What kind of trouble an error of this engine is. */
  classify(error: unknown): Failure
  /** Where several servers may use the database; nothing where it belongs to this one. */
  sharing?: SharedLimits
  /** For reading; sees what was committed. */
  db: Db
  /**
   * Runs one transaction, alone in this process. Locks the histories of the organisations in the order of their ids,
   * so that servers that share the database take turns; those of the learners that requests are about, too.
   */
  transact<T>(
    organisations: readonly Id[],
    work: (tx: Tx) => Promise<T>,
    requests?: readonly AssignRequest[],
  ): Promise<T>
  /**
   * Where one thread does all the writing: runs a transaction on it, so that its statements are no round trips and its commit
   * holds up nobody here. `program` is a module whose default export takes the Tx and the input; input and answer are copied.
   */
  transactOnWriterThread?<Answer>(program: URL, input: unknown): Promise<Answer>
  /** Runs several reads that all see one moment. */
  snapshot<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** Runs a read beside the writer: in the reader worker, or on another connection. */
  read<Name extends QueryName>(query: Name, input: Parameters<Queries[Name]>[1]): ReturnType<Queries[Name]>
  /** Organisations of things by id; unknown ids are missing. */
  organisationsOf(kind: DirectoryKind, ids: readonly Id[]): Promise<Map<Id, Id>>
  /**
   * Leaves nothing of what was deleted or replaced before in the tables, as far as the engine goes: on SQLite not a byte
   * in the file and its WAL, on PostgreSQL no row. Gives false where somebody still reads an earlier moment.
   */
  scrub(): Promise<boolean>
  /** Ends when everything is closed. */
  close(): Promise<void>
}
