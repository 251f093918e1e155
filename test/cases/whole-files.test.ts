import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('a file that is not whole', async () => {
  const provider = await openProvider('19-a-quiet-night')
  const mapping = provider.write(
    'complete.yaml',
    `complete:
  - { organisation: 90001, kind: assessor }
  - { organisation: 90001, kind: learner }
leavers:
  - { when: missing, after: 0, do: archive }
`,
  )

  test.each([
    ['only a header', 'Learner Ref,Additional Assessors\n'],
    ['a header and a title', 'Allocations July\nLearner Ref,Additional Assessors\n'],
    ['a header and blank rows', 'Learner Ref,Additional Assessors\n,\n,\n'],
    ['a header and a total', 'Learner Ref,Additional Assessors\nTotal,0\n'],
  ])('%s takes nobody away, says so and ends with 1', async (_what, text) => {
    const before = 'Learner Ref,Additional Assessors\nH1,ina.stead@example.org\nH2,ina.stead@example.org\n'
    await provider.give('apply', provider.write('before.csv', before), '--mapping', mapping, '--yes')
    const { json, code } = await provider.plan(provider.write('empty.csv', text), '--mapping', mapping)
    expect({ code, changes: json.changes, refused: json.refused }).toEqual({
      code: 1,
      changes: [],
      refused: true,
    })
    expect(json.refusedRemovals).toBeGreaterThan(0)
    const told = json.findings.find((one: { code: string }) => one.code === 'file-without-rows')
    expect(told.sentence).toMatch(/^empty\.csv has no row about anybody; .*export it again\.$/)
  })

  test('one of two files: the other is planned, and nothing is concluded from absence', async () => {
    const files = [
      provider.write('whole.csv', 'Learner Ref,Assessor Ref\nH1,C11\n'),
      provider.write('header.csv', 'Learner Ref,Assessor Ref\n'),
    ]
    const { json, code } = await provider.plan(files, '--mapping', mapping)
    expect(code).toBe(1)
    expect(json.changes).toMatchObject([{ do: 'assign', learner: 1001, after: 2001 }])
  })
})
