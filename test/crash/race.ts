/** Clients race for slots through two servers on one PostgreSQL, while somebody reads the feed. */
import { expect } from 'vitest'
import type { Db } from '../../src/storage/db.ts'
import { replayDiffers } from '../../src/storage/replay.ts'
import { called } from './call.ts'
import { type FeedRow, follow } from './feed.ts'
import { inFolder, observing } from './observe.ts'
import { brokenChain } from './verify.ts'
import { startVictim, type Told } from './victims.ts'

const CLIENTS = 50
const PROVIDER = { centres: 2, staff: 240, learners: 80 }

/** What came of a race. */
export interface Raced {
  calls: number
  changes: number
  /** Pages of the feed that were read meanwhile. */
  pages: number
}

/** Hears how far a scenario has got. */
export type Hear = (round: number) => void

/**
 * In each round fifty clients, each for a person of its own, ask for one slot and state who they believe is in it.
 * One is served; all others are told by whom.
 */
export function raceForOneSlot(address: string, rounds: number, told: Hear): Promise<Raced> {
  return race(address, rounds, told, async (servers, db) => {
    const [arena] = await arenasOf(db)
    const slot = arena!.slots[0]!
    let holder = slot.holder
    return async () => {
      const people = arena!.people.filter(id => id !== holder).slice(0, CLIENTS)
      const answers = await Promise.all(
        people.map((after, at) =>
          called(servers[at % 2]!, 'POST', '/changes', {
            changes: [{ ...slot.names, before: holder, after }],
          }),
        ),
      )
      const outcomes = answers.map(body => body.outcomes[0])
      const winners = people.filter((_, at) => outcomes[at].outcome === 'done')
      expect(winners, 'clients that were served').toHaveLength(1)
      holder = winners[0]!
      for (const { outcome, holder: seen } of outcomes)
        expect([outcome, seen]).toEqual([outcome === 'done' ? 'done' : 'moved-on', holder])
      return { calls: people.length, changes: 1 }
    }
  })
}

/** In each round fifty clients put people of their own into many slots of two centres, each in another order. */
export function raceInCrossingOrders(address: string, rounds: number, told: Hear): Promise<Raced> {
  return race(address, rounds, told, async (servers, db) => {
    const arenas = await arenasOf(db)
    const slots = arenas.flatMap(({ slots: own, people }) => own.map(({ names }) => ({ names, people })))
    return async round => {
      const counts = await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          const turned = [...slots.slice(client % slots.length), ...slots.slice(0, client % slots.length)]
          const ordered = client % 3 === 0 ? turned.toReversed() : turned
          const changes = ordered.map(({ names, people }) => ({
            ...names,
            after: people[(client + round) % people.length],
          }))
          const mode = client % 2 === 0 ? 'each' : 'all-or-nothing'
          const { outcomes } = await called(servers[client % 2]!, 'POST', '/changes', { mode, changes })
          const kinds = (outcomes as { outcome: string }[]).map(({ outcome }) => outcome)
          expect(kinds.filter(one => one !== 'done' && one !== 'already-so')).toEqual([])
          return kinds.filter(one => one === 'done').length
        }),
      )
      return { calls: CLIENTS, changes: counts.reduce((sum, count) => sum + count, 0) }
    }
  })
}

type Round = (round: number) => Promise<{ calls: number; changes: number }>

async function race(
  address: string,
  rounds: number,
  told: Hear,
  prepare: (servers: readonly Told[], db: Db) => Promise<Round>,
): Promise<Raced> {
  return inFolder(folder =>
    observing(address, async db => {
      const one = await startVictim(address, folder, PROVIDER)
      const other = await startVictim(address, folder, PROVIDER)
      const servers = [one, other]
      const run = await prepare(servers, db)
      const reading = await follow(servers)
      const total = { calls: 0, changes: 0 }
      for (let round = 0; round < rounds; round += 1) {
        const { calls, changes } = await run(round)
        total.calls += calls
        total.changes += changes
        told(round + 1)
      }
      const { rows, pages } = await reading.stop()
      await Promise.all([one.kill(), other.kill()])
      await expectOneStory(db, rows)
      expect(rows, 'changes in the feed').toHaveLength(total.changes)
      return { ...total, pages }
    }),
  )
}

/** The feed is the history, without gap or repeat; each slot went from hand to hand; the tables are what came of it. */
async function expectOneStory(db: Db, rows: readonly FeedRow[]): Promise<void> {
  const holders = new Map<string, number | null>()
  for (const { organisation, learner, level, role, target, before, after } of rows) {
    const slot = [organisation, learner, level, role, target].join('/')
    if (holders.has(slot)) expect(before?.person ?? null, `who was in ${slot}`).toBe(holders.get(slot))
    holders.set(slot, after?.person ?? null)
  }
  for (const [organisation, own] of Map.groupBy(rows, row => row.organisation)) {
    const kept = await db
      .selectFrom('changes')
      .select(['position', 'hash'])
      .where('organisation_id', '=', organisation)
      .where('position', '>=', own[0]!.position)
      .orderBy('position')
      .execute()
    expect(own.map(({ position, hash }) => ({ position, hash }))).toEqual(kept)
    expect(await brokenChain(db, organisation)).toBeUndefined()
    expect(await replayDiffers(db, organisation)).toBe(false)
  }
}

/** What can be raced for at one centre, and who can be put there. */
interface Arena {
  slots: {
    names: { learner: number; level: string; role: string; standard?: number }
    holder: number | null
  }[]
  people: number[]
}

const ASSESSOR = 5
const LEARNERS = 4

async function arenasOf(db: Db): Promise<Arena[]> {
  const centres = await db.selectFrom('organisations').select('id').orderBy('id').execute()
  return Promise.all(centres.map(({ id }) => arenaOf(db, id)))
}

async function arenaOf(db: Db, organisation: number): Promise<Arena> {
  const staff = await db
    .selectFrom('users')
    .select('id')
    .where('organisation_id', '=', organisation)
    .where('kind', '=', ASSESSOR)
    .where('archived_at', 'is', null)
    .orderBy('id')
    .execute()
  const aims = await db
    .selectFrom('learning_aims as aim')
    .innerJoin('users as learner', join =>
      join
        .onRef('learner.organisation_id', '=', 'aim.organisation_id')
        .onRef('learner.id', '=', 'aim.learner_id'),
    )
    .leftJoin('assignments as held', join =>
      join
        .onRef('held.organisation_id', '=', 'aim.organisation_id')
        .onRef('held.aim_id', '=', 'aim.id')
        .on('held.role', '=', 0),
    )
    .select(['aim.learner_id', 'aim.standard_id', 'held.person_id'])
    .where('aim.organisation_id', '=', organisation)
    .where('learner.archived_at', 'is', null)
    .orderBy('aim.id')
    .limit(LEARNERS)
    .execute()
  const people = staff.map(({ id }) => id)
  if (people.length <= CLIENTS) throw new Error(`Centre ${organisation} has only ${people.length} assessors`)
  const slots = aims.map(aim => ({
    names: { learner: aim.learner_id, level: 'aim', role: 'assessor', standard: aim.standard_id },
    holder: aim.person_id,
  }))
  return { slots, people }
}
