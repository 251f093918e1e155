import type { PlannedChange } from '../../../sdk/types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { usePlannedColumns } from './planned-columns.tsx'

/** How many changes a dialogue shows; the page behind it shows all. */
const SHOWN = 100

interface PlannedChangesProps {
  caption: string
  changes: readonly PlannedChange[]
}

/** Planned changes one by one, in a dialogue. */
export function PlannedChanges({ caption, changes }: PlannedChangesProps) {
  const rows = changes.slice(0, SHOWN)
  const columns = usePlannedColumns(rows)
  if (rows.length === 0) return null
  return (
    <>
      <DataTable
        caption={caption}
        rows={rows}
        columns={columns}
        keyOf={change => `${change.organisation}/${change.number}`}
      />
      {changes.length > SHOWN && <p>The first {SHOWN} are shown; the page behind lists them all.</p>}
    </>
  )
}
