/** A quiet night: `apply FILE --yes --report`, as a timer gives it, tells all that it could not do. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('a quiet night', async () => {
  const provider = await openProvider('19-a-quiet-night')
  let nights = 0

  /** One night with files of its own for the report. */
  async function night(...files: readonly string[]) {
    nights += 1
    const folder = join(provider.folder, `night-${nights}`)
    const ended = await provider.give('apply', ...files, '--yes', '--report', folder)
    const names = readdirSync(folder)
    const report = (type: string) =>
      readFileSync(join(folder, names.find(name => name.endsWith(type))!), 'utf8')
    return { ...ended, names, text: report('.txt').replace(/\s+/g, ' '), json: JSON.parse(report('.json')) }
  }

  test('a cell that cannot be read is told with file, row, column and code, in the output and in the report', async () => {
    const { stdout, text, json } = await night(provider.file('night-1.csv'))
    const told =
      '"31/09/2025" names a day that does not exist; write it as 08/09/2025 or 2025-09-08. [date-unreadable]'
    expect(stdout).toContain(`row 2 (column B) of night-1.csv: ${told}`)
    expect(text).toContain(told)
    expect(json.findings).toContainEqual(
      expect.objectContaining({ file: 'night-1.csv', row: 2, column: 'B', code: 'date-unreadable' }),
    )
  })

  test('one change done beside two rows held ends with 4, and says which rows and why', async () => {
    const { code, stdout, text, json } = await night(provider.file('night-2.csv'))
    expect(code).toBe(4)
    for (const shown of [stdout, text]) {
      expect(shown).toMatch(/row 3 of night-2\.csv: .*"H9".*\[person-unknown\]/)
      expect(shown).toMatch(/row 4 \(column B\) of night-2\.csv: .*"C99".*\[person-unknown\]/)
      expect(shown).toContain('Taf Jolley (1001): default assessor: Ina Stead (2001) [row 2]')
    }
    expect(json).toMatchObject({ rows: { in: 3, planned: 1, held: 2 }, sources: ['night-2.csv'] })
    expect(json.held.map((held: { row: number }) => held.row)).toEqual(expect.arrayContaining([3, 4]))
  })

  test('the same night again has nothing to do, and ends with 5 for the rows that are held', async () => {
    const again = await night(provider.file('night-2.csv'))
    expect(again.code).toBe(5)
    expect(again.json.run).toBeNull()
  })

  test.each([
    ['an XML with a DOCTYPE', 'night-3.xml', undefined, 'DOCTYPE'],
    ['an empty file', 'empty.csv', '', 'is empty'],
    ['a file of only a header', 'header.csv', 'Learner Ref,Assessor Ref\n', 'no row about anybody'],
    ['a file without known columns', 'columns.csv', 'Colour,Size\nred,5\n', 'column names'],
    ['a return without learners', 'none.xml', '<Message xmlns="ESFA/ILR/2025-26"></Message>', '.'],
  ])(
    '%s ends with 1 and its reason as the last line, and makes no run',
    async (_what, name, content, why) => {
      const file = content === undefined ? provider.file(name) : provider.write(name, content)
      const { code, stderr, text, json } = await night(file)
      expect(code).toBe(1)
      const last = stderr.trimEnd().split('\n').at(-1)!
      expect(last).toMatch(new RegExp(`^caseload: ${name} (was refused: .*)?.*(${why})`))
      expect(text).toContain(last.replace(/^caseload: (\S+ was refused: )?/, ''))
      expect(json).toMatchObject({ run: null, changes: [] })
    },
  )

  test('a refused file beside a good one ends with 1, and the good one is applied', async () => {
    const good = provider.write('good.csv', 'Learner Ref,Assessor Ref\nH2,C11\n')
    const { code, json, stderr } = await night(good, provider.file('night-3.xml'))
    expect(code).toBe(1)
    expect(json).toMatchObject({ counts: { done: 1 }, sources: ['good.csv', 'night-3.xml'] })
    expect(stderr).toContain('night-3.xml was refused')
  })

  test('nights that changed nothing are no runs, and undo takes back the last that did something', async () => {
    const { stdout } = await provider.give('undo', '--list')
    expect(stdout.match(/^run-\d+/gm)).toEqual(['run-1', 'run-2'])
    expect(stdout).toMatch(/^run-1 .* night-2\.csv .*1 change done$/m)
    const undone = await provider.give('undo', '--yes')
    expect(undone).toMatchObject({ code: 0, stderr: expect.stringContaining('Ursel Keats') })
    expect(await provider.give('undo', '--yes')).toMatchObject({
      stderr: expect.stringContaining('Taf Jolley'),
    })
    expect(await provider.give('undo', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no run to take back'),
    })
  })

  test('an undo is taken back only where it is named', async () => {
    const redone = await provider.give('undo', 'run-3', '--yes')
    expect(redone).toMatchObject({ code: 0, stdout: expect.stringContaining('1 done') })
    const plan = await provider.plan(provider.file('night-2.csv'))
    expect(plan.json.changes).toHaveLength(1)
  })
})
