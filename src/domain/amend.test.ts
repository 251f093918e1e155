import { expect, it } from 'vitest'
import { amend } from './amend.ts'

const before: { name: string; start: string | null } = { name: 'Baking', start: '2026-01-01' }

it('changes what is said and keeps the rest', () => {
  expect(amend(before, { name: 'Care' })).toEqual({ name: 'Care', start: '2026-01-01' })
  expect(amend(before, { name: undefined })).toEqual(before)
})

it('clears what is said to be nothing', () => {
  expect(amend(before, { start: null })).toEqual({ name: 'Baking', start: null })
})
