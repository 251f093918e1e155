import { expect, it } from 'vitest'
import { fenwick, isolde, NOBODY, orlagh } from '../../test/cast.ts'
import { notALearner, standardNotHeld, unknownLearner, whyNotGiven } from './learner.ts'

it('a learner who is there can be given something', () => {
  expect(whyNotGiven(orlagh)).toBeUndefined()
})

it('somebody who is no learner is given nothing', () => {
  expect(whyNotGiven(isolde)).toEqual(notALearner(isolde.id))
})

it('an archived learner is given nothing, and the refusal says what to do', () => {
  expect(whyNotGiven(fenwick)).toEqual({
    code: 'learner-archived',
    sentence: 'Learner 104 is archived, so nothing can be given or planned; unarchive the learner first.',
    about: 'learner',
  })
})

it('what is amiss with a learner named in a request is told with the field that is wrong', () => {
  expect(unknownLearner(NOBODY)).toEqual({
    code: 'learner-unknown',
    sentence: 'There is no learner 999 that this token may see.',
    about: 'learner',
  })
  expect(notALearner(isolde.id)).toEqual({
    code: 'not-a-learner',
    sentence: 'User 111 is not a learner; name the learner here.',
    about: 'learner',
  })
  expect(standardNotHeld(orlagh.id, 53)).toEqual({
    code: 'standard-not-held',
    sentence: 'Learner 101 does not hold standard 53; assign the standard to the learner first.',
    about: 'standard',
  })
})
