import { Socket } from 'node:net'
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { Client, type ClientConfig, Pool } from 'pg'
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
import { classify } from './failure.ts'
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

/** Nobody waits longer than this for a connection, in milliseconds: a database that is gone may never say so. */
const CONNECTING = { application_name: 'caseload', keepAlive: true, connectionTimeoutMillis: 30_000 }

/** The lock that servers starting together take before they touch the schema. Any number will do, always the same. */
const MIGRATION_LOCK = 4_680_001

/**
 * Opens a PostgreSQL database, makes or upgrades its schema. Throws CannotOpen, UnsafeDatabase or NewerSchema, each with a sentence
 * for the person at the terminal.
 */
export async function openPostgres(url: string, now: number): Promise<Storage> {
  const pool = new Pool({
    ...CONNECTING,
    connectionString: url,
    types: parsers,
    max: READERS,
    Client: NamingClient,
  })
  // An idle connection that breaks must not end the process; the next query opens another.
  pool.on('error', () => {})
  // Neither must one that breaks while it is lent: whoever waits for its answer is told.
  pool.on('connect', client => client.on('error', () => {}))
  try {
    await prepare(url, now)
  } catch (error) {
    await pool.end()
    throw openingTrouble(error, url) ?? error
  }
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  readsValues(db, async (text, values) => {
    // `nameOfText` has given it a name, under which the connection keeps it prepared.
    const query = { name: nameOfText(text), text, values: [...values], rowMode: 'array' as const }
    return (await pool.query<unknown[]>(query)).rows
  })
  const ids = leasedSequence(db)
  const writer = writerConnection(url, ids.drop)
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
    scrub: () => withClient(url, scrub),
    close: async () => {
      await writer.close()
      await pool.end()
    },
  }
}

/** Work on a connection of its own, which is closed after it. */
async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connected(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function prepare(url: string, now: number): Promise<void> {
  return withClient(url, async client => {
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

async function connected(url: string, more: ClientConfig = {}): Promise<Client> {
  const client = new Client({ ...CONNECTING, ...more, connectionString: url, types: parsers })
  // What breaks is told to whoever waits for an answer; an idle connection that breaks is opened anew when needed.
  client.on('error', () => {})
  await client.connect()
  return client
}

interface WriterConnection {
  db: Db
  statements: PostgresStatements
  client(): Client
  open(): Promise<Client>
  /** Sends statements as one piece: a piece of its own for each would wake PostgreSQL as often. */
  send<T>(statements: () => T): T
  drop(): Promise<void>
  close(): Promise<void>
}

/** The writer's one connection, opened anew after it broke. */
function writerConnection(url: string, dropIds: () => void): WriterConnection {
  let current: Client | undefined
  let socket = new Socket()
  const ended = new WeakSet<Client>()
  const drop = async () => {
    const broken = current
    current = undefined
    await broken?.end().catch(() => {})
  }
  const open = async () => {
    // One that broke while nobody used it is replaced before anybody notices.
    if (current && ended.has(current)) await drop()
    if (current) return current
    socket = new Socket()
    const client = await fresh(url, socket, dropIds)
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
      socket.cork()
      try {
        return statements()
      } finally {
        socket.uncork()
      }
    },
    drop,
    close: drop,
  }
}

/** On this channel servers hear that their reserves of ids are no good any more. */
const RESERVES_DROPPED = 'caseload_reserves_dropped'

async function fresh(url: string, socket: Socket, dropIds: () => void): Promise<Client> {
  const client = await connected(url, { pipeline: true, stream: () => socket })
  // What was said while nobody listened is lost, so the reserve goes with the old connection.
  dropIds()
  client.on('notification', dropIds)
  try {
    await client.query(`listen ${RESERVES_DROPPED}`)
    await client.query(
      "set synchronous_commit = on; set plan_cache_mode = force_generic_plan; set statement_timeout = '60s'",
    )
    return client
  } catch (error) {
    await client.end().catch(() => {})
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
    return result
  } catch (error) {
    await client.query('rollback').catch(() => writer.drop())
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

/** To a transaction in which something has failed PostgreSQL says that it ended it, and not that it was undone. */
async function commit(client: Client): Promise<void> {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT')
    throw new Error(`A transaction was to be committed, and PostgreSQL says ${command}.`)
}
