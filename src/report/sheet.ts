import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { PlannedChange } from '../domain/plan.ts'
import type { SyncPlan } from '../reconcile/plan/sync-plan.ts'
import { csvText } from './cell.ts'
import type { NameBook } from './names.ts'
import { describe } from './text.ts'
import { type TextColumn, workbookOf } from './xlsx.ts'

/**
 * Columns of the sheet that goes round. All but the last two are those of the empty template, so that the sheet can be read
 * back as it is; the last two are for people and are left out when it is.
 */
const HEADERS = [
  'User ID',
  'Learner Ref',
  'First name',
  'Last name',
  'Standard ID',
  'Unit',
  'Level',
  'Role',
  'Person ID',
  'Person',
  'From',
  'Action',
  'What would change',
  'Why',
] as const

type Cells = Partial<Record<(typeof HEADERS)[number], string>>

/** The assignments of a plan, and the standards and units that they need, as a CSV file to send round and read back. */
export function planSheet(plan: SyncPlan, names: NameBook): string {
  return csvText([...planRows(plan, names)])
}

/** The same as a workbook (.xlsx). */
export function planWorkbook(plan: SyncPlan, names: NameBook): Promise<Buffer> {
  const columns = HEADERS.map((header): TextColumn => ({ width: WIDE[header] ?? 16 }))
  return workbookOf([{ name: 'Plan', rows: planRows(plan, names), headerRow: 1, columns }])
}

const WIDE: Partial<Record<(typeof HEADERS)[number], number>> = { Person: 30, 'What would change': 90 }

function* planRows(plan: SyncPlan, names: NameBook): Generator<readonly string[]> {
  yield HEADERS
  for (const change of plan.changes) {
    const cells = cellsOf(change, names)
    if (cells) yield HEADERS.map(header => cells[header] ?? '')
  }
}

function cellsOf(change: PlannedChange, names: NameBook): Cells | undefined {
  const about = aboutWhat(change, names)
  if (!about) return undefined
  const rows = [...new Set(change.because.map(place => `row ${place.row ?? '?'}`))].join(', ')
  return { ...about, 'What would change': describe(change, names), Why: rows }
}

function aboutWhat(change: PlannedChange, names: NameBook): Cells | undefined {
  switch (change.do) {
    case 'give-standard':
      return { ...learnerCells(change.learner, names), 'Standard ID': String(change.standard) }
    case 'give-unit':
      return {
        ...learnerCells(change.learner, names),
        'Standard ID': String(change.standard),
        Unit: change.unit,
      }
    case 'assign':
    case 'plan-ahead':
      return {
        ...learnerCells(change.learner, names),
        ...(change.standard === undefined ? {} : { 'Standard ID': String(change.standard) }),
        ...(change.unit === undefined ? {} : { Unit: change.unit }),
        ...personCells(change.after ?? certain(change.before), names),
        Level: change.level,
        Role: change.role,
        From: change.effectiveFrom ?? '',
        ...('effectiveTo' in change ? { To: change.effectiveTo ?? '' } : {}),
        Action: change.after === null ? 'remove' : 'assign',
      }
    default:
      return undefined
  }
}

function learnerCells(id: Id, names: NameBook): Cells {
  const person = names.person(id)
  return {
    ...(id > 0 ? { 'User ID': String(id) } : {}),
    'Learner Ref': person?.misId ?? '',
    'First name': person?.firstName ?? '',
    'Last name': person?.lastName ?? '',
  }
}

function personCells(id: Id, names: NameBook): Cells {
  const person = names.person(id)
  const name = person ? [person.lastName, person.firstName].filter(part => part !== '').join(', ') : ''
  return { ...(id > 0 ? { 'Person ID': String(id) } : {}), Person: name }
}
