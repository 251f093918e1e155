import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Instant } from '../domain/time.ts'
import type { Storage, Tx } from '../storage/database.ts'
import { siblingModule } from '../storage/sibling.ts'
import { type Ask, type AskOutcome, settle } from './assign.ts'
import { failureOf, HistoryNotLocked } from './failure.ts'
import { Ledger } from './ledger.ts'
import type { AskBatch } from './settle-batch.ts'

/** A write that is not a plain assign: it gets the transaction to itself while its turn lasts. */
export interface WriterJob<SendAnswers> {
  /** Organisations it writes to, so that their histories can be locked first. */
  organisations: readonly Id[]
  /**
   * Decides first and writes only what it has decided: a refusal is an answer, and leaves nothing behind.
   * What throws is a bug or a lost database, and takes the transaction with it.
   */
  work(tx: Tx, ledger: Ledger, now: Instant): Promise<SendAnswers>
}

/** What is told of the writer's work, for the metrics. */
export interface WriterGauge {
  committed(requests: number, milliseconds: number): void
}

/** The one way in for every write of a process. */
export interface Writer {
  /** Judges and records assignments; answers when they are on disk. */
  assign(ask: Ask): Promise<AskOutcome | Problem>
  /** Runs a job; answers when its writes are on disk. */
  run<SendAnswers>(job: WriterJob<SendAnswers>): Promise<SendAnswers | Problem>
  /** Writes accepted and not answered yet. */
  waiting(): number
  /** Milliseconds that the oldest of them has waited; 0 where none does. */
  waited(): number
  /** Refuses new writes, and ends when all accepted ones are answered. */
  close(): Promise<void>
}

interface Queued {
  job: { kind: 'ask'; ask: Ask } | { kind: 'job'; job: WriterJob<unknown> }
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** A write that is not answered yet. */
interface Accepted {
  at: number
  changes: number
}

/** Requests that one commit takes at most, so that the first of them need not wait long. */
const LARGEST_BATCH = 256

/** Changes after which a commit takes no further request. */
const FULL_BATCH = 10_000

/** What may wait at once, in writes and in the changes that they ask for; more is refused until some are answered. */
interface QueueLimit {
  writes: number
  changes: number
}

const QUEUE_LIMIT: QueueLimit = { writes: 5_000, changes: 50_000 }

/** Of two limits: a write that alone is above one of them goes when nothing else waits. */
function isFull(open: QueueLimit, changes: number, most: QueueLimit): boolean {
  return open.writes > 0 && (open.writes + 1 > most.writes || open.changes + changes > most.changes)
}

/** Changes that a write asks for, as far as it can be told. */
function changesIn(job: Queued['job']): number {
  return job.kind === 'ask' ? job.ask.requests.length : 1
}

/** How often a batch is tried when the database asks for it. */
const TRIES = 5

/**
 * Makes the writer. Writes that arrive while a commit is under way share the next one; a lone one goes at once.
 * `clock` gives the moment of recording.
 */
export function createWriter(
  storage: Storage,
  clock: () => Instant,
  gauge?: WriterGauge,
  limit: QueueLimit = QUEUE_LIMIT,
): Writer {
  const queue: Queued[] = []
  let active: Promise<void> | undefined
  let closing = false
  const open: QueueLimit = { writes: 0, changes: 0 }
  /** When each write was accepted that is not answered yet, the oldest first. */
  const accepted = new Set<Accepted>()

  const submit = (job: Queued['job']): Promise<unknown> => {
    if (closing)
      return Promise.resolve(problem('stopping', 'The server is shutting down; send the call again soon.'))
    const changes = changesIn(job)
    if (isFull(open, changes, limit)) return Promise.resolve(tooBusy(open))
    const entry = { at: performance.now(), changes }
    open.writes += 1
    open.changes += changes
    accepted.add(entry)
    return new Promise((resolve, reject) => {
      queue.push({ job, resolve: closed(resolve, entry), reject: closed(reject, entry) })
      active ??= drain()
    })
  }
  const closed =
    <T>(settleEntry: (value: T) => void, entry: Accepted) =>
    (value: T) => {
      open.writes -= 1
      open.changes -= entry.changes
      accepted.delete(entry)
      settleEntry(value)
    }
  const drain = async () => {
    // Requests that the event loop has read already are let in before the commit begins.
    await new Promise(setImmediate)
    let answer: SendAnswers = () => {}
    while (queue.length > 0) {
      const batch = queue.splice(0, sizeOfBatch(storage, queue))
      const began = performance.now()
      const committing = commit(storage, clock, batch)
      // The answers of one commit go out while the next is under way.
      answer()
      answer = await committing
      gauge?.committed(batch.length, performance.now() - began)
    }
    active = undefined
    answer()
  }

  return {
    assign: ask => submit({ kind: 'ask', ask }) as Promise<AskOutcome | Problem>,
    run: <SendAnswers>(job: WriterJob<SendAnswers>) =>
      submit({ kind: 'job', job }) as Promise<SendAnswers | Problem>,
    waiting: () => open.writes,
    waited: () => {
      const [oldest] = accepted
      return oldest ? performance.now() - oldest.at : 0
    },
    close: async () => {
      closing = true
      await active
    },
  }
}

/** How many of those who wait share the next commit. Only a batch of nothing but asks can run apart. */
function sizeOfBatch({ transactOnWriterThread }: Storage, queue: readonly Queued[]): number {
  const most = filled(queue)
  const other = transactOnWriterThread
    ? queue.findIndex(({ job }) => job.kind !== certain(queue[0]).job.kind)
    : -1
  return other === -1 ? most : Math.min(other, most)
}

/** How many of those who wait fill one commit: a single one always fits. */
function filled(queue: readonly Queued[]): number {
  let changes = 0
  const over = queue.findIndex(({ job }) => {
    const full = changes >= FULL_BATCH
    changes += changesIn(job)
    return full
  })
  return Math.min(over === -1 ? queue.length : over, LARGEST_BATCH)
}

/** Tells everybody of a batch what became of their write. */
type SendAnswers = () => void

/** Commits a batch. A constraint that fires is a bug of one request, so the others are tried alone. */
async function commit(
  storage: Storage,
  clock: () => Instant,
  batch: readonly Queued[],
): Promise<SendAnswers> {
  try {
    const answers = await tried(storage, clock, batch)
    return () => {
      for (const [at, entry] of batch.entries()) entry.resolve(answers[at])
    }
  } catch (error) {
    return await afterFailure(storage, clock, batch, error)
  }
}

async function afterFailure(
  storage: Storage,
  clock: () => Instant,
  batch: readonly Queued[],
  error: unknown,
): Promise<SendAnswers> {
  const failure = failureOf(storage, error)
  if (batch.length > 1 && failure !== 'unavailable') {
    const answers: SendAnswers[] = []
    for (const entry of batch) answers.push(await commit(storage, clock, [entry]))
    return () => {
      for (const answer of answers) answer()
    }
  }
  const isTold = failure === 'unavailable' || failure === 'try-again'
  return () => {
    for (const entry of batch) isTold ? entry.resolve(unavailable(error)) : entry.reject(error)
  }
}

async function tried(storage: Storage, clock: () => Instant, batch: readonly Queued[]): Promise<unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const asks = asksOf(batch)
      if (storage.transactOnWriterThread && asks)
        return await storage.transactOnWriterThread(SETTLE_BATCH, { asks, now: clock() } satisfies AskBatch)
      return await storage.transact(
        organisationsOf(batch),
        tx => work({ tx, now: clock(), locked: storage.sharing && lockedIn(tx) }, batch),
        requestsOf(batch),
      )
    } catch (error) {
      if (failureOf(storage, error) !== 'try-again' || attempt === TRIES) throw error
    }
  }
}

const SETTLE_BATCH = siblingModule(import.meta.url, 'settle-batch')

/** The asks of a batch that is nothing but asks. */
function asksOf(batch: readonly Queued[]): Ask[] | undefined {
  const asks = batch.flatMap(({ job }) => (job.kind === 'ask' ? [job.ask] : []))
  return asks.length === batch.length ? asks : undefined
}

function lockedIn({ locked }: Tx): Set<Id> {
  return new Set(locked.map(head => head.organisation))
}

function organisationsOf(batch: readonly Queued[]): Id[] {
  const all = batch.flatMap(({ job }) => (job.kind === 'job' ? job.job.organisations : []))
  return [...new Set(all)]
}

function requestsOf(batch: readonly Queued[]): AssignRequest[] {
  return batch.flatMap(({ job }) => (job.kind === 'ask' ? job.ask.requests : []))
}

/** One try of a batch. */
interface Turn {
  tx: Tx
  now: Instant
  /** Organisations whose histories are locked; nothing where nobody else can write. */
  locked: ReadonlySet<Id> | undefined
}

/** Does a batch in the order it came: neighbouring asks are loaded together, a job has its turn alone. */
async function work(turn: Turn, batch: readonly Queued[]): Promise<unknown[]> {
  const answers: unknown[] = []
  const { tx, now } = turn
  // What a job writes past the ledger, heads included, must be seen by what follows.
  const afresh = { ...tx, locked: [], prefetched: undefined }
  let ledger = new Ledger(tx, now, batch.length)
  let loaded = 0
  for (const [at, { job }] of batch.entries()) {
    if (job.kind === 'job') {
      await ledger.flush()
      ledger = new Ledger(answers.length === 0 ? tx : afresh, now)
      answers.push(await job.job.work(tx, ledger, now))
      await ledger.flush()
      ledger = new Ledger(afresh, now)
      continue
    }
    if (at >= loaded) loaded = await loadRun(turn, ledger, batch, at)
    answers.push(await settle(ledger, job.ask, now))
  }
  await ledger.flushLast()
  return answers
}

/**
 * Loads what the asks from here to the next job need. Gives where that job stands. Throws HistoryNotLocked where a
 * learner has turned out to be of another organisation than when the locks were taken: after a restore, or just made
 * elsewhere.
 */
async function loadRun(
  { locked }: Turn,
  ledger: Ledger,
  batch: readonly Queued[],
  from: number,
): Promise<number> {
  let end = from
  const requests: AssignRequest[] = []
  for (; end < batch.length; end += 1) {
    const { job } = certain(batch[end])
    if (job.kind === 'job') break
    for (const request of job.ask.requests) requests.push(request)
  }
  await ledger.load(requests)
  const touched = ledger.organisationsOf(requests)
  if (locked && !touched.every(id => locked.has(id))) throw new HistoryNotLocked()
  return end
}

function tooBusy({ writes, changes }: QueueLimit): Problem {
  return problem(
    'too-busy',
    `${writes} writes with ${changes} changes wait for the disk, and no more are taken until some are done; nothing was done of this one, so send it again in a moment.`,
  )
}

function unavailable(cause: unknown): Problem & { cause: unknown } {
  return {
    ...problem(
      'storage-unavailable',
      'The database cannot be written just now. Whether the change was made is not certain: what assigns is safe to send again, and before creating again look whether it is there.',
    ),
    cause,
  }
}
