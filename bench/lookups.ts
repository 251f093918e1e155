import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { Pool } from 'pg'
import { listAssignmentsAt } from '../src/app/assignments-at.ts'
import { listUserCaseload } from '../src/app/caseload.ts'
import { listLearnerAssignments } from '../src/app/learner-assignments.ts'
import type { Caller, Services } from '../src/app/services.ts'
import { pageUsers } from '../src/app/users.ts'
import { contract } from '../src/contract/contract.ts'
import { layoutText } from '../src/http/send.ts'
import type { Db } from '../src/storage/db.ts'
import { organisationsOf } from '../src/storage/directory.ts'
import type { EngineName } from '../src/storage/open.ts'
import { parsers } from '../src/storage/postgres/types.ts'
import { type QueryName, runQuery } from '../src/storage/queries.ts'
import { connect } from '../src/storage/sqlite/connection.ts'
import type { Tables } from '../src/storage/tables.ts'
import { startPostgres } from '../test/postgres.ts'
import { type Figures, median } from './assign.ts'
import { type Installed, install } from './installed.ts'
import { BESIDE_ONE, CENTRES, ensureLarge, FILLED_AT, largeAssessor, largeLearner } from './large-world.ts'
import { type Call, load, type Measured, start } from './load.ts'
import { CUSTOMER } from './world.ts'

const FEW = 10_000
const MANY = 1_000_000
/** Different calls of each kind. */
const VARIETY = 50
const ROUNDS = 5
const PAGE = 100

/** One kind of reading: the call, the same without HTTP, and what its answer must hold. */
interface Reading {
  call(at: number): Call
  inProcess(services: Services, at: number): Promise<unknown>
  isRight(answer: never, at: number): boolean
}

type Rows = readonly { ID: number }[]

/** What is read. `at` is the number of a learner; who is beside whom follows from it. */
const READINGS: Record<string, Reading> = {
  'page of 100 learners': {
    call: at => ({
      method: 'POST',
      path: `/api/v2.1/User/Search/${pageOf(at)}/${PAGE}`,
      body: JSON.stringify({ Role: 1, OrganisationID: 1 + (at % CENTRES) }),
    }),
    inProcess: (services, at) =>
      pageUsers(
        services,
        CALLER,
        { kind: 'learner', organisation: 1 + (at % CENTRES), page: pageOf(at), size: PAGE },
        layoutText(contract.pageUsers, { inferred: true, sensitive: false }),
      ),
    isRight: (rows: Rows, at) =>
      rows.length === PAGE &&
      rows[0]!.ID === largeLearner((at % CENTRES) + CENTRES * PAGE * (pageOf(at) - 1)),
  },
  'caseload of 60': {
    call: at => get(`/users/${largeAssessor(at)}/caseload`),
    inProcess: (services, at) => listUserCaseload(services, CALLER, { user: largeAssessor(at) }),
    isRight: ({ held }: { held: readonly unknown[] }) => held.length === BESIDE_ONE,
  },
  'assignments of a learner': {
    call: at => get(`/learners/${largeLearner(at)}/assignments`),
    inProcess: (services, at) => listLearnerAssignments(services, CALLER, largeLearner(at)),
    isRight: (
      {
        assignments,
        units,
      }: { assignments: readonly { person: { id: number } }[]; units: readonly unknown[] },
      at,
    ) => assignments.length === 2 && units.length === 4 && assignments[0]!.person.id === largeAssessor(at),
  },
  'who held what, page of 100': {
    call: at => get(`/assignments?at=${ASKED_AT}&organisation=${1 + (at % CENTRES)}&limit=${PAGE}`),
    inProcess: (services, at) =>
      listAssignmentsAt(services, CALLER, {
        at: FILLED_AT + 1,
        organisation: 1 + (at % CENTRES),
        limit: PAGE,
      }),
    isRight: ({ assignments }: { assignments: readonly { person: number }[] }, at) =>
      assignments.length === PAGE && assignments[0]!.person === largeAssessor(at % CENTRES),
  },
  'who held what of one learner': {
    call: at => get(`/assignments?at=${ASKED_AT}&learner=${largeLearner(at)}`),
    inProcess: (services, at) =>
      listAssignmentsAt(services, CALLER, { at: FILLED_AT + 1, learner: largeLearner(at) }),
    isRight: ({ assignments }: { assignments: readonly { person: number }[] }, at) =>
      assignments.length === 2 && assignments.every(one => one.person === largeAssessor(at)),
  },
}

const CALLER: Caller = {
  by: { actor: 1, operator: null },
  customer: CUSTOMER,
  scopes: ['read', 'assign', 'manage'],
  sees: new Set(Array.from({ length: CENTRES }, (_, at) => at + 1)),
  everywhere: true,
  sensitive: false,
  assigns: true,
  manages: true,
}

/** A moment after everything was filled in, as the wire has it. */
const ASKED_AT = new Date(FILLED_AT + 1000).toISOString()
const get = (path: string): Call => ({ method: 'GET', path: `/api/caseload/v1${path}` })
/** The same page in either world: pages far on are measured by their own figure. */
const pageOf = (at: number) => 1 + (at % 10)
/** Learners spread over the whole world, none of them in the last block, which may be short. */
const learnersIn = (size: number) =>
  Array.from({ length: VARIETY }, (_, at) => Math.floor((at * 0.95 * size) / VARIETY))

/** Readings on SQLite. */
export async function benchLookupsSqlite(seconds: number, keep: boolean): Promise<Figures> {
  return inKeptFolder('sqlite', keep, folder =>
    benchLookups('sqlite', size => join(folder, `learners-${size}.db`), seconds),
  )
}

/** Readings on PostgreSQL. */
export async function benchLookupsPostgres(seconds: number, keep: boolean): Promise<Figures> {
  return inKeptFolder('postgres', keep, async folder => {
    const postgres = await startPostgres({ folder })
    try {
      const addresses = new Map<number, string>()
      for (const size of [FEW, MANY]) addresses.set(size, await databaseOf(postgres, `learners_${size}`))
      return await benchLookups('postgres', size => addresses.get(size)!, seconds)
    } finally {
      await postgres.stop()
    }
  })
}

async function databaseOf(
  postgres: Awaited<ReturnType<typeof startPostgres>>,
  name: string,
): Promise<string> {
  const url = new URL(postgres.url)
  url.pathname = name
  return postgres.createDatabase(name).catch(() => url.href)
}

/** Large worlds take minutes to make, so they may be kept for the next time. */
async function inKeptFolder(
  engine: EngineName,
  keep: boolean,
  work: (folder: string) => Promise<Figures>,
): Promise<Figures> {
  const folder = join(tmpdir(), 'caseload-bench-large', engine)
  mkdirSync(folder, { recursive: true })
  try {
    return await work(folder)
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true })
  }
}

async function benchLookups(
  engine: EngineName,
  addressOf: (size: number) => string,
  seconds: number,
): Promise<Figures> {
  for (const size of [FEW, MANY]) await ensureLarge(addressOf(size), size)
  const installed = await install()
  try {
    const ofStart = await benchStart(installed, addressOf)
    const ofMemory = await benchMemory(installed, addressOf(MANY), seconds)
    return { ...ofStart, ...(await benchReadings(engine, addressOf, seconds)), ...ofMemory }
  } finally {
    installed.remove()
  }
}

/** From `caseload serve` to its word that it answers: starts with few and with many learners, in turns. */
async function benchStart(installed: Installed, addressOf: (size: number) => string): Promise<Figures> {
  const times = { [FEW]: [] as number[], [MANY]: [] as number[] }
  // The first start compiles what later ones find in the cache, and is left out.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const size of [FEW, MANY] as const) {
      const server = await installed.serve(addressOf(size), { signIn: false })
      await server.end()
      if (round > 0) times[size]!.push(server.startedIn)
    }
  }
  return {
    'start with 1,000,000 learners, ms': quickest(times[MANY]!),
    'start: 1,000,000 ÷ 10,000': quickest(times[MANY]!) / quickest(times[FEW]!),
  }
}

/** The memory of one server through every kind of reading, a page far on, and a search of everybody. */
async function benchMemory(installed: Installed, address: string, seconds: number): Promise<Figures> {
  const server = await installed.serve(address, { signIn: true })
  const fresh = peakMemory(server)
  for (const reading of Object.values(READINGS)) {
    await check(server, reading, learnersIn(MANY))
    const calls = learnersIn(MANY).map(at => reading.call(at))
    await load(server, calls, { connections: 4, seconds: Math.max(2, seconds / 2), expected: 200 })
  }
  const read = peakMemory(server)
  const page = await timePage(server, 1000)
  const began = performance.now()
  const learners = await searchUnpaged(server)
  const took = performance.now() - began
  const most = peakMemory(server)
  await server.end()
  return {
    'page 1,000 of 100 learners: ms': page,
    'un-paged search: learners': learners,
    'un-paged search: ms': took,
    'memory of a fresh server, MB': fresh,
    'memory after readings, MB': read,
    'memory at most, MB': most,
  }
}

async function benchReadings(
  engine: EngineName,
  addressOf: (size: number) => string,
  seconds: number,
): Promise<Figures> {
  const few = await start({ kind: 'app', address: addressOf(FEW) })
  const many = await start({ kind: 'app', address: addressOf(MANY) })
  const echo = await start({ kind: 'echo' })
  const figures: Figures = {}
  for (const [name, reading] of Object.entries(READINGS)) {
    const alone = await statementsOf(engine, addressOf(MANY), reading)
    const timed = await timeReading(reading, { few, many, echo, sql: alone.run }, seconds)
    await alone.close()
    figures[`${name}: rate ÷ possible`] = (timed.sql + timed.echo) / timed.many
    figures[`${name}: 1,000,000 ÷ 10,000`] = timed.many / timed.few
    figures[`${name}: ms, SQL alone`] = timed.sql
    figures[`${name}: ms, echo`] = timed.echo
    figures[`${name}: ms, answer`] = timed.many
  }
  await Promise.all([few, many, echo].map(server => server.end()))
  return figures
}

const quickest = (times: readonly number[]) => Math.min(...times)

/** Who takes turns: three servers, and the statements of the large world without any. */
interface Sides {
  few: Measured
  many: Measured
  echo: Measured
  /** Gives the milliseconds for one answer, over as many seconds as a turn of the others. */
  sql(seconds: number): Promise<number>
}

/**
 * Milliseconds for one answer when calls come one after another: the quickest of short turns, since whatever else runs on the
 * machine only adds to a time.
 */
async function timeReading(
  reading: Reading,
  servers: Sides,
  seconds: number,
): Promise<{ [Side in keyof Sides]: number }> {
  const callsIn = (size: number) => learnersIn(size).map(at => reading.call(at))
  await check(servers.few, reading, learnersIn(FEW))
  await check(servers.many, reading, learnersIn(MANY))
  const times = { few: [] as number[], many: [] as number[], echo: [] as number[], sql: [] as number[] }
  const options = { connections: 1, seconds: Math.max(1, seconds / ROUNDS), expected: 200 }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, size] of [
      ['few', FEW],
      ['many', MANY],
      ['echo', MANY],
    ] as const)
      times[name].push(1000 / (await load(servers[name], callsIn(size), options)).rate)
    times.sql.push(await servers.sql(options.seconds))
  }
  return {
    few: quickest(times.few),
    many: quickest(times.many),
    echo: quickest(times.echo),
    sql: quickest(times.sql),
  }
}

/** Looks at every answer once, before it is asked for by the thousand. */
async function check(server: Measured, reading: Reading, learners: readonly number[]): Promise<void> {
  for (const at of learners) {
    const answer = await (await send(server, reading.call(at))).json()
    if (!reading.isRight(answer as never, at)) {
      throw new Error(`A wrong answer to ${reading.call(at).path}: ${JSON.stringify(answer).slice(0, 300)}`)
    }
  }
}

function send({ port, session }: Measured, { method, path, body }: Call): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-tokenid': session }
  return fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...(body !== undefined && { body }) })
}

interface Statement {
  sql: string
  parameters: readonly unknown[]
}

/** The statements of a reading, prepared, in-process, on a connection to the large world. */
async function statementsOf(
  engine: EngineName,
  address: string,
  reading: Reading,
): Promise<{ run: Sides['sql']; close(): Promise<void> }> {
  const learners = learnersIn(MANY)
  const { run, recording, close } = engine === 'sqlite' ? onSqlite(address) : onPostgres(address)
  const heard: Statement[] = []
  const db = recording(statement => heard.push(statement))
  for (const at of learners) await reading.inProcess(servicesOn(db), at)
  const runFor = async (seconds: number) => {
    const began = performance.now()
    let answers = 0
    while (performance.now() - began < seconds * 1000) {
      for (const statement of heard) await run(statement)
      answers += learners.length
    }
    return (performance.now() - began) / answers
  }
  await runFor(0.2)
  return { run: runFor, close }
}

/** As much of the services as reading takes. */
function servicesOn(db: Db): Services {
  const read = (name: QueryName, input: unknown) => runQuery(db, name, input)
  const storage = { db, read, organisationsOf: organisationsOf(db) }
  const behaviour = { inferredFields: true, strictPeople: false }
  return { storage, behaviour, clock: () => Date.now() } as unknown as Services
}

type Hear = (statement: Statement) => void

function onSqlite(file: string) {
  const connection = connect(file, 'read')
  const run = async ({ sql, parameters }: Statement) =>
    void connection.prepare(sql).all(...(parameters as number[]))
  const recording = (hear: Hear): Db => {
    const prepare = (sql: string) => ({
      reader: true,
      all: (parameters: readonly unknown[]) => {
        hear({ sql, parameters })
        return connection.prepare(sql).all(...(parameters as number[]))
      },
      run: () => ({ changes: 0, lastInsertRowid: 0 }),
      iterate: () => [].values(),
    })
    return new Kysely<Tables>({
      dialect: new SqliteDialect({ database: { prepare, close: () => {} } as never }),
    })
  }
  return { run, recording, close: async () => connection.close() }
}

function onPostgres(connectionString: string) {
  const pool = new Pool({ connectionString, max: 1, types: parsers })
  const names = new Map<string, string>()
  const run = async ({ sql, parameters }: Statement) => {
    const name = names.get(sql) ?? `s${names.size}`
    names.set(sql, name)
    await pool.query({ name, text: sql, values: [...parameters] })
  }
  const recording = (hear: Hear): Db =>
    new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query: { sql, parameters } }) => hear({ sql, parameters }),
    })
  return { run, recording, close: () => pool.end() }
}

/** Milliseconds of a page far on in the un-named centre's list: all organisations together. */
async function timePage(server: Measured, page: number): Promise<number> {
  const call: Call = { method: 'POST', path: `/api/v2.1/User/Search/${page}/${PAGE}`, body: '{"Role":1}' }
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    const rows = (await (await send(server, call)).json()) as Rows
    times.push(performance.now() - began)
    if (rows[0]!.ID !== largeLearner((page - 1) * PAGE)) throw new Error('A wrong page')
  }
  return median(times)
}

/** Reads every learner in one answer; gives how many there were. Throws when one is missing or comes twice. */
async function searchUnpaged(server: Measured): Promise<number> {
  const call: Call = { method: 'POST', path: '/api/v2.1/User/Search', body: '{"Role":1}' }
  const response = await send(server, call)
  const decoder = new TextDecoder()
  let learners = 0
  let rest = ''
  for await (const chunk of response.body!) {
    rest += decoder.decode(chunk, { stream: true })
    const end = rest.lastIndexOf('}') + 1
    for (const [, id] of rest.slice(0, end).matchAll(/"ID":(\d+)/g)) {
      if (Number(id) !== largeLearner(learners)) throw new Error(`Learner ${id} came out of turn`)
      learners += 1
    }
    rest = rest.slice(end)
  }
  if (learners !== MANY) throw new Error(`${learners} learners came`)
  return learners
}

/** The most memory that a server has had, in MB (Linux tells). */
function peakMemory(server: Measured): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024
}
