import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, peopleIn, readBytes } from '../../../test/samples/sample.ts'

const read = (value: unknown) =>
  readBytes(typeof value === 'string' ? value : JSON.stringify(value), 'a.json')

describe('JSON with the same words as a sheet', () => {
  it('reads a list of objects, whose keys need not be the same', async () => {
    const reading = await read([
      { learner_ref: 'A1', main_assessor: 'Isolde Marrowby', from: '2025-09-08' },
      {
        learner_ref: 'A2',
        additionalAssessors: ['Hesper Nightjar', 'Tobias Quillfeather'],
        main_assessor: null,
      },
    ])
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default from 2025-09-08 = Isolde Marrowby',
      'A2: hold assessor additional = Hesper Nightjar',
      'A2: hold assessor additional = Tobias Quillfeather',
    ])
    expect(peopleIn(reading).map(one => one.place.row)).toEqual([1, 2])
  })

  it('reads a list within an object', async () => {
    expect(
      (await read({ exported: '2026-07-15', rows: [{ ULN: '9901001012', MISID: 'A1' }] })).counts.stated,
    ).toBe(1)
  })

  it('keeps all digits of numbers, and refuses those written with an exponent', async () => {
    const reading = await read(
      '[{"MISID": 12345678901234567890, "ULN": 9901001012}, {"MISID": "A2", "ULN": 9.9E9}]',
    )
    expect(peopleIn(reading)[0]!.who.keys).toEqual({
      misId: '12345678901234567890',
      isNumber: true,
      uln: '9901001012',
    })
    expect(findingsIn(reading)).toEqual(['digits-lost row 2 ULN'])
  })

  it('holds a value within a value', async () => {
    expect(findingsIn(await read([{ MISID: { id: 'A1' }, ULN: '' }]))).toEqual(['cell-error row 1 MISID'])
  })

  it.each([
    ['cut short', '[{"MISID": "A1"', 'json-broken'],
    ['of another shape', '{"MISID": "A1"}', 'json-shape'],
    ['a list of numbers', '[1, 2]', 'json-shape'],
    ['an empty list', '[]', 'file-empty'],
  ])('refuses JSON that is %s', async (_, text, code) => {
    expect((await read(text)).refusals.map(one => one.code)).toEqual([code])
  })
})
