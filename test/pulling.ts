/** A practice server or a Caseload with the cast, and what pulls from it: for the suites of `caseload pull`. */
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { PRESETS } from '../src/domain/scope.ts'
import { type FaultOrder, type FaultReport, noFaults } from '../src/http/practice.ts'
import { practiceSurface } from '../src/http/practice-surface.ts'
import { buildServer } from '../src/http/server.ts'
import { openPullFolder, type Replace } from '../src/mirror/folder.ts'
import { type PullOptions, type PullReport, pull } from '../src/mirror/pull.ts'
import type { Mirror } from '../src/mirror/row.ts'
import type { PullState, Wishes } from '../src/mirror/state.ts'
import { pullSourceOf } from '../src/remote/onefile/pull-source.ts'
import { type Client, createClient, type Fetch } from '../src/sdk/client.ts'
import * as cast from './cast.ts'
import { folderForTest } from './datasets.ts'
import { fakeTime } from './sdk-time.ts'
import { type Stage, setStage } from './stage.ts'

/** Lets a request through to the server, changes it, or throws as a network or a killed process does. */
export type Wire = (fetch: Fetch, line: string) => Fetch

export interface Pulling extends Stage {
  /** Where pulls go unless they are told another folder. */
  folder: string
  /** One run of the tool, with a client of its own as every run has. */
  pull(
    wishes?: Wishes,
    more?: Partial<PullOptions> & { folder?: string; wire?: Wire; replace?: Replace },
  ): Promise<PullReport>
  /** What a folder holds. */
  mirror(folder?: string): Mirror
  state(folder?: string): PullState
  /** Methods and paths of all requests so far, sign-ins included. */
  lines: string[]
  report(): Promise<FaultReport>
  client: Client
}

interface Set {
  faults?: Partial<FaultOrder>
  seed?: number
  inferredFields?: boolean
  /** A plain Caseload instead of a practice server. */
  plain?: boolean
}

/** Sets up a server that goes with the test. */
export async function setPulling({
  faults = {},
  seed = 1,
  inferredFields = false,
  plain,
}: Set = {}): Promise<Pulling> {
  const stage = await setStage('sqlite', { inferredFields })
  await stage.server.close()
  const surface = practiceSurface({ seed, faults: { ...noFaults(), ...faults } })
  stage.server = buildServer(stage.services, plain ? {} : { surface })
  onTestFinished(() => stage.close())
  const folder = join(folderForTest(), 'mirror')
  const lines: string[] = []
  const token = await tokenOf(stage)
  const time = fakeTime(stage.time.now, stage.time)
  const clientWith = (fetch: Fetch) =>
    createClient({ baseUrl: SERVER, token, fetch, ...time, random: () => 0.5 })
  const carried = carrying(stage, lines)
  return {
    ...{ ...stage, folder, lines, client: clientWith(carrying(stage, [])) },
    async pull(wishes = {}, { folder: where = folder, wire, replace, ...options } = {}) {
      const open = openPullFolder(where, replace)
      const fetch: Fetch = wire
        ? (url, init) => wire(carried, `${init.method} ${new URL(url).pathname}`)(url, init)
        : carried
      try {
        const source = pullSourceOf(clientWith(fetch), SERVER)
        return await pull(source, open, wishes, { clock: time.clock, together: 1, ...options })
      } finally {
        open.close()
      }
    },
    mirror: (where = folder) => inFolder(where, one => one.readMirror()),
    state: (where = folder) => inFolder(where, one => one.readState()!),
    report: async () => (await stage.server.inject('/practice/faults')).json(),
  }
}

const SERVER = 'http://caseload.test'

function inFolder<T>(folder: string, look: (open: ReturnType<typeof openPullFolder>) => T): T {
  const open = openPullFolder(folder)
  try {
    return look(open)
  } finally {
    open.close()
  }
}

async function tokenOf({ services }: Stage): Promise<string> {
  const wanted = { customer: cast.CUSTOMER.id, name: 'pull', scopes: PRESETS.all, organisations: null }
  const made = await services.access.createToken({ ...wanted, callLimit: 1_000_000 })
  if (!('secret' in made)) throw new Error(made.sentence)
  return made.secret
}

function carrying({ server }: Stage, lines: string[]): Fetch {
  return async (url, { method, headers, body }) => {
    const { pathname } = new URL(url)
    lines.push(`${method} ${pathname.replace('/api/v2.1', '')}`)
    const answer = await server.inject({
      ...{ method: method as 'GET', url: pathname, headers },
      ...(body !== undefined && { payload: body }),
    })
    const header = (name: string) => answer.headers[name]?.toString() ?? null
    return { status: answer.statusCode, headers: { get: header }, text: async () => answer.body }
  }
}
