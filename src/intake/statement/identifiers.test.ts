import { describe, expect, it } from 'vitest'
import { tableOf } from '../../../test/samples/sample.ts'
import {
  aimWordsKind,
  type JudgedIdentifier,
  judgeAimReference,
  judgeEmail,
  judgeEmployerId,
  judgeIlrReference,
  judgeNino,
  judgeUkprn,
  judgeUln,
  stripTextMarker,
  tidyEmail,
} from './identifiers.ts'

const JUDGES: Record<string, (raw: string) => JudgedIdentifier> = {
  ULN: judgeUln,
  NINO: judgeNino,
  UKPRN: judgeUkprn,
  EmpId: judgeEmployerId,
  LearnAimRef: judgeAimReference,
  LearnRefNumber: judgeIlrReference,
}

/** The words of the sample, in ours. */
const VERDICTS: Record<string, JudgedIdentifier['verdict']> = {
  refuse: 'digits-lost',
  repair: 'valid',
  'valid-format': 'valid',
  'in-range': 'valid',
  'checksum-ok': 'valid',
  suspect: 'zeros-lost',
}

const cases = tableOf('identifiers/identifiers.csv')

describe('identifiers as they are met in files', () => {
  const judged = cases.filter(({ kind }) => kind! in JUDGES)
  it.each(judged)('$kind "$value" is $verdict: $reason', ({ kind, value, verdict }) => {
    const result = JUDGES[kind!]!(value!)
    expect(result.verdict).toBe(VERDICTS[verdict!] ?? verdict)
    if (verdict === 'repair') expect(result.mended).not.toEqual([])
  })

  it.each(cases.filter(one => one.kind === 'Email'))('e-mail "$value" is $verdict', ({ value, verdict }) => {
    const tidied = tidyEmail(value!)
    if (verdict!.startsWith('same-as')) expect(tidied).toBe(verdict!.replace('same-as ', ''))
    expect(judgeEmail(tidied)).toBe(verdict === 'suspect' ? 'odd' : 'valid')
  })

  it.each(cases.filter(one => one.kind === 'StdCode'))(
    'standard "$value" is $verdict',
    ({ value, verdict }) => {
      const kinds = { valid: 'number', repair: 'number', 'other-kind': 'st-reference', unknown: 'title' }
      expect(aimWordsKind(value!)).toBe(kinds[verdict as keyof typeof kinds])
    },
  )

  it('covers every kind of the sample but postcodes, which are not read', () => {
    const kinds = new Set(cases.map(one => one.kind))
    expect([...kinds].sort()).toEqual([...Object.keys(JUDGES), 'Email', 'Postcode', 'StdCode'].sort())
  })
})

describe('what a spreadsheet did to a value', () => {
  it('takes away the apostrophe that marks text and neutralises formulas', () => {
    const marked = ["'0123", "'+447700900101", "'=1+1 Ltd", "'@home", "'-5"]
    expect(marked.map(stripTextMarker)).toEqual(['0123', '+447700900101', '=1+1 Ltd', '@home', '-5'])
  })

  it('leaves an apostrophe that belongs to a name', () => {
    expect(stripTextMarker("'t Hooft")).toBe("'t Hooft")
  })

  it('tells the tidy form of a number and what was mended', () => {
    expect(judgeUln(' 927 630 8686 ')).toEqual({ verdict: 'valid', value: '9276308686', mended: ['spaces'] })
    expect(judgeUln("'9276308686").mended).toEqual(['text marker'])
    expect(judgeUln('9276308686.0').mended).toEqual(['decimal zeros'])
  })

  it('refuses scientific notation with a decimal comma too', () => {
    expect(judgeUln('9,87E+09').verdict).toBe('digits-lost')
  })
})
