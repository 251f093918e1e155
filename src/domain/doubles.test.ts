import { describe, expect, it } from 'vitest'
import { hesper, isolde, perpetua, rhodri, rhodriAsAssessor, type STAFF, tobias } from '../../test/cast.ts'
import { doublesAmong, lowestId, type StaffAccount } from './doubles.ts'

type Seen = Partial<Pick<StaffAccount, 'emailFolded' | 'misIdFolded' | 'link'>>

function account(person: (typeof STAFF)[number], seen: Seen = {}): StaffAccount {
  return { ...person, misIdFolded: person.misId.toLowerCase(), caseloadTarget: null, ...seen }
}

function told(staff: StaffAccount[]): (string | number)[][] {
  return doublesAmong(staff).map(({ by, accounts }) => [by, ...accounts.map(one => one.id)])
}

describe('double accounts', () => {
  it('share a folded address', () => {
    expect(told([account(rhodri), account(isolde), account(rhodriAsAssessor)])).toEqual([
      ['email', rhodriAsAssessor.id, rhodri.id],
    ])
  })

  it('share an MIS id', () => {
    const staff = [account(tobias, { misIdFolded: 't1' }), account(hesper, { misIdFolded: 't1' })]
    expect(told(staff)).toEqual([['misId', tobias.id, hesper.id]])
  })

  it('are told once for each that they share, in the order of their lowest ids', () => {
    const same = { emailFolded: 'a@example.org', misIdFolded: 'a' }
    const staff = [account(rhodri), account(rhodriAsAssessor), account(perpetua, same), account(isolde, same)]
    expect(told(staff)).toEqual([
      ['email', isolde.id, perpetua.id],
      ['misId', isolde.id, perpetua.id],
      ['email', rhodriAsAssessor.id, rhodri.id],
    ])
    expect(doublesAmong(staff).map(lowestId)).toEqual([isolde.id, isolde.id, rhodriAsAssessor.id])
  })

  it('share no empty address or MIS id', () => {
    const nothing = { emailFolded: '', misIdFolded: '' }
    expect(told([account(tobias, nothing), account(hesper, nothing)])).toEqual([])
  })

  it('are left out once all of them are linked, and stay while one is not', () => {
    const linked = [account(rhodri, { link: 7 }), account(rhodriAsAssessor, { link: 7 })]
    expect(told(linked)).toEqual([])
    const third = account(isolde, { emailFolded: rhodri.emailFolded })
    expect(told([...linked, third])).toEqual([['email', isolde.id, rhodriAsAssessor.id, rhodri.id]])
  })
})
