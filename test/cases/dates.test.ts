import { describe, expect, test } from 'vitest'
import { amended, heldIn, toldIn } from './plan.ts'
import { openProvider } from './provider.ts'

const TODAY = ['--today', '2026-02-01']

describe('births to come, and ends far off', async () => {
  const provider = await openProvider('10-births-to-come-and-ends-far-off')

  test('are held, each in its own row, and nothing is written', async () => {
    const plan = await provider.plan('dates.csv', ...TODAY)
    expect(plan.json.rows).toEqual({ in: 4, planned: 0, unchanged: 0, held: 4 })
    expect(heldIn(plan)).toEqual([
      '2B date-impossible',
      '3B date-impossible',
      '4D date-impossible',
      '5C date-impossible',
    ])
    expect(amended(plan)).toEqual({})
    expect(plan.code).toBe(5)
  })

  test('a year of two digits is the one that the date can be of', async () => {
    const sheet = provider.write(
      'short.csv',
      'Learner Ref,Date of Birth,Start Date,Planned End Date\nF1,14/03/35,05/09/98,\nF2,28/02/06,08/09/25,14/03/27\n',
    )
    const plan = await provider.plan(sheet, ...TODAY)
    expect(amended(plan)).toEqual({
      1001: { dateOfBirth: '1935-03-14', startOn: '1998-09-05' },
      1002: { dateOfBirth: '2006-02-28', startOn: '2025-09-08', plannedEndDate: '2027-03-14' },
    })
  })

  test('the birth of a child or of somebody over a hundred is told', async () => {
    const sheet = provider.write('ages.csv', 'Learner Ref,DOB\nF1,13/02/2019\nF2,13/02/1921\n')
    const plan = await provider.plan(sheet, ...TODAY)
    expect(toldIn(plan, 'date-unlikely')).toEqual(['2B date-unlikely', '3B date-unlikely'])
  })
})

describe('dates that cannot all be right', async () => {
  const provider = await openProvider('10-births-to-come-and-ends-far-off')

  test.each([
    ['a planned end before the start', '14/03/2006,22/09/2025,01/09/2024'],
    ['a start before the birth', '14/03/2010,01/09/2005,31/07/2027'],
    ['a start on the day of birth', '22/09/2025,22/09/2025,31/07/2027'],
  ])('%s is held, and none of them is written', async (_, dates) => {
    const sheet = provider.write('order.csv', `Learner Ref,DOB,Start Date,Planned End Date\nF1,${dates}\n`)
    const plan = await provider.plan(sheet, ...TODAY)
    expect(heldIn(plan)).toContain('2 dates-out-of-order')
    expect(amended(plan)).toEqual({})
  })

  test.each([
    ['Mon 22 Sep 2025', { 1001: { startOn: '2025-09-22' } }, []],
    ['Monday, 22/09/2025', { 1001: { startOn: '2025-09-22' } }, []],
    ['Tue 22 Sep 2025', {}, ['2B date-unreadable']],
    ['Friday 22/09/2025', {}, ['2B date-unreadable']],
  ])('the day of the week must fit the date: %s', async (text, fields, held) => {
    const plan = await provider.plan(
      provider.write('week.csv', `Learner Ref,Start Date\nF1,"${text}"\n`),
      ...TODAY,
    )
    expect(amended(plan)).toEqual(fields)
    expect(heldIn(plan)).toEqual(held)
  })
})

describe('one month-first date in a day-first column', async () => {
  const provider = await openProvider('11-one-month-first-date-in-a-day-first-column')

  test('holds its own row, and the others are read with the day first', async () => {
    const plan = await provider.plan('dates.csv', ...TODAY)
    expect(amended(plan)).toEqual({
      1001: { startOn: '2025-09-05' },
      1002: { startOn: '2025-09-22' },
      1003: { startOn: '2025-10-01' },
      1005: { startOn: '2025-09-29' },
    })
    expect(heldIn(plan)).toEqual(['5B date-unreadable'])
    expect(plan.json.held[0].sentence).toContain('10/31/2025')
    expect(plan.json.rows).toEqual({ in: 5, planned: 4, unchanged: 0, held: 1 })
  })

  test('as many of the one as of the other hold what can be read both ways', async () => {
    const sheet = provider.write(
      'both.csv',
      'Learner Ref,Start Date\nG1,05/09/2025\nG2,22/09/2025\nG4,10/31/2025\n',
    )
    const plan = await provider.plan(sheet, ...TODAY)
    expect(heldIn(plan)).toEqual(['2B date-two-ways'])
  })

  test('and the other way round', async () => {
    const sheet = provider.write(
      'month.csv',
      'Learner Ref,Start Date\nG1,09/05/2025\nG2,09/22/2025\nG3,10/01/2025\nG4,31/10/2025\nG5,09/29/2025\n',
    )
    const plan = await provider.plan(sheet, ...TODAY)
    expect(amended(plan)).toMatchObject({ 1001: { startOn: '2025-09-05' }, 1003: { startOn: '2025-10-01' } })
    expect(heldIn(plan)).toEqual(['5B date-unreadable'])
  })
})

describe('dates that mean nothing, and marks that nobody sees', async () => {
  const provider = await openProvider('26-dates-that-mean-nothing-and-marks-nobody-sees')

  test('are read as blank, and taken off', async () => {
    const plan = await provider.plan('dates.csv', ...TODAY)
    expect(amended(plan)).toEqual({
      1004: { startOn: '2025-09-22' },
      1005: { startOn: '2025-09-23' },
      1006: { dateOfBirth: '2006-07-15' },
    })
    expect(plan.json.rows).toEqual({ in: 6, planned: 3, unchanged: 3, held: 0 })
    expect(toldIn(plan, 'invisible-removed', 'date-instant')).toEqual([
      '7D date-instant',
      '5C invisible-removed',
    ])
  })

  test.each([
    ...[
      '1899-12-30',
      '30/12/1899',
      '31/12/1899 00:00',
      '1900-01-01',
      '01/01/1900',
      '01/01/0001',
      '00/00/0000',
    ],
    ...[
      '00/01/1900',
      '0',
      'null',
      'NULL',
      '(null)',
      '[NULL]',
      '<null>',
      'NaT',
      'TBC',
      'n/a',
      'not known',
      '31/12/9999',
    ],
    ...['1/0/1900', '01/00/00', '1900-01-00'],
    ...['1753-01-01', '00-Jan-00', '0000-00-00 00:00:00', '1899-12-30T00:00:00'],
  ])('%s is no date', async text => {
    const sheet = provider.write(
      'none.csv',
      `Learner Ref,Actual End Date,Start Date\nU1,${text},22/09/2025\n`,
    )
    const plan = await provider.plan(sheet, ...TODAY)
    expect(plan.json.rows).toEqual({ in: 1, planned: 1, unchanged: 0, held: 0 })
    expect(amended(plan)).toEqual({ 1001: { startOn: '2025-09-22' } })
  })

  test.each([
    '\u00ad22/09/2025',
    '22/09/2025\u200b',
    '\u202d22/09/2025\u202c',
    '\u200e22/09/2025',
    '22/\u206009/2025',
  ])('%j is read without its marks', async text => {
    const sheet = provider.write('marks.csv', `Learner Ref,Start Date\nU1,${text}\n`)
    expect(amended(await provider.plan(sheet, ...TODAY))).toEqual({ 1001: { startOn: '2025-09-22' } })
  })
})
