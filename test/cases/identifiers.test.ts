import { describe, expect, test } from 'vitest'
import { assigned, heldIn, toldIn } from './plan.ts'
import { openProvider } from './provider.ts'

describe('references that differ by zeros, decimals, letter case or braces', async () => {
  const provider = await openProvider('13-references-that-differ-by-zeros-decimals-case-or-braces')

  /** What a sheet with one reference comes to. */
  async function planFor(reference: string) {
    const cell = `"${reference.replaceAll('"', '""')}"`
    return provider.plan(provider.write('one.csv', `Learner Ref,Assessor Ref\n${cell},C11\n`))
  }

  test('a number with decimals is held where another account differs by zeros', async () => {
    const plan = await planFor('902.0')
    expect(assigned(plan)).toEqual([])
    expect(plan.json.rows).toMatchObject({ in: 1, held: 1 })
  })

  test('exact text is the one it says', async () => {
    expect(assigned(await planFor('902'))).toEqual(['1002 default assessor: null to 2001'])
    expect(assigned(await planFor('00902'))).toEqual(['1001 default assessor: null to 2001'])
    expect(assigned(await planFor('B7x'))).toEqual(['1004 default assessor: null to 2001'])
  })

  test('text that fits two only without its letter case is held', async () => {
    const plan = await planFor('B7X')
    expect(assigned(plan)).toEqual([])
    expect(plan.json.rows).toMatchObject({ in: 1, held: 1 })
  })

  test.each([
    '="00902"',
    "'00902",
    '= "00902"',
    '\u202a00902\u202c',
    '009\u00ad02',
    '\u200e00902',
    ' 00902 ',
    '00902\u2060',
  ])('%j is read as 00902, with a remark', async text => {
    const plan = await planFor(text)
    expect(assigned(plan)).toEqual(['1001 default assessor: null to 2001'])
    expect(toldIn(plan, 'text-marker', 'invisible-removed', 'spaces-trimmed')).toHaveLength(1)
  })

  test('what a spreadsheet has shortened finds nobody', async () => {
    for (const text of ['9.02E+02', '9,02E+02', '9E+2']) {
      expect(heldIn(await planFor(text)), text).toEqual(['2 digits-lost'])
    }
  })

  test('letters and digits that only look shortened are a reference', async () => {
    const plan = await planFor('12E34')
    expect(toldIn(plan, 'digits-lost')).toEqual([])
  })
})
