import { expect, it } from 'vitest'
import { NORTH, SOUTH } from '../../test/cast.ts'
import { isOffered } from './catalogue.ts'

it('offers what is limited to nobody to every organisation', () => {
  expect(isOffered({ organisations: null }, [NORTH.id])).toBe(true)
})

it('offers what is limited only where it is for', () => {
  expect(isOffered({ organisations: [SOUTH.id] }, [NORTH.id, SOUTH.id])).toBe(true)
  expect(isOffered({ organisations: [SOUTH.id] }, [NORTH.id])).toBe(false)
  expect(isOffered({ organisations: [] }, [NORTH.id])).toBe(false)
})

it('offers nothing to somebody who sees no organisation', () => {
  expect(isOffered({ organisations: null }, [])).toBe(false)
})
