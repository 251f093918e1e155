import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ErasureDone, erasePerson } from '../src/app/erase-person.ts'
import type { Services } from '../src/app/services.ts'
import { composeServices } from '../src/cli/run-server.ts'
import { runCommand } from '../src/http/commands.ts'
import type { EngineName } from '../src/storage/open.ts'
import { openStorage } from '../src/storage/open.ts'
import { createDatabase } from '../test/postgres.ts'
import type { Figures } from './assign.ts'
import { assessorId, fillWorld, learnerId, organisationOf } from './world.ts'

/** Learners of the provider, unless `CASELOAD_BENCH_LEARNERS` says otherwise, each with a run whose reason names somebody. */
const LEARNERS = Number(process.env.CASELOAD_BENCH_LEARNERS ?? 10_000)
const SIZE = { organisations: 20, learners: LEARNERS, assessors: 200 }
const TRIES = 9

/** How long it takes to export and to erase one learner, in milliseconds, half of all tries are faster. */
export async function benchErase(postgres: { url: string }): Promise<Figures> {
  const figures: Figures = { learners: LEARNERS }
  for (const engine of ['sqlite', 'postgres'] as const) {
    Object.assign(figures, await measure(engine, postgres.url))
  }
  return figures
}

async function measure(engine: EngineName, url: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-erase-'))
  const file = join(folder, 'caseload.db')
  const address = engine === 'sqlite' ? file : await createDatabase(url, `erase_${process.pid}`)
  const storage = await openStorage(address, 0)
  const services = composeServices(storage, { plainOnefile: false, strictPeople: false })
  await services.writer.run({ organisations: [], work: tx => fillWorld(tx, SIZE) })
  await assignAll(services)
  if (engine === 'sqlite') await storage.scrub()
  const exports: number[] = []
  const commits: number[] = []
  const erasures: number[] = []
  for (let at = 0; at < TRIES; at += 1) {
    const user = learnerId(at * 7)
    exports.push(await timed(() => exported(services, user, join(folder, 'one.json'))))
    const { scrub } = storage
    let committed = 0
    const started = performance.now()
    const watched = {
      ...services,
      storage: { ...storage, scrub: () => scrubbedFrom(scrub, () => (committed = performance.now())) },
    }
    await erased(watched, user)
    erasures.push(performance.now() - started)
    commits.push(committed - started)
  }
  const size = engine === 'sqlite' ? { 'sqlite, MB of the file': statSync(file).size / 1e6 } : {}
  await services.writer.close()
  await storage.close()
  rmSync(folder, { recursive: true })
  return {
    ...size,
    [`${engine}, export, ms`]: median(exports),
    [`${engine}, erased and on disk, ms`]: median(commits),
    [`${engine}, files clean too, ms`]: median(erasures),
  }
}

function scrubbedFrom(scrub: () => Promise<boolean>, begin: () => void): Promise<boolean> {
  begin()
  return scrub()
}

/** Each learner gets an assessor, in a run of its own whose reason is a sentence. */
async function assignAll({ writer }: Services): Promise<void> {
  const sees = new Set(Array.from({ length: SIZE.organisations }, (_, at) => at + 1))
  for (let from = 0; from < LEARNERS; from += 256) {
    const piece = Array.from({ length: Math.min(256, LEARNERS - from) }, (_, at) => from + at)
    await Promise.all(
      piece.map(at =>
        writer.assign({
          requests: [{ learner: learnerId(at), level: 'default', after: assessorOf(at) }],
          mode: 'each',
          purpose: {
            kind: 'bulk',
            actor: null,
            operator: null,
            reason: `Moved at the wish of person ${at}, by First Last${at}.`,
          },
          sees,
        }),
      ),
    )
  }
}

/** An assessor of the learner's own organisation. */
function assessorOf(at: number): number {
  return assessorId(organisationOf(at, SIZE) - 1)
}

async function exported(services: Services, user: number, file: string): Promise<void> {
  const told = (await runCommand(services, 'person.export', { user, linked: false, file })) as {
    records?: number
  }
  if ((told.records ?? 0) < 9) throw new Error('An export lacks records.')
}

async function erased(services: Services, user: number): Promise<void> {
  const told = await erasePerson(services, { user, linked: false, names: false, by: 'bench', reason: null })
  const { scrubbed, accounts } = told as ErasureDone
  if (!scrubbed || accounts.length !== 1) throw new Error('An erasure is not complete.')
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
}
