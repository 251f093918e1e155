import { afterEach, describe, expect, it } from 'vitest'
import { tableOf } from '../../../test/samples/sample.ts'
import { type DateReading, dateOfSerial, readDate } from './dates.ts'

const UK: DateReading = { order: 'day-first', today: '2026-07-15' }

describe('dates as they are met in files', () => {
  it.each(tableOf('identifiers/dates.csv'))('"$raw" ($where it was seen)', ({ raw, iso, note }) => {
    const { date, note: found } = readDate(raw!, UK)
    const expected = /month only/.test(note!) ? 'month' : iso
    if (expected === '') expect({ date, found }).toEqual({ date: undefined, found: undefined })
    else if (expected === 'error') expect(found).toMatchObject({ code: 'date-unreadable', trouble: true })
    else if (expected === 'ambiguous') expect(found).toMatchObject({ code: 'date-two-days', trouble: true })
    else if (expected === 'month') expect(found).toMatchObject({ code: 'date-month-only', trouble: true })
    else expect(date).toBe(iso)
  })
})

describe('what is never guessed', () => {
  it('refuses a date that can be two where the order is not known, and names both', () => {
    const { date, note } = readDate('08/09/2025', { ...UK, order: 'unknown' })
    expect(date).toBeUndefined()
    expect(note).toMatchObject({ code: 'date-two-ways', trouble: true })
    expect(note!.sentence).toContain('2025-09-08 or 2025-08-09')
  })

  it('reads what can be only one date whatever the order', () => {
    expect(readDate('28/02/2006', { ...UK, order: 'unknown' }).date).toBe('2006-02-28')
    expect(readDate('02/28/2006', { ...UK, order: 'unknown' }).date).toBe('2006-02-28')
    expect(readDate('05/05/2006', { ...UK, order: 'unknown' }).date).toBe('2006-05-05')
  })

  it.each(['Sept 2025', '09/2025', '2025-09', '09-2025'])('makes no day of the month "%s"', text => {
    expect(readDate(text, UK).note).toMatchObject({ code: 'date-month-only' })
  })

  it.each(['08/09/0205', '08/09/1825', '8 Sep', '08092025', '########'])('refuses "%s"', text => {
    expect(readDate(text, UK).note).toMatchObject({ code: 'date-unreadable', trouble: true })
  })

  it('refuses a date that does not fit the declared order of its column', () => {
    expect(readDate('02/28/2006', UK).note).toMatchObject({ code: 'date-unreadable' })
    expect(readDate('28/02/2006', { ...UK, order: 'month-first' }).note).toMatchObject({
      code: 'date-unreadable',
    })
  })

  it('reads two-digit years as the year that the date can be of', () => {
    expect(readDate('14/06/49', { ...UK, of: 'birth' }).date).toBe('1949-06-14')
    expect(readDate('28/2/06', { ...UK, of: 'birth' }).date).toBe('2006-02-28')
    expect(readDate('14-3-27', UK).date).toBe('2027-03-14')
  })

  it('takes no birth of a great age from a year of two digits, and any from one of four', () => {
    const how = { ...UK, of: 'birth', today: '2026-02-01' } as const
    for (const raw of ['14/03/26', '14-Mar-26', '01/01/30'])
      expect(readDate(raw, how), raw).toMatchObject({ note: { code: 'date-impossible' } })
    expect(readDate('14/03/1926', how).date).toBe('1926-03-14')
    expect(readDate('01/01/47', how).date).toBe('1947-01-01')
  })

  it('reads months by name', () => {
    expect(readDate('8 September 2025', UK).date).toBe('2025-09-08')
    expect(readDate('08-Sep-25', UK).date).toBe('2025-09-08')
    for (const text of ['September 8, 2025', 'Mon 8 Sept 2025', '08-SEP-25 00:00:00', '８ Sep ２０２５'])
      expect(readDate(text, UK).date, text).toBe('2025-09-08')
    expect(readDate('8 Smarch 2025', UK).note).toMatchObject({ code: 'date-unreadable' })
  })
})

describe('days as a spreadsheet counts them', () => {
  it('knows both epochs', () => {
    expect(dateOfSerial(38718, false)).toBe('2006-01-01')
    expect(dateOfSerial(38718 - 1462, true)).toBe('2006-01-01')
  })

  it('knows that 29 February 1900 was none', () => {
    expect(dateOfSerial(59, false)).toBe('1900-02-28')
    expect(dateOfSerial(60, false)).toBeUndefined()
    expect(dateOfSerial(61, false)).toBe('1900-03-01')
  })
})

describe('dates in British Summer Time do not land on the day before', () => {
  const zone = process.env.TZ
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })

  it.each(['Europe/London', 'UTC', 'America/New_York', 'Pacific/Kiritimati'])(
    'with the machine in %s',
    tz => {
      process.env.TZ = tz
      const texts = ['15/06/2004', '30/03/2025', '26/10/2025', '01/01/1970', '2025-07-01T00:00:00+01:00']
      expect(texts.map(text => readDate(text, UK).date)).toEqual([
        '2004-06-15',
        '2025-03-30',
        '2025-10-26',
        '1970-01-01',
        '2025-07-01',
      ])
      expect(dateOfSerial(25569, false)).toBe('1970-01-01')
    },
  )
})
