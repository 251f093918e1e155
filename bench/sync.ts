import { fileURLToPath } from 'node:url'
import { buildServer } from '../src/http/server.ts'
import { NO_MAPPING } from '../src/intake/mapping/mapping.ts'
import type { WorldAssignment } from '../src/reconcile/world/world.ts'
import { openOneFile } from '../src/remote/onefile/onefile.ts'
import { applyPlan } from '../src/runs/apply-plan.ts'
import { makePlan } from '../src/runs/make-plan.ts'
import { SyncStore } from '../src/runs/state/store.ts'
import { ALLOWANCE } from '../src/sdk/client.ts'
import { openStorage } from '../src/storage/open.ts'
import { NOW } from '../test/cast.ts'
import { type Practising, practiseOn } from '../test/practising.ts'
import { freshAddress, type Stage, servicesOn } from '../test/stage.ts'
import { memoryLog } from '../test/sync/memory-log.ts'
import type { Figures } from './assign.ts'
import { assessorId, fillWorld, learnerId, STANDARDS, UNITS } from './world.ts'

const SIZE = { organisations: 1, learners: 5_000, assessors: 60 }
const CHANGES = [0, 200, 5_000]
const PAGE = 200
const KINDS_OF_STAFF = 5

/** The assessor of a learner's first unit. */
const assessorOf = (at: number) => assessorId(at % SIZE.assessors)

/** A row for each learner, the first so many of them with another assessor. */
function sheetOf(changes: number): Buffer {
  const rows = Array.from({ length: SIZE.learners }, (_, at) => {
    const assessor = at < changes ? assessorOf(at + 1) : assessorOf(at)
    return `M${learnerId(at)},${assessor},${STANDARDS[0]},${UNITS[0]},unit`
  })
  return Buffer.from(`Learner Ref,AssessorID,Standard ID,Unit ID,Level\n${rows.join('\n')}\n`)
}

/** What earlier runs have made: OneFile shows none of it. */
function believed(): WorldAssignment[] {
  return Array.from({ length: SIZE.learners }, (_, at) => ({
    ...{ learner: learnerId(at), level: 'unit', role: 'assessor', target: 1 + at * UNITS.length },
    ...{ person: assessorOf(at), known: 'believed' },
  }))
}

/** A practice server for so many learners, on a clock that passes only when the client waits. */
async function setBench(userDemanded: boolean): Promise<Practising> {
  const { address, remove } = await freshAddress('sqlite')
  const time = { now: NOW }
  const storage = await openStorage(address, time.now)
  const services = servicesOn(storage, time, { inferredFields: false })
  await services.writer.run({ organisations: [], work: tx => fillWorld(tx, SIZE) })
  const stage: Stage = {
    ...{ services, storage, address, time, server: buildServer(services) },
    session: async () => '',
    close: async () => {
      await services.writer.close()
      await storage.close()
      remove()
    },
  }
  return practiseOn(stage, { 'user-demanded': userDemanded ? 1 : 0 })
}

/**
 * The fewest calls there can be: a sign-in, each list of the catalogue once and the units under each standard, accounts by
 * pages, an aim read and a unit read for each learner where the server demands a UserID, else all by pages, and the changes.
 */
export function leastCalls(changes: number, userDemanded: boolean): number {
  const catalogue = 1 + 1 + 4 + 1 + STANDARDS.length
  const people = SIZE.learners / PAGE + KINDS_OF_STAFF
  const held = userDemanded ? 2 * SIZE.learners : 1 + (SIZE.learners * UNITS.length) / PAGE
  return catalogue + people + held + changes
}

interface Measured {
  calls: number
  limited: number
  minutes: number
}

export async function sync(changes: number, userDemanded: boolean): Promise<Measured> {
  const stage = await setBench(userDemanded)
  try {
    const started = stage.time.now
    const target = openOneFile(stage.client, { believed: believed(), name: 'practice' })
    const job = {
      ...{ target, store: new SyncStore(memoryLog()), mapping: NO_MAPPING, today: '2026-03-02' },
      clock: () => stage.time.now,
    }
    const { plan, world } = await makePlan([{ name: 'bench.csv', bytes: sheetOf(changes) }], job)
    if (plan.changes.length !== changes) throw new Error(`Planned ${plan.changes.length} of ${changes}`)
    const { counts } = await applyPlan(plan, job, { by: 'bench', world })
    if (counts.done !== changes) throw new Error(`Did ${JSON.stringify(counts)} of ${changes}`)
    const { calls } = await stage.report()
    const minutes = (stage.time.now - started) / ALLOWANCE.window
    return { calls, limited: stage.statuses.get(429) ?? 0, minutes }
  } finally {
    await stage.close()
  }
}

/**
 * Calls made for a sync of 5,000 learners against a server that offers nothing but OneFile's own calls, over the least
 * possible; replies with 429; and the time by a clock that passes only while the client waits, over calls ÷ 280 a minute.
 */
export async function benchSync(): Promise<Figures> {
  const figures: Record<string, number> = { learners: SIZE.learners }
  let limited = 0
  for (const userDemanded of [false, true]) {
    for (const changes of CHANGES) {
      const one = await sync(changes, userDemanded)
      const name = `${changes} changes${userDemanded ? ', UserID demanded' : ''}`
      limited += one.limited
      figures[`${name}: calls`] = one.calls
      figures[`${name}: calls ÷ least`] = one.calls / leastCalls(changes, userDemanded)
      const even = one.calls / ALLOWANCE.calls
      if (even > 2) figures[`${name}: time ÷ calls at 280 a minute`] = one.minutes / even
    }
  }
  return { ...figures, 'replies with 429': limited }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await benchSync(), null, 2))
  process.exit()
}
