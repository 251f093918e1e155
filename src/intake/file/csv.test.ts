import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, peopleIn, readBytes, readPath } from '../../../test/samples/sample.ts'

const lines = (...all: string[]) => all.join('\r\n')

describe('semicolons, tabs and other dialects', () => {
  it.each([',', ';', '\t', '|'])('takes no header for a person with "%s" between values', async delimiter => {
    const text = lines('LearnerMISID,AssessorMISID', 'A1,S1', 'A2,S2').replaceAll(',', delimiter)
    const reading = await readBytes(text)
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default = S1',
      'A2: hold assessor default = S2',
    ])
    expect(reading.counts).toEqual({ rows: 3, stated: 2, held: 0, layout: 1 })
  })

  it('believes the line by which a spreadsheet names its delimiter', async () => {
    const reading = await readBytes(lines('sep=;', 'Learner Ref;Main Assessor', 'A1;"Marrowby, Isolde"'))
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde Marrowby'])
    expect(peopleIn(reading)[0]!.place.row).toBe(3)
  })

  it('counts rows as a spreadsheet does: quoted line breaks begin no row, blank lines are rows', async () => {
    const text = lines('Learner Ref,Classroom,ULN', 'A1,"two', 'lines",9901001012', '', 'A2,,1')
    const reading = await readBytes(text)
    expect(findingsIn(reading)).toEqual(['uln-invalid nothing 4 C', 'spaces-trimmed nothing 2 B'])
    expect(peopleIn(reading).map(one => one.place.row)).toEqual([2, 4])
  })

  it('reads lines that end in different ways', async () => {
    const reading = await readBytes('Learner Ref,ULN\nA1,\r\nA2,\rA3,\n')
    expect(reading.counts.stated).toBe(3)
  })
})

describe('what stands around the table', () => {
  it('passes over titles above the header, repeated headers and lines of totals', async () => {
    const reading = await readBytes(
      lines(
        'Caseloads of Fablewick Training',
        'Printed,15/07/2026',
        '',
        'Learner Ref,Learner,Main Assessor',
        'A1,Orlagh Wrenfold,Isolde Marrowby',
        'Learner Ref,Learner,Main Assessor',
        'A2,Caspian Thistlewane,Isolde Marrowby',
        'Total,2,',
      ),
    )
    expect(assignmentsIn(reading)).toHaveLength(2)
    expect(reading.counts).toEqual({ rows: 8, stated: 2, held: 0, layout: 6 })
    expect(findingsIn(reading)).toEqual(['total-line nothing 8'])
  })

  it('finds the column names below a title with more cells than there are columns', async () => {
    const reading = await readBytes(
      lines('Provider,Fablewick,UKPRN,99999999', 'Learner Ref,Main Assessor', 'A1,Isolde Marrowby'),
    )
    expect(reading.counts).toEqual({ rows: 3, stated: 1, held: 0, layout: 2 })
  })

  it('holds a sentence at the foot of the table, rather than make a learner of it', async () => {
    const reading = await readBytes(
      lines('Learner Ref,ULN,Main Assessor', 'A1,,Isolde Marrowby', 'End of the report of July,,'),
    )
    expect(findingsIn(reading)).toEqual(['reference-odd row 3 A'])
    expect(reading.counts).toMatchObject({ stated: 1, held: 1 })
  })

  it('refuses a sheet where a second table begins, whose rows would be read under the wrong names', async () => {
    const reading = await readBytes(
      lines(
        'Learner Ref,Main Assessor',
        'A1,Isolde Marrowby',
        'Main Assessor,Learner Ref',
        'Isolde Marrowby,A2',
      ),
    )
    expect(findingsIn(reading)).toEqual(['header-changes file 3'])
    expect(reading.counts).toMatchObject({ stated: 0, held: 3, layout: 1 })
  })

  it('takes a name such as Totally for a name', async () => {
    const reading = await readBytes(lines('First name,Last name,Email', 'Toty,Totals,t.totals@example.org'))
    expect(reading.counts.stated).toBe(1)
  })

  it('holds a row whose cells were moved by a comma within a value', async () => {
    const reading = await readBytes(
      lines('Learner Ref,Last name,First name', 'A1,Thistlewane, Jr,Caspian', 'A2,Lumb,Zeph'),
    )
    expect(findingsIn(reading)).toEqual(['row-longer row 2 D'])
    expect(reading.counts).toMatchObject({ stated: 1, held: 1 })
  })

  it('tells which columns it does not use', async () => {
    const reading = await readBytes(lines('Learner Ref,Shoe size,ULN', 'A1,42,9901001012'))
    expect(reading.findings[0]!.sentence).toContain('Shoe size')
  })
})

describe('an empty or truncated source changes nothing', () => {
  it.each([
    ['nothing at all', '', 'file-empty'],
    ['only blank lines', '\r\n\r\n', 'file-empty'],
    [
      'a quotation mark that is never closed',
      'Learner Ref,Main Assessor\nA1,"Isolde\nA2,Tobias\n',
      'quote-open',
    ],
    ['an end in the middle of a row', 'Learner Ref,ULN,Main Assessor\nA1,,Isolde\nA2,', 'file-cut-short'],
    ['no column names', 'A1,Isolde\nA2,Tobias\n', 'header-missing'],
  ])('refuses a file with %s', async (_, text, code) => {
    const reading = await readBytes(text)
    expect(reading.refusals.map(one => one.code)).toEqual([code])
    expect(reading.statements).toEqual([])
  })

  it('says of a file with headers only that it has no rows, which removes nobody', async () => {
    const reading = await readBytes('Learner Ref,Main Assessor\r\n')
    expect(findingsIn(reading)).toEqual(['sheet-empty nothing'])
    expect(reading.counts).toEqual({ rows: 1, stated: 0, held: 0, layout: 1 })
  })

  it('does not mind a last line without end, or short rows throughout', async () => {
    expect((await readBytes('Learner Ref,ULN\nA1,\nA2,')).refusals).toEqual([])
    expect((await readBytes('Learner Ref,ULN,Email\nA1\nA2')).counts.stated).toBe(2)
  })

  it.each([
    ['an old Excel workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-kind-unknown'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'file-kind-unknown'],
    ['a truncated workbook', Buffer.from('PK\u0003\u0004 and no more'), 'zip-broken'],
    ['a web page called .xls', Buffer.from('<html><table></table></html>'), 'file-kind-unknown'],
  ])('says what to do with %s', async (_, bytes, code) => {
    const reading = await readBytes(bytes, 'export.xls')
    expect(reading.refusals[0]).toMatchObject({ code, holds: 'file' })
  })

  it('says that a file is not there', async () => {
    expect((await readPath('/nowhere/at-all.csv', 'at-all.csv')).refusals[0]!.code).toBe('file-unreadable')
  })
})
