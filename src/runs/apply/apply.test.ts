import { describe, expect, it } from 'vitest'
import { CENTRE, linesOf, person, planText, WORLD } from '../../../test/samples/provider.ts'
import { MemoryTarget } from '../../../test/sync/memory-target.ts'
import type { PlannedChange } from '../../domain/plan.ts'
import { apply } from './apply.ts'
import type { Journal, JournalLine } from './journal.ts'

const SHEET =
  'Learner Ref,AssessorID,Standard ID,Level\nFBW-000102,7200101,61242,aim\nFBW-000110,7200102,61384,aim\n'
const plan = await planText(SHEET)

/** A journal that breaks when it has so many lines. */
function journalOf(lines: JournalLine[] = [], most = Number.POSITIVE_INFINITY): Journal {
  return {
    lines: [...lines],
    append: async more => {
      if (lines.length >= most) throw new Error('power cut')
      lines.push(...more)
    },
  }
}

const of = (target: MemoryTarget, journal = journalOf()) => ({ journal, world: target.world })

describe.each([1, 3, 100])('applying a plan, %i changes at a time', most => {
  it('does every change once, and the next plan is empty', async () => {
    expect(plan.changes.length).toBeGreaterThan(2)
    const target = new MemoryTarget(WORLD, most)
    const { outcomes } = await apply(plan, target, of(target))
    expect([...outcomes.values()].map(one => one.outcome)).toEqual(plan.changes.map(() => 'done'))
    expect(linesOf(await planText(SHEET, { world: target.world }))).toEqual([])
  })

  it('goes on after a stop at any line of the journal, and does nothing twice', async () => {
    const whole = new MemoryTarget(WORLD, most)
    await apply(plan, whole, of(whole))
    for (let at = 0; at < plan.changes.length * 2; at += 1) {
      const lines: JournalLine[] = []
      const target = new MemoryTarget(WORLD, most)
      const first = await apply(plan, target, of(target, journalOf(lines, at)))
      expect(first.outcomes.size).toBe(plan.changes.length)
      const second = await apply(plan, target, of(target, journalOf(lines)))
      expect([...second.outcomes.values()].map(one => one.outcome)).toEqual(plan.changes.map(() => 'done'))
      expect(target.world).toEqual(whole.world)
    }
  })

  it('notices a server that says done and saves nothing, and tries again the next time', async () => {
    const lines: JournalLine[] = []
    const target = new MemoryTarget(WORLD, most)
    const liar = new MemoryTarget(WORLD, most)
    liar.carryOut = async errands => errands.map(() => ({ outcome: { outcome: 'done' } }))
    const { outcomes } = await apply(plan, liar, of(liar, journalOf(lines)))
    for (const { key } of plan.changes) expect(outcomes.get(key)).toMatchObject({ code: 'not-saved' })
    const again = await apply(plan, target, of(target, journalOf(lines)))
    expect([...again.outcomes.values()].map(one => one.outcome)).toEqual(plan.changes.map(() => 'done'))
  })

  it('leaves alone what waits, and what depends on something that was refused', async () => {
    const [first] = plan.changes
    const target = new MemoryTarget(WORLD, most)
    const { outcomes } = await apply({ ...plan, waits: [first!.key] }, target, of(target))
    const blocked = plan.changes.filter(one => one.needs.includes(first!.key))
    expect(blocked.length).toBeGreaterThan(0)
    expect(outcomes.get(first!.key)).toEqual({ outcome: 'not-tried', why: 'waits' })
    for (const { key } of blocked) expect(outcomes.get(key)).toMatchObject({ why: 'blocked', by: first!.key })
  })
})

describe('a plan made from other data than the server now holds', () => {
  const SLOT = { level: 'default', role: 'assessor', target: 0, known: 'seen' } as const
  const taken = { ...WORLD, assignments: [{ learner: 7100102, person: 7200103, ...SLOT }] }

  it('is refused change by change: what has moved on is left, the rest goes on', async () => {
    const both = await planText('Learner Ref,AssessorID\nFBW-000102,7200101\nFBW-000110,7200102\n')
    expect(both.changes).toHaveLength(2)
    const target = new MemoryTarget(taken)
    const { outcomes } = await apply(both, target, of(target))
    const [moved, done] = both.changes.map(one => outcomes.get(one.key))
    expect(done).toEqual({ outcome: 'done' })
    expect(moved).toMatchObject({
      outcome: 'moved-on',
      sentence: 'Caspian Thistlewane (7100102) has Rhodri ap Celyn (7200103) there now; plan again.',
    })
  })

  it('does not send again what somebody has done by hand', async () => {
    const one = await planText('Learner Ref,AssessorID\nFBW-000102,7200103\n')
    const target = new MemoryTarget(taken)
    const { outcomes } = await apply(one, target, of(target))
    expect([...outcomes.values()]).toEqual([{ outcome: 'already-so' }])
  })
})

describe('an account that is to be made', () => {
  const create: PlannedChange = {
    do: 'create-person',
    key: 'create-person/-1',
    organisation: CENTRE,
    because: [],
    needs: [],
    person: -1,
    kind: 'employer',
    fields: { ...person(0, 'employer', 'Wilhelmina Ashgrove'), misId: 'EMP-7' },
  }
  const plan = { changes: [create], waits: [] }

  it('gets the number that the server gives', async () => {
    const target = new MemoryTarget(WORLD)
    const { outcomes, ids } = await apply(plan, target, of(target))
    expect([...outcomes.values()]).toEqual([{ outcome: 'done' }])
    expect(target.world.people.find(one => one.id === ids.of(-1))?.misId).toBe('EMP-7')
  })

  it('is not made a second time where the reply was lost', async () => {
    const lines: JournalLine[] = []
    const target = new MemoryTarget(WORLD)
    const reply = target.carryOut.bind(target)
    target.carryOut = async errands => {
      await reply(errands)
      throw new Error('connection reset')
    }
    const first = await apply(plan, target, of(target, journalOf(lines)))
    expect(first.broke).toMatchObject({ message: 'connection reset' })
    const again = await apply(plan, target, of(target, journalOf(lines)))
    expect([...again.outcomes.values()]).toEqual([{ outcome: 'done' }])
    expect(target.world.people.filter(one => one.misId === 'EMP-7')).toHaveLength(1)
  })

  it('is refused where an archived account has the key', async () => {
    const old = person(9, 'employer', 'Wilhelmina Ashgrove', { misId: 'emp-7', archived: true })
    const target = new MemoryTarget({ ...WORLD, people: [...WORLD.people, old] })
    const { outcomes } = await apply(plan, target, of(target))
    expect([...outcomes.values()]).toMatchObject([{ outcome: 'moved-on' }])
  })
})

describe('stopping', () => {
  it('begins nothing more, and says of the rest that it was not tried', async () => {
    const stop = new AbortController()
    const target = new MemoryTarget(WORLD)
    const { outcomes, broke } = await apply(plan, target, {
      ...of(target),
      signal: stop.signal,
      progress: () => stop.abort(),
    })
    expect(broke).toBeUndefined()
    expect([...outcomes.values()].map(one => one.outcome)).toEqual([
      'done',
      ...plan.changes.slice(1).map(() => 'not-tried'),
    ])
  })
})
