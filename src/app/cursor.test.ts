import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutPage, limitOf, readCursor } from './cursor.ts'

describe('a cursor', () => {
  it('gives back whatever it was made of', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string({ unit: 'grapheme' }), (number, text) => {
        const { next } = cutPage([0, 1], 1, () => [number, text])
        fc.pre(!text.includes('\u0000'))
        expect(readCursor({ cursor: next! }, ['number', 'text'])).toEqual([number, text])
      }),
    )
  })

  it('is nothing on the first page', () => {
    expect(readCursor({}, ['number'])).toBeUndefined()
  })

  it.each(['a\u0000b', '\ud800'])('that holds %j, which no database keeps, is a problem', text => {
    const cursor = Buffer.from(JSON.stringify([text])).toString('base64url')
    expect(readCursor({ cursor }, ['text'])).toMatchObject({ code: 'cursor-invalid' })
  })

  it('that somebody made up is a problem, never a fault', () => {
    fc.assert(
      fc.property(fc.string(), cursor => {
        const parts = readCursor({ cursor }, ['number', 'number'])
        expect(parts).toMatchObject({ code: 'cursor-invalid' })
      }),
    )
    const wide = cutPage([0, 1], 1, () => [1, 2, 3]).next!
    expect(readCursor({ cursor: wide }, ['number'])).toMatchObject({ code: 'cursor-invalid' })
  })
})

describe('a page', () => {
  it('ends where no further row was found', () => {
    expect(cutPage([1, 2], 2, row => [row])).toEqual({ rows: [1, 2], next: null })
  })

  it('goes on after its last row', () => {
    const { rows, next } = cutPage([1, 2, 3], 2, row => [row])
    expect(rows).toEqual([1, 2])
    expect(readCursor({ cursor: next! }, ['number'])).toEqual([2])
  })

  it('has a hundred rows where the caller does not say', () => {
    expect([limitOf({}), limitOf({ limit: 7 })]).toEqual([100, 7])
  })
})
