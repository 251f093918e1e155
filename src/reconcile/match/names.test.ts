import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../test/samples/sample.ts'
import { compareNames, foldParts } from './names.ts'

const names = tableOf('names/names.csv')
const byId = new Map(names.map(one => [one.id, one]))
const folded = (id: string) => foldParts({ given: byId.get(id)!.given!, family: byId.get(id)!.family! })

describe('two spellings of a name', () => {
  const pairs = names.filter(one => one.same_as).map(one => [one.id!, one.same_as!, one.relation!] as const)

  it.each(pairs.filter(([, , relation]) => relation === 'same'))(
    '%s and %s are the same, however they were typed',
    (a, b) => expect(compareNames(folded(a), folded(b))).toBe('same'),
  )

  it.each(pairs.filter(([, , relation]) => relation === 'suggest'))(
    '%s and %s are for a person to settle',
    (a, b) => {
      expect(compareNames(folded(a), folded(b))).toBe('near')
      expect(compareNames(folded(b), folded(a))).toBe('near')
    },
  )

  it('of different people are different, all of them against all others', () => {
    const roots = names.filter(one => !one.same_as && !/replacement|cp1252/.test(one.tags!))
    const alike = roots.flatMap(a =>
      roots
        .filter(b => a !== b && compareNames(folded(a.id!), folded(b.id!)) !== 'different')
        .map(b => `${a.id} ${b.id}`),
    )
    expect(alike).toEqual([])
  })

  it('agree where one of them is not divided, or only an initial is given', () => {
    const parts = foldParts({ given: 'Isolde', family: 'Marrowby' })
    expect(compareNames(foldParts({ full: 'Isolde  MARROWBY' }), parts)).toBe('same')
    expect(compareNames(foldParts({ full: 'Marrowby Isolde' }), parts)).toBe('near')
    expect(compareNames(foldParts({ full: 'I. Marrowby' }), parts)).toBe('near')
    expect(compareNames(foldParts({ full: 'Isolde Marowby' }), parts)).toBe('near')
    expect(compareNames(foldParts({ full: 'Marrowby' }), parts)).toBe('near')
    expect(compareNames(foldParts({ full: 'Isolde Quillfeather' }), parts)).toBe('different')
    expect(compareNames(foldParts({}), foldParts({}))).toBe('different')
  })
})
