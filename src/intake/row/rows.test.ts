import { describe, expect, it } from 'vitest'
import { assignmentsIn, findingsIn, peopleIn, readBytes, tableOf } from '../../../test/samples/sample.ts'
import { readMapping } from '../mapping/mapping.ts'

const sheet = (...rows: string[]) => readBytes(rows.join('\n'))

describe('ids that a spreadsheet has spoilt', () => {
  it('takes a ULN as number, text and marked text, and refuses scientific notation with its cell', async () => {
    const reading = await sheet(
      'Learner Ref,ULN',
      'A1,9901001012',
      "A2,'9901001152",
      'A3,9901001640.0',
      'A4,9.90E+09',
    )
    expect(peopleIn(reading).map(one => one.who.keys.uln)).toEqual(['9901001012', '9901001152', '9901001640'])
    expect(findingsIn(reading)).toContain('digits-lost row 5 B')
    expect(reading.counts).toMatchObject({ stated: 3, held: 1 })
  })

  it('never takes 9999999999 for anybody, and warns of a wrong check digit', async () => {
    const reading = await sheet('Learner Ref,ULN', 'A1,9999999999', 'A2,9999999999', 'A3,9901001013')
    expect(peopleIn(reading).map(one => one.who.keys)).toEqual([
      { misId: 'A1' },
      { misId: 'A2' },
      { misId: 'A3' },
    ])
    expect(findingsIn(reading)).toEqual(['uln-invalid nothing 4 B', 'uln-temporary nothing 2 B'])
  })

  it('keeps leading zeros, and holds an id that has lost them where its column shows it', async () => {
    const reading = await sheet('Learner Ref,Last name', '000101,A', '000102,B', '103,C', 'FBW-1,D')
    expect(peopleIn(reading).map(one => one.who.keys.misId)).toEqual(['000101', '000102', 'FBW-1'])
    expect(findingsIn(reading)).toEqual(['zeros-lost row 4 A'])
  })

  it('holds an aim reference that has lost its zeros', async () => {
    const reading = await sheet(
      'Learner Ref,Aim 1,Aim 1 Assessor',
      'A1,00300225,Isolde Marrowby',
      'A2,300225,Isolde Marrowby',
    )
    expect(findingsIn(reading)).toEqual(['zeros-lost row 3 B'])
    expect(reading.counts).toMatchObject({ stated: 1, held: 1 })
  })

  it('undoes what our own export does against formulas', async () => {
    const reading = await sheet('Learner Ref,Employer name', "A1,'=1+1 Ltd", "A2,'+44 Ltd")
    expect(peopleIn(reading).map(one => one.facts.workplace?.name)).toEqual(['=1+1 Ltd', '+44 Ltd'])
  })
})

describe('dates that could be two', () => {
  it('takes the order that a column proves, the month first too, and says so', async () => {
    const reading = await sheet(
      'Learner Ref,DOB,Start Date',
      'A1,02/28/2006,08/09/2025',
      'A2,03/04/2006,30/09/2025',
    )
    expect(peopleIn(reading).map(one => [one.facts.birth, one.facts.start])).toEqual([
      ['2006-02-28', '2025-09-08'],
      ['2006-03-04', '2025-09-30'],
    ])
    expect(findingsIn(reading)).toEqual(['date-order-month-first nothing 1 B'])
  })

  it('leaves out what fits both ways in a column that has dates of both orders', async () => {
    const reading = await sheet('Learner Ref,DOB', 'A1,28/02/2006', 'A2,02/28/2006', 'A3,03/04/2006')
    expect(peopleIn(reading).map(one => one.facts.birth)).toEqual(['2006-02-28', '2006-02-28', undefined])
    expect(findingsIn(reading)).toEqual(['date-order-mixed nothing 1 B', 'date-two-ways cell 4 B'])
  })

  it('holds the row where the day from which it counts is in doubt, rather than let it count from today', async () => {
    const reading = await sheet('Learner Ref,Main Assessor,From', 'A1,Isolde Marrowby,31/02/2026')
    expect(findingsIn(reading)).toEqual(['date-unreadable row 2 C'])
    expect(reading.counts.held).toBe(1)
  })

  it('does as the mapping declares', async () => {
    const result = readMapping('dates: { DOB: month-first }')
    const text = 'Learner Ref,DOB,Start Date\nA1,03/04/2006,03/04/2025\n'
    const reading = await readBytes(text, 'a.csv', 'mapping' in result ? result.mapping : {})
    expect(peopleIn(reading)[0]!.facts).toEqual({ birth: '2006-03-04', start: '2025-04-03' })
  })
})

describe('blank says nothing, and removal is a written word', () => {
  it('says nothing of a blank cell, n/a, TBC and a dash', async () => {
    const cells = ['', 'n/a', 'TBC', '-', 'NA']
    const reading = await sheet(
      'Learner Ref,Main Assessor',
      ...cells.map((cell, index) => `A${index},${cell}`),
    )
    expect(assignmentsIn(reading)).toEqual([])
    expect(findingsIn(reading)).toEqual(['blank-word nothing 3 B'])
    expect(reading.findings[0]!.sentence).toContain('4 cells')
  })

  it.each(['none', 'None', 'nobody', 'remove', 'unassign'])(
    'takes the main assessor away for "%s"',
    async word => {
      expect(assignmentsIn(await sheet('Learner Ref,Main Assessor', `A1,${word}`))).toEqual([
        'A1: remove assessor default = anybody',
      ])
    },
  )

  it('takes one additional person away by name, and leaves the others', async () => {
    const reading = await sheet(
      'Learner Ref,Additional Assessors',
      'A1,remove Hesper Nightjar; Tobias Quillfeather',
    )
    expect(assignmentsIn(reading)).toEqual([
      'A1: remove assessor additional = Hesper Nightjar',
      'A1: hold assessor additional = Tobias Quillfeather',
    ])
  })

  it('reads several people in one cell, divided by semicolons or line breaks', async () => {
    const reading = await sheet('Learner Ref,Observers', 'A1,"Zephyrine Lumb; n/a', ' Jem McAlderwick;"')
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold observer additional = Zephyrine Lumb',
      'A1: hold observer additional = Jem McAlderwick',
    ])
  })

  it('knows that None, Null and True are names too', async () => {
    const named = tableOf('names/names.csv').filter(one => /reserved-word/.test(one.tags!))
    const reading = await sheet(
      'Learner Ref,First name,Last name',
      ...named.map(one => `${one.id},${one.given},${one.family}`),
    )
    expect(peopleIn(reading).map(one => one.who.name.family)).toEqual(['Null', 'True', 'None'])
    expect(assignmentsIn(await sheet('Learner Ref,Main Assessor', 'A1,Hesper None'))).toEqual([
      'A1: hold assessor default = Hesper None',
    ])
  })
})

describe('names as they are written', () => {
  const damaged = new Set(['N64', 'N65', 'N66'])
  const placeholders = new Set(['N21', 'N22', 'N23'])

  it('keeps every name of the sample as it stands, but for space around it and signs that nobody sees', async () => {
    const names = tableOf('names/names.csv').filter(
      one => !damaged.has(one.id!) && !placeholders.has(one.id!),
    )
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    const reading = await sheet(
      'Learner Ref,First name,Last name',
      ...names.map(one => [one.id, one.given, one.family].map(part => quote(part!)).join(',')),
    )
    const plain = (text: string) => text.replace(/[\u200b\u200e\u200f]/g, '').trim()
    expect(peopleIn(reading).map(one => one.who.name)).toEqual(
      names.map(one => ({ given: plain(one.given!), family: plain(one.family!) })),
    )
  })

  it('takes a dash or dot for no name, with a remark', async () => {
    const reading = await sheet('Learner Ref,First name,Last name', 'N21,Suharta,-', 'N22,.,Suharta')
    expect(peopleIn(reading).map(one => one.who.name)).toEqual([{ given: 'Suharta' }, { family: 'Suharta' }])
    expect(findingsIn(reading)).toEqual(['name-placeholder nothing 2 C', 'name-placeholder nothing 3 B'])
  })

  it('splits a whole name only at a comma, never at a space', async () => {
    const reading = await sheet(
      'Learner Ref,Learner',
      'A1,"ap Celyn, Rhodri"',
      'A2,Rhodri ap Celyn',
      'A3,"A, B, C"',
    )
    expect(peopleIn(reading).map(one => one.who.name)).toEqual([
      { given: 'Rhodri', family: 'ap Celyn' },
      { full: 'Rhodri ap Celyn' },
      { full: 'A, B, C' },
    ])
  })
})

describe('one row for each assignment', () => {
  const HEADER = 'Learner Ref,Level,Role,Standard,Unit,Person,Person Email,From,Action'

  it('reads every level and role, and a removal', async () => {
    const reading = await sheet(
      HEADER,
      'A1,default,assessor,,,Isolde Marrowby,,01/10/2025,',
      'A1,aim,IQA,ST0005,,,perpetua.ob@example.org,30/10/2025,',
      'A1,unit,assessor,ST0005,T/616/7383,Rhodri ap Celyn,,,assign',
      'A1,additional,observer,,,Zephyrine Lumb,,,remove',
      'A1,default,employer,,,none,,,',
    )
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold assessor default from 2025-10-01 = Isolde Marrowby',
      'A1: hold iqa aim ST0005 from 2025-10-30 = perpetua.ob@example.org',
      'A1: hold assessor unit ST0005 T/616/7383 = Rhodri ap Celyn',
      'A1: remove observer additional = Zephyrine Lumb',
      'A1: remove employer default = anybody',
    ])
  })

  it.each([
    ['a level that is none', 'A1,sideways,assessor,,,Isolde,,,', 'level-unknown row 2 B'],
    ['no level', 'A1,,assessor,,,Isolde,,,', 'level-unknown row 2 F'],
    ['a role that is none', 'A1,default,wizard,,,Isolde,,,', 'role-unknown row 2 C'],
    ['no role', 'A1,default,,,,Isolde,,,', 'role-missing row 2 F'],
    ['a role without that level', 'A1,default,IQA,,,Isolde,,,', 'level-unknown row 2 F'],
    ['an aim level without an aim', 'A1,aim,IQA,,,Isolde,,,', 'aim-missing row 2 F'],
    ['a unit level without a unit', 'A1,unit,IQA,ST0005,,Isolde,,,', 'aim-missing row 2 F'],
    ['nobody to assign', 'A1,default,assessor,,,,,,', 'person-missing row 2'],
    ['nobody it is about', ',default,assessor,,,Isolde,,,', 'nobody-named row 2'],
    ['an address that is none', 'A1,default,assessor,,,,isolde at example,,', 'email-odd row 2 G'],
    ['a word that is no action', 'A1,default,assessor,,,Isolde,,,maybe', 'word-unknown row 2 I'],
  ])('holds a row with %s, and says so', async (_, row, finding) => {
    const reading = await sheet(HEADER, row)
    expect(findingsIn(reading)).toEqual([finding])
    expect(reading.counts).toMatchObject({ stated: 0, held: 1 })
  })

  it('holds a row that names two people where only one can be', async () => {
    const reading = await sheet('Learner Ref,Main Assessor', 'A1,Hesper Nightjar; Tobias Quillfeather')
    expect(findingsIn(reading)).toEqual(['people-two row 2 B'])
  })

  it('takes a name and an id beside it for one observer', async () => {
    const reading = await sheet('Learner Ref,Observer,ObserverID', 'A1,Zephyrine Lumb,7200501', 'A2,,7200501')
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold observer additional = 7200501',
      'A2: hold observer additional = 7200501',
    ])
  })

  it('reads several standards in one cell', async () => {
    const reading = await sheet('Learner Ref,Standards', 'A1,ST0005; 60135547', 'A2,ST0384')
    const aims = reading.statements.flatMap(one => (one.says === 'aim' ? [one.aim.words] : []))
    expect(aims).toEqual(['ST0005', '60135547', 'ST0384'])
  })

  it('holds a row where two columns name two people for one place', async () => {
    const reading = await sheet(
      'Learner Ref,Main Assessor,Tutor',
      'A1,Isolde Marrowby,Tobias Quillfeather',
      'A2,Isolde Marrowby,isolde marrowby',
    )
    expect(findingsIn(reading)).toContain('people-two row 2 C')
    expect(assignmentsIn(reading)).toEqual(['A2: hold assessor default = Isolde Marrowby'])
  })
})

describe('keys that several learners share', () => {
  it('remarks once on an address, counts who shares it, and keeps all of them', async () => {
    const reading = await sheet(
      'Learner Ref,Email',
      'A1,home@example.org',
      'A2,HOME@example.org',
      'A3,home@example.org',
    )
    expect(findingsIn(reading)).toEqual(['email-shared nothing 2 A'])
    expect(reading.findings[0]!.sentence).toContain('3 learners')
    expect(peopleIn(reading)).toHaveLength(3)
  })

  it('remarks on a ULN that belongs to another learner, with both rows', async () => {
    const reading = await sheet('Learner Ref,ULN', 'A1,9901001012', 'A2,9901001012')
    expect(findingsIn(reading)).toEqual(['uln-shared nothing 3 A'])
    expect(reading.findings[0]!.sentence).toContain('row 2')
  })

  it('says nothing where one learner has several rows', async () => {
    const reading = await sheet(
      'Learner Ref,ULN,Email',
      'A1,9901001012,a@example.org',
      'A1,9901001012,a@example.org',
    )
    expect(findingsIn(reading)).toEqual([])
  })
})

describe('words of a provider’s own', () => {
  it('reads headers that the mapping explains, and passes over those it ignores', async () => {
    const result = readMapping('columns: { Stu No: Learner Ref, Guru: Main Assessor, Notes: ignore }')
    const text = 'Stu No,Guru,Notes\nA1,Isolde Marrowby,likes cake\n'
    const reading = await readBytes(text, 'a.csv', 'mapping' in result ? result.mapping : {})
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor default = Isolde Marrowby'])
    expect(findingsIn(reading)).toEqual([])
  })
})

describe('who is beside a learner, in the words of the sector', () => {
  it.each([
    ['Skills Coach', 'assessor default'],
    ['Development Coach', 'assessor default'],
    ['Tutor', 'assessor default'],
    ['Trainer', 'assessor default'],
    ['FS Tutor', 'assessor additional'],
    ['Functional Skills Tutor', 'assessor additional'],
    ['Maths Tutor', 'assessor additional'],
    ['LIQA', 'iqa additional'],
    ['Lead IQA', 'iqa additional'],
    ['IV', 'iqa additional'],
    ['Line Manager', 'employer default'],
    ['Workplace Supervisor', 'employer default'],
    ['Mentor', 'employer default'],
    ['Witness', 'observer additional'],
  ])('a column %s', async (header, place) => {
    expect(assignmentsIn(await sheet(`Learner Ref,${header}`, 'A1,Pat Marsh'))).toEqual([
      `A1: hold ${place} = Pat Marsh`,
    ])
  })

  it.each([
    ['Skills Coach', 'assessor'],
    ['tutor', 'assessor'],
    ['Development coach', 'assessor'],
    ['LIQA', 'iqa'],
    ['IV', 'iqa'],
    ['Lead IQA', 'iqa'],
    ['Line manager', 'employer'],
    ['Mentor', 'employer'],
    ['Witness', 'observer'],
  ])('a cell %s in the column Role', async (word, role) => {
    const reading = await sheet('Learner Ref,Role,Level,Person', `A1,${word},additional,Pat Marsh`)
    expect(assignmentsIn(reading)).toEqual([`A1: hold ${role} additional = Pat Marsh`])
  })

  it('takes a functional skills tutor for an additional assessor where no level is given', async () => {
    const reading = await sheet('Learner Ref,Role,Person', 'A1,FS Tutor,Pat Marsh')
    expect(assignmentsIn(reading)).toEqual(['A1: hold assessor additional = Pat Marsh'])
  })

  it('assigns no end-point assessor, and says why', async () => {
    const reading = await sheet('Learner Ref,Role,Level,Person', 'A1,EPA,aim,Pat Marsh')
    expect(findingsIn(reading)).toEqual(['role-unknown row 2 B'])
  })

  it('reads Employer as the firm beside a line manager, or where firms stand in it', async () => {
    const beside = await sheet('Learner Ref,Employer,Line Manager', 'A1,Thistle Care,Dorcas Penhallock')
    expect(assignmentsIn(beside)).toEqual(['A1: hold employer default = Dorcas Penhallock'])
    expect(peopleIn(beside)[0]!.facts.workplace).toEqual({ name: 'Thistle Care' })
    const firms = await sheet('Learner Ref,Employer', 'A1,Thistle Care Ltd', 'A2,Kettlewick & Sons')
    expect(assignmentsIn(firms)).toEqual([])
    const person = await sheet('Learner Ref,Employer', 'A1,Dorcas Penhallock')
    expect(assignmentsIn(person)).toEqual(['A1: hold employer default = Dorcas Penhallock'])
  })

  it('keeps a mentor beside a line manager, and a lead beside an IQA, as additional ones', async () => {
    const reading = await sheet('Learner Ref,Line Manager,Mentor,IQA,LIQA', 'A1,Dorcas,Jem,Perpetua,Leo')
    expect(assignmentsIn(reading)).toEqual([
      'A1: hold iqa additional = Perpetua',
      'A1: hold iqa additional = Leo',
      'A1: hold employer default = Dorcas',
      'A1: hold employer additional = Jem',
    ])
  })

  it('holds a row in which two columns say different things of the learner', async () => {
    const reading = await sheet('Learner Ref,DOB,Date of Birth', 'A1,13/02/2006,14/02/2006', 'A2,13/02/2006,')
    expect(reading.counts).toMatchObject({ held: 1, stated: 1 })
  })
})
