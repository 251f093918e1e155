import { describe, expect, test } from 'vitest'
import { date, id, list, nullable, text, truth } from './codec.ts'
import {
  isFieldRefusal,
  maybe,
  object,
  optional,
  readFields,
  required,
  schemaOf,
  writeFields,
} from './fields.ts'

const fields = {
  learner: required('LearnerID', id, 'The learner.'),
  since: optional('Since', date, 'Since when.'),
  employer: optional('EmployerID', nullable(id), 'The employer.'),
  name: optional('Name', text(10), 'A name.'),
}

const loosely = (raw: Record<string, unknown>) => readFields(fields, raw, 'loose')
const exactly = (raw: Record<string, unknown>) => readFields(fields, raw, 'exact')

describe('fields read loosely, as OneFile’s clients write them', () => {
  test('may be spelt in any letter case and sit among others', () => {
    expect(loosely({ learnerid: '7', NAME: 'Ada', other: 1 })).toEqual({ learner: 7, name: 'Ada' })
  })

  test('may stand twice with the same value, as a number and as its digits', () => {
    expect(loosely({ LearnerID: 7, learnerID: '7' })).toEqual({ learner: 7 })
    expect(loosely({ LearnerID: 7, learnerID: 8 })).toMatchObject({ code: 'field-twice', field: 'LearnerID' })
  })

  test('say nothing where they are blank, or null and cannot be cleared', () => {
    expect(loosely({ LearnerID: 7, Since: '', Name: null })).toEqual({ learner: 7 })
    expect(loosely({ LearnerID: 7, EmployerID: null, Name: '' })).toEqual({
      learner: 7,
      employer: null,
      name: '',
    })
  })

  test('are missed by name, also where they are null', () => {
    expect(loosely({})).toMatchObject({
      code: 'field-missing',
      sentence: 'LearnerID is missing: the learner.',
    })
    expect(loosely({ LearnerID: null })).toMatchObject({ code: 'field-invalid', field: 'LearnerID' })
  })
})

describe('fields read exactly, as ours are', () => {
  test('are refused where they are not known, without repeating what could be anything', () => {
    expect(exactly({ LearnerID: 7, Wrong: 1 })).toMatchObject({
      code: 'field-unknown',
      sentence: '"Wrong" is not a field of this call; it knows: LearnerID, Since, EmployerID, Name.',
    })
    expect(JSON.stringify(exactly({ LearnerID: 7, 'ada@example.org': 1 }))).not.toContain('ada')
  })

  test('know their place inside lists and objects', () => {
    const nested = {
      changes: required('changes', list(object({ on: required('on', truth, 'Whether.') })), 'Changes.'),
    }
    const refused = readFields(nested, { changes: [{ on: true }, { on: 'maybe' }] }, 'exact')
    expect(refused).toMatchObject({
      field: 'changes[1].on',
      sentence: 'changes[1].on must be true or false.',
    })
  })
})

test('an optional field without a value is left out of an answer, a required one is null', () => {
  const answer = {
    id: required('ID', id, 'It.'),
    misId: required('MISID', nullable(text(9)), 'Key.'),
    ...fields,
  }
  const written = writeFields(answer, { id: 1, misId: null, learner: 2, employer: null, since: '2026-01-02' })
  expect(written).toEqual({ ID: 1, MISID: null, LearnerID: 2, Since: '2026-01-02' })
})

test('the schema of fields tells which are needed, and whether others are welcome', () => {
  expect(schemaOf({ learner: fields.learner, name: maybe(fields.name) }, 'exact')).toMatchObject({
    required: ['LearnerID'],
    additionalProperties: false,
    properties: { LearnerID: { type: 'integer', description: 'The learner.' } },
  })
  expect(isFieldRefusal(loosely({ LearnerID: 1 }))).toBe(false)
})
