import { expect, it } from 'vitest'
import { day, isolde, tobias } from '../../test/cast.ts'
import { sameHolding } from './assignment.ts'

const isoldeInJanuary = { person: isolde.id, since: day('2026-01-10') }

it('takes the same person since the same moment for the same holding', () => {
  expect(sameHolding(isoldeInJanuary, { ...isoldeInJanuary })).toBe(true)
})

it('takes nobody and nobody for the same holding', () => {
  expect(sameHolding(null, null)).toBe(true)
})

it('tells two people, two moments, and somebody and nobody apart', () => {
  expect(sameHolding(isoldeInJanuary, { ...isoldeInJanuary, person: tobias.id })).toBe(false)
  expect(sameHolding(isoldeInJanuary, { ...isoldeInJanuary, since: day('2026-02-10') })).toBe(false)
  expect(sameHolding(isoldeInJanuary, null)).toBe(false)
  expect(sameHolding(null, isoldeInJanuary)).toBe(false)
})
