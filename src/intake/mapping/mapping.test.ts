import { describe, expect, it } from 'vitest'
import { mappingProblemLine, NO_MAPPING, readMapping, standardFinder } from './mapping.ts'

const problemsOf = (yaml: string) => {
  const result = readMapping(yaml)
  return 'problems' in result ? result.problems : []
}

const WHOLE = `
organisation: 90001
columns:
  Skills Guru: Main Assessor
  Notes: ignore
constants:
  Standard: ST0005
dates: day-first
sheets: [Allocations]
standards:
  ST0005: 61242
  Communication L2: 61250
units:
  Unit 1: T/616/7383
ilr:
  - { of: learner, field: a, role: assessor, level: default }
  - { of: aim, field: B, role: iqa, level: aim }
create: [learner, employer]
leavers:
  - { when: withdrawn, after: 30, do: archive }
complete:
  - { organisation: 90001, kind: assessor }
limits:
  organisation: { count: 10, share: 10% }
  level: { share: 0.5 }
`

describe('a mapping file', () => {
  it('says everything that its description says it may', () => {
    const result = readMapping(WHOLE)
    if (!('mapping' in result)) throw new Error(JSON.stringify(result.problems))
    const { mapping } = result
    expect(mapping).toMatchObject({
      organisation: 90001,
      dates: { all: 'day-first' },
      sheets: ['Allocations'],
      create: ['learner', 'employer'],
      leavers: [{ when: 'withdrawn', after: 30, do: 'archive' }],
      complete: [{ organisation: 90001, kind: 'assessor' }],
      limits: { organisation: { count: 10, share: 0.1 }, level: { share: 0.5 } },
    })
    expect(mapping.ilr[0]).toEqual({ of: 'learner', field: 'A', role: 'assessor', level: 'default' })
    expect(mapping.standards.get('Communication L2')).toBe(61250)
    expect(mapping.columns.get('Skills Guru')).toBe('Main Assessor')
  })

  it('gives the standard for the words of a file, and a number of the server for itself', () => {
    const find = standardFinder({ ...NO_MAPPING, standards: new Map([['Communication L2', 61250]]) })
    const skill = { words: 'COMMUNICATION', kind: 'title', level: 'L2' } as const
    expect(find(skill)).toBe(61250)
    expect(find({ ...skill, level: 'L1' })).toBeUndefined()
    expect(find({ words: '61242', kind: 'onefile-id' })).toBe(61242)
    expect(find({ words: '118', kind: 'lars-standard' })).toBeUndefined()
  })

  it('takes keys as they are written, whatever YAML makes of them', () => {
    const yaml =
      'standards:\n  00300545: 51\n  300545: 52\n  1e3: 53\n  0x10: 54\n  ~: 55\n  True: 56\nunits:\n  A: 007\n'
    const result = readMapping(yaml)
    if (!('mapping' in result)) throw new Error(JSON.stringify(result.problems))
    expect([...result.mapping.standards].sort((a, b) => a[1] - b[1])).toEqual([
      ['00300545', 51],
      ['300545', 52],
      ['1e3', 53],
      ['0x10', 54],
      ['~', 55],
      ['True', 56],
    ])
    expect(result.mapping.units.get('A')).toBe('007')
    const find = standardFinder(result.mapping)
    expect(find({ words: '00300545', kind: 'aim-reference' })).toBe(51)
  })

  it('may be empty', () => {
    for (const yaml of ['', '# nothing yet', 'columns:'])
      expect(readMapping(yaml)).toEqual({ mapping: NO_MAPPING })
  })
})

describe('a mapping file with something wrong', () => {
  it('tells path, line, what is wrong and what to do, for everything at once', () => {
    expect(problemsOf('organisation: ninety\nlimits:\n  organisation:\n    share: 110%\n')).toEqual([
      {
        path: 'organisation',
        line: 1,
        what: '"ninety" cannot stand here',
        todo: 'Write a whole number, such as 10.',
      },
      {
        path: 'limits.organisation.share',
        line: 4,
        what: '"110%" cannot stand here',
        todo: 'Write a share between 0% and 100%, such as 20%.',
      },
    ])
  })

  it.each([
    ['a key that is misspelt', 'collumns: {}', 'collumns', 'Did you mean columns?'],
    ['a column that is none', 'columns: { Guru: Wizard }', 'columns.Guru', 'caseload template'],
    ['a constant for no column', 'constants: { Wizard: Tim }', 'constants.Wizard', 'caseload template'],
    [
      'a role that is none',
      'complete: [{ organisation: 1, kind: wizard }]',
      'complete.0.kind',
      'assessor, iqa',
    ],
    ['a part that is missing', 'leavers: [{ when: missing, do: archive }]', 'leavers.0', 'after: ...'],
    [
      'a field the return has not',
      'ilr: { of: learner, field: C, role: assessor, level: default }',
      'ilr.field',
      'A, B',
    ],
    [
      'a level the role has not',
      'ilr: { of: learner, field: A, role: iqa, level: default }',
      'ilr.level',
      'additional',
    ],
    [
      'an aim field for the whole learner',
      'ilr: { of: aim, field: A, role: iqa, level: additional }',
      'ilr.level',
      'aim',
    ],
    ['a list where a table belongs', 'standards: [1, 2]', 'standards', 'colon'],
    ['a list as a whole', '- 1', '', 'columns'],
    ['aliases without end', 'columns: *x', '', 'Write'],
  ])('finds %s', (_, yaml, path, todo) => {
    const [problem] = problemsOf(yaml)
    expect(problem?.path).toBe(path)
    expect(problem?.todo).toContain(todo)
  })

  it('names the line of the key, though its value begins on a later one', () => {
    const [problem] = problemsOf('organisation: 1\ncollumns:\n  Guru: Wizard\n')
    expect(problem).toMatchObject({ path: 'collumns', line: 2 })
    expect(mappingProblemLine(problem!)).toBe(
      'line 2, collumns: "collumns" is not known here. Did you mean columns?',
    )
  })

  it('finds YAML that is none, and keys that stand twice', () => {
    expect(problemsOf('columns: [')).not.toEqual([])
    expect(problemsOf('organisation: 1\norganisation: 2\n')[0]?.line).toBe(2)
  })
})
