/** No key is trusted against all the others: the account that one key points at is another person's. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { World, WorldPerson } from '../../src/reconcile/world/world.ts'
import { linesOf, person, planText, WORLD } from '../samples/provider.ts'
import { openProvider } from './provider.ts'

const rhodri = person(5, 'assessor', 'Rhodri Vane', { email: 'rhodri.vane@example.org', misId: 'S5' })
const rowan = person(102, 'learner', 'Rowan Rooke', {
  misId: 'M102',
  uln: '9901001152',
  dateOfBirth: '1999-02-03',
  email: 'rowan.rooke@example.org',
})
const world = (...people: WorldPerson[]): World => ({ ...WORLD, people: [...people, rhodri] })
const report = (name: string) => readFileSync(join(import.meta.dirname, 'reports', name), 'utf8')

/** What a row comes to: its changes, and the code of what is asked. */
async function outcome(text: string, there: World) {
  const plan = await planText(text, { world: there })
  return {
    changes: linesOf(plan),
    asked: plan.questions.map(one => one.code),
    notes: plan.findings.flatMap(one => ('holds' in one ? [] : [one.code])),
    sentence: plan.questions[0]?.sentence ?? '',
  }
}

describe('a reference that was given to somebody else since', () => {
  test('changes nothing, not the address somebody signs in with, and both people are named', async () => {
    const { changes, asked, sentence } = await outcome(report('03-recycled-ref.csv'), world(rowan))
    expect(changes).toEqual([])
    expect(asked).toEqual(['row-says-another'])
    expect(sentence).toMatch(
      /Rowan Rooke \(102\).*"Zachary Quill".*name.*date of birth.*2008-03-14.*1999-02-03.*ULN.*e-mail address/,
    )
  })

  test.each([
    ['name and birth', 'M102,Zachary,Quill,2008-03-14,,'],
    ['name and ULN', 'M102,Zachary,Quill,,9901001012,'],
    ['name and address', 'M102,Zachary,Quill,,,zachary.quill@example.org'],
    ['birth and ULN, though the name agrees', 'M102,Rowan,Rooke,2008-03-14,9901001012,'],
    ['birth and address, though the ULN agrees', 'M102,Rowan,Rooke,2008-03-14,9901001152,z@example.org'],
    ['the name wholly, and nothing else is there', 'M102,Zachary,Quill,,,'],
    ['the birth date, and nothing else is there', 'M102,,,2008-03-14,,'],
    ['the ULN, and nothing else is there', 'M102,,,,9901001012,'],
    ['the address, and nothing else is there', 'M102,,,,,zachary.quill@example.org'],
    ['the birth date, and the family name is a brother’s', 'M102,Zachary,Rooke,2008-03-14,,'],
  ])('is held where %s differ', async (_what, row) => {
    const head = 'Learner Ref,First name,Last name,Date of Birth,ULN,Email,Assessor Email'
    const { changes, asked } = await outcome(`${head}\n${row},rhodri.vane@example.org\n`, world(rowan))
    expect({ changes, asked }).toEqual({ changes: [], asked: ['row-says-another'] })
  })

  test.each([
    ['a marriage, by the birth date', 'M102,Rowan,Quill,1999-02-03,,'],
    ['a name wholly other, by the ULN', 'M102,Zachary,Quill,,9901001152,'],
    ['a short form of the given name', 'M102,Row,Rooke,,,'],
    ['given and family name swapped', 'M102,Rooke,Rowan,,,'],
    ['a new address of the same name', 'M102,Rowan,Rooke,,,r.rooke@example.org'],
    ['a marriage with its new address', 'M102,Rowan,Quill,,,rowan.quill@example.org'],
    ['a slip in the birth date', 'M102,Rowan,Rooke,1999-03-02,,'],
  ])('is planned where it is %s', async (_what, row) => {
    const head = 'Learner Ref,First name,Last name,Date of Birth,ULN,Email,Assessor Email'
    const { changes, asked } = await outcome(`${head}\n${row},rhodri.vane@example.org\n`, world(rowan))
    expect({ asked, last: changes.at(-1) }).toEqual({
      asked: [],
      last: '102 default assessor : nobody > 5',
    })
  })

  test.each([
    ['Robert', 'Bob'],
    ['William', 'Bill'],
    ['Elizabeth', 'Lizzie'],
    ['Margaret', 'Peggy'],
  ])('%s who goes by %s is one person, and is not renamed', async (givenName, petName) => {
    const learner = person(1, 'learner', `${givenName} Fable`, { misId: 'A1' })
    const text = `Learner Ref,First name,Last name,Assessor Email\nA1,${petName},Fable,rhodri.vane@example.org\n`
    const { changes, asked } = await outcome(text, world(learner))
    expect(asked).toEqual([])
    expect(changes).toContain('1 default assessor : nobody > 5')
  })

  test('a name alone that differs is told where birth date or ULN agrees', async () => {
    const row = 'Learner Ref,First name,Last name,Date of Birth\nM102,Zachary,Quill,1999-02-03\n'
    expect((await outcome(row, world(rowan))).notes).toContain('name-differs')
  })
})

describe('a reference of a brother, a sister or a namesake', () => {
  const head = 'Learner Ref,First name,Last name,Date of Birth,Assessor Email\n'
  const tail = ',rhodri.vane@example.org\n'
  const rowanPell = person(1, 'learner', 'Rowan Pell', { misId: 'M1', dateOfBirth: '2007-01-01' })
  const oonaPell = person(2, 'learner', 'Oona Pell', { misId: 'M2', dateOfBirth: '2007-01-01' })

  test('whose references have changed places renames neither', async () => {
    const text = `${head}M2,Rowan,Pell,${tail}M1,Oona,Pell,${tail}`
    const { changes, asked } = await outcome(text, world(rowanPell, oonaPell))
    expect({ changes, asked }).toEqual({ changes: [], asked: ['row-says-another', 'row-says-another'] })
  })

  test.each([
    ['twins, though the date of birth agrees', 'M2,Rowan,Pell,2007-01-01', [rowanPell, oonaPell]],
    ['a given name that somebody else of the family has', 'M2,Rowan,Pell,', [rowanPell, oonaPell]],
    [
      'a family name that somebody else has',
      'M2,Oona,Quay,',
      [oonaPell, person(3, 'learner', 'Oona Quay', { misId: 'M3' })],
    ],
  ])('is held for %s', async (_what, row, people) => {
    const { changes, asked } = await outcome(`${head}${row}${tail}`, world(...people))
    expect({ changes, asked }).toEqual({ changes: [], asked: ['row-says-another'] })
  })

  test('names whoever has the name of the row', async () => {
    const { sentence } = await outcome(`${head}M2,Rowan,Pell,2007-01-01${tail}`, world(rowanPell, oonaPell))
    expect(sentence).toMatch(
      /belongs to Oona Pell \(2\).*"Rowan Pell", which is the name of Rowan Pell \(1\)/,
    )
  })

  test.each([
    ['the namesake was born on another day', { dateOfBirth: '1980-11-15' }],
    ['the namesake is archived', { archived: true }],
  ])('is planned where %s', async (_what, more) => {
    const namesake = person(3, 'learner', 'Oona Quay', more)
    const { asked } = await outcome(`${head}M2,Oona,Quay,2007-01-01${tail}`, world(oonaPell, namesake))
    expect(asked).toEqual([])
  })

  test.each(['O.,Pell', 'O M,Pell', 'Oona,P.'])('%s is no name to be written', async name => {
    const { changes } = await outcome(`${head}M2,${name},${tail}`, world(oonaPell))
    expect(changes).toEqual(['2 default assessor : nobody > 5'])
  })
})

describe('a number of another system', () => {
  const other = person(101, 'learner', 'Tamsin Orrell', { misId: 'M101' })
  const jamie = person(7, 'learner', 'Jamie Fabler', { email: 'jamie.fabler@example.org' })
  const tobias = person(6, 'assessor', 'Tobias Ferrier', { email: 'tobias.ferrier@example.org' })

  test('is no account number where the name is another', async () => {
    const { changes } = await outcome(report('04-foreign-user-id.csv'), world(other, tobias))
    expect(changes).toEqual([])
  })

  test('does not hide whoever the other keys find', async () => {
    const { changes } = await outcome(report('04-foreign-user-id.csv'), world(other, jamie, tobias))
    expect(changes).toEqual(['7 default assessor : nobody > 6'])
  })

  test.each(['ID', 'id', 'user_id', 'USER_ID', 'userid'])(
    'under %s needs a name that agrees',
    async header => {
      const tail = ',rhodri.vane@example.org\n'
      const alone = await outcome(`${header},Assessor Email\n101${tail}`, world(other))
      expect([alone.changes, alone.asked]).toEqual([[], ['bare-id']])
      const named = `${header},First name,Last name,Assessor Email\n101,Tamsin,Orrell${tail}`
      expect((await outcome(named, world(other))).changes).toEqual(['101 default assessor : nobody > 5'])
      const otherName = `${header},First name,Last name,Assessor Email\n101,Jamie,Fabler${tail}`
      expect((await outcome(otherName, world(other))).changes).toEqual([])
    },
  )

  test.each(['User ID', 'OneFile ID', 'UserID'])(
    'under %s is one, checked against the rest',
    async header => {
      const alone = `${header},Assessor Email\n101,rhodri.vane@example.org\n`
      expect((await outcome(alone, world(other))).changes).toEqual(['101 default assessor : nobody > 5'])
      const named = `${header},First name,Last name,Assessor Email\n101,Jamie,Fabler,rhodri.vane@example.org\n`
      expect(await outcome(named, world(other))).toMatchObject({ changes: [], asked: ['row-says-another'] })
      const reference = `${header},Learner Ref,Assessor Email\n101,M999,rhodri.vane@example.org\n`
      expect(await outcome(reference, world(other))).toMatchObject({
        changes: [],
        asked: ['row-says-another'],
      })
    },
  )
})

describe('staff and employers', () => {
  const learner = person(1, 'learner', 'Orla Fable', { misId: 'A1' })
  const employer = person(8, 'employer', 'Dorcas Penhallock', { email: 'office@example.com', misId: 'E8' })

  test.each([
    ['Assessor Ref,Assessor', 'S5,Hilary Tremayne'],
    ['Assessor Ref,Assessor Email', 'S5,hilary@example.org'],
    ['Assessor Ref,Assessor,Assessor Email', 'S5,Hilary Tremayne,hilary@example.org'],
    ['Assessor,Assessor Email', 'Hilary Tremayne,rhodri.vane@example.org'],
    ['Assessor User ID,Assessor', '5,Hilary Tremayne'],
  ])('%s: %s is not Rhodri Vane', async (headers, cells) => {
    const { changes } = await outcome(`Learner Ref,${headers}\nA1,${cells}\n`, world(learner))
    expect(changes).toEqual([])
  })

  test('a mailbox of a firm is not each of its people’s', async () => {
    const head = 'Learner Ref,EmployerFirst,EmployerLast,Employer Contact Email'
    const { changes } = await outcome(
      `${head}\nA1,Ambrose,Kettlewick,office@example.com\n`,
      world(learner, employer),
    )
    expect(changes).toEqual([])
    const brother = await outcome(
      `${head}\nA1,Ambrose,Penhallock,office@example.com\n`,
      world(learner, employer),
    )
    expect(brother.changes).toEqual([])
  })

  test('whoever has married keeps reference or address', async () => {
    const text = 'Learner Ref,Assessor Ref,Assessor\nA1,S5,Rhodri Quill\n'
    expect((await outcome(text, world(learner))).changes).toEqual(['1 default assessor : nobody > 5'])
  })
})

describe('for any row', () => {
  const account = { ...rowan, firstName: 'Rowan', lastName: 'Rooke' }
  /** What a row says of one trait: what the account has, somebody else's, or nothing. */
  const said = <T>(same: T, other: T) => fc.constantFrom({ value: same }, { value: other, other: true }, {})
  const row = fc.record({
    key: fc.constantFrom('misId', 'uln', 'id'),
    name: said(['Rowan', 'Rooke'], ['Zachary', 'Quill']),
    birth: said('1999-02-03', '2008-03-14'),
    misId: said('M102', 'M777'),
    uln: said('9901001152', '9901001012'),
    email: said('rowan.rooke@example.org', 'zachary.quill@example.org'),
  })
  const given = <T>(one: { value?: T; other?: boolean }) => one.value
  const isOther = (one: object) => 'other' in one

  test('whose keys disagree in two or more ways with the account one points at, nothing is planned for it', async () => {
    await fc.assert(
      fc.asyncProperty(row, async ({ key, ...traits }) => {
        const pointed = { ...traits }
        if (key === 'misId') pointed.misId = { value: 'M102' }
        if (key === 'uln') pointed.uln = { value: '9901001152' }
        const differing = Object.values(pointed).filter(isOther).length
        fc.pre(differing >= 2)
        const [first = '', last = ''] = given(pointed.name) ?? []
        const cells = [
          key === 'id' ? '102' : '',
          ...[
            given(pointed.misId),
            first,
            last,
            given(pointed.birth),
            given(pointed.uln),
            given(pointed.email),
          ],
          'rhodri.vane@example.org',
        ].map(cell => cell ?? '')
        const head = 'User ID,Learner Ref,First name,Last name,Date of Birth,ULN,Email,Assessor Email'
        const plan = await planText(`${head}\n${cells.join(',')}\n`, { world: world(account) })
        expect(linesOf(plan)).toEqual([])
        expect(plan.rows.held).toBe(1)
      }),
      { numRuns: 150 },
    )
  })
})

describe('references that a spreadsheet has changed', async () => {
  const provider = await openProvider('13-references-that-differ-by-zeros-decimals-case-or-braces')
  const ids = readFileSync(provider.file('ids.csv'), 'utf8').trim().split('\n')
  const row = async (at: number) => {
    const { json } = await provider.plan(provider.write('row.csv', `${ids[0]}\n${ids[at]}\n`))
    return {
      placed: json.changes.map((one: { learner: number; after: number }) => `${one.learner} ${one.after}`),
      held: json.held.map((one: { code: string }) => one.code),
      named: json.questions.flatMap((one: { suggestions: { account: number }[] }) =>
        one.suggestions.map(each => each.account),
      ),
      told: json.findings.map((one: { sentence: string }) => one.sentence).join(' '),
    }
  }

  test('902.0 is held, with every account that it may be', async () => {
    const { placed, held, named } = await row(1)
    expect({ placed, held: held[0] }).toEqual({ placed: [], held: 'reference-zeros' })
    expect(named).toEqual(expect.arrayContaining([1001, 1002]))
  })

  test('902 is the account with that very text, with a warning that 00902 is near', async () => {
    const { placed, told } = await row(2)
    expect(placed).toEqual(['1002 2001'])
    expect(told).toMatch(/Alun Perrin \(1001, reference 00902\)/)
  })

  test('B7x is exact; B7X fits two that differ in letter case, and is held with both', async () => {
    expect((await row(3)).placed).toEqual(['1004 2001'])
    const { placed, named } = await row(4)
    expect({ placed, named }).toEqual({ placed: [], named: [1004, 1005] })
  })

  test('a GUID is found without its braces and in small letters', async () => {
    expect((await row(5)).placed).toEqual(['1004 2003'])
  })

  test('="00902" is 00902', async () => {
    expect((await row(6)).placed).toEqual(['1001 2001'])
  })

  test('a number that the sheet shows as 000902 is not taken for the text 000902', async () => {
    const { json } = await provider.plan('ids.xlsx')
    expect([json.changes, json.held[0].code]).toEqual([[], 'reference-zeros'])
  })

  test('902 names 00902 as the likely one where only that is there, and takes it once it is confirmed', async () => {
    const alun = person(1, 'learner', 'Alun Perrin', { misId: '00902' })
    const text = 'Learner Ref,Assessor Email\n902,rhodri.vane@example.org\n'
    const plan = await planText(text, { world: world(alun) })
    expect([linesOf(plan), plan.questions[0]?.code]).toEqual([[], 'reference-zeros'])
    expect(plan.questions[0]?.sentence).toContain('Alun Perrin (1, reference 00902)')
    const named =
      'Learner Ref,First name,Last name,Assessor Email\n902,Zachary,Quill,rhodri.vane@example.org\n'
    expect((await planText(named, { world: world(alun) })).questions[0]?.suggestions).toEqual([])
  })
})
