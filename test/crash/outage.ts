/** The database fails its server in ways that pass; the server has to say so, to stay up, and to go on by itself. */
import { sql } from 'kysely'
import { Client } from 'pg'
import { expect } from 'vitest'
import type { Services } from '../../src/app/services.ts'
import type { Tx } from '../../src/storage/database.ts'
import type { Db } from '../../src/storage/db.ts'
import type { Postgres } from '../postgres.ts'
import { call } from './call.ts'
import { type Story, write } from './clients.ts'
import { observing } from './observe.ts'
import { add, begin, recovers, type Totals } from './scenarios.ts'
import { verify } from './verify.ts'
import type { Told } from './victims.ts'

/** A trouble that comes and goes. */
export interface Trouble {
  come(): Promise<void>
  go(): Promise<void>
  /** Whether reading works all the while. */
  readable: boolean
}

/** What was seen of an outage. */
export interface Withstood extends Totals {
  /** Calls that were told, while it lasted, that the database is not available. */
  refused: number
}

/**
 * Lets a trouble come over a server while clients write, looks at what it tells meanwhile, lets the trouble go, and
 * expects it to be ready by itself, with everything acknowledged in its place.
 */
export async function withstand(
  server: Told,
  address: string,
  { trouble, rounds }: { trouble: Trouble; rounds: number },
  told: (round: number) => void,
): Promise<Withstood> {
  const totals = { done: 0, unknown: 0, refused: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const { stories, before } = await observing(address, db => begin(db, round))
    const [probe, ...others] = stories
    const writing = write(server, others)
    await writing.begun
    await trouble.come()
    totals.refused += await expectClearRefusal(server, probe!, trouble)
    await trouble.go()
    await writing.stop()
    await observing(address, db => verify(db, stories, before))
    await recovers(server.url)
    await expectWriting(server, probe!)
    add(totals, stories)
    told(round + 1)
  }
  return totals
}

/** Writing is refused by 503 and a problem that says what to do, sooner or later; the process lives all the while. */
async function expectClearRefusal(server: Told, story: Story, { readable }: Trouble): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const { status, body } = await call(server, 'POST', '/changes', { changes: [addition(story, attempt)] })
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    if (readable) expect((await call(server, 'GET', '/changes?limit=1')).status).toBe(200)
    if (status === 200) {
      story.unknown += 1
      continue
    }
    expect([status, body.code]).toEqual([503, 'storage-unavailable'])
    expect(body.detail).toMatch(/send .*again/)
    return 1
  }
  return expect.unreachable('The trouble troubles nobody')
}

/** One more change beside the learner, there and back. */
function addition({ learner, assessors }: Story, attempt: number) {
  const person = assessors[0]
  const slot = { learner, level: 'additional' }
  return attempt % 2 === 0 ? { ...slot, after: person } : { ...slot, before: person, after: null }
}

async function expectWriting(server: Told, { learner, standard, assessors }: Story): Promise<void> {
  for (const after of assessors) {
    const answer = await call(server, 'POST', '/changes', {
      changes: [{ learner, level: 'aim', standard, after }],
    })
    expect(answer.status, 'writing after the trouble').toBe(200)
  }
}

/** Somebody of the operator's, who may do what a server may not. */
async function asOperator(url: string, ...statements: readonly string[]): Promise<void> {
  const client = await connected(url)
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** PostgreSQL takes no writes, as a standby does, or one whose disk is nearly full. */
export function readOnlyDatabase(url: string): Trouble {
  const set = (value: 'on' | 'off') =>
    asOperator(url, `alter system set default_transaction_read_only = ${value}`, 'select pg_reload_conf()')
  // Sharing the limit of calls among servers takes writing, so that reads are refused too.
  return { come: () => set('on'), go: () => set('off'), readable: false }
}

/** PostgreSQL is stopped, as for an upgrade, and started again. */
export function stoppedDatabase(postgres: Postgres): Trouble {
  return { come: () => postgres.stop(), go: () => postgres.restart(), readable: false }
}

/** Others have taken all connections of PostgreSQL, those of the server included. */
export function noConnections(url: string): Trouble {
  const taken: Client[] = []
  return {
    come: async () => {
      const operator = await connected(url)
      taken.push(operator)
      do {
        await operator.query(`select pg_terminate_backend(pid) ${OF_SERVERS}`)
        await takeAll(url, taken)
      } while ((await operator.query(`select pid ${OF_SERVERS}`)).rows.length > 0)
    },
    go: async () => void (await Promise.all(taken.splice(0).map(client => client.end()))),
    readable: false,
  }
}

const OF_SERVERS = "from pg_stat_activity where application_name = 'caseload'"

async function takeAll(url: string, taken: Client[]): Promise<void> {
  for (let full = false; !full; ) {
    const client = await connected(url).catch(() => undefined)
    if (client) taken.push(client)
    full = client === undefined
  }
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** The SQLite file may not grow any more: what a full disk is to it. */
export function fullDisk(services: Services): Trouble {
  return pragmaTrouble(services, {
    come: db =>
      sql`select page_count as pages from pragma_page_count`
        .execute(db)
        .then(({ rows }) => setPragma(db, 'max_page_count', (rows[0] as { pages: number }).pages)),
    go: db => setPragma(db, 'max_page_count', MOST_PAGES),
  })
}

/** SQLite takes no writes. */
export function readOnlyFile(services: Services): Trouble {
  return pragmaTrouble(services, {
    come: db => setPragma(db, 'query_only', 1),
    go: db => setPragma(db, 'query_only', 0),
  })
}

/** SQLite's own upper bound. */
const MOST_PAGES = 4_294_967_294

async function setPragma(db: Db, name: 'max_page_count' | 'query_only', value: number): Promise<void> {
  await sql.raw(`pragma ${name} = ${value}`).execute(db)
}

/** Sets the writer's own connection, which comes in its turn like any write, and goes past it: no write would get through. */
function pragmaTrouble(
  { writer }: Services,
  { come, go }: { come(db: Db): Promise<void>; go(db: Db): Promise<void> },
): Trouble {
  let own: Db | undefined
  const work = async (tx: Tx) => {
    own = tx.db
    await come(tx.db)
  }
  return {
    come: async () => void (await writer.run({ organisations: [], work })),
    go: () => go(own!),
    readable: true,
  }
}
