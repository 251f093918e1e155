import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CasePlan, openProvider } from './provider.ts'

const CASES = join(import.meta.dirname, 'files')

/** Findings as `code: sentence`. */
const told = ({ json }: CasePlan): string[] =>
  json.findings.map((one: { code: string; sentence: string }) => `${one.code}: ${one.sentence}`)
const changesOf = ({ json }: CasePlan) => json.changes
/** Fields that a plan changes, by MIS id or account. */
const fieldsOf = (plan: CasePlan) =>
  changesOf(plan).flatMap((one: { after?: object; do: string }) =>
    one.do === 'update-person' ? Object.keys(one.after!) : [],
  )

describe('XML that says UTF-8 and is not', async () => {
  const provider = await openProvider('02-xml-says-utf-8-and-is-not')
  const flags = ['--today', '2026-02-01', '--mapping', provider.file('mapping.yaml')]

  test('is refused as a whole, with line, byte and learner', async () => {
    const plan = await provider.plan('return.xml', ...flags)
    expect(plan.code).toBe(1)
    expect(changesOf(plan)).toEqual([])
    expect(plan.json.rows).toEqual({ in: 2, planned: 0, unchanged: 0, held: 2 })
    expect(told(plan)[0]).toMatch(
      /^encoding-broken: The file is not valid UTF-8: line 11 \(byte \d+ of the file\), near learner CUT02/,
    )
    expect(plan.json.findings[0].place).toMatchObject({ file: 'return.xml', row: 11 })
  })

  test('says so as its reason to people, and ends with 1', async () => {
    const { code, stdout, stderr } = await provider.give('plan', provider.file('return.xml'), ...flags)
    expect(code).toBe(1)
    expect(`${stdout}${stderr}`.replace(/\s+/g, ' ')).toContain('near learner CUT02')
  })

  const source = readFileSync(join(CASES, '02-xml-says-utf-8-and-is-not/return.xml'))
  const tail = (bytes: readonly number[], declaration = 'utf-8') =>
    Buffer.concat([
      Buffer.from(
        source.toString('latin1').split('Thornfield-Grevill')[0]!.replace('utf-8', declaration),
        'latin1',
      ),
      Buffer.from('Thornfield-Grevill'),
      Buffer.from(bytes),
      Buffer.from(source.toString('latin1').split('Thornfield-Grevill\u00c5')[1]!, 'latin1'),
    ])

  test.each([
    ['a single letter of Windows-1252', tail([0xe9])],
    ['a letter in a form that is too long', tail([0xc0, 0xaf])],
    ['half a pair', tail([0xed, 0xa0, 0x80])],
    ['a sign that ISO-8859-1 does not have', tail([0x92], 'ISO-8859-1')],
    ['a letter beyond US-ASCII', tail([0xe9], 'us-ascii')],
    ['a byte that Windows-1252 does not have', tail([0x81], 'windows-1252')],
    ['a byte that Windows-1257 does not have', tail([0xa1], 'windows-1257')],
  ])('is refused for %s', async (_, bytes) => {
    const plan = await provider.plan(provider.write('other.xml', bytes), ...flags)
    expect(plan.code).toBe(1)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)[0]).toMatch(/^encoding-broken: .* line 11 \(byte \d+ of the file\), near learner CUT02/)
  })

  test.each([
    ['a control character', [0x01]],
    ['a character reference that XML does not allow', [...Buffer.from('&#1;')]],
    ['an ampersand that begins nothing', [...Buffer.from(' & Co')]],
  ])('is refused for %s, with the learner near it', async (_, bytes) => {
    const plan = await provider.plan(provider.write('other.xml', tail(bytes)), ...flags)
    expect(plan.code).toBe(1)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)[0]).toMatch(/^xml-broken: .*1[16]:.*learner CUT02/)
  })
})

describe('XML that declares another encoding', async () => {
  const provider = await openProvider('03-xml-encoding-declaration-ignored')
  const source = readFileSync(join(CASES, '03-xml-encoding-declaration-ignored/return.xml'), 'latin1')
  const text = new TextDecoder('iso-8859-2').decode(Buffer.from(source, 'latin1'))
  const planOf = (bytes: Uint8Array | string) =>
    provider.plan(provider.write('r.xml', bytes), '--today', '2026-02-01')

  test('is read by it: the name on the account is the name in the file', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01')
    expect(changesOf(plan)).toMatchObject([
      { do: 'update-person', before: { firstName: 'Cai' }, after: { firstName: 'Łukas' } },
    ])
    expect(told(plan).filter(one => one.startsWith('encoding'))).toEqual([])
  })

  test.each([
    ['ISO-8859-16 by its name in small letters', source.replace('ISO-8859-2', 'iso-8859-16')],
    ['Windows-1250, in single quotes', source.replace('"ISO-8859-2"', "'windows-1250'")],
    ['Windows-1257', source.replace('ISO-8859-2', 'windows-1257').replaceAll('\u00a3', '\u00d9')],
  ])('is read in %s', async (_, latin) => {
    const plan = await planOf(Buffer.from(latin, 'latin1'))
    expect(fieldsOf(plan)).toEqual(['firstName'])
    expect(changesOf(plan)[0].after).toEqual({ firstName: 'Łukas' })
  })

  const utf8 = text.replace('ISO-8859-2', 'utf-8')
  test.each([
    ['UTF-8', Buffer.from(utf8)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${utf8}`)],
    ['no declaration at all', Buffer.from(utf8.replace(/^<\?xml.*?\?>\s*/, ''))],
    ['a declaration without an encoding', Buffer.from(utf8.replace(' encoding="utf-8"', ''))],
    ['UTF-16 LE with its mark', Buffer.from(`\ufeff${utf8.replace('utf-8', 'utf-16')}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(utf8.replace('utf-8', 'utf-16'), 'utf16le')],
    ['UTF-16 BE with its mark', Buffer.from(`\ufeff${utf8.replace('utf-8', 'UTF-16')}`, 'utf16le').swap16()],
  ])('is read in %s', async (_, bytes) => {
    const plan = await planOf(bytes)
    expect(changesOf(plan).map((one: { after: object }) => one.after)).toEqual([{ firstName: 'Łukas' }])
    expect(told(plan).filter(one => one.startsWith('encoding'))).toEqual([])
  })

  test.each([
    [
      'UTF-8 with its mark that declares Windows-1252',
      Buffer.from(`\ufeff${utf8.replace('utf-8', 'windows-1252')}`),
    ],
    [
      'UTF-8 that declares UTF-16, as programs write that save their text elsewhere',
      Buffer.from(utf8.replace('utf-8', 'utf-16')),
    ],
  ])('and is surely something else, is read as that and told: %s', async (_, bytes) => {
    const plan = await planOf(bytes)
    expect(changesOf(plan).map((one: { after: object }) => one.after)).toEqual([{ firstName: 'Łukas' }])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^encoding-disagrees: /))
  })

  test.each(['IBM037', 'cp850', 'x-user-defined', 'gb18030', 'EBCDIC-CP-US', 'UTF-32', 'nonsense'])(
    'is refused where it is %s, naming those that are read',
    async name => {
      const plan = await planOf(Buffer.from(source.replace('ISO-8859-2', name), 'latin1'))
      expect(plan.code).toBe(1)
      expect(changesOf(plan)).toEqual([])
      expect(told(plan)[0]).toMatch(
        new RegExp(`^encoding-unknown: .*${name}.* not read.*UTF-8, UTF-16, ISO-8859-1 to ISO-8859-16`),
      )
    },
  )
})

describe('a letter that an export has lost', async () => {
  const provider = await openProvider('05-question-mark-for-a-lost-letter')
  const planOf = (text: string | Uint8Array, ...flags: string[]) =>
    provider.plan(provider.write('x.csv', text), ...flags)

  test('is told with the name that stays, and all else of the row goes on', async () => {
    const plan = await provider.plan('export.csv')
    expect(fieldsOf(plan)).toEqual(['dateOfBirth', 'dateOfBirth'])
    expect(told(plan)).toContainEqual(
      expect.stringMatching(/^name-damaged: A letter was lost in "Zden\?k"; account 1001 has "Zdeněk"/),
    )
    expect(told(plan)).toContainEqual(
      expect.stringMatching(
        /^name-damaged: A letter was lost in "Kowalczyk\?"; account 1002 has "Kowalczykń"/,
      ),
    )
  })

  test.each(['Zden?k', 'Zden??k', 'Zden_k', 'Zden#k', 'Zden¿k', 'ZDEN?K', '?den?k'])(
    'renames nobody: %s',
    async name => {
      const plan = await planOf(`Reference number,First name,Last name\nQ1,${name},Harrowgate\n`)
      expect(changesOf(plan)).toEqual([])
      expect(told(plan)).toContainEqual(
        expect.stringMatching(/^name-damaged: A letter was lost in ".*"; account 1001 has "Zdeněk"/),
      )
    },
  )

  test('keeps the account’s name where the sign that Unicode has for it stands', async () => {
    const plan = await planOf('Reference number,First name,Last name\nQ1,Zden\ufffdk,Harrowgate\n')
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^characters-replaced: /))
  })

  test('makes nobody, learner or staff', async () => {
    const mapping = provider.write('create.yaml', 'organisation: 90001\ncreate: [learner, assessor]\n')
    const plan = await planOf(
      'Reference number,First name,Last name,Assessor Ref,Assessor First Name,Assessor Last Name,Assessor Email\n' +
        'N1,Pawe?,Nowak,,,,\nQ1,Zdeněk,Harrowgate,A9,Micha?,Lis,m.lis@example.org\n',
      '--mapping',
      mapping,
    )
    expect(changesOf(plan)).toEqual([])
    expect(plan.json.rows.held).toBe(2)
    expect(told(plan)).toContainEqual(expect.stringMatching(/^letter-lost: A letter was lost in "Pawe\?"/))
    expect(told(plan)).toContainEqual(expect.stringMatching(/^letter-lost: A letter was lost in "Micha\?"/))
  })

  test('leaves a true change of name alone', async () => {
    const plan = await planOf('Reference number,First name,Last name\nQ1,Zdeněk,Novák\n')
    expect(changesOf(plan)).toMatchObject([{ after: { lastName: 'Novák' } }])
  })
})

describe('text that is neither UTF-8 nor UTF-16', async () => {
  const provider = await openProvider('05-question-mark-for-a-lost-letter')
  const HEADER = 'Reference number;First name;Last name\r\n'
  const mapping = (text: string) => provider.write('m.yaml', `organisation: 90001\n${text}`)
  const planOf = (text: string | Uint8Array, ...flags: string[]) =>
    provider.plan(provider.write('x.csv', text), ...flags)
  /** Letters of other encodings, as bytes. */
  const bytesOf = (text: string, table: Record<string, number>) =>
    Buffer.from([...`${HEADER}${text}\r\n`].map(sign => table[sign] ?? sign.charCodeAt(0)))
  const MAC = {
    é: 0x8e,
    á: 0x87,
    ä: 0x8a,
    ö: 0x9a,
    ü: 0x9f,
    è: 0x8f,
    ñ: 0x96,
    Ö: 0x85,
    ë: 0x91,
    É: 0x83,
    '’': 0xd5,
  }
  const DOS = {
    é: 0x82,
    á: 0xa0,
    ä: 0x84,
    ö: 0x94,
    ü: 0x81,
    è: 0x8a,
    å: 0x86,
    ç: 0x87,
    ø: 0x9b,
    í: 0xa1,
    ó: 0xa2,
  }

  test.each([
    ['a Mac: René', bytesOf('N1;René;Lumb', MAC)],
    ['a Mac: Zsófiá', bytesOf('N1;Ráhel;Lumb', MAC)],
    ['a Mac: Hélène', bytesOf('N1;Hélène;Lumb', MAC)],
    ['a Mac: Örjan', bytesOf('N1;Örjan;Lumb', MAC)],
    ['a Mac: O’Brien', bytesOf('N1;Ann;O’Brien', MAC)],
    ['a Mac: Zoë', bytesOf('N1;Noëlle;Lumb', MAC)],
    ['DOS: André', bytesOf('N1;André;Lumb', DOS)],
    ['DOS: Müller', bytesOf('N1;Ann;Müller', DOS)],
    ['DOS: Åse', bytesOf('N1;Håkon;Lumb', DOS)],
    ['DOS: François', bytesOf('N1;François;Lumb', DOS)],
    ['DOS: Sören', bytesOf('N1;Sören;Lumb', DOS)],
    ['DOS: García', bytesOf('N1;Ann;García', DOS)],
    ['DOS: Tórshamn', bytesOf('N1;Ann;Tórshamn', DOS)],
  ])('is refused with a sample where no name is so: %s', async (_, bytes) => {
    const plan = await planOf(bytes, '--mapping', mapping('create: [learner]\n'))
    expect(plan.code).toBe(1)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)[0]).toMatch(/^encoding-doubtful: .*"[^"]+".*encoding/)
  })

  test('is read as the mapping names it', async () => {
    const bytes = bytesOf('Q2;Jörg;Kowalczykn\r\nQ1;René;Harrowgate', MAC)
    const plan = await planOf(bytes, '--mapping', mapping('encoding: macintosh\n'))
    expect(changesOf(plan)).toMatchObject([{ after: { firstName: 'René' } }])
  })

  test('is refused where a byte does not fit what the mapping names', async () => {
    const plan = await planOf(bytesOf('Q1;Müller;X', DOS), '--mapping', mapping('encoding: windows-1252\n'))
    expect(plan.code).toBe(1)
    expect(told(plan)[0]).toMatch(/^encoding-broken: .*Windows-1252: line 2/)
  })

  test('names in the mapping only what is read', async () => {
    const plan = await planOf('x', '--mapping', mapping('encoding: ebcdic\n'))
    expect(plan.code).toBe(1)
    expect(plan.stderr).toMatch(/encoding.*"ebcdic" is not an encoding that is read/)
  })

  test('tells which names the guess gives, makes nobody and renames nobody by them', async () => {
    const bytes = Buffer.from(`${HEADER}N1;Zoë;Lumb\r\nQ1;Siân;Harrowgate\r\n`, 'latin1')
    const flags = ['--mapping', mapping('create: [learner]\nconstants: { Classroom: A }\n')]
    const plan = await planOf(bytes, ...flags)
    expect(told(plan)[0]).toMatch(/^encoding-windows-1252: .*"Zoë"/)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^name-guessed: .*account 1001/))
  })

  test.each([
    'O’Brien',
    'O´Hara',
    'Siân',
    'MÜLLER',
    'JOSÉ',
    'Žaneta',
    'Šimon',
    'Œuvre',
    'Yÿll',
    'Mª José',
    'Nº5',
    'McÉvoy',
    'Smith–Jones',
    'Ðora',
    'Café™',
  ])('takes a name that may be so: %s', async name => {
    const bytes = Buffer.from(
      `${HEADER}Q9;${name};Lumb\r\n`
        .replaceAll('’', '\u0092')
        .replaceAll('Ž', '\u008e')
        .replaceAll('Š', '\u008a')
        .replaceAll('Œ', '\u008c')
        .replaceAll('–', '\u0096')
        .replaceAll('™', '\u0099'),
      'latin1',
    )
    const plan = await planOf(bytes)
    expect(told(plan)[0]).toMatch(/^encoding-windows-1252: /)
  })

  test.each([
    'WilczkÃ³wy',
    'JÃ¶rg',
    'Å‚ucja',
    'ZdenÄ›k',
    'Oâ€™Hara',
    'Ren√©',
    'Jos├®',
    'Zden%C4%9Bk',
    '=C5=81ucja',
    'Zden\\u011bk',
    '<U+0141>ucja',
  ])('tells of UTF-8 that was decoded wrongly before, and neither makes nor renames: %s', async name => {
    const plan = await planOf(
      `${HEADER}Q1;${name};Harrowgate\r\nN1;${name};Lumb\r\n`,
      '--mapping',
      mapping('create: [learner]\n'),
    )
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/^characters-garbled: /))
  })
})

describe('names that an exporter has damaged', async () => {
  const provider = await openProvider('28-names-that-an-exporter-has-damaged')
  const source = readFileSync(join(CASES, '28-names-that-an-exporter-has-damaged/return.xml'), 'utf8')

  test('are told with the name that the account has, and rename nobody', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01')
    expect(plan.code).toBe(0)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan).filter(one => one.startsWith('name-damaged'))).toEqual([
      expect.stringMatching(
        /"Throckmortonhamptons" looks damaged.*account 1001 has "Throckmortonhamptonshire"/,
      ),
      expect.stringMatching(/"Da'Arcy" looks damaged; account 1002 has "D'Arcy"/),
      expect.stringMatching(/"Ivory aamp; Jones" looks damaged; account 1003 has "Ivory & Jones"/),
    ])
    expect(told(plan).filter(one => one.startsWith('name-semicolon'))).toEqual([])
  })

  test('and a ULN of the account that cannot be one is told', async () => {
    const plan = await provider.plan('return.xml', '--today', '2026-02-01')
    expect(told(plan)).toContainEqual(
      expect.stringMatching(/^uln-held-invalid: Account 1004 has the ULN 990200999, .*9 digits, not ten/),
    )
  })

  test.each([
    ["Da'Arcy", 'Dapos;Arcy'],
    ["Da'Arcy", 'Daapos;Arcy'],
    ["Da'Arcy", "D''Arcy"],
    ["Da'Arcy", "D\\'Arcy"],
    ["Da'Arcy", 'D&amp;apos;Arcy'],
    ["Da'Arcy", 'D&amp;#39;Arcy'],
    ['Throckmortonhamptons', 'Throckmorton'],
    ['Throckmortonhamptons', 'THROCKMORTONHAM'],
  ])('rename nobody: %s as %s', async (from, name) => {
    const path = provider.write('r.xml', source.replace(from, name))
    const plan = await provider.plan(path, '--today', '2026-02-01')
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)).toContainEqual(expect.stringMatching(/looks damaged.*account 100[12]|was damaged/))
  })
})

describe('a sheet from a Mac', async () => {
  const provider = await openProvider('05-question-mark-for-a-lost-letter')
  const reports = join(import.meta.dirname, 'reports')

  test('is refused with a sample, though the mapping would make people', async () => {
    const create = readFileSync(join(reports, 'create.yaml'), 'utf8').replace('11', '90001')
    const flags = ['--mapping', provider.write('create.yaml', create)]
    const plan = await provider.plan(join(reports, '12-mac-roman.csv'), ...flags)
    expect(plan.code).toBe(1)
    expect(changesOf(plan)).toEqual([])
    expect(told(plan)[0]).toMatch(/^encoding-doubtful: .*From a Mac they would be .*"encoding: macintosh"/)
  })
})
