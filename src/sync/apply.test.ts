import { describe, expect, it } from 'vitest'
import { linesOf, planText, WORLD } from '../../test/samples/provider.ts'
import { apply } from './apply.ts'
import type { Journal, JournalLine } from './journal.ts'
import { MemoryTarget } from './target/memory.ts'

const SHEET =
  'Learner Ref,AssessorID,Standard ID,Level\nFBW-000102,7200101,61242,aim\nFBW-000110,7200102,61384,aim\n'
const plan = await planText(SHEET)

/** A journal that breaks when it has so many lines. */
function journalOf(lines: JournalLine[] = [], most = Number.POSITIVE_INFINITY): Journal {
  return {
    lines: [...lines],
    append: async line => {
      if (lines.length >= most) throw new Error('power cut')
      lines.push(line)
    },
  }
}

describe('applying a plan', () => {
  it('does every change once, and the next plan is empty', async () => {
    expect(plan.changes.length).toBeGreaterThan(2)
    const target = new MemoryTarget(WORLD)
    const outcomes = await apply(plan, target, { journal: journalOf() })
    expect([...outcomes.values()].map(one => one.outcome)).toEqual(plan.changes.map(() => 'done'))
    expect(linesOf(await planText(SHEET, { world: target.world }))).toEqual([])
  })

  it('goes on after a stop at any line of the journal, and does nothing twice', async () => {
    const whole = new MemoryTarget(WORLD)
    await apply(plan, whole, { journal: journalOf() })
    for (let most = 0; most < plan.changes.length * 2; most++) {
      const lines: JournalLine[] = []
      const target = new MemoryTarget(WORLD)
      await expect(apply(plan, target, { journal: journalOf(lines, most) })).rejects.toThrow('power cut')
      await apply(plan, target, { journal: journalOf(lines) })
      expect(target.world).toEqual(whole.world)
    }
  })

  it('notices a server that says done and saves nothing', async () => {
    const target = new MemoryTarget(WORLD)
    target.carryOut = async () => ({ outcome: { outcome: 'done' } })
    const outcomes = await apply(plan, target, { journal: journalOf() })
    const assigned = plan.changes.filter(one => one.do === 'assign')
    for (const { key } of assigned) expect(outcomes.get(key)).toMatchObject({ code: 'not-saved' })
  })

  it('leaves alone what waits, and what depends on something that was refused', async () => {
    const [first] = plan.changes
    const outcomes = await apply({ ...plan, waits: [first!.key] }, new MemoryTarget(WORLD), {
      journal: journalOf(),
    })
    const blocked = plan.changes.filter(one => one.needs.includes(first!.key))
    expect(outcomes.get(first!.key)).toEqual({ outcome: 'not-tried', why: 'waits' })
    for (const { key } of blocked) expect(outcomes.get(key)).toMatchObject({ why: 'blocked', by: first!.key })
  })
})
