/** Sources of every format, cut off, half encoded or with bytes changed anywhere: nothing is thrown, everything adds up. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slotKey } from '../src/domain/slot.ts'
import { openReading } from '../src/intake/read.ts'
import { NOTHING_OWNED, type Owned } from '../src/reconcile/plan/ownership.ts'
import { planReadings } from '../src/reconcile/plan/plan.ts'
import type { World, WorldAssignment } from '../src/reconcile/world/world.ts'
import { workbookOf } from '../src/report/xlsx.ts'
import { CENTRE, rulesOf, WORLD } from './samples/provider.ts'
import { composeReturn, learner, programme } from './samples/return.ts'
import { samplePath, TODAY } from './samples/sample.ts'
import { composeZip } from './samples/zip.ts'

const ROWS = [
  ['Learner Ref', 'Main Assessor', 'Assessor Email'],
  ['P2526-0417-000101', 'Isolde Marrowby', 'isolde.marrowby@example.org'],
  ['FBW-000102', 'Zoë Quillfeather', 't.quillfeather@example.org'],
  ['FBW-000110', 'Rhodri ap Celyn', 'rhodri.ap.celyn@example.org'],
]
const XML = composeReturn({
  learners: ['P2526-0417-000101', 'FBW-000102', 'FBW-000110'].map(reference =>
    learner(reference, { ULN: '9999999999', GivenNames: 'Zoë', LearningDelivery: programme() }),
  ),
})
const [HEADER, ...PEOPLE] = ROWS
const JSON_TEXT = JSON.stringify(
  PEOPLE.map(row => Object.fromEntries(row.map((cell, at) => [HEADER![at], cell]))),
)

const SOURCES: Record<string, Buffer> = {
  'rows.csv': Buffer.from(ROWS.map(row => `${row.join(',')}\r\n`).join('')),
  'wide.csv': Buffer.from(`\ufeff${ROWS.map(row => `${row.join('\t')}\r\n`).join('')}`, 'utf16le'),
  'matrix.csv': readFileSync(samplePath('mis/allocation-matrix.csv')),
  'form.xlsx': readFileSync(samplePath('onefile/employer-details.xlsx')),
  'rows.xlsx': await workbookOf([{ name: 'One', rows: ROWS, headerRow: 1 }]),
  'return.xml': Buffer.from(XML),
  'return.zip': composeZip({ 'return.xml': XML }),
  'rows.json': Buffer.from(JSON_TEXT),
}

/** Everybody has an assessor whom the file may take away, if it can be believed to be whole. */
const assignments = WORLD.people
  .filter(({ kind }) => kind === 'learner')
  .map(
    ({ id }): WorldAssignment => ({
      learner: id,
      level: 'default',
      role: 'assessor',
      target: 0,
      person: 7200105,
      known: 'seen',
    }),
  )
const world: World = { ...WORLD, assignments }
const owned: Owned = {
  ...NOTHING_OWNED,
  assignments: new Map(assignments.map(one => [slotKey(one), { as: 'managed', person: one.person }])),
}
const rules = rulesOf({
  mapping: {
    organisation: CENTRE,
    complete: [
      { organisation: CENTRE, kind: 'assessor' },
      { organisation: CENTRE, kind: 'learner' },
    ],
    leavers: [{ when: 'missing', after: 0, do: 'archive' }],
  },
})

/** Reads and plans, and checks that rows and statements are each in one place, and that a refused source does nothing. */
async function planned(name: string, bytes: Uint8Array) {
  const reading = await openReading({ name, bytes }, { today: TODAY, mapping: rules.mapping })
  const plan = await planReadings([reading], world, owned, rules)
  for (const { in: all, planned: some, unchanged, held } of [plan.rows, plan.statements])
    expect(some + unchanged + held).toBe(all)
  if (reading.refusals.length > 0) expect(plan.changes).toEqual([])
  return { plan, refusals: reading.refusals }
}

describe.each(Object.entries(SOURCES))('%s', (name, whole) => {
  it('is read as it is', async () => {
    expect((await planned(name, whole)).refusals).toEqual([])
  })

  // Text that ends with a whole row cannot be told from a shorter file: there the limits on removals have to hold.
  it.runIf(!name.endsWith('.csv'))('cut off anywhere changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 2), async length => {
        const { plan, refusals } = await planned(name, whole.subarray(0, length))
        expect(refusals).not.toEqual([])
        expect(plan.changes).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('cut off anywhere adds up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async length => {
        await planned(name, whole.subarray(0, length))
      }),
      { numRuns: 40 },
    )
  })

  it('with bytes changed, or half of it in another encoding, adds up', async () => {
    const edit = fc.tuple(fc.nat(whole.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.boolean(), async (edits, half) => {
        const bytes = Buffer.from(whole)
        for (const [at, byte] of edits) bytes[at] = byte
        const middle = edits[0]![0]
        const rest = Buffer.from(bytes.subarray(middle).toString('latin1'), 'utf8')
        await planned(name, half ? Buffer.concat([bytes.subarray(0, middle), rest]) : bytes)
      }),
      { numRuns: 40 },
    )
  })
})
