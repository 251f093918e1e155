import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OwnCall, OwnReply } from '../app/own-call.ts'
import { standingOf } from '../app/principal.ts'
import type { Services } from '../app/services.ts'
import { serverLog } from '../runs/state/server-log.ts'
import { type Client, createClient, RefusedError } from '../sdk/client.ts'
import { findOperatorByEmail } from '../storage/operators.ts'
import { ITSELF, UNLIMITED } from './open-job.ts'

/** How often a folder is looked at, in milliseconds: a file counts as whole once two looks find it the same. */
const LOOK_EVERY = 10_000

/** Bytes of a file that is still taken. */
const LARGEST = 100_000_000

/** Bytes of a piece; divisible by three, so that it ends in no filler. */
const PIECE = 3_000_000

/** The stream in which it is kept which files were taken. */
const TAKEN = 'watched'

interface WatchParts {
  services: Services
  /** Calls the server itself. */
  call: (call: OwnCall) => Promise<OwnReply>
  folder: string
  /** The address of the person in whose name files are applied. */
  email: string
  /** Told of what keeps it from looking. */
  fault: (error: Error) => void
  every?: number
}

/** A folder that is watched. */
export interface FolderWatch {
  /** Looks now; ends once what was found has been brought. */
  look(): Promise<void>
  close(): Promise<void>
}

/**
 * Watches a folder: each file that is put there, or changes, is brought as an import and applied, under the same limits as any other and
 * in the name of one person. Files stay where they are; the same bytes are not taken twice.
 */
export function watchFolder({ fault, every = LOOK_EVERY, ...parts }: WatchParts): FolderWatch {
  const seen = new Map<string, SeenFile>()
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    looking = looking.then(() => takeNew({ ...parts, fault }, seen)).catch(fault)
    return looking
  }
  const timer = setInterval(() => void look(), every)
  timer.unref()
  return {
    look,
    close: () => {
      clearInterval(timer)
      return looking
    },
  }
}

/** How a file was when it was last looked at, and whether it has been brought, or refused, as it was. */
interface SeenFile {
  state: string
  isDone: boolean
}

/** Brings every file that is as it was at the look before, so that nobody is writing to it any more. */
async function takeNew(parts: WatchParts, seen: Map<string, SeenFile>): Promise<void> {
  const ready = new Map<string, SeenFile>()
  for (const name of await readdir(parts.folder)) {
    const found = /^[.~]/.test(name) ? undefined : await lookAt(join(parts.folder, name))
    if (found === undefined) continue
    const before = seen.get(name)
    if (before?.state !== found.state) seen.set(name, { state: found.state, isDone: false })
    else if (!before.isDone && found.whyNot !== undefined) {
      parts.fault(new Error(`${name} in the watched folder ${found.whyNot}`))
      before.isDone = true
    } else if (!before.isDone) ready.set(name, before)
  }
  if (ready.size > 0) await withClient(parts, client => bringAll(ready, parts, client))
}

/** What of a file changes whenever it is written, and why it is not taken; nothing where it is no file. */
async function lookAt(path: string): Promise<{ state: string; whyNot?: string } | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const state = `${found.size} ${found.mtimeMs}`
  if (found.size === 0) return { state, whyNot: 'is empty; export it again.' }
  if (found.size > LARGEST)
    return { state, whyNot: `has more than ${LARGEST / 1_000_000} MB; put smaller files there.` }
  return { state }
}

async function withClient(
  { services, call, email }: WatchParts,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const { storage, lent, clock } = services
  const operator = await findOperatorByEmail(storage.db, email)
  if (!operator)
    throw new Error('Nobody signs in with the address of --watch-as; let them in with: caseload operator add')
  const who = { token: null, operator: operator.id }
  const session = lent.lend(() => standingOf(storage, who, operator.organisations, clock()))
  try {
    await work(clientOf(session.secret, call))
  } finally {
    session.giveBack()
  }
}

function clientOf(session: string, call: WatchParts['call']): Client {
  return createClient({
    ...{ baseUrl: ITSELF, session, budget: UNLIMITED },
    fetch: async (url, { method, headers, body }) => {
      const { pathname, search } = new URL(url)
      const answer = await call({
        ...{ method, path: `${pathname}${search}`, headers },
        ...(body !== undefined && { body }),
      })
      return {
        status: answer.status,
        headers: { get: name => answer.told[name.toLowerCase()] ?? null },
        text: async () => answer.text,
      }
    },
  })
}

/** Brings files one by one. One that is refused is told and left until it changes; the others are brought all the same. */
async function bringAll(
  ready: ReadonlyMap<string, SeenFile>,
  { folder, fault }: WatchParts,
  client: Client,
): Promise<void> {
  const log = serverLog(client)
  const taken = new Set((await log.read(TAKEN)).map(({ file, hash }) => `${file} ${hash}`))
  const kept = new Set((await client.listMappings()).mappings.map(({ name }) => name))
  for (const [name, file] of ready) {
    try {
      const bytes = await readFile(join(folder, name))
      const hash = createHash('sha256').update(bytes).digest('hex')
      // A file is read by the mapping that was kept under its name, such as "allocations" for allocations.csv.
      const mapping = name.replace(/\.[^.]+$/, '')
      if (!taken.has(`${name} ${hash}`)) {
        await bring({ name, bytes, ...(kept.has(mapping) && { mapping }) }, client)
        await log.append(TAKEN, [{ file: name, hash }])
      }
      file.isDone = true
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      fault(new Error(`${name} in the watched folder was not taken: ${why}`))
      file.isDone = error instanceof RefusedError
    }
  }
}

async function bring(
  { name, bytes, mapping }: { name: string; bytes: Buffer; mapping?: string },
  client: Client,
): Promise<void> {
  const files = [{ name, size: bytes.length }]
  const { id } = await client.createImport({ files, ...(mapping !== undefined && { mapping }) })
  for (let at = 0; at < bytes.length; at += PIECE) {
    const content = bytes.subarray(at, at + PIECE).toString('base64')
    await client.addImportPiece({ import: id, file: 0, at, content })
  }
  await client.planImport({ import: id, apply: true })
}
