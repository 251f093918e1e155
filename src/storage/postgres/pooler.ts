import type { Client } from 'pg'
import { certain } from '../../domain/certain.ts'
import type { HeardClient } from './heard-client.ts'

/** Raised where a pooler stands before the database that gives each transaction another connection. */
class SharedConnections extends Error {
  /** Of PostgreSQL's class for connections. */
  readonly code = '08000'
  constructor() {
    super(
      'The database is reached through a pooler, such as PgBouncer, that lends a connection for one transaction at a time. Caseload prepares statements and listens on its connections, about ten for each server, and needs them to itself: set pool_mode = session for this database, or give the address of PostgreSQL itself in --database.',
    )
    this.name = 'SharedConnections'
  }
}

/** How often is tried to get what somebody else has just had. */
const ROUNDS = 3

/**
 * Throws SharedConnections where the same connection leads to another process of PostgreSQL from one transaction to the next.
 * One that PostgreSQL sees come from our own port has nothing in between, so that nothing else is asked. `another` opens a second one.
 */
export async function refuseSharedConnections(
  client: HeardClient,
  another: () => Promise<Client>,
): Promise<void> {
  const { rows } = await client.query('select inet_client_port() as port')
  if (rows[0]?.port === client.socket.localPort) return
  const other = await another()
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (await changesHands(client, other)) throw new SharedConnections()
    }
  } finally {
    await other.end()
  }
}

/** Whether another connection gets the process that this one has just had, or this one gets another process. */
async function changesHands(client: Client, other: Client): Promise<boolean> {
  const before = await processOf(client)
  try {
    await other.query('begin')
  } catch {
    return true // A pooler that lends for one statement at a time takes no transaction.
  }
  const meanwhile = await processOf(other)
  await other.query('commit')
  return meanwhile === before || (await processOf(client)) !== before
}

async function processOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return certain(rows[0]).pid
}
