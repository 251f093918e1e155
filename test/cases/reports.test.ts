/** A report holds the run, not everybody, and nobody but its owner may read it. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('the run report holds everybody', async () => {
  const provider = await openProvider('20-the-run-report-holds-everybody')
  const at = (...path: string[]) => join(provider.folder, ...path)
  /** Of somebody whom no file names, and of somebody whom one does. */
  const PRIVATE = ['never.named@example.org', '2006-06-06', '9902007006', 'ina.stead@example.org', 'Never']

  test('a report has one line for each change, and no world', async () => {
    const applied = await provider.give('apply', provider.file('one.csv'), '--yes', '--report', at('reports'))
    expect(applied.code).toBe(0)
    const [json, text] = ['run-1.json', 'run-1.txt'].map(name => readFileSync(at('reports', name), 'utf8'))
    for (const secret of PRIVATE) expect(json + text! + applied.stdout).not.toContain(secret)
    const report = JSON.parse(json!)
    expect(report).not.toHaveProperty('world')
    expect(report.changes).toEqual([
      {
        key: expect.any(String),
        do: 'assign',
        rows: [{ file: 'one.csv', row: 2 }],
        ...{ learner: 1001, role: 'assessor', level: 'default', target: 0 },
        ...{ before: null, after: 2001, outcome: 'done' },
      },
    ])
    expect(text).toMatch(/^run-1: plan f025fb5ace14, 1 change, from one\.csv$/m)
    expect(text).toContain('Vic Lomas (1001): default assessor: Ina Stead (2001) [row 2]')
  })

  test('values of a person who is changed are not in it either', async () => {
    const facts =
      'Learner Ref,First name,Last name,Email,Date of Birth\nJ1,Vic,Lomas,vic.lomas@example.org,07/07/2007\n'
    const file = provider.write('facts.csv', facts)
    const shown = await provider.give('plan', file)
    const applied = await provider.give('apply', file, '--yes', '--json', '--report', at('reports'))
    const all = readdirSync(at('reports')).map(name => readFileSync(at('reports', name), 'utf8'))
    expect(shown.stdout).toContain('07-07')
    for (const text of [applied.stdout, ...all])
      expect(text).not.toMatch(/vic\.lomas@|2007-07-07|07\/07\/2007/)
    expect(all.join()).toContain('date of birth changed')
  })

  test('files with people are their owner’s alone, whatever the umask', async () => {
    const umask = process.umask(0)
    try {
      const file = provider.write('two.csv', 'Learner Ref,Assessor Ref,IQA\nJ2,C11,Ina Stead\n')
      for (const out of ['plan.csv', 'plan.xlsx', 'plan.json'])
        await provider.give('plan', file, '--out', at(out))
      await provider.give('match', file, '--sheet', at('who.csv'))
      await provider.give('apply', file, '--yes', '--report', at('fresh'))
    } finally {
      process.umask(umask)
    }
    const files = ['plan.csv', 'plan.xlsx', 'plan.json', 'who.csv', 'state/sync.db', 'data/caseload.db']
    const reports = readdirSync(at('fresh')).map(name => `fresh/${name}`)
    expect([...files, ...reports].map(name => modeOf(at(name)))).toEqual(
      Array(files.length + reports.length).fill('600'),
    )
    expect([modeOf(at('fresh')), modeOf(at('state'))]).toEqual(['700', '700'])
  })

  test('a folder that others may look into is told', async () => {
    mkdirSync(at('open'))
    chmodSync(at('open'), 0o755)
    const told = await provider.give('apply', provider.file('one.csv'), '--yes', '--report', at('open'))
    expect(told).toMatchObject({ code: 0, stderr: expect.stringContaining('chmod 700') })
  })
})
