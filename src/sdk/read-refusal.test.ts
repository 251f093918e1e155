import { expect, test } from 'vitest'
import { readRefusal } from './read-refusal.ts'

test('OneFile’s number is kept, and told as a problem where somebody has documented it', () => {
  const body = '{"code":-57,"message":"PlacementID does not exist"}'
  expect(readRefusal('onefile', body)).toEqual({
    number: -57,
    code: 'placement-unknown',
    sentence: 'PlacementID does not exist',
  })
})

test('a number that nobody knows is only a number', () => {
  expect(readRefusal('onefile', '{"Code":"-4711","Message":"Hm"}')).toEqual({ number: -4711, sentence: 'Hm' })
})

test('a problem document of ours is kept whole', () => {
  const document = { code: 'unit-ambiguous', detail: 'Name one.', field: 'standard', candidates: [51, 52] }
  expect(readRefusal('caseload', JSON.stringify({ ...document, outcomes: [] }))).toEqual({
    code: 'unit-ambiguous',
    sentence: 'Name one.',
    field: 'standard',
    candidates: [51, 52],
    details: { ...document, outcomes: [] },
  })
})

test('text is taken as the reason, a page of HTML is not', () => {
  expect(readRefusal('onefile', '"The form is not valid"')).toEqual({ sentence: 'The form is not valid' })
  expect(readRefusal('onefile', '<html>Bad gateway</html>').sentence).toBeUndefined()
  expect(readRefusal('onefile', '').sentence).toBeUndefined()
})
