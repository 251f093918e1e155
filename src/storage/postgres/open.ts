import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { type Client, Pool } from 'pg'
import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { AssignRequest } from '../../domain/request.ts'
import type { Batch, Storage, Tx } from '../database.ts'
import type { Db } from '../db.ts'
import { organisationsOf } from '../directory.ts'
import { migrate } from '../migrate.ts'
import { nameOfText } from '../prepared.ts'
import { runQuery } from '../queries.ts'
import { attempts } from '../savepoint.ts'
import { leasedSequence, sequence } from '../sequence.ts'
import type { Tables } from '../tables.ts'
import { readsValues } from '../value-rows.ts'
import { together } from './ask.ts'
import { batchStatements, type PostgresStatements } from './batch.ts'
import { leaseCalls } from './call-leases.ts'
import { openingTrouble } from './cannot-open.ts'
import { type Connections, connectionsTo, openOwn } from './connections.ts'
import { classify } from './failure.ts'
import type { HeardClient } from './heard-client.ts'
import { NamingClient } from './naming.ts'
import { scrub } from './scrub.ts'
import { parsers } from './types.ts'

/** Raised when the database would lose what it acknowledged. */
export class UnsafeDatabase extends Error {
  constructor(setting: string) {
    super(
      `PostgreSQL runs with ${setting}, so a loss of power could lose changes that were acknowledged. Set it to on and restart PostgreSQL.`,
    )
    this.name = 'UnsafeDatabase'
  }
}

/** Connections for reading; the writer has one of its own. */
const READERS = 8

/** What every connection is opened with. Where nothing is asked, the network finds out within seconds that a machine is gone. */
const CONNECTION = {
  application_name: 'caseload',
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  types: parsers,
}

/** Nobody waits longer than this for a connection that others use, in milliseconds. */
const LENDING = 30_000

/** The lock that servers starting together take before they touch the schema. Any number will do, always the same. */
const MIGRATION_LOCK = 4_680_001

/**
 * Opens a PostgreSQL database, makes or upgrades its schema. Throws CannotOpen, UnsafeDatabase or NewerSchema, each with a sentence
 * for the person at the terminal.
 */
export async function openPostgres(url: string, now: number): Promise<Storage> {
  const connections = connectionsTo(url, CONNECTION)
  try {
    await prepare(connections, now)
  } catch (error) {
    connections.close()
    throw openingTrouble(error, url) ?? error
  }
  const pool = readersOn(connections)
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  readsValues(db, async (text, values) => {
    // `nameOfText` has given it a name, under which the connection keeps it prepared.
    const query = { name: nameOfText(text), text, values: [...values], rowMode: 'array' as const }
    return (await pool.query<unknown[]>(query)).rows
  })
  const ids = leasedSequence(db)
  const writer = writerConnection(connections, ids.drop)
  const ask = async (sql: string) => (await writer.client().query(sql)).rows
  const common = {
    db: writer.db,
    locked: [],
    attempt: attempts(async sql => void (await ask(sql)), classify),
    statements: writer.statements,
    disableTimeout: async () => void (await ask('set local statement_timeout = 0')),
    async dropReservedIds() {
      ids.drop()
      await ask(`notify ${RESERVES_DROPPED}`)
    },
  }
  const begin = (): Tx => {
    let newIds = ids.take
    return {
      ...common,
      newIds: (kind, count) => newIds(kind, count),
      lockAllTables: async () => {
        await lockTables(ask)
        // Reserves are filled over other connections, which would wait for this transaction, and it for them.
        newIds = sequence(writer.db)
      },
    }
  }
  return {
    engine: 'postgres',
    classify,
    sharing: {
      leaseCalls: (token, limit, wanted, lifetime) => leaseCalls(db, token, limit, wanted, lifetime),
    },
    db,
    transact: (organisations, work, requests = []) =>
      transact(writer, { organisations, requests }, opened => work({ ...begin(), ...opened })),
    snapshot: work =>
      db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    read: (name, input) => runQuery(db, name, input) as never,
    organisationsOf: organisationsOf(db),
    scrub: () => withClient(connections, scrub),
    close: async () => {
      connections.close()
      await writer.close()
      await pool.end()
    },
  }
}

/** The connections for reading. Which server they lead to is asked of each before it is used. */
function readersOn(connections: Connections): Pool {
  class Reader extends NamingClient {
    constructor() {
      super(connections.options())
      connections.made(this)
    }
  }
  const pool = new Pool({
    connectionTimeoutMillis: LENDING,
    max: READERS,
    Client: Reader,
    onConnect: client => connections.greet(client as Reader),
  })
  // An idle connection that breaks must not end the process; the next query opens another.
  pool.on('error', () => {})
  return pool
}

/** Work on a connection of its own, which is closed after it. */
async function withClient<T>(connections: Connections, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await openOwn(connections)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function prepare(connections: Connections, now: number): Promise<void> {
  return withClient(connections, async client => {
    await refuseUnsafe(client)
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    const execute = async (sql: string) => (await client.query(sql)).rows ?? []
    await migrate({ clustered: '', bytewise: ' collate "C"', execute }, now)
    await client.query('commit')
  })
}

/** In this mode tables can be read, and written by nobody else. */
async function lockTables(ask: (sql: string) => Promise<{ name: string }[]>): Promise<void> {
  const tables = await ask(
    'select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by 1',
  )
  await ask(`lock table ${tables.map(({ name }) => name).join(', ')} in exclusive mode`)
}

async function refuseUnsafe(client: Client): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes']) {
    const { rows } = await client.query(`show ${setting}`)
    if (rows[0]?.[setting] === 'off') throw new UnsafeDatabase(`${setting}=off`)
  }
}

interface WriterConnection {
  db: Db
  statements: PostgresStatements
  client(): HeardClient
  open(): Promise<HeardClient>
  /** Sends statements as one piece: a piece of its own for each would wake PostgreSQL as often. */
  send<T>(statements: () => T): T
  /** A transaction has been committed. */
  committed(): Promise<void>
  /** The server takes no writes any more. */
  leave(): void
  drop(): Promise<void>
  close(): Promise<void>
}

/** The writer's one connection, opened anew after it broke. */
function writerConnection(connections: Connections, dropIds: () => void): WriterConnection {
  let current: HeardClient | undefined
  const ended = new WeakSet<HeardClient>()
  const drop = async () => {
    const broken = current
    current = undefined
    await broken?.end().catch(() => {})
  }
  const open = async () => {
    // One that broke while nobody used it is replaced before anybody notices.
    if (current && ended.has(current)) await drop()
    if (current) return current
    const client = await fresh(connections, dropIds)
    client.once('end', () => ended.add(client))
    current = client
    return client
  }
  const client = () => certain(current)
  const pool: PostgresPool = { connect: async () => lend(client()), end: async () => {}, options: {} }
  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    statements: batchStatements(client),
    client,
    open,
    send: statements => {
      const { socket } = client()
      socket.cork()
      try {
        return statements()
      } finally {
        socket.uncork()
      }
    },
    committed: async () => {
      if (!connections.awaitsStandby) return
      connections.awaitsStandby = false
      await client().query('set lock_timeout = 0')
    },
    leave: () => {
      const left = current
      current = undefined
      if (left) connections.leave(left)
    },
    drop,
    close: drop,
  }
}

/** On this channel servers hear that their reserves of ids are no good any more. */
const RESERVES_DROPPED = 'caseload_reserves_dropped'

/**
 * Where commits wait for a standby, histories stay locked until it is back: nobody is kept waiting for that longer than this, in
 * milliseconds.
 */
const WITHOUT_STANDBY = 3_000

async function fresh(connections: Connections, dropIds: () => void): Promise<HeardClient> {
  const client = await openOwn(connections, { pipeline: true })
  // What was said while nobody listened is lost, so the reserve goes with the old connection.
  dropIds()
  client.on('notification', dropIds)
  const locks = connections.awaitsStandby ? WITHOUT_STANDBY : 0
  try {
    await client.query(`listen ${RESERVES_DROPPED}`)
    await client.query(
      `set synchronous_commit = on; set plan_cache_mode = force_generic_plan; set statement_timeout = '60s';
      set lock_timeout = ${locks}`,
    )
    return client
  } catch (error) {
    client.cut()
    throw error
  }
}

/** Kysely takes connections from a pool and gives them back; this one stays where it is. */
function lend(client: Client): PostgresPoolClient {
  return { query: client.query.bind(client) as PostgresPoolClient['query'], release: () => {} }
}

/** What a transaction is opened for. */
interface Opening {
  organisations: readonly Id[]
  requests: readonly AssignRequest[]
}

type Opened = Pick<Tx, 'locked' | 'prefetched' | 'writeLast'>

/**
 * Two round trips where nothing else is asked: what can be sent without an answer is sent at once. PostgreSQL takes the
 * statements one after another, so that facts are read when the locks are held.
 */
async function transact<T>(
  writer: WriterConnection,
  opening: Opening,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const client = await writer.open()
  try {
    const [, opened] = await writer.send(() =>
      together([client.query('begin'), lockAndRead(writer.statements, opening)]),
    )
    let last: Batch | undefined
    const writeLast = (batch: Batch) => {
      last = batch
    }
    const result = await work({ ...opened, writeLast })
    await writer.send(() => together([last && writer.statements.write(last), commit(client)]))
    await writer.committed()
    return result
  } catch (error) {
    await client.query('rollback').catch(() => writer.drop())
    if (isReadOnly(error)) writer.leave()
    throw error
  }
}

async function lockAndRead(
  statements: PostgresStatements,
  { organisations, requests }: Opening,
): Promise<Opened> {
  const learners = [...new Set(requests.map(request => request.learner))]
  const [locked, prefetched] = await together([
    organisations.length + learners.length > 0 ? statements.lock(organisations, learners) : [],
    requests.length > 0 ? statements.prefetch(requests) : undefined,
  ])
  return { locked, prefetched }
}

/** Whether a server says that it takes no writes: it was the primary, and another one may be by now. */
function isReadOnly(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25006'
}

/** Raised where PostgreSQL has written a transaction and was told not to wait for its standby: a failover could lose it. */
class NotOnStandby extends Error {
  /** Of PostgreSQL's class for connections: what became of the transaction is not certain. */
  readonly code = '08007'
  constructor() {
    super('A transaction was committed without waiting for the synchronous standby.')
    this.name = 'NotOnStandby'
  }
}

/**
 * Commits. To a transaction in which something has failed PostgreSQL says that it ended it, and not that it was undone; where
 * somebody ends its waiting for a standby, it says so by a warning and calls that a commit.
 */
async function commit(client: Client): Promise<void> {
  let isAlone = false
  const hear = ({ routine }: { routine?: string | undefined }) => {
    isAlone ||= routine === 'SyncRepWaitForLSN'
  }
  client.on('notice', hear)
  try {
    const { command } = await client.query('commit')
    if (command !== 'COMMIT')
      throw new Error(`A transaction was to be committed, and PostgreSQL says ${command}.`)
    if (isAlone) throw new NotOnStandby()
  } finally {
    client.off('notice', hear)
  }
}
