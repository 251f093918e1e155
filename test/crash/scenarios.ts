import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { randomFor } from '../../src/dataset/synthetic/random.ts'
import type { Db } from '../../src/storage/db.ts'
import type { Postgres } from '../postgres.ts'
import { type Story, write } from './clients.ts'
import { addressIn, inFolder, observing } from './observe.ts'
import { countOf, verify } from './verify.ts'
import { startVictim } from './victims.ts'

const CLIENTS = 24

/** Longest time that clients write before the blow falls, in milliseconds. */
const LONGEST = 250

/** Kills the server over and over while clients write. `told` hears how far it has got. */
export async function killServer(
  address: string,
  rounds: number,
  told: (round: number) => void,
): Promise<Totals> {
  return inFolder(async folder => {
    const file = addressIn(folder, address)
    const totals = { done: 0, unknown: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const victim = await startVictim(file, folder)
      const { stories, before } = await observing(file, db => begin(db, round))
      const writing = write(victim, stories)
      await writing.begun
      await pause(momentOf(round))
      await victim.kill()
      await writing.stop()
      await observing(file, db => verify(db, stories, before))
      add(totals, stories)
      told(round + 1)
    }
    return totals
  })
}

/** Kills PostgreSQL itself over and over while clients write through one server, which must recover by itself. */
export async function killPostgres(
  postgres: Postgres,
  address: string,
  rounds: number,
  told: (round: number) => void,
): Promise<Totals> {
  return inFolder(async folder => {
    const victim = await startVictim(address, folder)
    const totals = { done: 0, unknown: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const { stories, before } = await observing(address, db => begin(db, round))
      const writing = write(victim, stories)
      await writing.begun
      await pause(momentOf(round))
      postgres.kill()
      await pause(20)
      await postgres.restart()
      await writing.stop()
      await observing(address, db => verify(db, stories, before))
      await recovers(victim.url)
      add(totals, stories)
      told(round + 1)
    }
    await victim.kill()
    return totals
  })
}

/** What clients were told in all rounds together. */
export interface Totals {
  done: number
  unknown: number
}

/** Adds what the clients of one round were told. */
export function add(totals: Totals, stories: readonly Story[]): void {
  for (const { done, unknown } of stories) {
    totals.done += done
    totals.unknown += unknown
  }
}

/** When the blow of a round falls, in milliseconds after the first acknowledged change. */
export function momentOf(round: number): number {
  return 5 + randomFor(1, 11, round).next() * LONGEST
}

/** The server says by itself that it is ready again. */
export async function recovers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(`${url}/ready`).catch(() => undefined)
    if (answer?.ok) return
    await pause(50)
  }
  expect.unreachable('The server does not recover')
}

/** The stories of a round, and how many changes each learner had before it. */
export interface Begun {
  stories: Story[]
  before: Map<number, number>
}

/** A story for each client: a learner with an aim, and two assessors of the same centre, neither of whom holds it. */
export async function begin(db: Db, round: number): Promise<Begun> {
  const aims = await db.selectFrom('learning_aims').selectAll().orderBy('id').execute()
  const archived = await db.selectFrom('users').select('id').where('archived_at', 'is not', null).execute()
  const gone = new Set(archived.map(row => row.id))
  const live = aims.filter(aim => !gone.has(aim.learner_id))
  const learners = [...new Map(live.map(aim => [aim.learner_id, aim] as const)).values()].slice(0, CLIENTS)
  const stories: Story[] = []
  const before = new Map<number, number>()
  for (const aim of learners) {
    const holder = await holderOf(db, aim)
    const staff = await assessorsOf(db, aim.organisation_id)
    const [first, second] = staff.filter(id => id !== holder && !gone.has(id)).slice(round % 2)
    if (first === undefined || second === undefined) throw new Error('The centre has too few assessors')
    const assessors = [first, second] as const
    stories.push({ learner: aim.learner_id, standard: aim.standard_id, assessors, done: 0, unknown: 0 })
    before.set(aim.learner_id, await countOf(db, aim.learner_id))
  }
  return { stories, before }
}

async function holderOf(db: Db, aim: { organisation_id: number; learner_id: number; id: number }) {
  const row = await db
    .selectFrom('assignments')
    .select('person_id')
    .where('organisation_id', '=', aim.organisation_id)
    .where('learner_id', '=', aim.learner_id)
    .where('aim_id', '=', aim.id)
    .where('role', '=', 0)
    .executeTakeFirst()
  return row?.person_id
}

async function assessorsOf(db: Db, organisation: number): Promise<number[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('kind', '=', 5)
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}
