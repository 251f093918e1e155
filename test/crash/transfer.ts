/** A transfer of a large caseload is cut off by the death of its server: all of it was done, or nothing. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { randomFor } from '../../src/dataset/synthetic/random.ts'
import type { Db } from '../../src/storage/db.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import { called } from './call.ts'
import { addressIn, inFolder, observing } from './observe.ts'
import { brokenChain } from './verify.ts'
import { startVictim, type Told } from './victims.ts'

/** How often transfers were cut off, and what had become of them. */
export interface CutOff {
  slots: number
  done: number
  undone: number
}

const CENTRE = 1

/**
 * Moves `slots` slots from one assessor to another and back, and kills the server while it does so, each time at
 * another moment between the call and the answer.
 */
export function killTransfer(
  address: string,
  { slots, rounds }: { slots: number; rounds: number },
  told: (round: number) => void,
): Promise<CutOff> {
  return inFolder(async folder => {
    const file = addressIn(folder, address)
    const start = () =>
      startVictim(file, folder, { centres: 1, staff: 40, learners: Math.ceil(slots * 0.55) + 100 })
    let victim = await start()
    let [from, to] = [await newAssessor(victim, 'Wilhelmina'), await newAssessor(victim, 'Barnaby')]
    const held = await gather(victim, [from, to], await observing(file, db => learnersOf(db, slots / 2)))
    const took = await timed(async () => apply(victim, await previewed(victim, from, to)))
    ;[from, to] = [to, from]
    const total: CutOff = { slots: held, done: 0, undone: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const asked = await previewed(victim, from, to)
      const before = await observing(file, historyLength)
      const answer = apply(victim, asked).then(
        () => true,
        () => false,
      )
      await pause(randomFor(1, 13, round).next() * took)
      await victim.kill()
      const answered = await answer
      const isDone = await observing(file, db => expectAllOrNothing(db, { held, from, to, before }))
      if (answered) expect(isDone, 'a transfer that was answered').toBe(true)
      if (isDone) [from, to] = [to, from]
      total[isDone ? 'done' : 'undone'] += 1
      victim = await start()
      told(round + 1)
    }
    await victim.kill()
    return total
  })
}

/** Puts one assessor beside all these learners, twice each. Gives the number of slots the assessor then holds. */
async function gather(
  server: Told,
  [person, taker]: [number, number],
  learners: readonly number[],
): Promise<number> {
  for (let at = 0; at < learners.length; at += 5000) {
    const changes = learners.slice(at, at + 5000).flatMap(learner => [
      { learner, level: 'default', after: person },
      { learner, level: 'additional', after: person },
    ])
    await called(server, 'POST', '/changes', { mode: 'all-or-nothing', changes })
  }
  const { moves } = await called(server, 'POST', '/transfers', {
    from: person,
    moves: [{ to: [taker], levels: ['default', 'additional'] }],
    dryRun: true,
  })
  return moves.length
}

interface Asked {
  from: number
  moves: object[]
  preview: string
}

async function previewed(server: Told, from: number, to: number): Promise<Asked> {
  const asked = { from, moves: [{ to: [to] }] }
  const { preview } = await called(server, 'POST', '/transfers', { ...asked, dryRun: true })
  return { ...asked, preview }
}

async function apply(server: Told, asked: Asked): Promise<void> {
  await called(server, 'POST', '/transfers', asked)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

interface Expected {
  held: number
  from: number
  to: number
  /** Changes in the history before. */
  before: number
}

/** Whether the transfer was done: then it is whole, in tables and history, and else nothing has changed. */
async function expectAllOrNothing(db: Db, { held, from, to, before }: Expected): Promise<boolean> {
  const [left, came] = [await heldBy(db, from), await heldBy(db, to)]
  const isDone = came >= held
  expect([left, came], 'slots of the giver and of the taker').toEqual(isDone ? [0, held] : [held, 0])
  expect((await historyLength(db)) > before, 'whether the history goes on').toBe(isDone)
  expect(await brokenChain(db, CENTRE)).toBeUndefined()
  expect(await replayDiffers(db, CENTRE)).toBe(false)
  return isDone
}

async function heldBy(db: Db, person: number): Promise<number> {
  const rows = await db.selectFrom('assignments').select('target').where('person_id', '=', person).execute()
  return rows.length
}

async function historyLength(db: Db): Promise<number> {
  const head = await db.selectFrom('history_heads').select('position').executeTakeFirstOrThrow()
  return head.position
}

/** An assessor who holds nothing yet. */
async function newAssessor({ url, session }: Told, firstName: string): Promise<number> {
  const answer = await fetch(`${url}/api/v2.1/User`, {
    method: 'POST',
    headers: { 'x-tokenid': session, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ OrganisationID: CENTRE, Role: 5, FirstName: firstName, LastName: 'Ashgrove' },
      Email: `${firstName}.ashgrove@example.org`.toLowerCase(),
    }),
  })
  return ((await answer.json()) as { ID: number }).ID
}

async function learnersOf(db: Db, count: number): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('kind', '=', 1)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .limit(count)
    .execute()
  if (rows.length < count) throw new Error(`There are only ${rows.length} learners`)
  return rows.map(({ id }) => id)
}
