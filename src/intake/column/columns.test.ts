import { describe, expect, it } from 'vitest'
import { columnHelp } from '../../report/template.ts'
import { readCell } from './cell.ts'
import { COLUMNS } from './columns.ts'
import { columnLetters, recognise } from './header.ts'

const HOW = { order: 'day-first', today: '2026-07-15' } as const

describe('the table of columns', () => {
  it.each(COLUMNS.map(column => [column.name, column] as const))(
    'reads back the example of %s',
    (_, column) => {
      const result = readCell<unknown>(column.read, { text: column.example, kind: 'text' }, HOW)
      expect(result.notes.filter(note => note.trouble)).toEqual([])
      if (column.name !== 'TLAPs') expect(result.value).toBeDefined()
    },
  )

  it('recognises every spelling as its own column, so that no two share one', () => {
    for (const column of COLUMNS) {
      for (const spelling of [column.name, ...column.synonyms]) {
        const found = recognise(spelling.replace('#', '2'))
        expect(found?.column.name, spelling).toBe(column.name)
        expect(found?.number, spelling).toBe(spelling.includes('#') ? 2 : 0)
      }
    }
  })

  it('explains every column in one sentence for a person', () => {
    for (const { name, help } of COLUMNS) expect(help, name).toMatch(/^[A-Z0-9].*\.$/)
    expect(columnHelp().split('\n')).toHaveLength(COLUMNS.length * 2)
  })
})

describe('headers as people write them', () => {
  it('makes nothing of letter case, spaces and punctuation', () => {
    for (const header of ['learner ref', 'LEARNER_REF', ' Learner-Ref ', 'LearnerRef']) {
      expect(recognise(header)?.column.name, header).toBe('Learner Ref')
    }
  })

  it('knows the spellings of the systems that providers have', () => {
    const headers = [
      'LSC_ULIN',
      'MIAP_ULN',
      'Person Code',
      'PREFFIRSTNAME',
      'Case owner',
      'MAIN_OFFICER',
      'ERN',
    ]
    for (const header of headers) expect(recognise(header), header).toBeDefined()
  })

  it('tells numbered columns apart', () => {
    expect(recognise('Aim 2 IQA')).toMatchObject({ number: 2, column: { of: 'aimIqa' } })
    expect(recognise('Aim 10')).toMatchObject({ number: 10, column: { of: 'aim' } })
    expect(recognise('Aim Two')).toBeUndefined()
  })

  it('does not take words of other tables for its own', () => {
    for (const header of ['Reference', 'Name', '', '#', 'L12'])
      expect(recognise(header), header).toBeUndefined()
  })

  it('shows columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'ZZ', 'AAA'])
  })
})
