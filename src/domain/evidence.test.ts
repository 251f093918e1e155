import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as cast from '../../test/cast.ts'
import type { Holding } from './assignment.ts'
import type { RecordedChange } from './change.ts'
import { type EvidenceRow, evidenceOf, type LearnerHistory } from './evidence.ts'
import type { Id } from './id.ts'
import { responsible } from './responsible.ts'
import { type Slot, slotKey } from './slot.ts'
import { heldAt } from './timeline.ts'

const { orlagh, isolde, tobias, perpetua, rhodri, orlaghBaking, orlaghDough } = cast
const aims = [{ id: orlaghBaking.id, standard: cast.BAKING.id }]
const units = [{ ...orlaghDough, aim: orlaghBaking.id }]

/** A history in which each slot is given to people, one after another, at whole moments. */
function historyOf(
  ...turns: (readonly [at: number, slot: Slot, person: { id: Id } | null])[]
): LearnerHistory {
  const slots = new Map<string, RecordedChange[]>()
  for (const [index, [at, slot, person]] of turns.entries()) {
    const changes = slots.get(slotKey(slot)) ?? []
    const before: Holding | null = changes.at(-1)?.after ?? null
    const after = person && { person: person.id, since: at }
    slots.set(slotKey(slot), changes)
    changes.push({
      ...{ slot, before, after, effectiveFrom: at, recordedAt: at, undoes: null },
      ...{ organisation: cast.NORTH.id, position: index + 1, run: index + 1 },
    })
  }
  return { learner: orlagh.id, aims, units, slots: [...slots.values()] }
}

const asDefault = cast.defaultSlot(orlagh, 'assessor')
const onAim = cast.aimSlot(orlaghBaking, 'assessor')
const onUnit = cast.unitSlot(orlaghDough, 'assessor')
const beside = cast.additionalSlot(orlagh, 'iqa', perpetua)

const brief = (rows: readonly EvidenceRow[]) =>
  rows
    .filter(row => row.role === 'assessor')
    .map(({ subject, person, because, known, from, to }) => [subject, person ?? known, because, from, to])

describe('the evidence of a learner', () => {
  test('tells who answered from when to when, and by which level', () => {
    const history = historyOf([10, asDefault, isolde], [20, onAim, tobias], [30, onAim, null])
    expect(brief(evidenceOf(history, 5, 40))).toEqual([
      ['learner', false, null, 5, 10],
      ['learner', isolde.id, 'default', 10, 40],
      ['aim', false, null, 5, 10],
      ['aim', isolde.id, 'default', 10, 20],
      ['aim', tobias.id, 'aim', 20, 30],
      ['aim', isolde.id, 'default', 30, 40],
    ])
  })

  test('lists a unit only while it has somebody of its own', () => {
    const history = historyOf([10, asDefault, isolde], [20, onUnit, tobias], [30, onUnit, null])
    expect(brief(evidenceOf(history, 10, 40)).filter(([subject]) => subject === 'unit')).toEqual([
      ['unit', tobias.id, 'unit', 20, 30],
    ])
  })

  test('says nobody, and not unknown, of a slot that was emptied or never heard of', () => {
    const history = historyOf([10, asDefault, isolde], [20, asDefault, null])
    const rows = evidenceOf(history, 10, 30)
    expect(rows.filter(({ role }) => role === 'iqa')).toMatchObject([
      { subject: 'aim', person: null, known: true },
    ])
    expect(brief(rows)).toContainEqual(['learner', true, null, 20, 30])
  })

  test('names the change that put somebody there, and when that was recorded', () => {
    const history = historyOf(
      [10, beside, perpetua],
      [20, cast.additionalSlot(orlagh, 'iqa', rhodri), rhodri],
    )
    expect(evidenceOf(history, 15, 30).filter(({ role }) => role === 'iqa')).toMatchObject([
      {
        person: perpetua.id,
        because: 'additional',
        position: 1,
        recordedAt: 10,
        since: 10,
        from: 15,
        to: 30,
      },
    ])
  })

  test('has nothing to say of a period that ends before it begins', () => {
    expect(evidenceOf(historyOf([10, asDefault, isolde]), 30, 30)).toEqual([])
  })

  test('agrees at every moment with asking who held each slot then, and covers the period once', () => {
    const turn = fc.tuple(
      fc.integer({ min: 0, max: 50 }),
      fc.constantFrom(asDefault, onAim, onUnit),
      fc.constantFrom(isolde, tobias, null),
    )
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 12 }), fc.integer({ min: 0, max: 59 }), (turns, at) => {
        const history = historyOf(...turns.toSorted(([a], [b]) => a - b))
        const rows = evidenceOf(history, 0, 60).filter(row => row.role === 'assessor')
        const ofAim = rows.filter(row => row.subject === 'aim')
        expect(ofAim.map(row => row.from)).toEqual([0, ...ofAim.slice(0, -1).map(row => row.to)])
        expect(ofAim.at(-1)?.to).toBe(60)
        const held = history.slots.flatMap(changes => {
          const state = heldAt(changes, at, 1000)
          return state.known && state.holding ? [{ ...changes[0]!.slot, ...state.holding }] : []
        })
        const byHand = responsible('assessor', held, { aim: orlaghBaking.id })
        const row = ofAim.find(({ from, to }) => from <= at && at < to)
        expect(row && row.person !== null ? { person: row.person, because: row.because } : null).toEqual(
          byHand,
        )
      }),
    )
  })
})
