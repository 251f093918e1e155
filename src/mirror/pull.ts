import { certain } from '../domain/certain.ts'
import type { Instant } from '../domain/time.ts'
import { FolderRefused, type PullFolder } from './folder.ts'
import { mergeKind, withoutSensitive } from './merge.ts'
import {
  type AnsweredStep,
  keyOf,
  MIRRORED,
  type Mirrored,
  type MirrorRow,
  type PullAnswer,
  type RowId,
  type Step,
} from './row.ts'
import { type Shortfall, shortfallsOf } from './shortfall.ts'
import { isByLearner, listsOf, type Situation, shownRows } from './situation.ts'
import type { PullSource } from './source.ts'
import { type Counts, emptyState, markOf, type PullState, type Round, roundOf, type Wishes } from './state.ts'
import { type PullStage, STAGES, stepsToDo } from './steps.ts'

/** What a pull needs beside its source and folder. */
export interface PullOptions {
  clock: () => Instant
  signal?: AbortSignal | undefined
  /** Steps under way at the same time; 4 by default, so that slow replies do not keep the calls of a minute unused. */
  together?: number
  /** Told after every step: steps done, steps known to be needed, and what is being read. */
  onProgress?: ((progress: PullProgress) => void) | undefined
}

/** How far a round is. */
interface PullProgress {
  done: number
  known: number
  kind: Mirrored
}

/** What a pull did. */
export interface PullReport {
  whole: boolean
  /** Whether it went on with a round that had been stopped. */
  resumed: boolean
  kinds: Record<Mirrored, Counts>
  /** What is missing from the mirror, or could not be concluded, and why. Nothing: it is complete. */
  shortfalls: readonly Shortfall[]
}

/** A round that was stopped longer ago than this is finished, and what changed since is asked for at once. */
const STALE = 3_600_000

/**
 * Mirrors what a source shows into a folder, or brings the mirror up to date. Every answer is kept before the next
 * step; a pull that was stopped at any point goes on there. Throws FolderRefused where the folder holds another mirror or an
 * organisation is not covered, and what the source throws; what was read by then is kept.
 */
export async function pull(
  source: PullSource,
  folder: PullFolder,
  wishes: Wishes,
  options: PullOptions,
): Promise<PullReport> {
  const now = options.clock()
  const state = folder.readState() ?? emptyState(source.name)
  if (state.server !== source.name) throw otherServer(state.server, source.name)
  const { round, resumed } = roundOf(state, wishes, now)
  if (!resumed) folder.clearAnswers()
  const report = await new Pulling(source, folder, wishes, options, { ...state, round }).run(resumed)
  const isStale = now - Date.parse(round.startedAt) > STALE
  return isStale ? { ...(await pull(source, folder, wishes, options)), resumed } : report
}

/** One round under way. */
class Pulling {
  readonly #source: PullSource
  readonly #folder: PullFolder
  readonly #options: PullOptions
  readonly #answers = new Map<string, AnsweredStep>()
  readonly #mirror: Record<Mirrored, ReadonlyMap<RowId, MirrorRow>>
  readonly #wishes: Wishes
  readonly #counts: Partial<Record<Mirrored, Counts>> = {}
  readonly #changed = new Set<Mirrored>()
  #state: PullState

  constructor(
    source: PullSource,
    folder: PullFolder,
    wishes: Wishes,
    options: PullOptions,
    state: PullState,
  ) {
    this.#source = source
    this.#folder = folder
    this.#wishes = wishes
    this.#options = options
    this.#state = state
    this.#mirror = { ...folder.readMirror() }
    for (const answered of folder.readAnswers()) this.#answers.set(keyOf(answered.step), answered)
  }

  async run(resumed: boolean): Promise<PullReport> {
    this.#saveState({})
    for (const stage of STAGES) await this.#pass(stage)
    const { whole } = this.#round
    const shortfalls = shortfallsOf(this.#situation, this.#counts)
    this.#finish()
    return { whole, resumed, kinds: this.#counts as Record<Mirrored, Counts>, shortfalls }
  }

  get #round(): Round {
    return certain(this.#state.round)
  }

  get #situation(): Situation {
    return {
      ...{ wishes: this.#wishes, round: this.#round, state: this.#state },
      ...{ mirror: this.#mirror, answers: this.#answers },
    }
  }

  async #pass(stage: PullStage): Promise<void> {
    for (let todo = stepsToDo(stage, this.#situation); todo.length > 0; ) {
      await this.#takeAll(todo)
      todo = stepsToDo(stage, this.#situation)
    }
    if (stage.kinds.includes('organisations')) this.#check()
    for (const kind of stage.kinds) this.#merge(kind)
  }

  /** Takes steps, a few at a time. Where one fails, those under way are still kept. */
  async #takeAll(steps: readonly Step[]): Promise<void> {
    const queue = steps.values()
    const known = this.#answers.size + steps.length
    let failed = false
    const work = async () => {
      for (const step of queue) {
        if (failed) return
        try {
          this.#keep(step, await this.#ask(step))
        } catch (error) {
          failed = true
          throw error
        }
        this.#options.onProgress?.({ done: this.#answers.size, known, kind: step.kind })
      }
    }
    const workers = Array.from({ length: this.#options.together ?? 4 }, work)
    const ends = await Promise.allSettled(workers)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  #ask(step: Step): Promise<PullAnswer> {
    const { signal } = this.#options
    return step.do === 'list' ? this.#source.list(step, signal) : this.#source.read(step, signal)
  }

  #keep(step: Step, answer: PullAnswer): void {
    const isPlain = answer.is === 'rows' && !this.#round.sensitive
    const kept = isPlain ? { ...answer, rows: answer.rows.map(withoutSensitive) } : answer
    this.#folder.addAnswer({ step, answer: kept })
    this.#answers.set(keyOf(step), { step, answer: kept })
  }

  /** Refuses a folder of another customer, and organisations that are not there. */
  #check(): void {
    for (const kind of ['customers', 'organisations'] as const) {
      const answer = this.#answers.get(kind)?.answer
      if (answer?.is === 'refused')
        throw new FolderRefused(`${this.#source.name} refused the first calls: ${answer.sentence}`)
    }
    const [customer] = shownRows('customers', this.#situation).values()
    const id = customer?.row.id ?? null
    const known = this.#state.customer
    if (known && known.id !== id) throw otherCustomer(known.id, id)
    refuseUnknown(this.#wishes, shownRows('organisations', this.#situation))
    this.#state = { ...this.#state, customer: { id, name: customer?.row.name ?? null } }
  }

  #merge(kind: Mirrored): void {
    const { rows, counts } = mergeKind(kind, this.#situation)
    if (this.#state.kinds[kind] === undefined || !areSame(rows, this.#mirror[kind])) this.#changed.add(kind)
    this.#mirror[kind] = rows
    this.#counts[kind] = counts
  }

  /** Writes the files that are others now, and then that the round is over. */
  #finish(): void {
    for (const kind of this.#changed) this.#folder.writeKind(kind, this.#mirror[kind].values())
    this.#saveState({
      sensitive: this.#round.sensitive,
      marks: { ...this.#state.marks, ...this.#newMarks() },
      byLearner: MIRRORED.filter(kind => isByLearner(kind, this.#situation)),
      kinds: Object.fromEntries(MIRRORED.map(kind => [kind, this.#read(kind)])),
      round: null,
    })
    this.#folder.clearAnswers()
  }

  #read(kind: Mirrored) {
    const { rows } = certain(this.#counts[kind])
    return { readAt: this.#round.startedAt, rows, gone: this.#mirror[kind].size - rows }
  }

  /** From where each list of users goes on next time. A list that would not settle goes on from where it did. */
  #newMarks(): Record<string, string> {
    const marks: Record<string, string> = {}
    const unsure = new Set<string>()
    for (const { step, answer } of listsOf('users', this.#answers)) {
      const { there: _, since: __, ...list } = step
      if (answer.is !== 'rows') continue
      if (!answer.settled) unsure.add(keyOf(list))
      marks[keyOf(list)] = markOf(this.#momentsOf(list), this.#round.startedAt)
    }
    return Object.fromEntries(Object.entries(marks).filter(([list]) => !unsure.has(list)))
  }

  #momentsOf({ organisation, account }: { organisation?: unknown; account?: unknown }): string[] {
    const rows = [...this.#mirror.users.values()]
    const listed = rows.filter(row => row.organisation === organisation && row.kind === account)
    return listed.map(row => row.lastModified).filter(moment => typeof moment === 'string')
  }

  #saveState(more: Partial<PullState>): void {
    this.#state = { ...this.#state, ...more }
    this.#folder.writeState(this.#state)
  }
}

/** Whether these are the very same rows: merging keeps those that did not change. */
function areSame(rows: ReadonlyMap<RowId, MirrorRow>, before: ReadonlyMap<RowId, MirrorRow>): boolean {
  return rows.size === before.size && [...rows].every(([id, row]) => before.get(id) === row)
}

function refuseUnknown({ organisations }: Wishes, covered: ReadonlyMap<RowId, unknown>): void {
  const unknown = organisations?.find(id => !covered.has(id))
  if (unknown === undefined) return
  throw new FolderRefused(
    `The token covers no organisation ${unknown}. It covers: ${[...covered.keys()].join(', ')}.`,
  )
}

function otherServer(known: string, now: string): FolderRefused {
  return new FolderRefused(
    `The folder mirrors ${known}, and this is ${now}. Ids differ from one to the other; pull into another folder.`,
  )
}

function otherCustomer(known: unknown, now: unknown): FolderRefused {
  return new FolderRefused(
    `The folder mirrors customer ${known}, and the token is of customer ${now}. Pull into another folder, or use the other token.`,
  )
}
