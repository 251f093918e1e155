/**
 * A primary of PostgreSQL with a synchronous standby is lost while clients write through two servers, and the standby takes
 * its place: nothing acknowledged is lost, nothing is made twice, and the servers go on by themselves.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { expect } from 'vitest'
import { type Postgres, startPostgres } from '../postgres.ts'
import { type Address, openAddress } from './address.ts'
import { type Story, write } from './clients.ts'
import { inFolder, observing } from './observe.ts'
import { add, begin, momentOf, type Totals } from './scenarios.ts'
import { countOf, verify } from './verify.ts'
import { startVictim, type Victim } from './victims.ts'

/**
 * How a primary is lost: it is killed; it stands still, as a machine does that hangs; or it lives on without its standby
 * and without anybody who sends new connections to it, as behind a broken network. Or it is the standby that is killed, and
 * another takes its place later.
 */
export type Loss = 'killed' | 'frozen' | 'cut off' | 'standby killed'

/** How servers find the primary: by one address that leads to it, or by the names of both. */
export type Way = 'address' | 'hosts'

/** What was seen of failovers. */
export interface FailedOver extends Totals {
  /** Calls that were answered 503 while there was no primary; none where those that came were served by the next. */
  refused: number
  /** The longest that such a call waited for its answer, in milliseconds. */
  longest: number
  /** The longest that both servers took to write again once the new primary could be reached, in milliseconds. */
  recovery: number
}

const SERVERS = 2

/** Milliseconds within which every call has its answer while there is no primary, and writing goes on once there is one. */
const ANSWER = 20_000
const RECOVERY = 30_000

/** Milliseconds until it is noticed that the primary is lost. */
const NOTICING = 1_500

/** Loses the primary over and over, each time in one of these ways. `told` hears how far it has got. */
export function failOver(
  { way, losses, rounds }: { way: Way; losses: readonly Loss[]; rounds: number },
  told: (round: number) => void,
): Promise<FailedOver> {
  return inFolder(async folder => {
    const pair = await startPair()
    const address = await openAddress(portOf(pair.primary))
    const url = await pair.primary.createDatabase('failover')
    await pair.follow()
    const known = way === 'address' ? through(url, address) : namingBoth(url, pair)
    const servers: Victim[] = []
    const totals: FailedOver = { done: 0, unknown: 0, refused: 0, longest: 0, recovery: 0 }
    try {
      // The first one fills the database, so that it is alone.
      for (let at = 0; at < SERVERS; at += 1) servers.push(await startVictim(known, folder))
      for (let round = 0; round < rounds; round += 1) {
        const loss = losses[round % losses.length]!
        await failOverOnce({ pair, address, servers, loss, round, database: new URL(url).pathname }, totals)
        told(round + 1)
      }
      return totals
    } finally {
      await Promise.all(servers.map(server => server.kill()))
      await address.close()
      await pair.remove()
    }
  })
}

interface Scene {
  pair: Pair
  address: Address
  servers: readonly Victim[]
  loss: Loss
  round: number
  database: string
}

async function failOverOnce(scene: Scene, totals: FailedOver): Promise<void> {
  const { pair, address, servers, loss, round, database } = scene
  const { stories, before } = await observing(on(pair.primary, database), db => begin(db, round))
  const shares = servers.map((_, at) => stories.filter((_story, index) => index % servers.length === at))
  const writing = servers.map((server, at) => write(server, shares[at]!))
  await Promise.all(writing.map(({ begun }) => begun))
  await pause(momentOf(round))

  lose(pair, loss)
  const over = new AbortController()
  const asking = Promise.all(servers.map((server, at) => askMeanwhile(server, shares[at]![0]!, over.signal)))
  asking.catch(() => {}) // It is waited for below.
  await pause(NOTICING)
  const clientsEnded = () => Promise.all(writing.map(one => one.stop()))
  // Commits wait for a standby until there is one; those who wait for them are told before that.
  if (loss === 'standby killed') await clientsEnded()
  const lost = loss === 'standby killed' ? await pair.follow() : await pair.promote()
  address.lead(portOf(pair.primary))
  const reachable = performance.now()
  // The clients end at the first call that was not acknowledged; each sends that call once more, until it is.
  await clientsEnded()
  await Promise.all(servers.map((server, at) => sendAgain(server, shares[at]!)))
  const recovery = performance.now() - reachable
  expect(recovery, 'milliseconds until both servers write again').toBeLessThan(RECOVERY)
  over.abort()

  await observing(on(pair.primary, database), async db => {
    await verify(db, stories, before)
    // All have been acknowledged by now, so that each was made: not less than once, and not twice.
    for (const { learner, done, unknown } of stories)
      expect((await countOf(db, learner)) - before.get(learner)!, `changes of ${learner}`).toBe(
        done + unknown,
      )
  })
  add(totals, stories)
  for (const { refused, longest } of await asking) {
    totals.refused += refused
    totals.longest = Math.max(totals.longest, Math.round(longest))
  }
  totals.recovery = Math.max(totals.recovery, Math.round(recovery))
  lost?.kill()
  await lost?.remove()
  if (loss !== 'standby killed') await pair.follow()
}

function on({ url }: Postgres, database: string): string {
  const address = new URL(url)
  address.pathname = database
  return address.href
}

function lose({ primary, standby }: Pair, loss: Loss): void {
  if (loss === 'killed') primary.kill()
  if (loss === 'frozen') primary.freeze()
  if (loss === 'standby killed') standby.kill()
}

/** Reads and writes until it is over: each call has its answer in time, which is 503 with Retry-After where it is not served. */
async function askMeanwhile(
  server: Victim,
  { learner, standard, assessors: [after] }: Story,
  over: AbortSignal,
): Promise<{ refused: number; longest: number }> {
  const heard = { refused: 0, longest: 0 }
  const changes = [{ learner, level: 'aim', standard, after }]
  while (!over.aborted) {
    for (const answer of [
      await timed(heard, server, `/learners/${learner}/assignments`),
      await timed(heard, server, '/changes', { dryRun: true, changes }),
    ]) {
      if (answer.status === 503) heard.refused += 1
      else expect(answer.status).toBe(200)
    }
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
    await pause(100)
  }
  return heard
}

async function timed(
  heard: { longest: number },
  server: Victim,
  path: string,
  body?: object,
): Promise<Response> {
  const began = performance.now()
  const answer = await fetch(`${server.url}/api/caseload/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${server.session}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER),
  })
  await answer.arrayBuffer()
  heard.longest = Math.max(heard.longest, performance.now() - began)
  if (answer.status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  return answer
}

/** Sends every call once more of which it is not known what became, until it is acknowledged. */
async function sendAgain(server: Victim, stories: readonly Story[]): Promise<void> {
  for (const { learner, standard, assessors, done, unknown } of stories.filter(story => story.unknown > 0)) {
    const body = JSON.stringify({ LearnerID: learner, Level: 3, StandardID: standard })
    const end = performance.now() + RECOVERY
    for (let status = 0; status !== 204; ) {
      expect(performance.now(), 'the server writes again in time').toBeLessThan(end)
      const answer = await fetch(
        `${server.url}/api/v2.1/User/${assessors[(done + unknown - 1) % 2]}/Assign`,
        {
          method: 'POST',
          headers: { 'x-tokenid': server.session, 'content-type': 'application/json' },
          body,
          signal: AbortSignal.timeout(ANSWER),
        },
      )
      status = answer.status
      if (status !== 204) {
        expect(status).toBe(503)
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
        await pause(100)
      }
    }
  }
}

/** A primary and the standby that every commit waits for. */
export interface Pair {
  readonly primary: Postgres
  readonly standby: Postgres
  /** Starts a standby in the place of what was there before, and has commits wait for it from now on. */
  follow(): Promise<undefined>
  /** Makes the standby the primary; gives the one that was it. */
  promote(): Promise<Postgres>
  remove(): Promise<void>
}

/** Starts a primary; `follow` gives it its standby. */
export async function startPair(): Promise<Pair> {
  const first = await startPostgres()
  const ports = [portOf(first), portOf(first) - 1]
  let primary = first
  let standby: Postgres | undefined
  return {
    get primary() {
      return primary
    },
    get standby() {
      return standby!
    },
    follow: async () => {
      await standby?.remove()
      const port = ports.find(one => one !== portOf(primary))!
      standby = await startPostgres({ standbyOf: primary, port })
      await asked(primary, "alter system set synchronous_standby_names = '*'")
      await asked(primary, 'select pg_reload_conf()')
      await untilFollowed(primary)
      return undefined
    },
    promote: async () => {
      const lost = primary
      // The copy of the settings has commits wait for a standby of its own, which is still to come.
      await asked(standby!, 'alter system reset synchronous_standby_names')
      await asked(standby!, 'select pg_reload_conf()')
      await asked(standby!, 'select pg_promote()')
      primary = standby!
      standby = undefined
      return lost
    },
    remove: async () => {
      await standby?.remove()
      await primary.remove()
    },
  }
}

async function untilFollowed(primary: Postgres): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const rows = await asked(primary, "select 1 from pg_stat_replication where sync_state = 'sync'")
    if (rows.length > 0) return
    await pause(100)
  }
  expect.unreachable('The standby does not follow')
}

/** Asks a server as its operator. */
export async function asked({ url }: Postgres, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

function portOf({ url }: Postgres): number {
  return Number(new URL(url).port)
}

function through(url: string, { port }: Address): string {
  const address = new URL(url)
  address.port = String(port)
  return address.href
}

function namingBoth(url: string, { primary, standby }: Pair): string {
  const { host, pathname } = new URL(url)
  const both = [`127.0.0.1:${portOf(standby)}`, `127.0.0.1:${portOf(primary)}`].join(',')
  return url.replace(`${host}${pathname}`, `${both}${pathname}?target_session_attrs=read-write`)
}
