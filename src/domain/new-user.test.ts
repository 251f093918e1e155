import { describe, expect, test } from 'vitest'
import { usernameBase, usernameChoices, whyIncomplete } from './new-user.ts'

describe('a user name', () => {
  test.each([
    ['Wilfred', 'Hale', 'WHALE'],
    [' wilfred james ', 'van der Hale', 'WVANDERHALE'],
    ['Éloïse', 'O’Rourke-Byrne', 'EOROURKEBYRNE'],
    ['李', '小龙', '李小龙'],
    ['𠮷', '野', '𠮷野'],
    ['4', '!', 'USER'],
    ['Ada', 'X'.repeat(100), `A${'X'.repeat(39)}`],
  ])('of %s %s is %s', (firstName, lastName, expected) => {
    expect(usernameBase(firstName, lastName)).toBe(expected)
  })

  test('that is taken is followed by numbers from 2 on, without end', () => {
    const choices = usernameChoices('WHALE', 3)
    expect([choices.next().value, choices.next().value]).toEqual([
      ['WHALE', 'WHALE2', 'WHALE3'],
      ['WHALE4', 'WHALE5', 'WHALE6'],
    ])
  })
})

describe('a new user', () => {
  const learner = { kind: 'learner', defaultAssessor: 1, classroom: 2, placement: 3 } as const

  test('is complete with what its role needs', () => {
    expect(whyIncomplete(learner)).toBeUndefined()
    expect(whyIncomplete({ kind: 'iqa', email: 'a@example.org' })).toBeUndefined()
    expect(whyIncomplete({ kind: 'observer', email: 'a@example.org', placement: 3 })).toBeUndefined()
  })

  test.each([
    [{ ...learner, defaultAssessor: null }, 'defaultAssessor'],
    [{ ...learner, classroom: undefined }, 'classroom'],
    [{ ...learner, placement: null }, 'placement'],
    [{ kind: 'assessor', email: ' ' }, 'email'],
    [{ kind: 'trainee-assessor', email: '' }, 'email'],
    [{ kind: 'employer', placement: 3 }, 'email'],
    [{ kind: 'employer', email: 'a@example.org' }, 'placement'],
    [{ kind: 'observer', placement: 3 }, 'email'],
  ] as const)('%j lacks something: %s', (user, about) => {
    expect(whyIncomplete(user)).toMatchObject({ code: 'field-missing', about })
  })

  test('that lacks something is told in a sentence what, and who needs it', () => {
    expect(whyIncomplete({ ...learner, defaultAssessor: null })?.sentence).toBe(
      'A learner needs a default assessor.',
    )
    expect(whyIncomplete({ ...learner, classroom: null })?.sentence).toBe('A learner needs a class.')
    expect(whyIncomplete({ kind: 'iqa' })?.sentence).toBe('A user of this role needs an e-mail address.')
    expect(whyIncomplete({ kind: 'observer', email: 'a@example.org' })?.sentence).toBe(
      'A user of this role needs a placement.',
    )
  })
})
