import { describe, expect, it } from 'vitest'
import { lookOfNumber, lookOfText, numberFormat } from './number-format.ts'

const look = (code: string, written: string) => {
  const { text, how } = lookOfNumber(numberFormat(164, code), written)
  return `${text} ${how}`
}

describe('what a number format shows of a number', () => {
  it.each([
    ['"FBW-"00000000', '12345', 'FBW-00012345 words'],
    ['\\F\\B\\W\\-00000000', '12345', 'FBW-00012345 words'],
    ['00000"/26"', '102', '00102/26 words'],
    ['000-000', '902', '000-902 words'],
    ['000\\-000', '1000902', '1000-902 words'],
    ['[$P-]0000', '17', 'P0017 words'],
    ['General" (old)"', '17', '17 (old) words'],
    ['"L"General', '17', 'L17 words'],
    ['"S"@', '17', 'S17 words'],
    ['[Red]"A"0;[Blue]"B"0', '4', 'A4 words'],
    ['0_);(0)', '4', '4 plain'],
    ['000000', '902', '000902 zeros'],
    ['000000', '1000902', '1000902 plain'],
    ['0000000000', '9901001012', '9901001012 plain'],
    ['@', '902', '902 plain'],
    ['General', '902', '902 plain'],
    ['0', '902', '902 plain'],
    ['#,##0', '1234', '1234 plain'],
    ['0.00', '902', '902 plain'],
    ['0.00E+00', '902', '902 plain'],
    ['0', '902.5', '902.5 plain'],
    ['0.00"x"', '902', '902 unknown'],
    ['[<1000]"A"0;"B"0', '902', '902 unknown'],
    ['"FBW-"0', '902.5', '902.5 unknown'],
  ])('%s of %s is %s', (code, written, shown) => {
    expect(look(code, written)).toBe(shown)
  })

  it.each(['dd/mm/yyyy', 'd mmm', '[$-809]dddd', 'yyyy"Q"'])('%s is a date', code => {
    expect(numberFormat(164, code).isDate).toBe(true)
  })

  it.each(['General', 'Standard', '"day "0', '\\d0', 'h:mm'])('%s is none', code => {
    expect(numberFormat(164, code).isDate).toBe(false)
  })
})

describe('what a number format shows of text', () => {
  it.each([
    ['"FBW-"@', 'FBW-17'],
    ['0;0;0;"FBW-"@', 'FBW-17'],
    ['@', '17'],
    ['General', '17'],
    ['"FBW-"00000000', '17'],
  ])('%s shows 17 as %s', (code, shown) => {
    expect(lookOfText(numberFormat(164, code), '17')).toBe(shown)
  })
})
