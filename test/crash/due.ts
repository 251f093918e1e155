/** Servers are killed while they carry out planned changes that are due: each was carried out once, or not yet. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { randomFor } from '../../src/dataset/synthetic/random.ts'
import type { Db } from '../../src/storage/db.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import { called } from './call.ts'
import { addressIn, inFolder, observing } from './observe.ts'
import { brokenChain } from './verify.ts'
import { startVictim, type Victim } from './victims.ts'

const PROVIDER = { centres: 2, staff: 60, learners: 2400 }

/** From when planned changes count, in milliseconds from when they are planned: late enough to be still to come then. */
const AHEAD = 8000

/** After how many rounds all that was ever recorded is gone through, which takes longer each time. */
const WHOLE = 20

/** Longest time after a server listens that the blow falls, in milliseconds. */
const LONGEST = 400

/** How a kind of run and the states of planned changes are kept. */
const [PLANNED_RUN, TO_COME, DONE] = [7, 0, 2]

/** What came of killing servers while changes were due. */
export interface KilledWhileDue {
  planned: number
  /** Blows that fell between the first and the last change of a round. */
  between: number
}

/**
 * In each round everybody's default assessor is planned to change, servers are started when that is due, and killed while
 * they carry it out. Then one goes on to the end. `servers` at a time share the database.
 */
export function killWhileDue(
  address: string,
  { rounds, servers }: { rounds: number; servers: number },
  told: (round: number) => void,
): Promise<KilledWhileDue> {
  return inFolder(async folder => {
    const file = addressIn(folder, address)
    const start = () =>
      Promise.all(Array.from({ length: servers }, () => startVictim(file, folder, PROVIDER)))
    const total: KilledWhileDue = { planned: 0, between: 0 }
    // The first one of all fills the database, so that it is alone.
    let running: Victim[] = [await startVictim(file, folder, PROVIDER)]
    for (let round = 0; round < rounds; round += 1) {
      const began = Date.now()
      const planned = await planAll(running[0]!, await observing(file, db => wanted(db, round)))
      await killAll(running)
      await pause(AHEAD)
      const victims = await start()
      await pause(randomFor(1, 17, round).next() * LONGEST)
      await killAll(victims)
      const left = await observing(file, db => expectEachOnce(db, began))
      if (left > 0 && left < planned) total.between += 1
      running = await start()
      await untilNothingIsDue(file)
      expect(await observing(file, db => expectEachOnce(db, began)), 'planned changes that are left').toBe(0)
      if ((round + 1) % WHOLE === 0 || round + 1 === rounds) await observing(file, expectWhole)
      total.planned += planned
      told(round + 1)
    }
    await killAll(running)
    return total
  })
}

async function killAll(victims: readonly Victim[]): Promise<void> {
  await Promise.all(victims.map(victim => victim.kill()))
}

async function planAll(server: Victim, changes: readonly object[]): Promise<number> {
  const effectiveFrom = new Date(Date.now() + AHEAD).toISOString()
  const dated = changes.map(one => ({ ...one, effectiveFrom }))
  const { outcomes } = await called(server, 'POST', '/changes', { changes: dated })
  const planned = outcomes.filter((one: { outcome: string }) => one.outcome === 'planned')
  expect(planned, 'changes that were planned').toHaveLength(changes.length)
  return planned.length
}

/** Another default assessor for every learner who is not archived. */
async function wanted(db: Db, round: number): Promise<object[]> {
  const live = db
    .selectFrom('users')
    .select(['id', 'organisation_id', 'kind'])
    .where('archived_at', 'is', null)
  const people = await live.where('delete_requested_at', 'is', null).orderBy('id').execute()
  const held = await db
    .selectFrom('assignments')
    .select(['learner_id', 'person_id'])
    .where('level', '=', 0)
    .where('role', '=', 0)
    .execute()
  const holders = new Map(held.map(row => [row.learner_id, row.person_id]))
  return people
    .filter(({ kind }) => kind === 1)
    .map(({ id, organisation_id }) => {
      const others = people.filter(
        one => one.kind === 5 && one.organisation_id === organisation_id && one.id !== holders.get(id),
      )
      return { learner: id, level: 'default', after: others[(id + round) % others.length]!.id }
    })
}

async function untilNothingIsDue(file: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await observing(file, countToCome)) === 0) return
    await pause(100)
  }
}

async function countToCome(db: Db): Promise<number> {
  const rows = await db.selectFrom('planned_changes').select('number').where('state', '=', TO_COME).execute()
  return rows.length
}

/**
 * What was recorded since a moment is each planned change of since then that is marked as done, once, and none of the others.
 * Gives how many are left.
 */
async function expectEachOnce(db: Db, since: number): Promise<number> {
  const planned = await db
    .selectFrom('planned_changes')
    .innerJoin('planned_runs', join =>
      join
        .onRef('planned_runs.organisation_id', '=', 'planned_changes.organisation_id')
        .onRef('planned_runs.id', '=', 'planned_changes.planned_run_id'),
    )
    .selectAll('planned_changes')
    .where('planned_runs.created_at', '>=', since)
    .execute()
  const recorded = await db
    .selectFrom('changes')
    .innerJoin('runs', join =>
      join
        .onRef('runs.organisation_id', '=', 'changes.organisation_id')
        .onRef('runs.id', '=', 'changes.run_id'),
    )
    .select(['changes.organisation_id', 'changes.run_id', 'changes.learner_id', 'changes.after_person'])
    .where('runs.kind', '=', PLANNED_RUN)
    .where('runs.recorded_at', '>=', since)
    .execute()
  const keyOf = (row: {
    organisation_id: number
    run_id: number | null
    learner_id: number
    after_person: number | null
  }) => [row.organisation_id, row.run_id, row.learner_id, row.after_person].join('/')
  const done = planned.filter(one => one.state === DONE)
  expect(recorded.map(keyOf).sort(), 'what the history holds').toEqual(done.map(keyOf).sort())
  const left = planned.filter(one => one.state === TO_COME)
  expect(done.length + left.length, 'planned changes that wait for nobody').toBe(planned.length)
  return left.length
}

/** Every chain holds, and replaying a history gives the tables. */
async function expectWhole(db: Db): Promise<void> {
  for (const { id } of await db.selectFrom('organisations').select('id').execute()) {
    expect(await brokenChain(db, id)).toBeUndefined()
    expect(await replayDiffers(db, id)).toBe(false)
  }
}
