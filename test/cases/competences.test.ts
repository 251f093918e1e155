/** Lists of what staff may assess: matched, planned and applied like any sheet. */
import { describe, expect, test } from 'vitest'
import { command } from '../command.ts'
import { heldIn } from './plan.ts'
import { type CasePlan, openProvider } from './provider.ts'

/** What a plan changes of competences, in short. */
function competences({ json }: CasePlan): string[] {
  return json.changes.map(
    // biome-ignore lint/suspicious/noExplicitAny: a plan as JSON.
    ({ do: kind, person, add, remove }: any) => `${kind} ${person} +${add.join('+')} -${remove.join('-')}`,
  )
}

describe('a list of what staff may assess', async () => {
  const provider = await openProvider('34-what-a-return-implies')
  const sheet = (...lines: readonly string[]) => provider.write('staff.csv', `${lines.join('\n')}\n`)
  const plan = (...lines: readonly string[]) => provider.plan(sheet(...lines))
  const CARE = 'set-competences 2001 +61242 -'
  const BOTH = 'set-competences 2001 +61242+61251 -'

  test.each<[string, string[], string[]]>([
    ['by reference', ['Person Ref,Competences', 'C11,ST0005'], [CARE]],
    ['several with semicolons', ['Person Ref,Competences', 'C11,ST0005; ST0264'], [BOTH]],
    ['several with commas', ['Person Ref,Competences', 'C11,"ST0005, ST0264"'], [BOTH]],
    ['several with commas and lines', ['Person Ref,May Assess', 'C11,"ST0005\nST0264"'], [BOTH]],
    ['with and between', ['Person Ref,May Assess', 'C11,ST0005 and ST0264'], [BOTH]],
    ['one in each row', ['Assessor Ref,Competence', 'C11,ST0005', 'C11,ST0264'], [BOTH]],
    ['columns with numbers', ['Assessor Ref,Competence 1,Competence 2', 'C11,ST0005,ST0264'], [BOTH]],
    [
      'a blank among the columns',
      ['Assessor Ref,Competence 1,Competence 2', 'C11,,ST0264'],
      ['set-competences 2001 +61251 -'],
    ],
    ['by title', ['Assessor Ref,Can Assess', 'C11,Care'], [CARE]],
    ['in small letters', ['Assessor Ref,Can Assess', 'c11,st0005'], [CARE]],
    ['by address', ['Email,Competences', 'INA.STEAD@example.org,ST0005'], [CARE]],
    ['by account number', ['User ID,Competences', '2001,ST0005'], [CARE]],
    [
      'an aim by its reference',
      ['Person Ref,Competences', 'C11,60135547'],
      ['set-competences 2001 +61250 -'],
    ],
    ['an IQA by the column', ['IQA Ref,Competences', 'Q11,ST0005'], ['set-competences 3001 +61242 -']],
    ['an IQA by the reference', ['Person Ref,Competences', 'Q11,ST0005'], ['set-competences 3001 +61242 -']],
    [
      'a list of staff',
      ['Employee No,Surname,Forename,Job Title,Competences', 'C11,Stead,Ina,Skills Coach,ST0005'],
      [CARE],
    ],
    ['the same said twice', ['Person Ref,Competences', 'C11,ST0005', 'C11,ST0005; ST0005'], [CARE]],
    [
      'two people',
      ['Person Ref,Competences', 'C12,ST0005', 'C11,ST0005'],
      [CARE, 'set-competences 2002 +61242 -'],
    ],
    ['taking away what is not there', ['Person Ref,Competences', 'C11,remove ST0005'], []],
    ['none where there is none', ['Person Ref,Competences', 'C11,none'], []],
  ])('is planned: %s', async (_, lines, gives) => {
    const made = await plan(...lines)
    expect(competences(made)).toEqual(gives)
    expect(made.json.rows.held).toBe(0)
  })

  test.each<[string, string[], string[]]>([
    ['a standard that nobody knows', ['Person Ref,Competences', 'C11,ST9999'], ['2 standard-unknown']],
    ['a name alone', ['Assessor,Competences', 'Ina Stead,ST0005'], ['2 name-alone']],
    ['somebody who is not there', ['Person Ref,Competences', 'C99,ST0005'], ['2 person-unknown']],
    ['nobody named', ['Person Ref,Competences', ',ST0005'], ['2 nobody-named']],
    ['nothing named', ['Person Ref,Competences', 'C11,'], ['2 aim-missing']],
    [
      'adding and taking away',
      ['Person Ref,Competences', 'C11,ST0005', 'C11,remove ST0005'],
      ['2 competences-contested', '3 competences-contested'],
    ],
    [
      'another name than the account has',
      ['Person Ref,Person,Competences', 'C11,Gus Yelland,ST0005'],
      ['2 row-says-another'],
    ],
  ])('is held: %s', async (_, lines, held) => {
    const made = await plan(...lines)
    expect(competences(made)).toEqual([])
    expect(heldIn(made).map(one => one.replace(/(\d+)[A-Z]+ /, '$1 '))).toEqual(held)
  })

  test('is applied once, and taken back', async () => {
    const file = sheet('Person Ref,Competences', 'C11,ST0005; ST0264', 'Q11,ST0005')
    expect((await provider.give('apply', file, '--yes')).code).toBe(0)
    const read = async (user: number) => (await provider.client.readCompetences({ user })).standards
    expect(await read(2001)).toEqual([61242, 61251])
    expect((await provider.plan(file)).json.changes).toEqual([])
    const less = sheet('Person Ref,Competences', 'C11,remove ST0005')
    expect(competences(await provider.plan(less))).toEqual(['set-competences 2001 + -61242'])
    expect(competences(await plan('Person Ref,Competences', 'C11,none'))).toEqual([
      'set-competences 2001 + -61242-61251',
    ])
    expect(competences(await plan('Person Ref,Competences,Action', 'C11,ST0264,remove'))).toEqual([
      'set-competences 2001 + -61251',
    ])
    expect((await provider.give('undo', '--yes')).code).toBe(0)
    expect(await read(2001)).toEqual([])
    expect(await read(3001)).toEqual([])
  })

  test('is said in words, with the row', async () => {
    const { stdout } = await provider.give('plan', sheet('Person Ref,Competences', 'C11,ST0005'))
    expect(stdout).toContain('+ may assess ST0005 Care [row 2]')
  })

  test('has a template that is read as it is filled in', async () => {
    const { stdout } = await command('template', '--competences')
    expect(stdout.split('\n')[2]).toContain('Person Ref,Person,Person Email,Competences')
    const made = await provider.plan(provider.write('template.csv', `${stdout}C11,,,ST0005\n`))
    expect(competences(made)).toEqual([CARE])
  })
})
