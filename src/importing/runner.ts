import { Worker } from 'node:worker_threads'
import type { ImportAnswer } from '../app/imports.ts'
import { documentPart, IMPORT_LIFETIME } from '../app/imports.ts'
import type { OwnCall, OwnReply } from '../app/own-call.ts'
import { standingOf } from '../app/principal.ts'
import type { Services } from '../app/services.ts'
import { certain } from '../domain/certain.ts'
import type { Import } from '../domain/import.ts'
import { isProblem } from '../domain/problem.ts'
import { londonDate } from '../domain/time.ts'
import type { Question } from '../reconcile/match/question.ts'
import type { Db } from '../storage/db.ts'
import {
  findImport,
  type ImportName,
  importsWaiting,
  insertLines,
  type KeptImportLine,
  leaseImport,
  linesOf,
  piecesOf,
  removeImportsBefore,
  removeLines,
  removeOtherGenerations,
  updateImport,
} from '../storage/imports.ts'
import { siblingModule } from '../storage/sibling.ts'
import { lockStreams } from '../storage/sync-lines.ts'
import type { AskedOfServer, FromThread, ToThread } from './messages.ts'
import type { ImportOrder, Result } from './order.ts'

/** Milliseconds for which a server answers for a job before another one may take it over, and how often it says that it lives. */
const LEASE = 10_000
const HEARTBEAT = 1000

/** How often imports are looked for that another server has left, in milliseconds. */
const LOOK_EVERY = 5000

/** How often imports are removed that nobody has touched for long. */
const SWEEP_EVERY = 3_600_000

/** Imports that one server works at together: each has a thread, and files in memory. */
const AT_ONCE = 2

/** Does what is to be done with imports, each in a thread of its own. */
export interface ImportRunner {
  /** Ends once nothing is to be done any more. */
  settled(): Promise<void>
  /** Stops what is under way, so that it goes on at the next start, here or on another server. */
  close(): Promise<void>
}

interface RunnerParts {
  services: Services
  /** Calls the server itself. */
  call: (call: OwnCall) => Promise<OwnReply>
  /** Told of a fault of ours; it never says what was in a file. */
  fault?: (error: Error) => void
}

/** Starts to look for imports with which something is to be done. */
export function startImportRunner(parts: RunnerParts): ImportRunner {
  const { services } = parts
  const under = new Map<string, Working>()
  let closing = false
  let looking: Promise<void> | undefined
  let isRung = false

  const look = async (): Promise<void> => {
    do {
      isRung = false
      const free = AT_ONCE - under.size
      const found = free > 0 ? await importsWaiting(services.storage.db, services.clock(), free) : []
      for (const name of found) if (!closing) await begin(name)
    } while (isRung && !closing)
  }
  const begin = async (name: ImportName) => {
    const leased = await takeOver(services, name)
    if (!leased) return
    const key = `${name.customer}/${name.id}`
    const task = startTask(parts, leased)
    under.set(key, task)
    void task.ended.finally(() => {
      under.delete(key)
      ring()
    })
  }
  const ring = () => {
    if (closing) return
    isRung = true
    looking ??= look()
      .catch(error => parts.fault?.(error))
      .finally(() => {
        looking = undefined
      })
  }
  const sweep = () =>
    services.writer.run({
      organisations: [],
      work: async ({ db }) => removeImportsBefore(db, services.clock() - IMPORT_LIFETIME),
    })

  const silence = services.importsWanted.onRing(ring)
  const timers = [
    setInterval(ring, LOOK_EVERY),
    setInterval(() => void sweep().catch(error => parts.fault?.(error)), SWEEP_EVERY),
  ]
  for (const timer of timers) timer.unref()
  ring()
  const settled = async () => {
    while (looking || under.size > 0)
      await Promise.all([looking, ...[...under.values()].map(one => one.ended)])
  }
  return {
    settled,
    close: async () => {
      closing = true
      silence()
      for (const timer of timers) clearInterval(timer)
      await looking
      for (const task of under.values()) task.stop()
      await settled()
    },
  }
}

/** The import, where no other server was faster. */
async function takeOver({ storage, writer, clock }: Services, name: ImportName): Promise<Import | undefined> {
  const taken = await writer.run<Import | undefined>({
    organisations: [],
    work: async ({ db }) => {
      const one = await findImport(db, name)
      const now = clock()
      const lease = { from: one?.leasedUntil ?? 0, now, until: now + LEASE }
      return one && (await leaseImport(db, name, lease)) ? one : undefined
    },
  })
  return isProblem(taken) ? undefined : taken && findImport(storage.db, name)
}

/** One import that is worked at. */
interface Working {
  ended: Promise<void>
  stop(): void
}

function startTask(parts: RunnerParts, one: Import): Working {
  const task = new ImportTask(parts, one)
  return { ended: task.run(), stop: () => task.stop() }
}

class ImportTask {
  readonly #parts: RunnerParts
  readonly #one: Import
  /** What is found by planning is shown all at once, in the end. */
  readonly #generation: number
  #worker: Worker | undefined
  #progress: Import['progress'] = null
  #isStopped = false

  constructor(parts: RunnerParts, one: Import) {
    this.#parts = parts
    this.#one = one
    this.#generation = one.job === 'plan' ? one.generation + 1 : one.generation
  }

  stop(): void {
    this.#isStopped = true
    this.#tell({ kind: 'stop' })
  }

  async run(): Promise<void> {
    const { services, fault } = this.#parts
    const one = this.#one
    const lent = services.lent.lend(() =>
      standingOf(services.storage, one, one.organisations, services.clock()),
    )
    const beat = setInterval(() => void this.#say().catch(error => fault?.(error)), HEARTBEAT)
    try {
      await this.#clear()
      await this.#end(await this.#inThread(await orderOf(services, one, lent.secret)))
    } catch (error) {
      fault?.(error as Error)
      await this.#end({ problem: FAULT }).catch(again => fault?.(again))
    } finally {
      clearInterval(beat)
      lent.giveBack()
    }
  }

  /** Whatever an earlier try has kept of what is about to be kept. */
  #clear(): Promise<unknown> {
    return this.#write(async db => {
      if (this.#one.job !== 'plan') await removeLines(db, this.#one, OUTCOME_PARTS)
      else await removeOtherGenerations(db, this.#one)
    })
  }

  #inThread(order: ImportOrder): Promise<Result> {
    if (this.#isStopped) return Promise.resolve({ stopped: true })
    const worker = new Worker(siblingModule(import.meta.url, 'thread'), {
      workerData: order,
      transferList: order.files.map(({ bytes }) => bytes.buffer),
    })
    this.#worker = worker
    worker.unref()
    return new Promise((resolve, reject) => {
      worker.on('message', (said: FromThread) => {
        if (said.kind === 'end') resolve(said.result)
        else if (said.kind === 'progress') this.#progress = { done: said.done, total: said.total }
        else void this.#answer(said.ticket, said.asked)
      })
      worker.on('error', error => (isOutOfMemory(error) ? resolve({ problem: TOO_LARGE }) : reject(error)))
      worker.on('exit', () => reject(new Error('A thread of an import has ended before its work.')))
    })
  }

  async #answer(ticket: number, asked: AskedOfServer): Promise<void> {
    try {
      const value = asked.kind === 'call' ? await this.#parts.call(asked.call) : await this.#keep(asked.lines)
      this.#tell({ kind: 'answer', ticket, value })
    } catch (error) {
      this.#tell({ kind: 'failed', ticket, why: error instanceof Error ? error.message : String(error) })
    }
  }

  #tell(told: ToThread): void {
    this.#worker?.postMessage(told)
  }

  async #keep(lines: readonly KeptImportLine[]): Promise<void> {
    const kept = await this.#write(db => insertLines(db, this.#one, this.#generation, lines))
    if (isProblem(kept)) throw new Error(kept.sentence)
  }

  /** Says that this server still works at it, and how far it is. */
  async #say(): Promise<void> {
    const progress = this.#progress
    const leasedUntil = this.#parts.services.clock() + LEASE
    await this.#write(async (db, current) => updateImport(db, { ...current, progress, leasedUntil }))
  }

  /** Writes something about the import, if it is still there and still this server's. */
  #write(work: (db: Db, current: Import) => Promise<void>): Promise<unknown> {
    const { customer } = this.#one
    return this.#parts.services.writer.run({
      organisations: [],
      work: async ({ db }) => {
        await lockStreams(db, customer)
        const current = await findImport(db, this.#one)
        if (current?.job === this.#one.job && current) await work(db, current)
        else this.stop()
      },
    })
  }

  #end({ stopped, ...result }: Result): Promise<unknown> {
    return this.#write(async (db, current) => {
      if (stopped) return updateImport(db, { ...current, leasedUntil: 0 })
      // Where nothing could be planned, what was shown before stays.
      const isPlanned = result.plan !== undefined
      const generation = isPlanned ? this.#generation : current.generation
      const job = goesOn(current, result) ? ('apply' as const) : null
      const ended = { ...current, ...result, generation, job, progress: null, leasedUntil: 0 }
      await updateImport(db, ended)
      if (this.#one.job === 'plan') await removeOtherGenerations(db, ended)
    })
  }
}

/** Whether a plan is to be carried out without anybody looking, and there is something to do. */
function goesOn({ job, applies }: Import, { plan }: Result): boolean {
  if (job !== 'plan' || !applies || !plan) return false
  return plan.verdict !== 'refused' && plan.added + plan.changed + plan.removed > 0
}

const OUTCOME_PARTS = ['outcome', ...['result.csv', 'result.xlsx', 'result.txt'].map(documentPart)]

const FAULT =
  'The server has a fault, and its log tells more. What was done so far is kept; try again, and tell whoever looks after the server.'
const TOO_LARGE =
  'The files need more memory than this server has for them; cut them into smaller ones, or bring them one by one.'

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'
}

async function orderOf(
  { storage: { db }, clock }: Services,
  one: Import,
  session: string,
): Promise<ImportOrder> {
  const { id, by, organisations, mapping, keptPlan, approval, plan, applied } = one
  return {
    ...{ id, by, organisations, mapping, keptPlan, approval, session },
    job: certain(one.job),
    files:
      one.job === 'plan'
        ? await filesOf(db, one)
        : one.files.map(({ name }) => ({ name, bytes: new Uint8Array() })),
    plan: plan?.hash ?? null,
    run: applied?.run ?? null,
    answers: one.job === 'plan' ? await answersOf(db, one) : [],
    today: londonDate(clock()),
  }
}

async function filesOf(db: Db, { customer, id, files }: Import): Promise<ImportOrder['files']> {
  const all: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = []
  for (const [file, { name, size }] of files.entries()) {
    const bytes = new Uint8Array(size)
    for (const { position, content } of await piecesOf(db, { customer, import: id, file }))
      bytes.set(Buffer.from(content, 'base64'), position)
    all.push({ name, bytes })
  }
  return all
}

/** Answers with the questions as they were asked. */
async function answersOf(db: Db, one: Import): Promise<ImportOrder['answers']> {
  const answers = await linesOf(db, one, 'answer')
  if (answers.length === 0) return []
  const asked = new Map((await linesOf(db, one, 'asked')).map(line => [line.position, line.body]))
  return answers.flatMap(({ position, body }) => {
    const question = asked.get(position)
    // Both were kept by us: the one by the thread that planned, the other by the call that answers.
    return question === undefined ? [] : [{ asked: question as Question, answer: body as ImportAnswer }]
  })
}
