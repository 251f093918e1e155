import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import type { Postgres } from '../test/postgres.ts'
import { type Figures, median } from './assign.ts'
import { type Measured, start } from './load.ts'
import { assessorId, learnerId, organisationOf, STANDARDS, type WorldSize } from './world.ts'

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
const CHANGES = 10_000
const ROUNDS = 5

/** Somebody for the first aim of one learner. */
interface Wanted {
  organisation: number
  learner: number
  aim: number
  person: number
}

/** Other people for the same slots in every round. */
function wantedIn(round: number): Wanted[] {
  const perCentre = SIZE.assessors / SIZE.organisations
  return Array.from({ length: CHANGES }, (_, at) => ({
    organisation: organisationOf(at, SIZE),
    learner: learnerId(at),
    aim: 1 + at * STANDARDS.length,
    person: assessorId((at % SIZE.organisations) + SIZE.organisations * ((at + round) % perCentre)),
  }))
}

/**
 * Ten thousand changes in one call, as rows a second of a loop that writes the same rows by hand with prepared
 * statements, in one transaction, into a database that was filled alike.
 */
export async function benchBulk(postgres: Postgres): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const sqlite = [join(folder, 'app.db'), join(folder, 'hand.db')] as const
  const pg = [
    await postgres.createDatabase('bench_bulk'),
    await postgres.createDatabase('bench_hand'),
  ] as const
  const figures = {
    ...(await benchEngine('SQLite', sqlite, handOnSqlite(sqlite[1]))),
    ...(await benchEngine('PostgreSQL', pg, handOnPostgres(pg[1]))),
  }
  rmSync(folder, { recursive: true, force: true })
  return figures
}

type WriteByHand = (rows: readonly Wanted[], round: number) => Promise<void>

async function benchEngine(
  name: string,
  [address, other]: readonly [string, string],
  connectByHand: () => Promise<{ write: WriteByHand; close(): Promise<void> }>,
): Promise<Figures> {
  const filled = await start({ kind: 'app', address: other, fill: SIZE })
  await filled.end()
  const server = await start({ kind: 'app', address, fill: SIZE })
  const hand = await connectByHand()
  const times = { call: [] as number[], hand: [] as number[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const rows = wantedIn(round)
    const call = await timed(() => requestChanges(server, rows))
    const byHand = await timed(() => hand.write(rows, round))
    // In the first round the slots are empty; it also warms up.
    if (round === 0) continue
    times.call.push(call)
    times.hand.push(byHand)
  }
  await Promise.all([hand.close(), server.end()])
  return {
    [`${name}: rows a second ÷ by hand`]: median(times.hand) / median(times.call),
    [`${name}: ms for 10,000 changes`]: median(times.call),
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function requestChanges({ port, session }: Measured, rows: readonly Wanted[]): Promise<void> {
  const changes = rows.map(({ learner, person }) => ({
    learner,
    level: 'aim',
    standard: STANDARDS[0],
    after: person,
  }))
  const response = await fetch(`http://127.0.0.1:${port}/api/caseload/v1/changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tokenid': session },
    body: JSON.stringify({ changes }),
  })
  const { outcomes } = (await response.json()) as { outcomes: { outcome: string; holder: number }[] }
  const wrong = outcomes.findIndex(
    ({ outcome, holder }, at) => outcome !== 'done' || holder !== rows[at]!.person,
  )
  if (response.status !== 200 || outcomes.length !== rows.length || wrong >= 0) {
    throw new Error(`Change ${wrong} was answered wrongly: ${JSON.stringify(outcomes[wrong])}`)
  }
}

const CHANGE_COLUMNS = `organisation_id, position, run_id, learner_id, level, role, target, before_person,
  before_since, after_person, after_since, effective_from, recorded_at, undoes, hash`
const NO_HASH = '0'.repeat(64)

/** The rows that the server writes for one change: the change, and who holds the slot. */
function valuesOf(row: Wanted, position: number, round: number, now: number) {
  const before = round === 0 ? null : row.person - 1
  const since = round === 0 ? null : now - 1
  const change = [
    row.organisation,
    position,
    round + 1,
    row.learner,
    2,
    0,
    row.aim,
    before,
    since,
    row.person,
  ]
  return {
    change: [...change, now, now, now, null, NO_HASH],
    assignment: [row.organisation, row.learner, 2, 0, row.aim, row.person, now, row.aim],
  }
}

const positionOf = (at: number, round: number) => 1 + round * CHANGES + Math.floor(at / SIZE.organisations)

function handOnSqlite(file: string) {
  return async () => {
    const database = new DatabaseSync(file)
    for (const setting of ['synchronous = full', 'foreign_keys = on', 'cache_size = -65536'])
      database.exec(`pragma ${setting}`)
    const change = database.prepare(
      `insert into changes (${CHANGE_COLUMNS}) values (${Array(15).fill('?').join(', ')})`,
    )
    const assignment = database.prepare(`insert into assignments
      (organisation_id, learner_id, level, role, target, person_id, since, aim_id) values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict do update set person_id = excluded.person_id, since = excluded.since`)
    const write: WriteByHand = async (rows, round) => {
      const now = Date.now()
      database.exec('begin immediate')
      for (const [at, row] of rows.entries()) {
        const values = valuesOf(row, positionOf(at, round), round, now)
        change.run(...values.change)
        assignment.run(...values.assignment)
      }
      database.exec('commit')
    }
    return { write, close: async () => database.close() }
  }
}

function handOnPostgres(address: string) {
  return async () => {
    const client = new Client({ connectionString: address })
    await client.connect()
    const places = (count: number) => Array.from({ length: count }, (_, at) => `$${at + 1}`).join(', ')
    const change = `insert into changes (${CHANGE_COLUMNS}) values (${places(15)})`
    const assignment = `insert into assignments
      (organisation_id, learner_id, level, role, target, person_id, since, aim_id) values (${places(8)})
      on conflict (organisation_id, learner_id, level, role, target)
        do update set person_id = excluded.person_id, since = excluded.since`
    const write: WriteByHand = async (rows, round) => {
      const now = Date.now()
      await client.query('begin')
      for (const [at, row] of rows.entries()) {
        const values = valuesOf(row, positionOf(at, round), round, now)
        await client.query({ name: 'change', text: change, values: values.change })
        await client.query({ name: 'assignment', text: assignment, values: values.assignment })
      }
      await client.query('commit')
    }
    return { write, close: () => client.end() }
  }
}
