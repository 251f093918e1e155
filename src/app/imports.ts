import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import {
  type Import,
  type ImportJob,
  type ImportState,
  importState,
  maySeeImport,
  whyNotNow,
} from '../domain/import.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { CalendarDate, Instant } from '../domain/time.ts'
import type { Db } from '../storage/db.ts'
import {
  bytesHeld,
  findImport,
  findPiece,
  importsOf,
  insertImport,
  insertLines,
  insertPiece,
  type KeptImportLine,
  linesOf,
  removeImport,
  removeImportsBefore,
  removeLines,
  updateImport,
} from '../storage/imports.ts'
import { newId } from '../storage/sequence.ts'
import { lockStreams } from '../storage/sync-lines.ts'
import { cutPage, limitOf, type Page, type PageAsked, readCursor } from './cursor.ts'
import { keptLines } from './kept-lines.ts'
import { keepMapping, mappingNamed } from './mappings.ts'
import { callerName, principalOf } from './principal.ts'
import { streamPrefix } from './reach.ts'
import type { Caller, Services } from './services.ts'

/** How long an import lives that nobody does anything with: its files are the data of people. */
export const IMPORT_LIFETIME = 14 * 86_400_000

/** Bytes of all imports of a customer together, and of one. */
const MOST_BYTES = 500_000_000
const MOST_OF_ONE = 200_000_000

/** An import as it is shown. */
interface ImportShown extends Omit<Import, 'customer' | 'token' | 'operator' | 'organisations' | 'approval'> {
  approvedBy: string | null
  state: ImportState
  expiresAt: Instant
  answered: number
}

/** Imports that the caller may see, the newest first. */
export async function listImports(
  { storage }: Services,
  caller: Caller,
  asked: PageAsked,
): Promise<Page<ImportShown> | Problem> {
  const place = readCursor(asked, ['number'])
  if (isProblem(place)) return place
  const limit = limitOf(asked)
  const seen: Import[] = []
  for (let before = place?.[0] ?? Number.MAX_SAFE_INTEGER; seen.length <= limit; ) {
    const found = await importsOf(storage.db, { customer: caller.customer, before, limit: limit + 1 })
    seen.push(...found.filter(one => maySeeImport(one, caller)))
    const last = found.at(-1)
    if (!last || found.length <= limit) break
    before = last.id
  }
  const page = cutPage(seen, limit, one => [one.id])
  return { ...page, rows: await Promise.all(page.rows.map(one => show(storage.db, one))) }
}

/** One import. */
export async function readImport(
  { storage }: Services,
  caller: Caller,
  id: Id,
): Promise<ImportShown | Problem> {
  const one = await seenImport(storage.db, caller, id)
  return isProblem(one) ? one : show(storage.db, one)
}

async function show(db: Db, one: Import): Promise<ImportShown> {
  const answers = one.plan ? await linesOf(db, one, 'answer') : []
  return {
    ...one,
    state: importState(one),
    expiresAt: one.touchedAt + IMPORT_LIFETIME,
    answered: answers.length,
    approvedBy: one.approval?.by ?? null,
  }
}

/** The import as it is stored, where the caller may see it. */
async function seenImport(db: Db, caller: Caller, id: Id): Promise<Import | Problem> {
  const one = await findImport(db, { customer: caller.customer, id })
  if (one && maySeeImport(one, caller)) return one
  return problem('import-unknown', `There is no import ${id} for you; look at the list of imports.`, 'import')
}

/** What an import is begun with. */
interface NewImport {
  files?: readonly { name: string; size: number }[] | undefined
  plan?: string | undefined
  mapping?: string | undefined
}

/** Begins an import of files that are to come, or of a plan that was kept. */
export async function createImport(
  services: Services,
  caller: Caller,
  wanted: NewImport,
): Promise<ImportShown | Problem> {
  const refusal = whyNotNew(wanted)
  if (refusal) return refusal
  const by = await callerName(services, caller)
  const made = await services.writer.run<Import | Problem>({
    organisations: [],
    work: async (tx, _ledger, now) => {
      await lockStreams(tx.db, caller.customer)
      await removeImportsBefore(tx.db, now - IMPORT_LIFETIME)
      const begun = await beginning(tx.db, caller, wanted)
      if (isProblem(begun)) return begun
      const held = await bytesHeld(tx.db, caller.customer)
      if (held + sizeOf(begun.files) > MOST_BYTES) return tooMuchHeld()
      const one = { ...begun, id: await newId(tx, 'import'), by, createdAt: now, touchedAt: now }
      await insertImport(tx.db, one)
      return one
    },
  })
  if (isProblem(made)) return made
  if (made.job) services.importsWanted.ring()
  return show(services.storage.db, made)
}

function whyNotNew({ files, plan }: NewImport): Problem | undefined {
  if ((files === undefined || files.length === 0) === (plan === undefined))
    return problem('field-missing', 'Name the files that are to come, or a plan that was kept.', 'files')
  const size = sizeOf(files ?? [])
  if (size <= MOST_OF_ONE) return undefined
  const sentence = `The files have ${megabytes(size)} together, and an import may have ${megabytes(MOST_OF_ONE)}; bring them one by one.`
  return problem('import-too-large', sentence, 'files')
}

function sizeOf(files: readonly { size: number }[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

function megabytes(size: number): string {
  return `${Math.round(size / 1_000_000)} MB`
}

function tooMuchHeld(): Problem {
  const sentence = `All imports together may hold ${megabytes(MOST_BYTES)}; delete some that are not needed any more.`
  return problem('import-too-large', sentence)
}

type BegunImport = Omit<Import, 'id' | 'by' | 'createdAt' | 'touchedAt'>

async function beginning(db: Db, caller: Caller, wanted: NewImport): Promise<BegunImport | Problem> {
  const organisations = caller.everywhere ? null : [...caller.sees]
  const mapping = await mappingNamed(db, caller, wanted.mapping)
  if (isProblem(mapping)) return mapping
  const plan = wanted.plan === undefined ? undefined : await keptPlan(db, caller, wanted.plan)
  if (isProblem(plan)) return plan
  return {
    customer: caller.customer,
    ...principalOf(caller),
    organisations,
    generation: 1,
    // The lines of a plan that was kept are made by the server that takes the job.
    job: plan === undefined ? null : 'plan',
    leasedUntil: 0,
    files: (wanted.files ?? []).map(({ name, size }) => ({ name, size, received: 0 })),
    mapping: mapping ?? { name: null, keys: {} },
    ...{ approval: null, progress: null, problem: null, plan: null, applied: null, undone: null },
    keptPlan: plan ?? null,
    applies: false,
  }
}

async function keptPlan(db: Db, caller: Caller, start: string): Promise<string | Problem> {
  const plans = await keptLines(db, caller.customer, `${streamPrefixOf(caller)}plans`)
  const found = plans.findLast(({ hash }) => String(hash).startsWith(start.toLowerCase()))
  if (found) return String(found.hash)
  return problem('plan-unknown', `No plan was kept whose name begins with "${start}"; plan again.`, 'plan')
}

function streamPrefixOf({ everywhere, sees }: Caller): string {
  return streamPrefix(everywhere ? null : [...sees])
}

/** Does something with an import that is as far as that needs, in a transaction, and shows it. */
async function change(
  services: Services,
  caller: Caller,
  id: Id,
  wanted: Parameters<typeof whyNotNow>[1],
  work: (one: Import, db: Db, now: Instant) => Promise<Import | Problem>,
): Promise<ImportShown | Problem> {
  const changed = await services.writer.run<Import | Problem>({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      await lockStreams(db, caller.customer)
      const one = await seenImport(db, caller, id)
      if (isProblem(one)) return one
      const why = whyNotNow(one, wanted)
      if (why !== undefined) return problem('import-not-now', why)
      const after = await work(one, db, now)
      if (isProblem(after)) return after
      const touched = { ...after, touchedAt: now }
      await updateImport(db, touched)
      return touched
    },
  })
  if (isProblem(changed)) return changed
  if (changed.job) services.importsWanted.ring()
  return show(services.storage.db, changed)
}

/** Gives an import to the server that does it, in the name of whoever asks. */
function wanting(one: Import, job: ImportJob, caller: Caller): Import {
  return { ...one, ...principalOf(caller), job, leasedUntil: 0, progress: null, problem: null }
}

/** Takes a piece of a file. */
export async function addPiece(
  services: Services,
  caller: Caller,
  { import: id, file, at, content }: { import: Id; file: number; at: number; content: string },
): Promise<{ received: number } | Problem> {
  const length = Buffer.byteLength(content, 'base64')
  return services.writer.run<{ received: number } | Problem>({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      await lockStreams(db, caller.customer)
      const one = await seenImport(db, caller, id)
      if (isProblem(one)) return one
      const name = { customer: one.customer, import: id, file, position: at }
      const known = await findPiece(db, name)
      const into = one.files[file]
      if (into && known?.content === content) return { received: into.received }
      const why = whyNotNow(one, 'add')
      if (why !== undefined) return problem('import-not-now', why)
      const refusal = whyNotPiece(into, at, length)
      if (refusal) return refusal
      await insertPiece(db, { ...name, length, content })
      const received = at + length
      const files = one.files.map((each, index) => (index === file ? { ...each, received } : each))
      await updateImport(db, { ...one, files, touchedAt: now })
      return { received }
    },
  })
}

function whyNotPiece(
  file: Import['files'][number] | undefined,
  at: number,
  length: number,
): Problem | undefined {
  if (!file) return problem('field-invalid', 'The import has no such file; the first one is 0.', 'file')
  if (at !== file.received) {
    const sentence = `The piece begins at ${at}, and ${file.received} bytes of the file have come; go on there.`
    return problem('field-invalid', sentence, 'at')
  }
  if (length === 0 || at + length > file.size) {
    const sentence = `The file was said to be ${file.size} bytes long; send what is left of it, or make a new import.`
    return problem('field-invalid', sentence, 'content')
  }
  return undefined
}

/** Has the files read and planned, and the plan carried out under the same limits where that is asked for at once. */
export function planImport(
  services: Services,
  caller: Caller,
  { import: id, apply = false }: { import: Id; apply?: boolean | undefined },
): Promise<ImportShown | Problem> {
  return change(services, caller, id, 'plan', async one => ({
    ...wanting(one, 'plan', caller),
    applies: apply,
  }))
}

/** Keeps what is said about the files, and has them planned anew. */
export async function setImportMapping(
  services: Services,
  caller: Caller,
  {
    import: id,
    keys,
    name,
  }: { import: Id; keys: Readonly<Record<string, unknown>>; name?: string | undefined },
): Promise<ImportShown | Problem> {
  const by = await callerName(services, caller)
  return change(services, caller, id, 'map', async (one, db, at) => {
    if (name !== undefined) await keepMapping(db, caller.customer, one.organisations, { name, keys, by, at })
    return wanting({ ...one, applies: false, mapping: { name: name ?? null, keys } }, 'plan', caller)
  })
}

/** An answer to a question of a plan. */
export interface ImportAnswer {
  answer: 'link' | 'reject' | 'hold'
  account?: Id | undefined
  until?: CalendarDate | undefined
  reason?: string | undefined
}

/** Keeps answers until the import is planned again. */
export function answerImport(
  services: Services,
  caller: Caller,
  {
    import: id,
    answers = [],
    strong = false,
  }: {
    import: Id
    answers?: readonly (ImportAnswer & { number: number })[] | undefined
    strong?: boolean | undefined
  },
): Promise<ImportShown | Problem> {
  return change(services, caller, id, 'answer', async (one, db) => {
    const lacking = answers.map(lackOf).find(isProblem)
    if (lacking) return lacking
    const before = new Map((await linesOf(db, one, 'answer')).map(line => [line.position, line.body]))
    const given = new Map<number, unknown>(answers.map(({ number, ...answer }) => [number, answer] as const))
    if (strong) {
      for (const [number, account] of await strongOf(db, one)) {
        if (!before.has(number) && !given.has(number)) given.set(number, { answer: 'link', account })
      }
    }
    const beyond = [...given.keys()].find(number => number < 1 || number > certain(one.plan).questions)
    if (beyond !== undefined)
      return problem('field-invalid', `The plan has no question ${beyond}.`, 'answers')
    const all = [...new Map([...before, ...given])]
    await removeLines(db, one, ['answer'])
    await insertLines(
      db,
      one,
      one.generation,
      all.map(([position, body]) => ({ part: 'answer', position, body })),
    )
    return one
  })
}

function lackOf({ answer, account, until, reason }: ImportAnswer): Problem | undefined {
  if (answer === 'link' && account === undefined)
    return problem('field-invalid', 'An answer says "link" and not to which account.', 'answers')
  if (answer === 'hold' && (until === undefined || reason === undefined))
    return problem('field-invalid', 'An answer says "hold" and not until when and why.', 'answers')
  return undefined
}

/** The strong suggestion of each question that has one. */
async function strongOf(db: Db, one: Import): Promise<[number: number, account: Id][]> {
  const questions = await linesOf(db, one, 'question')
  return questions.flatMap(({ position, body }) => {
    const { suggestions } = body as { suggestions: readonly { account: Id; strong: boolean }[] }
    const strong = suggestions.find(one => one.strong)
    return strong ? [[position, strong.account]] : []
  })
}

/** Has the plan carried out. */
export async function applyImport(
  services: Services,
  caller: Caller,
  {
    import: id,
    plan,
    approveRemovals = false,
  }: { import: Id; plan: string; approveRemovals?: boolean | undefined },
): Promise<ImportShown | Problem> {
  const by = await callerName(services, caller)
  return change(services, caller, id, 'apply', async (one, _db, at) => {
    if (one.plan?.hash.startsWith(plan.toLowerCase()) !== true)
      return problem('preview-stale', 'The import was planned anew since; look at its plan again.')
    return { ...wanting(one, 'apply', caller), approval: approveRemovals ? { by, at } : null }
  })
}

/** Has taken back what the import has changed. */
export function undoImport(services: Services, caller: Caller, id: Id): Promise<ImportShown | Problem> {
  return change(services, caller, id, 'undo', async one => wanting(one, 'undo', caller))
}

/** Deletes an import. */
export async function deleteImport(
  { writer }: Services,
  caller: Caller,
  id: Id,
): Promise<Problem | undefined> {
  return writer.run<Problem | undefined>({
    organisations: [],
    work: async ({ db }) => {
      await lockStreams(db, caller.customer)
      const one = await seenImport(db, caller, id)
      if (isProblem(one)) return one
      if (one.job) return problem('import-not-now', 'The import is under way; wait until that has ended.')
      await removeImport(db, one)
      return undefined
    },
  }) as Promise<Problem | undefined>
}

/** A page of what is kept of an import under a name. */
export async function listImportLines(
  { storage }: Services,
  caller: Caller,
  part: string,
  asked: PageAsked & { import: Id },
): Promise<Page<KeptImportLine> | Problem> {
  const place = readCursor(asked, ['number'])
  if (isProblem(place)) return place
  const one = await seenImport(storage.db, caller, asked.import)
  if (isProblem(one)) return one
  const limit = limitOf(asked)
  const found = await linesOf(storage.db, one, part, { after: place?.[0] ?? 0, limit: limit + 1 })
  return cutPage(found, limit, line => [line.position])
}

/** Questions with the answers that were given. */
export async function listImportQuestions(
  services: Services,
  caller: Caller,
  asked: PageAsked & { import: Id },
): Promise<Page<KeptImportLine> | Problem> {
  const page = await listImportLines(services, caller, 'question', asked)
  if (isProblem(page)) return page
  const one = await seenImport(services.storage.db, caller, asked.import)
  if (isProblem(one)) return one
  const answers = new Map(
    (await linesOf(services.storage.db, one, 'answer')).map(line => [line.position, line.body]),
  )
  const rows = page.rows.map(line => ({
    ...line,
    body: { ...(line.body as object), answer: answers.get(line.position) ?? null },
  }))
  return { ...page, rows }
}

/** A piece of a document of an import. */
export async function readImportDocument(
  services: Services,
  caller: Caller,
  { document, ...asked }: { import: Id; document: string; cursor?: string | undefined },
): Promise<{ content: string; next: string | null } | Problem> {
  const page = await listImportLines(services, caller, documentPart(document), { ...asked, limit: 1 })
  if (isProblem(page)) return page
  const [line] = page.rows
  if (line) return { content: String(line.body), next: page.next }
  return problem('document-unknown', `There is no ${document} of this import yet.`, 'document')
}

/** Under which name the pieces of a document are kept. */
export function documentPart(document: string): string {
  return `document ${document}`
}
