import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, peopleIn, readBytes } from '../../../test/samples/sample.ts'

const TEXT = 'Learner Ref,Learner,Main Assessor\r\nFBW-1,"D’Arbleigh, Siân",Zoë Brackenfrost\r\n'
const WANTED = ['FBW-1: hold assessor default = Zoë Brackenfrost']

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
/** The same text in the encoding of old Windows programs. */
const windows1252 = (text: string) => Buffer.from(text.replaceAll('’', '\u0092'), 'latin1')

describe('the same sheet in any encoding', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a BOM, which must not hide the first column', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a BOM', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 BE with a BOM', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 BE without', utf16be(TEXT)],
  ])('says the same in %s', async (_, bytes) => {
    const reading = await readBytes(bytes)
    expect(assignmentsIn(reading)).toEqual(WANTED)
    expect(peopleIn(reading)[0]!.who.name).toEqual({ given: 'Siân', family: 'D’Arbleigh' })
    expect(findingsIn(reading)).toEqual([])
  })

  it('says the same in Windows-1252, with a remark', async () => {
    const reading = await readBytes(windows1252(TEXT))
    expect(assignmentsIn(reading)).toEqual(WANTED)
    expect(findingsIn(reading)).toEqual(['encoding-windows-1252 nothing'])
  })
})

describe('a half-encoded source changes nothing', () => {
  it('refuses a file that is UTF-8 in one part and not in another, and holds every row', async () => {
    const mixed = Buffer.concat([Buffer.from(TEXT), windows1252('FBW-2,"Müller, Zoë",Isolde\r\n')])
    const reading = await readBytes(mixed)
    expect(reading.refusals.map(one => one.code)).toEqual(['encoding-mixed'])
    expect(reading.statements).toEqual([])
    expect(reading.counts).toEqual({ rows: 3, stated: 0, held: 2, layout: 1 })
  })

  it('refuses a file that ends within a character', async () => {
    const whole = Buffer.from('Learner Ref,Learner\nFBW-1,Zoë')
    const reading = await readBytes(whole.subarray(0, whole.length - 1))
    expect(reading.refusals[0]).toMatchObject({ code: 'file-cut-short', holds: 'file' })
  })

  it('leaves out a name that has lost a character before it came here, and keeps the row by its reference', async () => {
    const reading = await readBytes('Learner Ref,First name,Last name\nFBW-1,Piotr,Wilczk\ufffdwy\n')
    expect(peopleIn(reading)[0]!.who).toMatchObject({ keys: { misId: 'FBW-1' }, name: { given: 'Piotr' } })
    expect(findingsIn(reading)).toEqual(['characters-replaced cell 2 C'])
  })

  it('notices names that were decoded wrongly, or have HTML left in them', async () => {
    const reading = await readBytes(
      'Learner Ref,Last name\nA1,WilczkÃ³wy\nA2,O&#39;Gwyddfold\nA3,D’Arbleigh\nA4,JOÃO\n',
    )
    expect(findingsIn(reading)).toEqual(['characters-garbled cell 2 B', 'characters-garbled cell 3 B'])
    expect(reading.counts.stated).toBe(4)
  })

  it('holds an assignment to somebody whose name is damaged', async () => {
    const reading = await readBytes('Learner Ref,Main Assessor\nA1,Zo\ufffd Brackenfrost\n')
    expect(findingsIn(reading)).toEqual(['characters-replaced row 2 B'])
    expect(reading.counts).toMatchObject({ stated: 0, held: 1 })
  })
})
