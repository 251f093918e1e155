import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BAKING,
  defaultSlot,
  fenwick,
  isolde,
  NOBODY,
  NORTH,
  NOW,
  orlagh,
  orlaghBaking,
  SOUTH,
  tobias,
} from '../../test/cast.ts'
import { ENGINES, freshAddress, loadCast, servicesOn } from '../../test/stage.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { isProblem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Storage } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import type { Failure } from '../storage/failure.ts'
import { openStorage } from '../storage/open.ts'
import type { Ask } from './assign.ts'
import { createWriter, type WriterJob } from './writer.ts'

const clock = () => NOW

function asking(requests: readonly AssignRequest[]): Ask {
  const purpose = { kind: 'call', actor: null, operator: null, reason: null } as const
  return { requests, mode: 'each', purpose, sees: new Set([NORTH.id, SOUTH.id]) }
}

/** Orlagh's default assessor. */
function put(after: { id: Id } | null): Ask {
  return asking([{ learner: orlagh.id, level: 'default', role: 'assessor', after: after?.id ?? null }])
}

/** A job that tells who is Orlagh's default assessor when its turn comes. */
const whoAssesses: WriterJob<Id | undefined> = {
  organisations: [NORTH.id],
  work: async (_tx, ledger) => {
    const slot = defaultSlot(orlagh, 'assessor')
    await ledger.loadAccounts([orlagh.id])
    await ledger.loadHoldings([{ organisation: NORTH.id, ...slot }])
    return ledger.factsFor(new Set([NORTH.id])).holding(slot)?.person
  },
}

/** References of an account within its organisation. */
const NOWHERE = { placement_id: null, classroom_id: null, provider_id: null, learner_status_id: null }

/** What an engine would sort as this kind of failure. */
class Trouble extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`as the driver says it: ${failure}`)
    this.failure = failure
  }
}

/** The storage, whose transactions fail with these errors first. */
function failingAtFirst(storage: Storage, ...errors: Error[]): Storage {
  const failing = <T>(run: () => Promise<T>): Promise<T> => {
    const error = errors.shift()
    return error ? Promise.reject(error) : run()
  }
  const { transactOnWriterThread } = storage
  return {
    ...storage,
    classify: error => (error instanceof Trouble ? error.failure : storage.classify(error)),
    transact: (...opening) => failing(() => storage.transact(...opening)),
    ...(transactOnWriterThread && {
      transactOnWriterThread: (program, input) => failing(() => transactOnWriterThread(program, input)),
    }),
  }
}

/** The storage, with a list of what its transactions read. */
function listening(storage: Storage): { storage: Storage; reads: string[] } {
  const reads: string[] = []
  const transact: Storage['transact'] = (organisations, work) =>
    storage.transact(organisations, tx => {
      const accounts: typeof tx.statements.accounts = ids => {
        reads.push('accounts')
        return tx.statements.accounts(ids)
      }
      const holdings: typeof tx.statements.holdings = slots => {
        reads.push('holdings')
        return tx.statements.holdings(slots)
      }
      return work({ ...tx, statements: { ...tx.statements, accounts, holdings } })
    })
  return { storage: { ...storage, transact }, reads }
}

const conflict = () => new Trouble('try-again')

describe.each(ENGINES)('the writer on %s', engine => {
  let storage: Storage
  let remove: () => void

  beforeAll(async () => {
    const fresh = await freshAddress(engine)
    remove = fresh.remove
    storage = await openStorage(fresh.address, NOW)
    await loadCast(servicesOn(storage, { now: NOW }))
  })
  afterAll(async () => {
    await storage.close()
    remove()
  })

  it('commits together what arrives together, and not more than 256 at once', async () => {
    const commits: number[] = []
    const writer = createWriter(storage, clock, { committed: requests => commits.push(requests) })
    await Promise.all(Array.from({ length: 300 }, () => writer.assign(put(isolde))))
    expect(commits).toEqual([256, 44])
  })

  it('takes no more into a commit that is full of changes', async () => {
    const commits: number[] = []
    const writer = createWriter(storage, clock, { committed: requests => commits.push(requests) })
    const many = asking(Array.from({ length: 4_000 }, () => certain(put(isolde).requests[0])))
    await Promise.all(
      [many, many, many, many, put(isolde)].map(ask => writer.assign({ ...ask, dryRun: true })),
    )
    expect(commits).toEqual([3, 2])
  })

  it('refuses at once what is more than may wait, and takes writes again when some are done', async () => {
    const writer = createWriter(storage, clock, undefined, { writes: 3, changes: 10 })
    const some = asking(Array.from({ length: 4 }, () => certain(put(isolde).requests[0])))
    const [first, second, third, whole] = [some, some, some, put(isolde)].map(ask => writer.assign(ask))
    expect(await third).toMatchObject({
      code: 'too-busy',
      sentence: expect.stringContaining('nothing was done'),
    })
    expect(await writer.assign(put(isolde))).toMatchObject({ code: 'too-busy' })
    expect(await writer.run(whoAssesses)).toMatchObject({ code: 'too-busy' })
    for (const answer of [first, second, whole]) expect(await answer).not.toHaveProperty('code')
    expect(writer.waiting()).toBe(0)
    const larger = asking(Array.from({ length: 11 }, () => certain(put(isolde).requests[0])))
    expect(await writer.assign(larger)).not.toHaveProperty('code')
  })

  it('does neighbours in the order they came, each seeing what those before it did', async () => {
    const writer = createWriter(storage, clock)
    const answers = await Promise.all([
      writer.run(whoAssesses),
      writer.assign(put(tobias)),
      writer.run(whoAssesses),
      writer.assign(put(isolde)),
      writer.assign(put(isolde)),
      writer.run(whoAssesses),
    ])
    expect(answers).toMatchObject([
      isolde.id,
      { applied: true, verdicts: [{ outcome: 'done' }] },
      tobias.id,
      { applied: true, verdicts: [{ outcome: 'done' }] },
      { applied: true, verdicts: [{ outcome: 'already-so' }], run: null },
      isolde.id,
    ])
  })

  it('says how many writes wait for their answer', async () => {
    const writer = createWriter(storage, clock)
    const writes = [writer.assign(put(tobias)), writer.assign(put(isolde))]
    expect(writer.waiting()).toBe(2)
    await Promise.all(writes)
    expect(writer.waiting()).toBe(0)
  })

  it('answers what it has accepted before it closes, and refuses what comes after', async () => {
    const writer = createWriter(storage, clock)
    const accepted = writer.assign(put(tobias))
    const closed = writer.close()
    expect(await writer.assign(put(isolde))).toMatchObject({ code: 'stopping' })
    expect(await writer.run(whoAssesses)).toMatchObject({ code: 'stopping' })
    await closed
    expect(writer.waiting()).toBe(0)
    expect(await accepted).toMatchObject({ verdicts: [{ outcome: 'done' }] })
    await createWriter(storage, clock).close()
  })

  it('judges requests that nothing is known about, and refuses them as the rules say', async () => {
    const writer = createWriter(storage, clock)
    const codes = async (request: AssignRequest) => {
      const outcome = await writer.assign(asking([request]))
      if (isProblem(outcome)) return outcome.code
      return outcome.verdicts.map(verdict => 'problem' in verdict && verdict.problem.code)
    }
    const nobody = { learner: orlagh.id, after: null } as const
    expect(await codes({ learner: NOBODY, level: 'default', after: isolde.id })).toEqual(['learner-unknown'])
    expect(await codes({ ...nobody, level: 'default' })).toEqual(['role-missing'])
    expect(await codes({ ...nobody, level: 'additional', role: 'iqa' })).toEqual(['field-missing'])
    const unheld = { level: 'aim', standard: BAKING.id, after: isolde.id } as const
    expect(await codes({ ...unheld, learner: fenwick.id })).toEqual(['standard-not-held'])
  })

  it('reads once what a job asks for twice', async () => {
    const { storage: heard, reads } = listening(storage)
    const twice = async (...[tx, ledger, now]: Parameters<typeof whoAssesses.work>) => {
      await whoAssesses.work(tx, ledger, now)
      return whoAssesses.work(tx, ledger, now)
    }
    await createWriter(heard, clock).run({ ...whoAssesses, work: twice })
    expect(reads).toEqual(['accounts', 'holdings'])
  })

  it('finds who is on an aim also where the request names the aim itself', async () => {
    const writer = createWriter(storage, clock)
    const byStandard = { learner: orlagh.id, level: 'aim', standard: BAKING.id, after: isolde.id } as const
    const byAim = { learner: orlagh.id, level: 'aim', target: orlaghBaking.id, after: isolde.id } as const
    expect(await writer.assign(asking([byStandard]))).toMatchObject({ verdicts: [{ outcome: 'done' }] })
    expect(await writer.assign(asking([byAim]))).toMatchObject({ verdicts: [{ outcome: 'already-so' }] })
  })

  it('tries again what the database asks to have tried again', async () => {
    const writer = createWriter(failingAtFirst(storage, conflict(), conflict()), clock)
    expect(await writer.assign(put(isolde))).toMatchObject({ applied: true })
  })

  it('gives up on a lone write after five tries, and says that it may be sent again', async () => {
    const errors = Array.from({ length: 5 }, conflict)
    const writer = createWriter(failingAtFirst(storage, ...errors), clock)
    expect(await writer.assign(put(isolde))).toMatchObject({ code: 'storage-unavailable', cause: errors[4] })
    expect(await writer.assign(put(isolde))).toMatchObject({ applied: true })
  })

  it('tries the writes of a batch alone when the batch has failed five times', async () => {
    const writer = createWriter(failingAtFirst(storage, ...Array.from({ length: 5 }, conflict)), clock)
    const answers = await Promise.all([writer.assign(put(tobias)), writer.assign(put(isolde))])
    expect(answers).toMatchObject([{ applied: true }, { applied: true }])
  })

  it('lets one write that breaks a constraint fail alone, and leaves nothing of it', async () => {
    const writer = createWriter(storage, clock)
    const bakery = { organisation: NORTH.id, name: 'Fellside', misId: null, active: true }
    const answers = await Promise.allSettled([
      writer.assign(put(tobias)),
      writer.run({
        organisations: [NORTH.id],
        work: async tx => {
          await add(tx.db, 'placement', [{ ...bakery, id: 700 }])
          await add(tx.db, 'placement', [{ ...bakery, id: 700 }])
        },
      }),
      writer.run(whoAssesses),
    ])
    expect(answers).toMatchObject([
      { status: 'fulfilled', value: { applied: true } },
      { status: 'rejected', reason: { message: expect.stringMatching(/constraint/i) } },
      { status: 'fulfilled', value: tobias.id },
    ])
    const kept = await storage.db.selectFrom('placements').where('id', '=', 700).selectAll().execute()
    expect(kept).toEqual([])
  })

  it('tells everybody of a batch that the database is away, and goes on when it is back', async () => {
    const lost = new Trouble('unavailable')
    const writer = createWriter(failingAtFirst(storage, lost), clock)
    const answers = await Promise.all([writer.assign(put(isolde)), writer.assign(put(isolde))])
    expect(answers).toMatchObject(Array(2).fill({ code: 'storage-unavailable', cause: lost }))
    expect(await writer.run(whoAssesses)).toBe(tobias.id)
  })
})

describe('a batch on PostgreSQL', () => {
  let storage: Storage
  let other: Client

  beforeAll(async () => {
    const { address } = await freshAddress('postgres')
    storage = await openStorage(address, NOW)
    await loadCast(servicesOn(storage, { now: NOW }))
    other = new Client({ connectionString: address })
    await other.connect()
  })
  afterAll(async () => {
    await other.end()
    await storage.close()
  })

  /** How often the writer's transactions were opened. */
  function counting(): { storage: Storage; opened: () => number } {
    let opened = 0
    const transact: Storage['transact'] = (...opening) => {
      opened += 1
      return storage.transact(...opening)
    }
    return { storage: { ...storage, transact }, opened: () => opened }
  }

  /** Waits until somebody waits for a lock that another transaction holds. */
  async function untilSomebodyWaits(): Promise<void> {
    for (let waiting = 0; waiting === 0; ) {
      const { rows } = await other.query(
        `select count(*)::int as waiting from pg_locks where not granted and pid in (
          select l.pid from pg_locks l join pg_database d on d.oid = l.database where d.datname = current_database())`,
      )
      waiting = rows[0].waiting
    }
  }

  it('begins anew where the learner comes to another organisation while it waits for the history', async () => {
    const { storage: counted, opened } = counting()
    await other.query('begin')
    await other.query('select 1 from history_heads where organisation_id = $1 for update', [NORTH.id])
    const learnerMoves = 'update directory set organisation_id = $1 where id = $2 and organisation_id = $3'
    const asked = createWriter(counted, clock).assign(put(isolde))
    await untilSomebodyWaits()
    await other.query(learnerMoves, [SOUTH.id, orlagh.id, NORTH.id])
    await other.query(
      `insert into users select (jsonb_populate_record(u, $1)).* from users u where id = $2`,
      [{ organisation_id: SOUTH.id, ...NOWHERE }, orlagh.id],
    )
    await other.query('commit')
    expect(await asked).toMatchObject({ verdicts: [{ outcome: 'refused' }] })
    expect(opened()).toBe(2)
    await other.query(learnerMoves, [NORTH.id, orlagh.id, SOUTH.id])
  })

  it('judges by what the transaction before it has left, when it had to wait for that', async () => {
    await createWriter(storage, clock).assign(put(isolde))
    await other.query('begin')
    await other.query('select 1 from history_heads where organisation_id = $1 for update', [NORTH.id])
    const asked = createWriter(storage, clock).assign(put(tobias))
    await untilSomebodyWaits()
    await other.query(
      'update assignments set person_id = $1 where organisation_id = $2 and learner_id = $3 and level = 0 and role = 0',
      [tobias.id, NORTH.id, orlagh.id],
    )
    await other.query('commit')
    expect(await asked).toMatchObject({ verdicts: [{ outcome: 'already-so' }] })
  })

  it('whose last statement fails is not committed, and does not seem so', async () => {
    const before = await storage.db.selectFrom('changes').select('position').execute()
    const writer = createWriter(storage, clock)
    await other.query('alter table runs add constraint full_up check (id < 0) not valid')
    await expect(writer.assign(put(isolde))).rejects.toThrow(/constraint "full_up"/)
    await other.query('alter table runs drop constraint full_up')
    expect(await storage.db.selectFrom('changes').select('position').execute()).toEqual(before)
    expect(await writer.assign(put(isolde))).toMatchObject({ applied: true })
  })

  it('that went on after a failed statement is not taken for committed', async () => {
    const swallowing = storage.transact([], async ({ db }) => {
      await db
        .selectFrom('gone' as 'users')
        .selectAll()
        .execute()
        .catch(() => {})
    })
    await expect(swallowing).rejects.toThrow('PostgreSQL says ROLLBACK')
  })
})
