import { describe, expect, it } from 'vitest'
import { BAKING, defaultSlot, fenwick, isolde, NORTH, orlagh, tobias } from '../../test/cast.ts'
import {
  blockedBy,
  isRemoval,
  isSettled,
  type Outcome,
  type PlannedAssignment,
  type PlannedChange,
  rootCause,
} from './plan.ts'

const planned = { key: 'a', organisation: NORTH.id, because: [], needs: [] }
const assignment: PlannedAssignment = {
  ...planned,
  ...defaultSlot(orlagh, 'assessor'),
  do: 'assign',
  before: isolde.id,
  after: tobias.id,
  reason: 'stated',
}

function needing(...needs: string[]): PlannedChange {
  return { ...assignment, key: 'last', needs }
}

function outcomes(each: Record<string, Outcome>): Map<string, Outcome> {
  return new Map(Object.entries(each))
}

const done: Outcome = { outcome: 'done' }
const refused: Outcome = { outcome: 'refused', code: 'person-archived', sentence: 'User 114 is archived.' }

describe('a planned change is a removal', () => {
  it('when it leaves a slot to nobody', () => {
    expect(isRemoval({ ...assignment, after: null })).toBe(true)
  })

  it('when it archives somebody', () => {
    const leaver = { person: fenwick.id, rule: 'withdrawn', leaves: [] } as const
    expect(isRemoval({ ...planned, ...leaver, do: 'archive-person' })).toBe(true)
  })

  it('neither when it puts somebody in another’s place nor when it gives something', () => {
    expect(isRemoval(assignment)).toBe(false)
    const standard = { learner: orlagh.id, standard: BAKING.id, aim: -1 }
    expect(isRemoval({ ...planned, ...standard, do: 'give-standard' })).toBe(false)
  })
})

describe('what depends on a change', () => {
  it('may go on when the change is done, or was so already', () => {
    expect(isSettled(done)).toBe(true)
    expect(isSettled({ outcome: 'already-so' })).toBe(true)
  })

  it('may not go on when the change was refused, came too late or was not tried', () => {
    expect(isSettled(refused)).toBe(false)
    expect(isSettled({ outcome: 'moved-on', sentence: 'Somebody else is there.' })).toBe(false)
    expect(isSettled({ outcome: 'not-tried', why: 'stopped' })).toBe(false)
  })

  it('is blocked by nothing when all that it needs is settled, or it needs nothing', () => {
    expect(blockedBy(needing('one', 'two'), outcomes({ one: done, two: done }))).toBeUndefined()
    expect(blockedBy(needing(), outcomes({}))).toBeUndefined()
  })

  it('is blocked by the first that failed, or has no outcome yet', () => {
    const known = outcomes({ one: done, two: refused, three: refused })
    expect(blockedBy(needing('one', 'two', 'three'), known)).toBe('two')
    expect(blockedBy(needing('one', 'four', 'two'), known)).toBe('four')
  })
})

describe('the root cause of a blocked change', () => {
  it('is the one at the end of the chain, which failed by itself', () => {
    const known = outcomes({
      person: refused,
      aim: { outcome: 'not-tried', why: 'blocked', by: 'person' },
      unit: { outcome: 'not-tried', why: 'blocked', by: 'aim' },
    })
    expect(rootCause('unit', known)).toBe('person')
    expect(rootCause('person', known)).toBe('person')
  })

  it('is a change without an outcome, where the chain ends in one', () => {
    const known = outcomes({ unit: { outcome: 'not-tried', why: 'blocked', by: 'aim' } })
    expect(rootCause('unit', known)).toBe('aim')
  })
})
