import type { ClientConfig } from 'pg'
import { certain } from '../../domain/certain.ts'
import { HeardClient } from './heard-client.ts'
import { hostsOf } from './hosts.ts'
import { refuseSharedConnections } from './pooler.ts'

/** Raised where a server is reached that takes no writes. Its code is PostgreSQL's own for that. */
class NotThePrimary extends Error {
  readonly code = '25006'
  constructor() {
    super('A server of PostgreSQL was reached that takes no writes.')
    this.name = 'NotThePrimary'
  }
}

/** Longest time that connecting may take, in milliseconds: a machine that is gone says nothing. */
const CONNECTING = 10_000

/** After how long without an answer is asked whether one will come, and how often is looked, in milliseconds. */
const SILENCE = 8_000
const EVERY = 2_000

/** Longest time that an answer to that question may take. */
const ASKING = 5_000

/** What a server says of itself to a new connection. */
interface ServerGreeting {
  standby: boolean
  readonly: boolean
  /** When it was started: no two servers in the same microsecond. */
  started: string
  pid: number
}

const GREETING = `
  select pg_is_in_recovery() as standby, current_setting('transaction_read_only') = 'on' as readonly,
    pg_postmaster_start_time()::text as started, pg_backend_pid() as pid`

/** Connections to the one server that takes writes, wherever that is just now. */
export interface Connections {
  /** Options for a connection to where that server was last. */
  options(): ClientConfig
  /** A connection was made with these options just now; where it ends before it has been greeted, the next goes elsewhere. */
  made(client: HeardClient): void
  /** Opens a connection, to each server that the address names until one takes writes. */
  open(more?: ClientConfig): Promise<HeardClient>
  /**
   * Looks which server a new connection has reached. Throws where it takes no writes; where it is another one than before,
   * connections to that are cut: what they could be told would be of the past.
   */
  greet(client: HeardClient): Promise<void>
  /** The server that a connection leads to takes no writes any more. */
  leave(client: HeardClient): void
  /** Whether commits have been waiting for a standby that does not answer; set to false by whoever has seen one succeed. */
  awaitsStandby: boolean
  close(): void
}

/**
 * Keeps what is known of the connections to the servers of an address, and has an eye on them: where one waits long for an
 * answer, a new one asks whether the server is still there and at work on it. If not, or where it only waits for a standby,
 * the connection is cut, so that nobody waits for what may never come.
 */
export function connectionsTo(address: string, base: ClientConfig): Connections {
  const hosts = hostsOf(address)
  let current = 0
  let server: string | undefined
  const urls = new WeakMap<HeardClient, string>()
  const greeted = new Map<HeardClient, ServerGreeting>()
  const options = () => ({ ...base, connectionTimeoutMillis: CONNECTING, connectionString: urlNow() })
  const urlNow = () => certain(hosts[current % hosts.length])
  const turnFrom = (client: HeardClient) => {
    if (urls.get(client) === urlNow()) current += 1
  }

  const made = (client: HeardClient) => {
    urls.set(client, urlNow())
    client.once('end', () => {
      if (!greeted.delete(client)) turnFrom(client)
    })
  }
  const greet = async (client: HeardClient) => {
    const { rows } = await client.query(GREETING)
    const greeting: ServerGreeting = certain(rows[0])
    if (greeting.standby || (hosts.length > 1 && greeting.readonly)) {
      turnFrom(client)
      throw new NotThePrimary()
    }
    if (server !== greeting.started) cutAll(greeted.keys())
    server = greeting.started
    greeted.set(client, greeting)
  }
  const openOne = async (more: ClientConfig) => {
    const client = new HeardClient({ ...options(), ...more })
    made(client)
    try {
      await client.connect()
      await greet(client)
      return client
    } catch (error) {
      turnFrom(client)
      client.cut()
      throw error
    }
  }
  const open = async (more: ClientConfig = {}) => {
    for (let tried = 1; tried < hosts.length; tried += 1) {
      const client = await openOne(more).catch(() => undefined)
      if (client) return client
    }
    return openOne(more)
  }

  /** Asks the server about connections that are silent, and cuts those on which no answer will come. */
  const askAbout = async (silent: readonly HeardClient[]) => {
    const work = await workOf(open)
    if (work === 'not told') return
    if (work?.awaitsStandby) connections.awaitsStandby = true
    for (const client of silent) {
      const isAtWork = work?.processes.has(greeted.get(client)?.pid ?? 0)
      if (!isAtWork || work?.awaitsStandby) client.cut()
    }
  }
  let asking = false
  const look = async () => {
    const silent = [...greeted.keys()].filter(isSilent)
    if (asking || silent.length === 0) return
    asking = true
    await askAbout(silent)
    asking = false
  }
  const timer = setInterval(look, EVERY).unref()

  const connections: Connections = {
    options,
    made,
    open,
    greet,
    leave: client => {
      turnFrom(client)
      client.cut()
    },
    awaitsStandby: false,
    close: () => clearInterval(timer),
  }
  return connections
}

/** Opens a connection that is to be its own for as long as it lasts. Throws where a pooler lends it out in between. */
export async function openOwn(
  connections: Pick<Connections, 'open'>,
  more: ClientConfig = {},
): Promise<HeardClient> {
  const client = await connections.open(more)
  try {
    await refuseSharedConnections(client, () => connections.open())
    return client
  } catch (error) {
    client.cut()
    throw error
  }
}

function isSilent({ waitingSince }: HeardClient): boolean {
  return waitingSince !== undefined && performance.now() - waitingSince > SILENCE
}

function cutAll(clients: Iterable<HeardClient>): void {
  for (const client of [...clients]) client.cut()
}

/** What the server is at. */
interface Work {
  /** The numbers of its processes. */
  processes: ReadonlySet<number>
  /** Whether a commit has waited for a standby as long as we have for an answer: whatever waits for its locks does so, too. */
  awaitsStandby: boolean
}

const WORK = `
  select pid, coalesce(wait_event = 'SyncRep' and state_change < clock_timestamp() - interval '5 seconds', false) as standby
  from pg_stat_activity where datname = current_database()`

/** What the server is at; nothing where none is reached. */
async function workOf(open: Connections['open']): Promise<Work | 'not told' | undefined> {
  let client: HeardClient | undefined
  try {
    client = await open({ connectionTimeoutMillis: ASKING, query_timeout: ASKING })
    const { rows }: { rows: { pid: number; standby: boolean }[] } = await client.query(WORK)
    return {
      processes: new Set(rows.map(({ pid }) => pid)),
      awaitsStandby: rows.some(({ standby }) => standby),
    }
  } catch (error) {
    return isRefusal(error) ? 'not told' : undefined
  } finally {
    client?.cut()
  }
}

/** Whether a server has answered that it takes no connection just now: it may be at work all the same. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(53|57|42|28)/.test(String(error.code))
}
