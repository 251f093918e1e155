import { execFileSync, fork } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Postgres } from '../test/postgres.ts'
import { assignCalls, type Figures, median } from './assign.ts'
import { processorTime } from './cpu.ts'
import { type Call, load, type Measured, measured, type Result, start } from './load.ts'
import { assessorId, learnerId, STANDARDS, type WorldSize } from './world.ts'

/** Packages of each peer, as of November 2026. They are no dependencies: they go into a folder outside of the project. */
const PACKAGES = {
  express: ['express@5', 'helmet@8', 'better-sqlite3@12'],
  nest: [
    '@nestjs/common@12',
    '@nestjs/core@12',
    '@nestjs/platform-express@12',
    '@nestjs/typeorm',
    'typeorm@1',
    'pg@8',
    'reflect-metadata',
    'rxjs',
    'class-validator',
    'class-transformer',
    'helmet@8',
  ],
  // A version whose own parts are all there; its page for editors is not built.
  strapi: [
    '@strapi/strapi@5.54.0',
    'pg@8',
    'react@18',
    'react-dom@18',
    'react-router-dom@6',
    'styled-components@6',
  ],
} as const

type Peer = keyof typeof PACKAGES

const SIZE: WorldSize = { organisations: 3, learners: 20_000, assessors: 198 }
/** Learners who have a default assessor and an assessor of both aims before anything is measured. */
const ASSIGNED = 3000
const CONNECTIONS = 64
const ROUNDS = 5
const PAGE = 100

const SOURCES = fileURLToPath(new URL('./peers/', import.meta.url))
const FOLDER = join(tmpdir(), 'caseload-bench-peers')

/** A server under load, and the calls that it is asked. */
interface Side {
  server: Measured
  calls: Record<What, readonly Call[]>
  /** Whether its time on PostgreSQL counts too. */
  onPostgres: boolean
}

/** What is measured: the answer's status, and the calls of each side. */
const STATUS = { page: 200, one: 200, assign: 204 } as const
type What = keyof typeof STATUS

/** The same calls to Caseload on both engines and to what others would build the same with, in turns. */
export async function benchPeers(postgres: Postgres, seconds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-bench-'))
  const sides = await startAll(postgres, folder)
  const figures: Figures = {}
  for (const what of Object.keys(STATUS) as What[])
    Object.assign(figures, figuresOf(what, await inTurns(what, sides, postgres, seconds)))
  await Promise.all(Object.values(sides).map(side => side.server.end()))
  rmSync(folder, { recursive: true, force: true })
  return figures
}

type Sides = Record<'Caseload, SQLite' | 'Caseload, PostgreSQL' | 'Express' | 'Nest' | 'Strapi', Side>

async function startAll(postgres: Postgres, folder: string): Promise<Sides> {
  const own = async (address: string) => {
    const server = await start({ kind: 'app', address, fill: SIZE, logTo: join(folder, 'log') })
    await assignSome(server)
    return server
  }
  const ours = callsTo('/api/caseload/v1')
  const theirs = callsTo('')
  return {
    'Caseload, SQLite': { server: await own(join(folder, 'app.db')), calls: ours, onPostgres: false },
    'Caseload, PostgreSQL': {
      server: await own(await postgres.createDatabase('bench_peers')),
      calls: ours,
      onPostgres: true,
    },
    Express: {
      server: await startPeer('express', join(folder, 'express.db')),
      calls: theirs,
      onPostgres: false,
    },
    Nest: {
      server: await startPeer('nest', await postgres.createDatabase('bench_nest')),
      calls: theirs,
      onPostgres: true,
    },
    Strapi: {
      server: await startPeer('strapi', await postgres.createDatabase('bench_strapi')),
      calls: theirs,
      onPostgres: true,
    },
  }
}

function callsTo(base: string): Side['calls'] {
  const page = (at: number): Call => ({
    method: 'POST',
    path: `/api/v2.1/User/Search/${1 + (at % 10)}/${PAGE}`,
    body: JSON.stringify({ Role: 1, OrganisationID: 1 + (at % SIZE.organisations) }),
  })
  const one = (at: number): Call => ({
    method: 'GET',
    path: `${base}/learners/${learnerId((at * 7919) % ASSIGNED)}/assignments`,
  })
  const several = (call: (at: number) => Call) => Array.from({ length: 2000 }, (_, at) => call(at))
  return { page: several(page), one: several(one), assign: assignCalls(SIZE, 400_000) }
}

/** What the peers are filled with at once. */
async function assignSome({ port, session }: Measured): Promise<void> {
  const changes = Array.from({ length: ASSIGNED }, (_, at) => {
    const slot = { learner: learnerId(at), role: 'assessor', after: assessorId(at % SIZE.organisations) }
    return [
      { ...slot, level: 'default' },
      ...STANDARDS.map(standard => ({ ...slot, level: 'aim', standard })),
    ]
  }).flat()
  const response = await fetch(`http://127.0.0.1:${port}/api/caseload/v1/changes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tokenid': session },
    body: JSON.stringify({ mode: 'all-or-nothing', changes }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`The world was not filled: ${text.slice(0, 300)}`)
}

async function startPeer(peer: Peer, address: string): Promise<Measured> {
  const folder = install(peer)
  return measured(
    fork(join(folder, `${peer}.js`), [JSON.stringify({ ...SIZE, assigned: ASSIGNED, address })], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
    }),
  )
}

/** Installs a peer where it is not yet, and gives its folder. What is built by C++ finds the headers beside Node.js. */
function install(peer: Peer): string {
  const folder = join(FOLDER, peer)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  const headers = dirname(dirname(process.execPath))
  const path = `${dirname(process.execPath)}:${process.env.PATH}`
  execFileSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', `--nodedir=${headers}`, ...PACKAGES[peer]],
    { cwd: folder, env: { ...process.env, PATH: path }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  for (const file of [`${peer}.js`, 'world.js']) copyFileSync(join(SOURCES, file), join(folder, file))
  return folder
}

type Turn = Result & { processor: number }

async function inTurns(
  what: What,
  sides: Sides,
  postgres: Postgres,
  seconds: number,
): Promise<Map<string, Turn[]>> {
  const turns = new Map<string, Turn[]>(Object.keys(sides).map(name => [name, []]))
  const options = { connections: CONNECTIONS, seconds, expected: STATUS[what] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, { server, calls, onPostgres }] of Object.entries(sides)) {
      const spent = () => processorTime(server.process.pid!) + (onPostgres ? processorTime(postgres.pid) : 0)
      const before = spent()
      const result = await load(
        server,
        what === 'assign' ? calls.assign.slice(round * 60_000) : calls[what],
        options,
      )
      // The first round warms up.
      if (round > 0) turns.get(name)!.push({ ...result, processor: (spent() - before) / result.answers })
    }
  }
  return turns
}

const RATIOS = [
  ['Caseload, SQLite', 'Express'],
  ['Caseload, PostgreSQL', 'Nest'],
  ['Caseload, PostgreSQL', 'Strapi'],
] as const

function figuresOf(what: What, turns: ReadonlyMap<string, readonly Turn[]>): Figures {
  const of = (name: string, pick: (turn: Turn) => number) => median(turns.get(name)!.map(pick))
  const figures: Figures = {}
  for (const [ours, theirs] of RATIOS)
    figures[`${what}: ${ours} ÷ ${theirs}`] = of(ours, turn => turn.rate) / of(theirs, turn => turn.rate)
  for (const name of turns.keys()) {
    figures[`${what}: ${name}, answers a second`] = of(name, turn => turn.rate)
    figures[`${what}: ${name}, processor µs`] = of(name, turn => turn.processor)
    figures[`${what}: ${name}, bytes`] = of(name, turn => turn.bytes)
  }
  return figures
}
