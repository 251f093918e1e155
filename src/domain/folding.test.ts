import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldCase, foldName, foldNameLoosely } from './folding.ts'

describe('an address', () => {
  it('is compared without regard to letter case, surrounding space or full-width letters', () => {
    expect(foldCase('  Orlagh.Tarn@Example.ORG ')).toBe('orlagh.tarn@example.org')
    expect(foldCase('Ｏrlagh@example.org')).toBe('orlagh@example.org')
  })

  it('keeps what makes it another address', () => {
    expect(foldCase('o’rlagh@example.org')).not.toBe(foldCase("o'rlagh@example.org"))
  })
})

describe('a name', () => {
  it.each([
    ["O'Rourke", 'typewriter'],
    ['O’Rourke', 'curly'],
    ['O‘Rourke', 'curly the wrong way round'],
    ['O`Rourke', 'grave'],
    ['O´Rourke', 'acute'],
    ['OʼRourke', 'modifier letter'],
    ['O′Rourke', 'prime'],
    ['O＇Rourke', 'full width'],
  ])('%s is the same with every kind of apostrophe (%s)', name => {
    expect(foldName(name)).toBe("o'rourke")
  })

  it.each([
    'Smith-Vane',
    'Smith‐Vane',
    'Smith‑Vane',
    'Smith–Vane',
    'Smith—Vane',
    'Smith−Vane',
    'Smith－Vane',
  ])('%s is the same with every kind of hyphen', name => {
    expect(foldName(name)).toBe('smith-vane')
  })

  it('is the same with repeated, unbreakable or invisible space', () => {
    expect(foldName('  Orlagh \u00a0 \t Tarn ')).toBe('orlagh tarn')
    expect(foldName('\ufeffOrlagh Ta\u200brn')).toBe('orlagh tarn')
    expect(foldName('\u200b Orlagh Tarn \u200d')).toBe('orlagh tarn')
  })

  it('is the same whether its accents are letters or marks', () => {
    expect(foldName('Zoe\u0308')).toBe(foldName('Zoë'))
    expect(foldName('Zoe\u200b\u0308')).toBe(foldName('Zoë'))
  })

  it('is another one with another accent', () => {
    expect(foldName('Zoë')).not.toBe(foldName('Zoe'))
  })
})

describe('a name, compared loosely to suggest somebody', () => {
  it('is the same without accents, apostrophes, full stops and hyphens', () => {
    expect(foldNameLoosely('Zoë O’Rourke')).toBe('zoe orourke')
    expect(foldNameLoosely('Mary-Anne  St. Vane')).toBe('mary anne st vane')
    expect(foldNameLoosely('-Vane-')).toBe('vane')
  })

  it('still tells two names apart', () => {
    expect(foldNameLoosely('Isolde')).not.toBe(foldNameLoosely('Isolda'))
  })
})

it('folding what was folded changes nothing, and names that agree agree loosely too', () => {
  const letter = fc.constantFrom(..."aÉzßÅł’´`'-–\u00ad.\u00a0 \u200b\u0301\ufeffＯ")
  fc.assert(
    fc.property(fc.string({ unit: letter }), name => {
      expect(foldName(foldName(name))).toBe(foldName(name))
      expect(foldNameLoosely(foldNameLoosely(name))).toBe(foldNameLoosely(name))
      expect(foldNameLoosely(foldName(name))).toBe(foldNameLoosely(name))
    }),
    { seed: 20260302, numRuns: 1000 },
  )
})
