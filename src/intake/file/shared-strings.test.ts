import { describe, expect, it } from 'vitest'
import { SharedStrings } from './shared-strings.ts'

describe('texts that the cells of a workbook share', () => {
  it('come back as they went in, however many there are', () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => `Zoë Brackenfrost ${index}`)
    const strings = new SharedStrings()
    for (const text of ['', ...texts]) strings.add({ text, struck: false })
    expect(strings.at(0)).toBe('')
    expect(texts.every((text, index) => strings.at(index + 1) === text)).toBe(true)
  })

  it('are missing where the workbook names one that it does not have', () => {
    expect(new SharedStrings().at(0)).toBeUndefined()
    expect(new SharedStrings().at(Number.NaN)).toBeUndefined()
  })
})
