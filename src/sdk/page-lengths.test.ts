import { expect, test } from 'vitest'
import { rememberPages } from './page-lengths.ts'

test('a short page proves nothing at first', () => {
  const lengths = rememberPages().lengthsOf('learners')
  lengths.saw(50)
  expect(lengths.isLast(50)).toBe(false)
})

test('a page shorter than another of its list is the last', () => {
  const lengths = rememberPages().lengthsOf('learners')
  lengths.saw(50)
  expect(lengths.isLast(49)).toBe(true)
})

test('a length that was all there was is believed at once where other lists have longer pages', () => {
  const pages = rememberPages()
  pages.lengthsOf('learners').saw(200)
  const aims = pages.lengthsOf('aims')
  aims.saw(3)
  expect(aims.isLast(3)).toBe(false)
  aims.wasAll(3)
  expect(aims.isLast(3)).toBe(true)
})

test('a length that was all there was is believed after three times where nothing longer was seen', () => {
  const lengths = rememberPages().lengthsOf('learners')
  lengths.saw(50)
  lengths.wasAll(50)
  lengths.wasAll(50)
  expect(lengths.isLast(50)).toBe(false)
  lengths.wasAll(50)
  expect(lengths.isLast(50)).toBe(true)
})

test('a length that was cut off is never believed', () => {
  const pages = rememberPages()
  pages.lengthsOf('learners').saw(200)
  const units = pages.lengthsOf('units')
  units.saw(50)
  units.wasAll(50)
  units.wasCut(50)
  expect(units.isLast(50)).toBe(false)
})
