import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SharedStrings } from './shared-strings.ts'
import type { Break, Line } from './sheet.ts'
import { sheetLines } from './sheet-lines.ts'
import { CellReader } from './workbook-cell.ts'
import type { Zip } from './zip.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** What may stand in a row, with `p` before the names of the language of sheets. */
const CONTENTS: readonly ((p: string) => string)[] = [
  p => `<${p}c r="B1"><${p}v>7</${p}v></${p}c>`,
  p => `<${p}c><${p}v>8</${p}v></${p}c>`,
  p => `<${p}c t="s"><${p}v>0</${p}v></${p}c>`,
  p => `\n  <${p}c r="D1" s="1" t="str"><${p}v>words</${p}v></${p}c>`,
  p => `<${p}c t="str" s="1"><${p}v>a &amp; b</${p}v></${p}c>`,
  p => `<${p}c t="str"><${p}v>a ]] b</${p}v></${p}c>`,
  p => `<${p}c><${p}f>1+1</${p}f><${p}v>2</${p}v></${p}c>`,
  p => `<${p}c><${p}f t="shared" si="0"/><${p}v>3</${p}v></${p}c>`,
  p => `<${p}c><${p}f>1/0</${p}f></${p}c>`,
  p => `<${p}c r="F1" s="2"/>`,
  p => `<${p}c t="inlineStr"><${p}is><${p}t>within</${p}t></${p}is></${p}c>`,
  p => `<!-- <${p}c><${p}v>9</${p}v></${p}c> -->`,
  () => `<ext xmlns="urn:other"><c><v>9</v></c><row><c><v>9</v></c></row></ext>`,
  () => `<o:c xmlns:o="urn:other"><o:v>9</o:v></o:c>`,
  () => `<![CDATA[<c><v>9</v></c>]]>`,
  p => `<?of <${p}c><${p}v>9</${p}v></${p}c> ?>`,
]

/** What makes XML that nobody may read on. */
const DAMAGE: readonly ((p: string) => string)[] = [
  p => `<${p}c><${p}v>1</${p}c>`,
  p => `<${p}c r="A1" r="B1"><${p}v>1</${p}v></${p}c>`,
  p => `<${p}c><${p}v>&unknown;</${p}v></${p}c>`,
  p => `<${p}c><${p}v>a ]]> b</${p}v></${p}c>`,
  p => `<${p}c><${p}v>\u0001</${p}v></${p}c>`,
]

const rows = (contents: readonly ((p: string) => string)[]) =>
  fc.array(fc.array(fc.constantFrom(...contents), { maxLength: 6 }), { maxLength: 5 })

function sheet(all: readonly (readonly ((p: string) => string)[])[], p: string): string {
  const made = all.map((row, at) => `<${p}row r="${at * 2 + 1}">${row.map(one => one(p)).join('')}</${p}row>`)
  const names = p === '' ? `xmlns="${MAIN}"` : `xmlns:${p.slice(0, -1)}="${MAIN}"`
  return `<${p}worksheet ${names}><${p}sheetData>${made.join('\n')}</${p}sheetData></${p}worksheet>`
}

/** Every line of a sheet whose text comes in pieces of some lengths, in turn. */
async function linesOf(text: string, lengths: readonly number[]): Promise<(Line | Break)[]> {
  const pieces: Buffer[] = []
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    const length = lengths[pieces.length % lengths.length] ?? bytes.length
    pieces.push(bytes.subarray(at, at + length))
    at += length
  }
  const strings = new SharedStrings()
  strings.add({ text: 'shared', struck: false })
  const zip: Zip = { names: [], open: async () => Readable.from(pieces), close: () => undefined }
  const reader = new CellReader(strings, [], false)
  const lines: (Line | Break)[] = []
  for await (const line of sheetLines(zip, 'sheet', reader, { merges: [], hidden: [] })) lines.push(line)
  return lines
}

const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 })

describe('plain cells, which no reader of all XML sees', () => {
  it('are what the same cells are with a prefix, wherever the pieces of the text end', async () => {
    await fc.assert(
      fc.asyncProperty(rows(CONTENTS), lengths, async (all, cuts) => {
        expect(await linesOf(sheet(all, ''), cuts)).toEqual(await linesOf(sheet(all, 'x:'), [1_000_000]))
      }),
    )
  })

  it('make no damage readable', async () => {
    await fc.assert(
      fc.asyncProperty(rows([...CONTENTS, ...DAMAGE]), lengths, async (all, cuts) => {
        const lines = await linesOf(sheet(all, ''), cuts)
        const plain = await linesOf(sheet(all, 'x:'), [1_000_000])
        expect(lines.filter(one => 'cells' in one)).toEqual(plain.filter(one => 'cells' in one))
        expect(lines.some(one => 'broken' in one)).toBe(plain.some(one => 'broken' in one))
      }),
    )
  })

  it('end where the text is cut short', async () => {
    const whole = sheet([[p => `<${p}c><${p}v>7</${p}v></${p}c>`]], '')
    const cut = whole.slice(0, whole.indexOf('</row>'))
    expect(await linesOf(cut, [20])).toMatchObject([{ row: 2, broken: { code: 'xml-broken' } }])
  })
})
