import type { EvidenceNote } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn, usePeople } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { calendarText, momentText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { nameOf } from '../../ui/words.ts'

/** Where the list of files is kept. */
export const FILES = ['evidence-files']

/** Which files were made, for what and by whom, and how one is checked. */
export function FilesMade({ organisation }: { organisation: number | undefined }) {
  const files = useRows([...FILES, organisation], async (cursor, signal) => {
    const page = await client.listEvidence({ organisation, cursor, limit: 20 }, { signal })
    return { rows: page.files, next: page.next }
  })
  const columns = useColumns(files.rows)
  if (files.error) return <ErrorNotice what="The list of files could not be read" error={files.error} />
  if (files.rows.length === 0) return null
  return (
    <section>
      <h2>Files that were made</h2>
      <p>
        Caseload keeps no copy. To check one against the history: <code>caseload evidence verify</code> and
        the name of the file.
      </p>
      <DataTable
        caption="Files that were made"
        rows={files.rows}
        columns={columns}
        keyOf={({ organisation, id }) => `${organisation}/${id}`}
        more={files.more}
        isReadingMore={files.isReadingMore}
      />
    </section>
  )
}

function useColumns(files: readonly EvidenceNote[]): readonly Column<EvidenceNote>[] {
  const organisations = useOrganisations()
  const people = usePeople(files.flatMap(({ learner }) => learner ?? []))
  return [
    { id: 'made', header: 'Made', names: true, cell: file => momentText(file.madeAt) },
    { id: 'by', header: 'By', cell: file => file.by },
    {
      id: 'about',
      header: 'About',
      cell: ({ learner, organisation }) =>
        learner === null ? nameIn(organisations, organisation) : nameOf(people.get(learner)),
    },
    { id: 'days', header: 'Days', cell: ({ from, to }) => `${calendarText(from)} to ${calendarText(to)}` },
    { id: 'format', header: 'File', cell: ({ format }) => format.toUpperCase(), width: '5rem' },
  ]
}
