/** Who may be meant where no key finds anybody, how strong that is, and what is accepted in bulk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { World, WorldPerson } from '../../src/reconcile/world/world.ts'
import { linesOf, person, planText, WORLD } from '../samples/provider.ts'
import { openProvider } from './provider.ts'

const world = (...people: WorldPerson[]): World => ({ ...WORLD, people })
const ina = person(5, 'assessor', 'Ina Stead', { email: 'ina.stead@example.org', misId: 'C11' })
const inRows = (text: string, given: { world: World; create?: boolean }) =>
  planText(text, { world: given.world, mapping: given.create ? { create: ['learner'] } : {} })
const suggested = (plan: Awaited<ReturnType<typeof planText>>) =>
  plan.questions.map(one => one.suggestions.map(each => [each.account, each.why, each.isStrong]))

describe('a birth date with day and month changed round, or two digits', async () => {
  const provider = await openProvider('14-same-name-day-and-month-of-birth-swapped')
  const mapping = ['--mapping', provider.file('mapping.yaml')]
  const { json } = await provider.plan('mis.csv', ...mapping)

  test.each([
    [2, 1001, 'birth-near'],
    [3, 1002, 'birth-near'],
    [4, 1003, 'name-and-birth'],
  ])('row %i is asked with account %i, and nobody is made', (row, account, code) => {
    const question = json.questions.find((one: { places: { row: number }[] }) => one.places[0]?.row === row)
    expect(question).toMatchObject({ code, suggestions: [{ account, isStrong: false }] })
  })

  test('row 5, with quite another date, is somebody else, who is made', () => {
    const asked = json.questions.flatMap((one: { places: { row: number }[] }) =>
      one.places.map(each => each.row),
    )
    expect(asked).not.toContain(5)
    expect(json.questions).toHaveLength(3)
    expect(json.changes).toMatchObject([
      { do: 'create-person', fields: { firstName: 'Iolo', dateOfBirth: '2001-09-09' } },
    ])
  })

  test('none of them is accepted in bulk', async () => {
    const { code, stderr } = await provider.give(
      'match',
      provider.file('mis.csv'),
      '--accept-all',
      ...mapping,
    )
    expect(code).toBe(5)
    expect(stderr).not.toContain('Taken')
    expect(stderr).toContain('Left: Ffion Vickers, perhaps Ffion Vickers (1001)')
  })
})

describe('two dates of birth', () => {
  const learner = person(1, 'learner', 'Ann Oak', { dateOfBirth: '2006-03-11' })
  const text = (birth: string) =>
    `Learner Ref,First name,Last name,DOB,Email,Assessor Ref,Class,PlacementID\nN1,Ann,Oak,${birth},oak@example.org,C11,Adult Care L3,51301\n`

  test.each([
    '2006-11-03',
    '2006-03-12',
    '2006-03-01',
    '2007-03-11',
    '2006-03-21',
    '2008-03-14',
    '2016-03-11',
  ])('%s may be a slip for 2006-03-11, and is asked', async birth => {
    const plan = await inRows(text(birth), { world: world(learner, ina), create: true })
    expect([linesOf(plan), plan.questions[0]?.code]).toEqual([[], 'birth-near'])
  })

  test.each(['2001-09-29', '1999-12-24', '2004-10-30'])('%s is somebody else, who is made', async birth => {
    const plan = await inRows(text(birth), { world: world(learner, ina), create: true })
    expect(linesOf(plan)).toEqual(['+ learner Ann Oak'])
  })
})

describe('weak suggestions', async () => {
  const provider = await openProvider('15-weak-suggestions-accepted-in-bulk')

  test.each(['learners.csv', 'staff.csv'])('%s suggests nobody and accepts nobody in bulk', async file => {
    const { json } = await provider.plan(file)
    expect(json.questions.flatMap((one: { suggestions: object[] }) => one.suggestions)).toEqual([])
    const { code, stderr } = await provider.give('match', provider.file(file), '--accept-all')
    expect({ code, stderr }).toEqual({
      code: 5,
      stderr: expect.stringMatching(/^Left: .*nobody is suggested/),
    })
    expect((await provider.plan(file)).json.changes).toEqual([])
  })

  const jenkin = person(1, 'learner', 'Jenkin Nathanson')
  test.each(['Jenkin,N/A', 'Jenkin,-', 'Jenkin,', 'Jenkin,.'])('%s is a given name alone', async name => {
    const plan = await inRows(`Learner Ref,First name,Last name\nX1,${name}\n`, { world: world(jenkin) })
    expect(suggested(plan)).toEqual([[]])
  })

  test.each([
    ['h.larne@example.org', 'Hilary Tremayne', []],
    ['ina.stad@example.org', 'Hilary Tremayne', []],
    ['ina.stad@example.org', 'Ina Stead', [[5, 'same-name', false]]],
    ['ina.stad@example.org', 'I. Stead', [[5, 'near-name', false]]],
    ['ina.stad@example.org', '', [[5, 'near-email', false]]],
    ['ida.stand@example.org', '', []],
  ])('the address %s of "%s" suggests %j', async (email, name, found) => {
    const there = world(ina, person(1, 'learner', 'Lili Bowyer', { misId: 'K2' }))
    const plan = await inRows(`Learner Ref,Assessor,Assessor Email\nK2,${name},${email}\n`, { world: there })
    expect(suggested(plan)).toEqual([found])
  })
})

describe('who else it could have been', async () => {
  const provider = await openProvider('31-who-else-it-could-have-been')
  const questions = (await provider.plan('mis.csv')).json.questions
  const want = (await provider.plan('want.csv')).json

  test('the same name and date of birth are said so, and what the account lacks', () => {
    expect(questions[0]).toMatchObject({
      sentence: 'Same name and date of birth as Abe Rudge (1001), who has no MIS id. Is it the same person?',
      suggestions: [{ account: 1001, isStrong: true }],
    })
  })

  test('another ULN is said with both', () => {
    expect(questions[1].sentence).toMatch(/Bea Saxby \(1002\).*another ULN.*9902008134.*9902008010/)
    expect(questions[1].suggestions[0]).toMatchObject({ isStrong: false, differs: ['uln'] })
  })

  test('an archived namesake is said to be archived, and the live one is the suggestion', () => {
    expect(want.questions[0].sentence).toMatch(/Ina Stead \(2001\) or Ina Stead \(2004, archived\)/)
    expect(want.questions[0].suggestions).toMatchObject([
      { account: 2001, archived: false, isStrong: true },
      { account: 2004, archived: true, isStrong: false },
    ])
  })

  test('one MIS id on a live, an archived and an IQA account names all three', () => {
    const note = want.findings.find((one: { code: string }) => one.code === 'archived-twin')
    expect(note.sentence).toMatch(/\(2001\).*\(2004, archived.*\).*\(3001, IQA\)/)
  })

  test('one person as assessor and IQA is told as likely by MIS id and name, at default and additional level', () => {
    const told = want.findings.filter((one: { code: string }) => one.code === 'assesses-and-assures')
    expect(told).toMatchObject([
      { candidates: [2001, 3001], sentence: expect.stringContaining('they are probably the same person') },
    ])
  })

  test('in bulk the strong one is taken with its number, the other is left with the reason', async () => {
    const { code, stderr } = await provider.give('match', provider.file('mis.csv'), '--accept-all')
    expect(code).toBe(5)
    expect(stderr).toMatch(/Taken: Abe Rudge is Abe Rudge \(1001\), learner, no reference, born 2006-04-04/)
    expect(stderr).toMatch(/Left: Bea Saxby, perhaps Bea Saxby \(1002\).*ULN/)
    expect((await provider.plan('mis.csv')).json.changes).toMatchObject([
      { do: 'update-person', person: 1001, after: { misId: 'WH1' } },
    ])
  })

  test('a twin cannot be linked by hand either, and the reason is given', async () => {
    const sheet = join(provider.folder, 'who.csv')
    await provider.give('match', provider.file('mis.csv'), '--sheet', sheet)
    const answered = readFileSync(sheet, 'utf8').replace(/,,,,(?=\r\n$)/, ',accept,,,')
    const back = provider.write('back.csv', answered)
    const { stderr } = await provider.give('match', provider.file('mis.csv'), '--answers', back)
    expect(stderr).toMatch(/row 2: The row has another ULN \(9902008134, the account has 9902008010\)/)
  })
})

describe('in bulk', () => {
  const ada = { misId: 'T1', email: 'family.twinnery@example.org', dateOfBirth: '2008-05-05' }
  const twin = readFileSync(join(import.meta.dirname, 'reports/17-twin.csv'), 'utf8')
  const strong = async (text: string, ...people: WorldPerson[]) =>
    (await inRows(text, { world: world(...people) })).questions.flatMap(one =>
      one.suggestions.filter(each => each.isStrong).map(each => each.account),
    )

  test('a twin with another reference is left', async () => {
    expect(await strong(twin, person(1, 'learner', 'Ada Twinnery', ada))).toEqual([])
  })

  const byBirth = 'First name,Last name,DOB\nAda,Twinnery,2008-05-05\n'
  test.each([
    ['the same name and birth date', {}, [1]],
    ['archived', { archived: true }, []],
    ['another given name', { firstName: 'Adam' }, []],
    ['no birth date', { dateOfBirth: null }, []],
  ])('%s: %j', async (_what, more, taken) => {
    expect(await strong(byBirth, person(1, 'learner', 'Ada Twinnery', { ...ada, ...more }))).toEqual(taken)
  })

  test('nobody is taken where two are equal', async () => {
    const two = [1, 2].map(id => person(id, 'learner', 'Ada Twinnery', { ...ada, misId: `T${id}` }))
    expect(await strong(byBirth, ...two)).toEqual([])
  })

  test('a learner’s name alone is not enough; a name of staff is, where nothing differs', async () => {
    const learner = person(1, 'learner', 'Ada Twinnery', ada)
    expect(await strong('First name,Last name\nAda,Twinnery\n', learner)).toEqual([])
    expect(await strong('Learner Ref,Assessor\nT1,Ina Stead\n', learner, ina)).toEqual([5])
    const other = 'Learner Ref,Assessor,Assessor Email\nT1,Ina Stead,ina@elsewhere.example\n'
    expect(await strong(other, learner, ina)).toEqual([])
  })
})

describe('name and date of birth in sheets as officers keep them', () => {
  const dara = person(90, 'learner', 'Dara Ivelaw', { misId: 'P90', dateOfBirth: '2006-12-03' })
  const senara = person(6, 'assessor', 'Senara Ivelaw', { email: 'senara.ivelaw.11@example.org' })
  const sheet = (name: string) => readFileSync(join(import.meta.dirname, 'sheets', name))

  test('the exact date is a strong suggestion, the day after it is asked, and neither is planned', async () => {
    const plan = await planText(sheet('dob.csv'), { world: world(dara, senara) })
    expect(linesOf(plan)).toEqual([])
    expect(plan.questions.map(one => one.code)).toEqual(['name-and-birth', 'birth-near'])
    expect(suggested(plan)).toEqual([[[90, 'name-and-birth', true]], [[90, 'near-birth', false]]])
  })

  test('a workbook with a sheet for each centre finds whoever has no reference by name and birth date', async () => {
    const plan = await planText(sheet('Caseloads by centre.xlsx'), { world: world(dara, senara) })
    const found = plan.questions.filter(one => one.code === 'name-and-birth')
    expect(found).toMatchObject([{ suggestions: [{ account: 90, isStrong: true }] }])
    expect(found[0]?.sentence).toBe('Same name and date of birth as Dara Ivelaw (90). Is it the same person?')
  })

  test('a namesake who was born on another day is told, and is no suggestion', async () => {
    const plan = await planText(sheet('dob.csv'), {
      world: world({ ...dara, dateOfBirth: '1999-05-21' }, senara),
    })
    expect(suggested(plan)).toEqual([[], []])
    expect(plan.questions[0]?.sentence).toContain(
      'Same name, another date of birth: Dara Ivelaw (90), born 1999-05-21.',
    )
  })
})
