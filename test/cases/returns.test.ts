import { describe, expect, test } from 'vitest'
import { openProvider } from './provider.ts'

describe('a restart after a break, a delivery to come, an aim that is over', async () => {
  const provider = await openProvider('08-ilr-restarts-ended-aims-and-starts-to-come')

  test('are read, and nothing of the file is refused', async () => {
    const { json, code } = await provider.plan(
      'return.xml',
      '--today',
      '2026-07-01',
      '--mapping',
      provider.file('mapping.yaml'),
    )
    expect({ code, refused: json.refused, rows: json.rows.in }).toEqual({ code: 2, refused: false, rows: 3 })
  })
})
