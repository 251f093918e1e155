import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RECORD_FIELDS, RECORD_NAMES } from '../src/contract/dataset.ts'
import { emptyServices, linesOf, take } from './datasets.ts'
import { ENGINES } from './stage.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../docs/datasets.md'), 'utf8')

const EXAMPLES = [...PAGE.matchAll(/```jsonl\n([\s\S]*?)```/g)].map(found => found[1]!.trimEnd().split('\n'))

describe('docs/datasets.md', () => {
  test.each(ENGINES)('has examples that %s takes as they are printed', async engine => {
    expect(EXAMPLES).toHaveLength(2)
    for (const lines of EXAMPLES) {
      const services = await emptyServices(engine)
      const imported = await take(services, lines)
      expect(Object.values(imported).reduce((sum, count) => sum + count, 0)).toBe(lines.length - 2)
      expect(
        (await linesOf(services.storage)).filter(line => line.includes('"record":"change"')),
      ).toHaveLength(2)
    }
  })

  test('has an example whose token signs in', async () => {
    const services = await emptyServices('sqlite')
    await take(services, EXAMPLES[1]!)
    expect(await services.access.tokenOf('the-token-your-sync-has-today')).toMatchObject({ customer: 7031 })
  })

  test('names every record in its order, with the fields that must be there', () => {
    const rows = [...PAGE.matchAll(/^\| `(\w+)` \| (`id`|`organisation`|`customer`)(.*) \|$/gm)]
    expect(rows.map(row => row[1])).toEqual(RECORD_NAMES)
    for (const [row, record] of rows) {
      const told = [...row.split(';')[0]!.matchAll(/`(\w+)`/g)].map(found => found[1]).slice(1)
      const fields = Object.values(RECORD_FIELDS[record as keyof typeof RECORD_FIELDS])
      const needed = fields.filter(field => !field.optional).map(field => field.name)
      expect(told.sort(), record).toEqual(needed.sort())
    }
  })
})
