import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '../src/app/services.ts'
import { isProblem } from '../src/domain/problem.ts'
import type { AssignRequest } from '../src/domain/request.ts'
import { CHAIN_START } from '../src/storage/chain.ts'
import type { Storage } from '../src/storage/database.ts'
import { changes } from '../src/storage/history.ts'
import { openStorage } from '../src/storage/open.ts'
import { select } from '../src/storage/records.ts'
import { replayDiffers } from '../src/storage/replay.ts'
import * as cast from './cast.ts'
import { brokenChain } from './crash/verify.ts'
import { freshAddress, loadCast, servicesOn } from './stage.ts'

const CLIENTS = 50
const ROUNDS = 6

/** Two servers, each with its own writer, on one PostgreSQL. */
describe('two servers on one PostgreSQL', () => {
  const storages: Storage[] = []
  const servers: Services[] = []

  beforeAll(async () => {
    const { address } = await freshAddress('postgres')
    for (const _server of [1, 2]) {
      const storage = await openStorage(address, cast.NOW)
      storages.push(storage)
      servers.push(servicesOn(storage, { now: cast.NOW }))
    }
    await loadCast(servers[0]!)
  })
  afterAll(async () => {
    await Promise.all(servers.map(({ writer }) => writer.close()))
    await Promise.all(storages.map(storage => storage.close()))
  })

  const ask = (client: number, requests: AssignRequest[]) =>
    servers[client % 2]!.writer.assign({
      requests,
      mode: 'each',
      purpose: { kind: 'call', actor: null, operator: null, reason: null },
      sees: new Set([cast.NORTH.id, cast.SOUTH.id]),
    })

  const north = () => select(storages[0]!.db, changes, { organisation: cast.NORTH.id })

  async function expectSound(): Promise<void> {
    const { db } = storages[0]!
    expect(await brokenChain(db, cast.NORTH.id)).toBeUndefined()
    expect(await replayDiffers(db, cast.NORTH.id)).toBe(false)
    const positions = (await north()).map(change => change.position)
    expect(positions).toEqual(positions.map((_, at) => at + 1))
  }

  test('give one slot to one holder at a time, in one line of history', async () => {
    const people = [cast.isolde, cast.tobias, cast.hesper, cast.rhodriAsAssessor]
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: CLIENTS }, (_, client) =>
          ask(client, [
            {
              learner: cast.orlagh.id,
              level: 'aim',
              standard: cast.BAKING.id,
              after: people[(client + round) % people.length]!.id,
            },
          ]),
        ),
      )
      expect(outcomes.some(isProblem)).toBe(false)
    }
    const line = (await north()).filter(change => change.learner === cast.orlagh.id)
    expect(line[0]!.beforePerson).toBeNull()
    for (const [at, change] of line.slice(1).entries())
      expect(change.beforePerson).toBe(line[at]!.afterPerson)
    await expectSound()
  })

  test('go on in the history that is there now, where a learner or a whole history has come anew', async () => {
    const put = (client: number, person: number) =>
      ask(client, [{ learner: cast.caspian.id, level: 'default', role: 'assessor', after: person }])
    await put(0, cast.isolde.id)
    await put(1, cast.tobias.id)
    // As a restore does, which shares its transaction with a call that came at the same moment.
    const restored = servers[1]!.writer.run({
      organisations: [],
      work: async tx => {
        await tx.lockAllTables()
        await tx.dropReservedIds()
        await tx.db.deleteFrom('assignments').execute()
        await tx.db.deleteFrom('changes').execute()
        await tx.db.deleteFrom('runs').execute()
        await tx.db.updateTable('history_heads').set({ position: 0, hash: CHAIN_START }).execute()
      },
    })
    await Promise.all([restored, put(1, cast.isolde.id)])
    await expectSound()
    expect(await north()).toHaveLength(1)
  })

  test('lock the history that a learner is in now, though another one was known', async () => {
    const { db } = storages[0]!
    const [row] = await db.selectFrom('users').selectAll().where('id', '=', cast.caspian.id).execute()
    const wanderer = { ...row!, id: 9001, placement_id: null, classroom_id: null }
    const organisation_id = cast.NORTH.id
    await db.insertInto('users').values(wanderer).execute()
    await db.insertInto('directory').values({ kind: 1, id: wanderer.id, organisation_id }).execute()
    const put = (client: number, after: number | null) =>
      ask(client, [{ learner: wanderer.id, level: 'default', role: 'assessor', after }])
    for (const [client, after] of [cast.isolde.id, null].entries()) await put(client, after)
    const elsewhere = { organisation_id: cast.SOUTH.id }
    await db.updateTable('users').set(elsewhere).where('id', '=', wanderer.id).execute()
    await db.updateTable('directory').set(elsewhere).where('id', '=', wanderer.id).execute()
    for (let round = 0; round < ROUNDS; round += 1) {
      const turns = Array.from({ length: CLIENTS }, (_, at) => put(at, at % 4 < 2 ? cast.marisol.id : null))
      await Promise.all(turns)
    }
    const south = await select(db, changes, { organisation: cast.SOUTH.id })
    for (const [at, change] of south.entries())
      expect(change.beforePerson).toBe(at === 0 ? null : south[at - 1]!.afterPerson)
    expect(south.length).toBeGreaterThan(0)
    expect(await brokenChain(db, cast.SOUTH.id)).toBeUndefined()
  })

  test('take many slots in crossing orders without standing in each other’s way', async () => {
    const slots: AssignRequest[] = [
      { learner: cast.orlagh.id, level: 'default', role: 'assessor', after: cast.isolde.id },
      { learner: cast.caspian.id, level: 'default', role: 'assessor', after: cast.isolde.id },
      { learner: cast.bryony.id, level: 'default', role: 'assessor', after: cast.marisol.id },
      { learner: cast.caspian.id, level: 'aim', standard: cast.BAKING.id, after: cast.tobias.id },
      { learner: cast.orlagh.id, level: 'aim', standard: cast.CARE.id, after: cast.perpetua.id },
    ]
    const outcomes = await Promise.all(
      Array.from({ length: CLIENTS }, (_, client) => {
        const turned = [...slots.slice(client % slots.length), ...slots.slice(0, client % slots.length)]
        return ask(client, client % 3 === 0 ? turned.reverse() : turned)
      }),
    )
    for (const outcome of outcomes) {
      if (isProblem(outcome)) expect.unreachable(outcome.sentence)
      else expect(outcome.verdicts.map(verdict => verdict.outcome)).not.toContain('refused')
    }
    await expectSound()
  })
})
