import { describe, expect, it } from 'vitest'
import { sameFiles } from './again.ts'

describe('the next command, to be pasted', () => {
  it.each([
    [['night.csv'], {}, 'caseload match night.csv'],
    [['Oct 26.xlsx'], { organisation: '1' }, 'caseload match "Oct 26.xlsx" --organisation 1'],
    [['a.csv', 'b.csv'], { mapping: 'my map.yaml' }, 'caseload match a.csv b.csv --mapping "my map.yaml"'],
    [['$(reboot).csv'], {}, "caseload match '$(reboot).csv'"],
    [["it's `x`.csv"], { today: '2026-12-01' }, "caseload match 'it'\\''s `x`.csv' --today 2026-12-01"],
    [['a.csv'], { state: '/var/sync' }, 'caseload match a.csv --state /var/sync'],
  ])('of %j with %j', (files, flags, line) => {
    expect(sameFiles('match', files, flags)).toBe(line)
  })
})
