import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'

/**
 * The standards of the synthetic provider, titled as providers do, with the code in square brackets. The codes of the first,
 * second and fourth are those of the sample sheet.
 */
export const STANDARDS = [
  { id: 1, title: 'Adult Care Worker [ST0005]', code: 'ST0005' },
  { id: 2, title: 'Team Leader [ST0384]', code: 'ST0384' },
  { id: 3, title: 'Baker [ST0191]', code: 'ST0191' },
  { id: 4, title: 'Functional Skills English Level 2 [60135547]', code: '60135547' },
  { id: 5, title: 'Functional Skills Mathematics Level 2 [60135614]', code: '60135614' },
  { id: 6, title: 'Digital Skills for Work [ST0904]', code: 'ST0904' },
] as const

/** Units, each with the standards that hold it. One is shared, as such units are. */
export const UNITS = [
  { id: 'KS_COMM1', title: 'Communicate at work', standards: [1, 2, 4] },
  { id: 'CARE/101', title: 'Keep people safe', standards: [1] },
  { id: 'LEAD_201', title: 'Lead a small team', standards: [2] },
  { id: 'BAKE_301', title: 'Prepare dough', standards: [3] },
  { id: 'BAKE_302', title: 'Bake and finish', standards: [3] },
  { id: 'FS_ENG_2', title: 'Read and write for work', standards: [4] },
  { id: 'FS_MAT_1', title: 'Numbers and measures', standards: [5] },
  { id: 'FS_MAT_2', title: 'Charts and chance', standards: [5] },
  { id: 'DIG_601', title: 'Work online', standards: [6] },
  { id: 'DIG_602', title: 'Keep data safe', standards: [6] },
] as const

/** The two units that a learner gets with a standard. */
export function unitsUnder(standard: Id): string[] {
  return UNITS.filter(unit => (unit.standards as readonly Id[]).includes(standard))
    .map(unit => unit.id as string)
    .slice(0, 2)
}

/** A framework template for each pair of a main standard and a skill. */
export function templates(): object[] {
  return [1, 2, 3].map(main => ({
    id: main,
    title: `${certain(STANDARDS[main - 1]).title} with English`,
    items: [main, 4].map(standard => ({
      standard,
      startDay: 0,
      endDay: 365,
      units: unitsUnder(standard).map((unit, at) => ({
        unit,
        weighting: 50,
        startDay: at * 90,
        endDay: 180 + at * 185,
      })),
    })),
  }))
}
