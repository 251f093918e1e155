import { afterEach, describe, expect, test } from 'vitest'
import { USUAL_TERMS } from '../../domain/terms.ts'
import { indefinite, inTerms, keepTerms, kindWord } from './terms.ts'

afterEach(() => keepTerms(USUAL_TERMS))

describe('a sentence in the provider’s words', () => {
  test.each([
    ['No assessor', 'No tutor'],
    ['Without an assessor', 'Without a tutor'],
    ['Without an IQA', 'Without an IV'],
    ['Assessors and IQAs of learners', 'Tutors and IVs of apprentices'],
    ['A learner is a learner.', 'An apprentice is an apprentice.'],
    ['Assessed by a trainee', 'Assessed by a trainee'],
    ['It is employed by an employer.', 'It is employed by a line manager.'],
  ])('%s becomes %s', (usual, theirs) => {
    keepTerms({
      ...{ assessor: 'tutor', iqa: 'IV', learner: 'apprentice' },
      ...{ employer: 'line manager', observer: 'observer' },
    })
    expect(inTerms(usual)).toBe(theirs)
  })

  test('stays as it is with the usual words', () => {
    const sentence = 'An assessor, the IQA and 3 learners: a trainee assessor is no Observer.'
    expect(inTerms(sentence)).toBe(sentence)
  })

  test('takes each word once where two words are exchanged', () => {
    keepTerms({ ...USUAL_TERMS, assessor: 'observer', observer: 'assessor' })
    expect(inTerms('an assessor and an observer')).toBe('an observer and an assessor')
  })

  test('names kinds of accounts by them', () => {
    keepTerms({ ...USUAL_TERMS, assessor: 'coach' })
    expect([kindWord('trainee-assessor'), kindWord('iqa')]).toEqual(['trainee coach', 'IQA'])
    expect(['coach', 'assessor', 'IQA', 'LSA', 'DSA'].map(indefinite)).toEqual([
      ...['a coach', 'an assessor', 'an IQA', 'an LSA', 'a DSA'],
    ])
  })
})
