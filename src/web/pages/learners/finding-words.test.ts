import { describe, expect, test } from 'vitest'
import type { CoverFinding, SlotAmiss } from '../../../sdk/types.ts'
import { findingText, type Names } from './finding-words.ts'

const names: Names = {
  person: id => ({ 111: 'Isolde Marchbank', 115: 'Rhodri Vane', 122: 'Rhodri Vane' })[id] ?? `person ${id}`,
  standard: id => (id === 51 ? 'Level 2 Baking' : undefined),
  unit: id => (id === 'BK_DOUGH2' ? 'Prepare dough' : undefined),
}

const onAim: SlotAmiss = { level: 'aim', role: 'iqa', target: 201, standard: 51, unit: null, person: null }
const onUnit: SlotAmiss = { ...onAim, level: 'unit', target: 301, unit: 'BK_DOUGH2' }
const asDefault: SlotAmiss = {
  ...onAim,
  level: 'default',
  role: 'assessor',
  target: 0,
  standard: null,
  person: 111,
}

const finding = (code: CoverFinding['code'], slot?: SlotAmiss, candidates?: number[]): CoverFinding => ({
  code,
  sentence: 'The server’s own sentence.',
  slot,
  candidates,
})

describe('a finding is told with names', () => {
  test.each([
    [finding('no-iqa', onAim), 'Nobody is IQA of Level 2 Baking.'],
    [
      finding('no-assessor', { ...onUnit, role: 'assessor' }),
      'Nobody is assessor of the unit Prepare dough.',
    ],
    [finding('held-by-archived', asDefault), 'Isolde Marchbank is archived and still default assessor.'],
    [finding('trainee', asDefault), 'Isolde Marchbank, default assessor, is a trainee.'],
    [
      finding('assesses-and-assures', { ...onUnit, person: 122 }, [115, 122]),
      'Rhodri Vane is both assessor and IQA of the unit Prepare dough.',
    ],
    [
      finding('assesses-and-assures', { ...onAim, person: 122 }, [111, 122]),
      'Isolde Marchbank and Rhodri Vane, likely one person, are assessor and IQA of Level 2 Baking.',
    ],
    [finding('learner-flagged'), 'The server’s own sentence.'],
  ])('%#', (found, text) => {
    expect(findingText(found, names)).toBe(text)
  })

  test('a standard and a unit without a name keep their number', () => {
    expect(findingText(finding('no-iqa', { ...onAim, standard: 9 }), names)).toBe(
      'Nobody is IQA of standard 9.',
    )
    expect(findingText(finding('no-iqa', { ...onUnit, unit: 'X' }), names)).toBe(
      'Nobody is IQA of the unit X.',
    )
  })
})
