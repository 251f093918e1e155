import { describe, expect, it } from 'vitest'
import { person } from '../../../test/samples/provider.ts'
import { describePerson, findPeople, findPerson } from './find-people.ts'

const ina = person(2001, 'assessor', 'Ina Stead', { misId: 'C11', email: 'ina.stead@example.org' })
const former = person(2004, 'assessor', 'Ina Stead', { misId: 'C12', archived: true })
const abe = person(1001, 'learner', 'Abe Rudge', { misId: '2001', uln: '9901001012' })
const zoe = person(1002, 'learner', 'Zoë O’Fable', { misId: 'A2', dateOfBirth: '2006-04-04' })
const people = [former, ina, abe, zoe]

describe('a person as somebody types them', () => {
  it.each([
    ['1001', abe],
    ['c11', ina],
    [' INA.STEAD@example.org ', ina],
    ['mailto:ina.stead@example.org', ina],
    ['9901001012', abe],
    ['abe rudge', abe],
    ['Rudge, Abe', abe],
    ["Zoë O'Fable", zoe],
  ])('is found by number, reference, address, ULN or name: %s', (words, found) => {
    expect(findPerson(words, people)).toEqual({ result: 'one', person: found })
  })

  it('is not guessed where a number is an account’s and another’s reference', () => {
    expect(findPerson('2001', people)).toEqual({ result: 'several', people: [abe, ina] })
  })

  it('is not guessed where an archived account has the name too; the live one comes first', () => {
    expect(findPerson('Ina Stead', people)).toEqual({ result: 'several', people: [ina, former] })
  })

  it.each(['', ' ', 'Nobody Known', '-3', '9999999999'])('is nobody where nobody fits: "%s"', words => {
    expect(findPerson(words, people)).toEqual({ result: 'none', nearest: [] })
  })

  it('comes near by a part of the name, and is not taken', () => {
    expect(findPerson('Fable', people)).toEqual({ result: 'none', nearest: [zoe] })
    expect(findPerson('zoe ofable', people)).toEqual({ result: 'none', nearest: [zoe] })
  })

  it('is listed with everybody who has the words, exact ones first', () => {
    expect(findPeople('stead', people)).toEqual([ina, former])
    expect(findPeople('2001', people)).toEqual([abe, ina])
  })

  it('is shown with what tells one from another', () => {
    const centres = [
      { id: 90001, name: 'Netherby' },
      { id: 90002, name: 'Quay Lane' },
    ]
    expect(describePerson(zoe, centres)).toBe(
      'Zoë O’Fable (1002), learner, reference A2, born 2006-04-04, Netherby',
    )
    expect(describePerson(former)).toBe('Ina Stead (2004), assessor, reference C12, archived')
  })
})
