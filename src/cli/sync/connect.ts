import { existsSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { type CalendarDate, isCalendarDate, londonDate } from '../../domain/time.ts'
import { type Mapping, mappingProblemLine, NO_MAPPING, readMapping } from '../../intake/mapping/mapping.ts'
import { openCaseload } from '../../remote/caseload/caseload.ts'
import { openOneFile } from '../../remote/onefile/onefile.ts'
import { openSharedBudget, type SharedBudget } from '../../remote/shared-budget.ts'
import type { Target } from '../../remote/target.ts'
import type { Job } from '../../runs/job.ts'
import { openFileLog } from '../../runs/state/file-log.ts'
import type { Log } from '../../runs/state/log.ts'
import { believedIn } from '../../runs/state/ownership-lines.ts'
import { serverLog } from '../../runs/state/server-log.ts'
import { SyncStore } from '../../runs/state/store.ts'
import {
  ALLOWANCE,
  type Allowance,
  type Client,
  createClient,
  RefusedError,
  UnauthorizedError,
  UnavailableError,
} from '../../sdk/client.ts'
import { keptSession, stateFolder } from '../kept-session.ts'
import { sessionOver } from '../login.ts'
import { tell } from '../output.ts'
import { warnIfPlain } from '../plain-http.ts'
import { warnIfOpen } from '../private-folder.ts'
import { onStopSignal } from '../stop-signals.ts'
import type { FileFlags, ServerFlags } from './options.ts'
import { refuseIfNobodyListens, useProxyOfEnvironment } from './reach.ts'

/** Which of the two a server is: ours, or one with nothing but OneFile's own calls. */
export type ServerKind = 'caseload' | 'onefile'

/** A job with what has to be closed after it. */
export interface Connection extends Job {
  kind: ServerKind
  by: string
  /** Name of the person who has signed in; nothing where a token makes the calls. */
  person: string | undefined
  budget: SharedBudget
  client: Client
  close(): void
}

/**
 * Connects to the server and opens the state. The signal aborts when the person stops the command. Throws a sentence for the
 * person where something is missing.
 */
async function connect(flags: ServerFlags & Partial<FileFlags>): Promise<Connection> {
  const isKept = flags.mapping !== undefined && !existsSync(flags.mapping)
  const ofFile = isKept ? NO_MAPPING : mappingOf(flags)
  const server = serverOf(flags)
  warnIfPlain(server)
  const credentials = credentialsOf(flags, server)
  const budget = openBudget(flags, credentials.token ?? credentials.session)
  const { signal, forget } = stopSignal()
  const goStraight = useProxyOfEnvironment(process.env)
  const client = createClient({ baseUrl: server, ...credentials, budget, signal })
  let close = () => {
    forget()
    goStraight()
    budget.close()
  }
  try {
    const kind = await kindOf(client, flags)
    const { log, close: closeLog } = await openState(kind, client, flags)
    const closeBefore = close
    close = () => {
      closeLog()
      closeBefore()
    }
    const store = new SyncStore(log)
    const mapping = isKept ? await keptMapping(flags.mapping ?? '', store) : ofFile
    if (flags.target !== undefined) await refuseIfNobodyListens(server, process.env)
    const target = await openTarget(kind, client, store, flags)
    const person = credentials.token === undefined ? await personOf(client, server) : undefined
    const by = person ?? flags.by ?? userInfo().username
    return {
      target,
      store,
      mapping,
      today: todayOf(flags),
      clock: Date.now,
      signal,
      kind,
      by,
      person,
      budget,
      client,
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}

/**
 * What signs the calls: the token that is given, or else the session of a person who has signed in at the server. Throws a
 * sentence where there is neither.
 */
function credentialsOf(
  flags: ServerFlags,
  server: string,
): { token: string } | { token?: undefined; session: string } {
  const hasToken = flags.tokenFile !== undefined || process.env.CASELOAD_TOKEN?.trim()
  const kept = hasToken ? undefined : keptSession(server)
  return kept ? { session: kept.session } : { token: tokenOf(flags) }
}

/** The name of the person who has signed in. */
async function personOf(client: Client, server: string): Promise<string> {
  try {
    return (await client.readMe()).operator.name
  } catch (error) {
    if (error instanceof UnauthorizedError) throw sessionOver(server)
    throw error
  }
}

/** Runs a command with a connection, which is closed however it ends. */
export async function connected(
  flags: ServerFlags & Partial<FileFlags>,
  work: (connection: Connection) => Promise<number>,
): Promise<void> {
  const connection = await connect(flags)
  try {
    process.exitCode = await work(connection)
  } finally {
    connection.close()
  }
}

/** The calls that all commands of this person may make with a token, shared over processes. */
export function openBudget({ calls }: Pick<ServerFlags, 'calls'>, token: string): SharedBudget {
  const options = calls === undefined ? {} : { allowance: allowanceOf(calls), fixed: true }
  return openSharedBudget(stateFolder(), token, options)
}

function allowanceOf(calls: string): Allowance {
  if (/^[1-9]\d{0,6}$/.test(calls)) return { ...ALLOWANCE, calls: Number(calls) }
  throw new Error('--calls must be a whole number above 0.')
}

function serverOf({ server }: ServerFlags): string {
  if (/^https?:$/.test(URL.parse(server)?.protocol ?? '')) return server
  throw new Error(`--server ${server} is not an address; write one such as https://wsapi.onefile.co.uk.`)
}

/** The customer token, which is never a flag: others of the machine can read the flags of a command. */
export function tokenOf({ tokenFile }: Pick<ServerFlags, 'tokenFile'>): string {
  const token = tokenFile === undefined ? process.env.CASELOAD_TOKEN : readText(tokenFile)
  if (token?.trim()) return token.trim()
  throw new Error(
    tokenFile === undefined
      ? 'There is no customer token: set the environment variable CASELOAD_TOKEN, or name a file with --token-file. On a Caseload server you can sign in as a person instead: caseload login.'
      : `${tokenFile} is empty; put the customer token into it.`,
  )
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} cannot be read; check its name and who may read it.`)
  }
}

/** What the provider says about its files. Throws a sentence for each mistake in it. */
export function mappingOf({ mapping: file }: Partial<FileFlags>): Mapping {
  if (file === undefined) return NO_MAPPING
  const result = readMapping(readText(file))
  if ('mapping' in result) return result.mapping
  throw new Error(result.problems.map(one => `${file}: ${mappingProblemLine(one)}`).join('\n'))
}

/** What was kept by a name, as a page of the console keeps it. Throws a sentence where nothing was, and for each mistake in it. */
async function keptMapping(name: string, store: SyncStore): Promise<Mapping> {
  const keys = await store.mapping(name)
  if (!keys)
    throw new Error(
      `There is no file ${name}, and no mapping was kept by that name; check the name and folder.`,
    )
  const result = readMapping(JSON.stringify(keys))
  if ('mapping' in result) return result.mapping
  throw new Error(
    result.problems.map(({ line: _, ...one }) => `${name}: ${mappingProblemLine(one)}`).join('\n'),
  )
}

/** The day for which files are read. */
export function todayOf({ today }: Partial<FileFlags>): CalendarDate {
  if (today === undefined) return londonDate(Date.now())
  if (isCalendarDate(today)) return today
  throw new Error('--today must be a date, as 2026-09-30.')
}

/** Aborts at the first Ctrl-C or polite kill; the second one ends the process at once. */
function stopSignal(): { signal: AbortSignal; forget(): void } {
  const controller = new AbortController()
  const stop = () => controller.abort(new Error('Stopped. Run the command again to continue.'))
  return { signal: controller.signal, forget: onStopSignal(stop) }
}

interface State {
  log: Log
  close: () => void
}

/** A server of ours keeps the state for everybody who runs the sync; else it is in a folder of the tool's own. */
async function openState(kind: ServerKind, client: Client, flags: ServerFlags): Promise<State> {
  if (kind === 'caseload' && flags.state === undefined && (await keepsState(client)))
    return { log: serverLog(client), close: () => undefined }
  const state = flags.state ?? DEFAULT_STATE
  const log = openFileLog(state)
  try {
    await bindState(log, state, flags)
    warnIfOpen(state)
    return { log, close: log.close }
  } catch (error) {
    log.close()
    throw error
  }
}

const DEFAULT_STATE = './caseload-sync'

/** A token that is limited to some centres may not read what the server keeps for all of them. */
async function keepsState(client: Client): Promise<boolean> {
  try {
    await client.readStream({ stream: 'runs', limit: 1 })
    return true
  } catch (error) {
    if (!(error instanceof RefusedError) || error.status !== 403) throw error
    tell(
      'The token is limited to some centres, so the sync keeps its records in a folder, not on the server.',
    )
    return false
  }
}

/** Numbers of people mean nothing on another server, so that a state belongs to one. */
async function bindState(log: Log, state: string, { server }: ServerFlags): Promise<void> {
  const address = new URL(server).origin
  const [first] = await log.read('server')
  if (!first) return log.append('server', [{ address }])
  if (first.address === address) return
  throw new Error(
    `The state in ${state} belongs to ${first.address}; give --state another folder for ${address}.`,
  )
}

async function kindOf(client: Client, { target, server }: ServerFlags): Promise<ServerKind> {
  if (target === 'caseload' || target === 'onefile') return target
  if (target !== undefined) throw new Error('--target must be caseload or onefile.')
  if (/\.onefile\.co\.uk$/.test(new URL(server).hostname)) return 'onefile'
  await refuseIfNobodyListens(server, process.env)
  try {
    await client.listOrganisations()
    return 'caseload'
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return 'onefile'
    if (error instanceof UnavailableError)
      throw new Error(
        `No server answers at ${server}: look at the address, and whether it is running. ${error.message}`,
      )
    throw error
  }
}

async function openTarget(
  kind: ServerKind,
  client: Client,
  store: SyncStore,
  flags: ServerFlags,
): Promise<Target> {
  const organisations = organisationsIn(flags)
  const options = { name: flags.server, ...(organisations && { organisations }) }
  if (kind === 'caseload') return openCaseload(client, options)
  return openOneFile(client, { ...options, believed: believedIn(await store.owned()) })
}

/** The centres that a command is narrowed to; nothing where it is for all that the token covers. */
export function organisationsIn({ organisation }: Pick<ServerFlags, 'organisation'>): number[] | undefined {
  return organisation?.split(',').map(idOf)
}

function idOf(text: string): number {
  if (/^\s*[1-9]\d{0,14}\s*$/.test(text)) return Number(text)
  throw new Error('--organisation takes numbers of centres, as OneFile shows them.')
}
