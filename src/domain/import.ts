import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** What a server does with an import, beside its calls. */
export type ImportJob = 'plan' | 'apply' | 'undo'

/** How far an import is. */
export const IMPORT_STATES = [
  'uploading',
  'uploaded',
  'planning',
  'planned',
  'applying',
  'applied',
  'undoing',
  'undone',
] as const

export type ImportState = (typeof IMPORT_STATES)[number]

/** What a plan comes to as a whole (`docs/sync.md`). */
export const PLAN_VERDICTS = ['refused', 'stopped', 'changes', 'held', 'nothing'] as const

/** A file of an import; lengths in bytes. */
interface ImportFile {
  name: string
  size: number
  /** How much of it has come. */
  received: number
}

/** A plan in numbers. */
export interface ImportPlan {
  hash: string
  verdict: (typeof PLAN_VERDICTS)[number]
  added: number
  changed: number
  removed: number
  rows: { in: number; planned: number; unchanged: number; held: number }
  /** Removals that wait for an approval, and those that were refused. */
  waits: number
  refusedRemovals: number
  questions: number
  /** Whether rows are held since nothing says which centre they are about. */
  centreMissing: boolean
}

/** A run of the sync in numbers. */
export interface ImportRun {
  /** Its name; nothing where there was nothing to carry out. */
  run: string | null
  by: string
  at: Instant
  done: number
  alreadySo: number
  movedOn: number
  refused: number
  notTried: number
  /** Whether nothing of it is left to try. */
  whole: boolean
  /** The server's own runs in which it changed assignments; older imports do not say. */
  serverRuns?: readonly Id[]
}

/** What is said about how files are to be read: the keys of a mapping (docs/mapping.md), and the name it is kept by. */
export interface ImportMapping {
  name: string | null
  keys: Readonly<Record<string, unknown>>
}

/** Files that somebody has brought to be applied, and how far that is. */
export interface Import {
  id: Id
  customer: Id
  /** Who brought it: a program with its token, or a person. */
  token: Id | null
  operator: Id | null
  /** What the person, or else the token, is called. */
  by: string
  /** The organisations that it is limited to; nothing means all of the customer's. */
  organisations: readonly Id[] | null
  createdAt: Instant
  /** When somebody last did something with it. */
  touchedAt: Instant
  /** Which of the lines that were kept of it hold: each plan makes new ones. */
  generation: number
  /** What is to be done with it, or is being done. */
  job: ImportJob | null
  /** Until when the server that does it need not be asked whether it still lives. */
  leasedUntil: Instant
  files: readonly ImportFile[]
  /** The hash of a plan that was kept before, where it is about that and no files. */
  keptPlan: string | null
  mapping: ImportMapping
  /** Whether it is applied as soon as it is planned, without anybody looking. */
  applies: boolean
  /** Who has approved the removals of the plan, and when. */
  approval: { by: string; at: Instant } | null
  /** How far the job is, in changes. */
  progress: { done: number; total: number } | null
  /** Why the last job came to nothing. */
  problem: string | null
  plan: ImportPlan | null
  applied: ImportRun | null
  undone: ImportRun | null
}

const WORKING: Readonly<Record<ImportJob, ImportState>> = {
  plan: 'planning',
  apply: 'applying',
  undo: 'undoing',
}

/** How far an import is. */
export function importState({
  job,
  undone,
  applied,
  plan,
  files,
}: Pick<Import, 'job' | 'undone' | 'applied' | 'plan' | 'files'>): ImportState {
  if (job) return WORKING[job]
  if (undone) return 'undone'
  if (applied) return 'applied'
  if (plan) return 'planned'
  return files.every(isWhole) ? 'uploaded' : 'uploading'
}

/** Whether all of a file has come. */
function isWhole({ size, received }: ImportFile): boolean {
  return received === size
}

/** Whether somebody who covers these organisations may see an import: no more than they cover may have gone into it. */
export function maySeeImport(
  { organisations }: Pick<Import, 'organisations'>,
  reader: { everywhere: boolean; sees: ReadonlySet<Id> },
): boolean {
  if (reader.everywhere) return true
  return organisations?.every(id => reader.sees.has(id)) ?? false
}

/** Why something cannot be done with an import just now, as a sentence; nothing where it can. */
export function whyNotNow(
  one: Import,
  wanted: 'add' | 'plan' | 'map' | 'answer' | 'apply' | 'undo',
): string | undefined {
  const state = importState(one)
  if (one.job) return `The import is being ${DOING[one.job]} just now; wait until that has ended.`
  switch (wanted) {
    case 'add':
      return state === 'uploading'
        ? undefined
        : 'All files of the import have come already; make a new import.'
    case 'plan':
    case 'map':
      if (one.files.length === 0)
        return 'The import has no files to plan from; apply its plan, or make a new import.'
      if (state === 'uploading') return 'Not all of the files have come yet; send the rest first.'
      return state === 'applied' || state === 'undone'
        ? 'The import has been applied; make a new import to plan again.'
        : undefined
    case 'answer':
      return state === 'planned' ? undefined : 'There are no questions: the import is not planned.'
    case 'apply':
      if (state !== 'planned' && !isResumable(one)) return 'There is no plan to apply; plan the import first.'
      return one.plan?.verdict === 'refused'
        ? 'A file was refused, so there is nothing to apply; correct it and make a new import.'
        : undefined
    case 'undo':
      return one.applied?.run == null || one.undone?.whole
        ? 'The import has made no change that could be taken back.'
        : undefined
  }
}

const DOING: Readonly<Record<ImportJob, string>> = { plan: 'planned', apply: 'applied', undo: 'taken back' }

/** Whether a part of the plan is left to try. */
function isResumable({ applied, undone }: Import): boolean {
  return applied !== null && !applied.whole && undone === null
}
