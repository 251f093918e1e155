import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../src/cli/config.ts'
import { type RunningServer, runServer } from '../../src/cli/run-server.ts'
import { importDataSet } from '../../src/dataset/import.ts'
import { syntheticDataset } from '../../src/dataset/synthetic/dataset.ts'
import { PRESETS } from '../../src/domain/scope.ts'
import { noFaults } from '../../src/http/practice.ts'
import { practiceSurface } from '../../src/http/practice-surface.ts'
import { KIND_CODES, LEVEL_CODES, ROLE_CODES } from '../../src/storage/codes.ts'
import { inFolder } from './observe.ts'

/** What a bad night is made of. Source: what the sync has to survive, as `docs/promises.md` lists it. */
const FAULTS = { limit: 0.05, error: 0.02, lost: 0.01, 'session-calls': 50 }

/** What was done and met. */
export interface Survived {
  learners: number
  changes: number
  kills: number
  limited: number
  failed: number
  lost: number
}

/**
 * Syncs so many learners with a server that makes faults, and kills the tool at so many random moments. Throws where, in the
 * end, anything differs from the sheet or was written twice.
 */
export function killSync(learners: number, kills: number, hear: (kill: number) => void): Promise<Survived> {
  return inFolder(async folder => {
    const server = await startPractice(folder, learners)
    try {
      const wanted = await writeSheet(server, folder)
      const before = await countChanges(server)
      const tool = await toolFor(server, folder)
      for (let kill = 0; kill < kills; kill += 1) {
        await tool.run(Math.random() * 4000)
        hear(kill + 1)
      }
      await ends(tool)
      await compare(server, wanted, before)
      return { learners, changes: wanted.size, kills, ...(await faultsMet(server)) }
    } finally {
      await server.stop()
    }
  })
}

async function startPractice(folder: string, learners: number): Promise<RunningServer> {
  const config = readConfig({ data: join(folder, 'data'), port: 0, log: 'silent' }, {})
  const surface = practiceSurface({ seed: 7, faults: { ...noFaults(), ...FAULTS, 'retry-after': 1 } })
  const server = await runServer(config, { surface })
  const size = { seed: 7, centres: 1, staff: 40, learners, now: Date.now() }
  const lines = () => syntheticDataset(size)
  await importDataSet(server.services.writer, { name: 'the synthetic provider', lines })
  return server
}

/** A sheet that gives every learner who is there another default assessor; who that is, by learner. */
async function writeSheet({ services }: RunningServer, folder: string): Promise<Map<number, number>> {
  const { db } = services.storage
  const assessors = await db
    .selectFrom('users')
    .select('id')
    .where('kind', '=', KIND_CODES.assessor)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  const learners = await db
    .selectFrom('users')
    .select('id')
    .where('kind', '=', KIND_CODES.learner)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  const held = await defaults(services)
  const wanted = new Map(
    learners.map(({ id }, at) => {
      const others = assessors.filter(one => one.id !== held.get(id))
      return [id, others[at % others.length]!.id]
    }),
  )
  const rows = [...wanted].map(([learner, assessor]) => `${learner},${assessor}`)
  writeFileSync(join(folder, 'sheet.csv'), `User ID,AssessorID\n${rows.join('\n')}\n`)
  return wanted
}

async function defaults({ storage }: RunningServer['services']): Promise<Map<number, number>> {
  const rows = await storage.db
    .selectFrom('assignments')
    .select(['learner_id', 'person_id'])
    .where('level', '=', LEVEL_CODES.default)
    .where('role', '=', ROLE_CODES.assessor)
    .execute()
  return new Map(rows.map(one => [one.learner_id, one.person_id]))
}

async function countChanges({ services }: RunningServer): Promise<number> {
  const row = await services.storage.db
    .selectFrom('changes')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

interface Tool {
  /** Runs the tool, killed after so many milliseconds; gives how it ended, nothing where it was killed. */
  run(after?: number): Promise<number | null>
  said(): string
}

/** The command, with a state of its own and as many calls as it likes. */
async function toolFor({ address, services }: RunningServer, folder: string): Promise<Tool> {
  const made = await services.access.createToken({
    ...{ customer: 1, name: 'sync', scopes: PRESETS.onefile, organisations: null, callLimit: 1_000_000 },
  })
  if (!('secret' in made)) throw new Error(made.sentence)
  const main = join(import.meta.dirname, '../../bin/caseload.js')
  const flags = ['--server', address, '--state', join(folder, 'state'), '--calls', '1000000', '--yes']
  const env = { ...process.env, CASELOAD_TOKEN: made.secret, XDG_STATE_HOME: join(folder, 'xdg') }
  let said = ''
  return {
    said: () => said,
    async run(after) {
      said = ''
      const child = spawn(process.execPath, [main, 'apply', join(folder, 'sheet.csv'), ...flags], { env })
      for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
      // The tool needs most of a second to load; what matters is what it does after that.
      const timer = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), 800 + after)
      const [code] = await once(child, 'close')
      clearTimeout(timer)
      return code as number | null
    },
  }
}

/** Runs that may end as they like, until one has nothing left to do. */
async function ends(tool: Tool): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) if ((await tool.run()) === 0) return
  throw new Error(`The sync does not come to its end:\n${tool.said()}`)
}

async function compare(
  server: RunningServer,
  wanted: ReadonlyMap<number, number>,
  before: number,
): Promise<void> {
  const held = await defaults(server.services)
  const wrong = [...wanted].filter(([learner, assessor]) => held.get(learner) !== assessor)
  if (wrong.length > 0) throw new Error(`${wrong.length} learners are not as the sheet has them.`)
  const made = (await countChanges(server)) - before
  if (made !== wanted.size)
    throw new Error(`${made} changes were made where the sheet asks for ${wanted.size}.`)
}

async function faultsMet({ address }: RunningServer): Promise<Pick<Survived, 'limited' | 'failed' | 'lost'>> {
  const report = (await (await fetch(`${address}/practice/faults`)).json()) as {
    faults: Record<string, { injected: number }>
  }
  const { limit, error, lost } = report.faults
  return { limited: limit!.injected, failed: error!.injected, lost: lost!.injected }
}
