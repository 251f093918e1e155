import { describe, expect, test } from 'vitest'
import { ahead, amended, assigned, heldIn, toldIn } from './plan.ts'
import { openProvider } from './provider.ts'

describe('a second column Email stands behind the tutor', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')

  test('is the tutor’s: nobody’s address changes, and the tutor is found by it', async () => {
    const plan = await provider.plan('list.csv')
    expect(plan.json.rows).toEqual({ in: 2, planned: 2, unchanged: 0, held: 0 })
    expect(assigned(plan)).toEqual([
      '1001 default assessor: null to 2001',
      '1002 default assessor: null to 2001',
    ])
  })
})

describe('a column Level beside a column that stands for one level', async () => {
  const provider = await openProvider('12-level-column-against-the-persons-column')

  test('holds the row where the two disagree, with both', async () => {
    const plan = await provider.plan('sheet-1.csv')
    expect(heldIn(plan)).toEqual(['2 level-unknown'])
    expect(plan.json.held[0].sentence).toBe('The row says aim and its column additional; make them agree.')
    expect(assigned(plan)).toEqual(['1003 additional assessor: null to 2001'])
    const other = await provider.plan('sheet-2.csv')
    expect(heldIn(other)).toEqual(['2 level-unknown'])
    expect(assigned(other)).toEqual([])
  })
})

describe('an assignment with a last day', async () => {
  const provider = await openProvider('17-assignments-with-a-last-day')

  test('current and new additional people: the new one is added, and that the current one stays is told', async () => {
    const text =
      'Learner Ref,Current Additional Assessor,New Additional Assessor\nT1,Joss Tarn,ina.stead@example.org\n'
    const plan = await provider.plan(provider.write('both.csv', text), '--today', '2026-02-01')
    expect(toldIn(plan, 'current-stays')).toHaveLength(1)
  })

  test('a sheet without a header that is known is refused, and asks whether a misspelt one was meant', async () => {
    const file = provider.write('misspelt.csv', 'Learner Reff,Assessro Ref\nT1,C11\n')
    const { code, stdout } = await provider.give('plan', file)
    expect(code).toBe(1)
    expect(stdout).toContain('Did you mean Assessor Ref by "Assessro Ref"?')
  })

  test.each([
    ['Period', '01/09/2025 - 19/12/2025'],
    ['Dates', '1 Sep 2025 to 19 Dec 2025'],
    ['Cover', '2025-09-01/2025-12-19'],
  ])('first and last day in one column, %s, hold the row', async (header, period) => {
    const text = `Learner Ref,Additional Assessor,${header}\nT1,ina.stead@example.org,${period}\n`
    const plan = await provider.plan(provider.write('period.csv', text), '--today', '2026-02-01')
    expect(plan.json.changes).toEqual([])
    expect(plan.json.rows).toMatchObject({ in: 1, held: 1 })
    expect(toldIn(plan, 'column-period')).not.toEqual([])
  })

  test('to come is planned with its end, past asks for nobody, before the first day is held', async () => {
    const plan = await provider.plan('cover.csv', '--today', '2026-02-01')
    expect(heldIn(plan)).toEqual(['4D ends-before-start'])
    expect(assigned(plan)).toEqual(['1001 additional assessor: null to 2001'])
    expect(ahead(plan)).toEqual(['1001 2001 to null from 2026-07-01'])
  })
})

describe('columns of one name beside different people', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')
  const sheet = (...lines: readonly string[]) => provider.write('sheet.csv', `${lines.join('\n')}\n`)

  test.each([
    ['Ref,Name,Email,Tutor,Ref,Email', 'D1,Erin Vane,,Ina Stead,C11,ina.stead@example.org'],
    ['Learner Ref,Name,Email,Coach Name,Email', 'D1,Erin Vane,,Ina Stead,ina.stead@example.org'],
    ['Learner Ref,First name,Surname,Assessor Ref,First name,Surname', 'D1,Erin,Vane,C11,Ina,Stead'],
    ['Learner Ref,First name,Surname,Main Assessor,Email', 'D1,Erin,Vane,Ina Stead,ina.stead@example.org'],
    [
      'Learner Ref,Name,Phone,Trainer,Phone,Email',
      'D1,Erin Vane,07700900101,Ina Stead,07700900102,ina.stead@example.org',
    ],
    ['Learner Ref,Name,Trainer,E-mail address', 'D1,Erin Vane,Ina Stead,ina.stead@example.org'],
  ])('%s: the second is that of the person before it', async (header, row) => {
    const plan = await provider.plan(sheet(header, row))
    expect(assigned(plan)).toEqual(['1001 default assessor: null to 2001'])
    expect(amended(plan)).toEqual({})
  })

  test('an address further away is asked for, and never the learner’s', async () => {
    const plan = await provider.plan(
      sheet('Learner Ref,Assessor Ref,Start Date,Email', 'D1,C11,22/09/2025,ina.stead@example.org'),
    )
    expect(toldIn(plan, 'column-whose')).toEqual(['1D column-whose', '2D column-whose'])
    expect(amended(plan)).toEqual({ 1001: { startOn: '2025-09-22' } })
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 0, held: 1 })
  })

  test.each(['Next of Kin', 'Parent/Guardian', 'Emergency Contact', 'Social Worker', 'Carer', 'School'])(
    'an address behind %s is asked for, and never the learner’s',
    async header => {
      const plan = await provider.plan(
        sheet(
          `Learner Ref,Learner,${header},Phone,Email,Tutor Ref`,
          'D1,Erin Vane,Sue Vane,,sue@example.org,C11',
        ),
      )
      expect(heldIn(plan)).toEqual(['2E column-whose'])
      expect(amended(plan)).toEqual({})
      expect(assigned(plan)).toEqual(['1001 default assessor: null to 2001'])
    },
  )

  test('the mapping says whose it is', async () => {
    const mapping = provider.write('whose.yaml', 'columns:\n  Email: Learner Email\n')
    const plan = await provider.plan(
      sheet('Learner Ref,Tutor Ref,Email', 'D1,C11,erin@example.org'),
      '--mapping',
      mapping,
    )
    expect(amended(plan)).toEqual({ 1001: { email: 'erin@example.org' } })
  })
})

describe('headers that are misspelt, and sheets that ask for nothing', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')
  const sheet = (...lines: readonly string[]) => provider.write('sheet.csv', `${lines.join('\n')}\n`)

  test.each([
    ['Main Assesor', 'Main Assessor'],
    ['Assesor', 'Assessor'],
    ['Asessor Email', 'Assessor Email'],
    ['Additional Assesors', 'Additional Assessors'],
    ['Tutors', 'Assessor'],
    ['Skils Coach', 'Assessor'],
    ['Line Manger', 'Employer Contact'],
  ])('%s: did you mean %s, and the row is held', async (header, meant) => {
    const plan = await provider.plan(
      sheet(`Learner Ref,Learner,${header}`, 'D1,Erin Vane,ina.stead@example.org'),
    )
    expect(heldIn(plan)).toEqual(['2 header-near'])
    expect(plan.json.held[0].sentence).toContain(`Did you mean ${meant}?`)
    expect(plan.code).toBe(5)
  })

  test('a slip that would turn the row round holds it too', async () => {
    const plan = await provider.plan(
      sheet('Learner Ref,Main Assessor Ref,Actoin', 'D1,C11,remove', 'D2,C11,'),
    )
    expect(heldIn(plan)).toEqual(['2 header-near'])
    expect(assigned(plan)).toEqual(['1002 default assessor: null to 2001'])
  })

  test('no column that is known says what is to be: every row is held, and the plan ends with 5', async () => {
    const plan = await provider.plan(sheet('Learner Ref,Learner,Who', 'D1,Erin Vane,Ina Stead'))
    expect(heldIn(plan)).toEqual(['2 nothing-asked'])
    expect(plan.code).toBe(5)
    const blank = await provider.plan(sheet('Learner Ref,Main Assessor,Who', 'D1,,Ina Stead'))
    expect(heldIn(blank)).toEqual(['2 nothing-asked'])
  })

  test.each([
    'VACANT',
    'Vacant post',
    'TBC',
    'tbc',
    'To be confirmed',
    'TBA',
    'unallocated',
    'Not yet allocated',
    '(null)',
  ])('%s is nobody yet, and no name', async text => {
    const plan = await provider.plan(sheet('Learner Ref,Main Assessor,IQA', `D1,${text},${text}`))
    expect(plan.json.rows).toEqual({ in: 1, planned: 0, unchanged: 1, held: 0 })
    expect(plan.json.questions).toEqual([])
  })
})

describe('who is there now, and who is to be there', async () => {
  const provider = await openProvider('06-second-email-column-is-the-assessors')
  const sheet = (...lines: readonly string[]) => provider.write('sheet.csv', `${lines.join('\n')}\n`)

  test.each([
    ['Current Assessor', 'New Assessor Ref'],
    ['Old Tutor', 'New Tutor Ref'],
    ['Previous Assessor', 'Proposed Assessor Ref'],
    ['From Coach', 'To Coach Ref'],
    ['Outgoing Assessor', 'Incoming Assessor Ref'],
    ['Assessor', 'New Assessor Ref'],
    ['Current Main Assessor', 'Main Assessor Ref'],
    ['Assessor (current)', 'Assessor Ref (new)'],
  ])('%s, %s: the new one is wanted, and the other is a check', async (was, wanted) => {
    const plan = await provider.plan(sheet(`Learner Ref,${was},${wanted}`, 'D1,,C11', 'D2,Somebody Else,C11'))
    expect(assigned(plan)).toEqual(['1001 default assessor: null to 2001'])
    expect(heldIn(plan)).toEqual(['3C holder-differs'])
  })

  test('where only who is there is known, it is asked who is wanted', async () => {
    const plan = await provider.plan(sheet('Learner Ref,Current Assessor Ref', 'D1,C11'))
    expect(heldIn(plan)).toEqual(['2 column-current'])
    expect(plan.code).toBe(5)
    const mapping = provider.write('now.yaml', 'columns:\n  Current Assessor Ref: Main Assessor Ref\n')
    const told = await provider.plan(
      sheet('Learner Ref,Current Assessor Ref', 'D1,C11'),
      '--mapping',
      mapping,
    )
    expect(assigned(told)).toEqual(['1001 default assessor: null to 2001'])
  })
})

describe('first and last days, by any name', async () => {
  const provider = await openProvider('17-assignments-with-a-last-day')
  const plan = (header: string, ...rows: readonly string[]) =>
    provider.plan(provider.write('sheet.csv', `${[header, ...rows].join('\n')}\n`), '--today', '2026-02-01')

  test.each([
    'To',
    'Until',
    'End',
    'End Date',
    'Valid to',
    'Assigned to',
    'Effective to',
    'Assessor End',
    'Assessor To',
    'Date To',
    'Last Day',
    'Finish',
    'Finish Date',
    'Ends On',
    'Ended',
    'Termination Date',
    'Ceased',
    'Stop Date',
    'Through',
    'Valid till',
    'Cover ends',
  ])('%s: past asks for nobody, to come is planned, and nobody’s planned end changes', async header => {
    const over = await plan(`Learner Ref,Assessor Ref,${header}`, 'T1,C11,19/12/2025', 'T2,C11,30/06/2026')
    expect(assigned(over)).toEqual(['1002 default assessor: null to 2001'])
    expect(ahead(over)).toEqual(['1002 2001 to null from 2026-07-01'])
    expect(amended(over)).toEqual({})
    expect(toldIn(over, 'assignment-over')).toHaveLength(1)
    expect(heldIn(over)).toEqual([])
  })

  test('the mapping says that it is the end of the programme', async () => {
    const mapping = provider.write('end.yaml', 'columns:\n  End Date: Planned End Date\n')
    const sheet = provider.write('end.csv', 'Learner Ref,Assessor Ref,End Date\nT1,C11,30/06/2026\n')
    const told = await provider.plan(sheet, '--today', '2026-02-01', '--mapping', mapping)
    expect(assigned(told)).toEqual(['1001 default assessor: null to 2001'])
    expect(amended(told)).toEqual({ 1001: { plannedEndDate: '2026-06-30' } })
  })
})
