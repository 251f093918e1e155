import type { WorkbookList, WorkbookNote } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn, usePeople } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { momentText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { nameOf } from '../../ui/words.ts'

/** Where the list of workbooks is kept. */
export const WORKBOOKS = ['workbooks']

const LIST_TITLES: Readonly<Record<WorkbookList, string>> = {
  caseloads: 'Caseloads',
  caseload: 'Caseload',
  coverage: 'Coverage',
}

/** Which lists were taken along as workbooks, and by whom. */
export function WorkbooksMade({ organisation }: { organisation: number | undefined }) {
  const made = useRows([...WORKBOOKS, organisation], async (cursor, signal) => {
    const page = await client.listWorkbooks({ organisation, cursor, limit: 20 }, { signal })
    return { rows: page.workbooks, next: page.next }
  })
  const columns = useColumns(made.rows)
  if (made.error) return <ErrorNotice what="The list of workbooks could not be read" error={made.error} />
  if (made.rows.length === 0) return null
  return (
    <section>
      <h2>Workbooks that were downloaded</h2>
      <DataTable
        caption="Workbooks that were downloaded"
        rows={made.rows}
        columns={columns}
        keyOf={({ organisation, id }) => `${organisation}/${id}`}
        more={made.more}
        isReadingMore={made.isReadingMore}
      />
    </section>
  )
}

function useColumns(made: readonly WorkbookNote[]): readonly Column<WorkbookNote>[] {
  const organisations = useOrganisations()
  const people = usePeople(made.flatMap(({ person }) => person ?? []))
  return [
    { id: 'made', header: 'Made', names: true, cell: note => momentText(note.madeAt) },
    { id: 'by', header: 'By', cell: note => note.by },
    {
      id: 'list',
      header: 'List',
      cell: ({ list, person }) =>
        person === null ? LIST_TITLES[list] : `${LIST_TITLES[list]} of ${nameOf(people.get(person))}`,
    },
    {
      id: 'organisation',
      header: 'Organisation',
      cell: ({ organisation }) => nameIn(organisations, organisation),
    },
    {
      id: 'rows',
      header: 'Rows',
      numeric: true,
      cell: ({ rows }) => rows.toLocaleString('en-GB'),
      width: '6rem',
    },
  ]
}
