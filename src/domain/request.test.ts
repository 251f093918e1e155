import { expect, test } from 'vitest'
import { peopleOf } from './request.ts'

test.each([
  ['somebody wanted', { after: 7 }, [1, 7]],
  ['nobody wanted, and somebody stated', { after: null, before: 8 }, [1, 8]],
  ['both', { after: 7, before: 8 }, [1, 7, 8]],
  ['a slot that is stated to be empty', { after: 7, before: null }, [1, 7]],
  ['a slot to be cleared, whoever is in it', { after: null }, [1]],
])('the people of a request with %s', (_name, named, people) => {
  expect(peopleOf({ learner: 1, level: 'default', ...named })).toEqual(people)
})
