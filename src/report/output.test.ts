import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CENTRE, linesOf, person, planText, WORLD } from '../../test/samples/provider.ts'
import { csvText, plainCell, safeCell } from './cell.ts'
import { planJson } from './json.ts'
import { nameBook } from './names.ts'
import { planSheet } from './sheet.ts'
import { planText as shown } from './text.ts'

const people = [
  person(1, 'learner', 'Orla Fable', { misId: '000101' }),
  person(2, 'learner', 'Sam Twin', { misId: '=1+1' }),
  person(5, 'assessor', '=HYPERLINK Marrowby', { email: 'i@example.org' }),
  person(6, 'assessor', '@Tobias +Quill', { email: 't@example.org' }),
  person(8, 'employer', '=1+1 Ltd', { email: 'e@example.org' }),
]
const world = {
  ...WORLD,
  people,
  assignments: [
    { learner: 1, level: 'default', role: 'assessor', target: 0, person: 6, known: 'seen' } as const,
  ],
}
const text =
  'User ID,Assessor Email,Employer Contact Email,Aim 1,Aim 1 Assessor Email,Additional Assessors,From\n1,i@example.org,e@example.org,ST0005,t@example.org,t@example.org,08/09/2025\n2,i@example.org,,,,,\n'
const plan = await planText(text, { world })
const names = nameBook(world, plan.changes)

describe('a cell that runs as a formula', () => {
  it.each(['=1+1 Ltd', '+44 7700', '-1', '@cmd', '\t=1', '\r=1', '＝1+1', ' =1'])(
    '%j is made text',
    value => {
      expect(safeCell(value)).toBe(`'${value}`)
      expect(plainCell(safeCell(value))).toBe(value)
    },
  )

  it.each(["''0", "'''=1", "'x", "''"])('%j keeps its own apostrophes', value => {
    expect(plainCell(safeCell(value))).toBe(value)
  })

  it('any value comes back as it was', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'\'=+-@0123 \t\r,"') }),
    )
    fc.assert(
      fc.property(value, one => {
        expect(plainCell(safeCell(one))).toBe(one)
        expect(safeCell(one)).not.toMatch(/^[=+\-@\t\r]/)
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing in a sheet that goes round begins like a formula', () => {
    const cells = planSheet(plan, names)
      .slice(1)
      .split(/[\r\n,]+/)
    expect(cells.filter(cell => /^"?[=+\-@\t]/.test(cell))).toEqual([])
    expect(csvText([['a', 'b;c', 'say "x"']])).toBe('\ufeffa,"b;c","say ""x"""\r\n')
  })
})

describe('a plan as a sheet', () => {
  it('read back gives the same plan', async () => {
    expect(linesOf(plan)).toHaveLength(6)
    const again = await planText(planSheet(plan, names), { world })
    expect(again.rows.held).toBe(0)
    expect(linesOf(again)).toEqual(linesOf(plan))
    expect(again.hash).toBe(plan.hash)
  })

  it('takes removals round as well', async () => {
    const removal = await planText('User ID,Main Assessor\n1,none\n', { world })
    const again = await planText(planSheet(removal, nameBook(world, removal.changes)), { world })
    expect(again.hash).toBe(removal.hash)
  })
})

describe('a plan as JSON', () => {
  it('has one shape, and names beside the changes', () => {
    const json = JSON.parse(JSON.stringify(planJson(plan, names))) as Record<string, unknown>
    expect(Object.keys(json)).toEqual([
      'format',
      'totals',
      'changes',
      'rows',
      'breaches',
      'waits',
      'refusedRemovals',
      'refused',
      'hash',
      'refusals',
      'statements',
      'findings',
      'held',
      'questions',
      'verdict',
      'adopts',
      'remember',
      'people',
    ])
    expect(json.totals).toEqual({ added: 5, changed: 1, removed: 0 })
    expect(JSON.stringify(json.changes)).not.toMatch(/Fable|Twin/)
  })
})

describe('a plan as text', () => {
  it('has its signs in colour only where asked', () => {
    const plain = shown(plan, names, { colour: false })
    expect(plain).not.toContain('\u001b')
    expect(stripVTControlCharacters(shown(plan, names, { colour: true }))).toBe(plain)
    expect(plain).toContain(
      '~ default assessor: @Tobias +Quill (6) is replaced by =HYPERLINK Marrowby (5), from 2025-09-08 [row 2]',
    )
    expect(plain).toContain(`Fablewick Main (${CENTRE})`)
  })
})
