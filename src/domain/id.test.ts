import { describe, expect, test } from 'vitest'
import { sayId } from './id.ts'

describe('an id in a sentence', () => {
  test.each([101, 'KS_COMM1', 'H/601-2.3', 'x'.repeat(40)])('%s is told', id => {
    expect(sayId(id)).toBe(String(id))
  })

  test.each(['Orlagh Tarn', 'o@example.org', 'x'.repeat(41), 'a\r\nb', '../up', ''])(
    '%j is not repeated',
    id => {
      expect(sayId(id)).toBe('of that id')
    },
  )
})
