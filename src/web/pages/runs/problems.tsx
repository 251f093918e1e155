import { NEXT_STEP_TITLES } from '../../../domain/next-step.ts'
import type { SyncProblem, SyncProblemsPage } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { withDates } from '../../ui/with-dates.ts'
import { sentenceCase } from '../../ui/words.ts'

/** What a run of the sync left undone: a row for each problem, with what mends it and whose step that is. */
export function Problems({ run }: { run: string }) {
  const found = useRows(['sync-problems', run], async (cursor, signal) => {
    const page: SyncProblemsPage = await client.listSyncProblems({ run, cursor, limit: 100 }, { signal })
    return { rows: page.problems.map(one => ({ ...one })), next: page.next }
  })
  if (found.isPending) return <Reading what="Loading the problems" />
  if (found.error)
    return <ErrorNotice what="The problems could not be read" error={found.error} retry={found.refetch} />
  if (found.rows.length === 0) return null
  return (
    <section className="stack" aria-labelledby="problems-heading">
      <h2 id="problems-heading">What was left undone</h2>
      <DataTable
        caption="What was left undone"
        rows={found.rows}
        columns={COLUMNS}
        keyOf={row => found.rows.indexOf(row)}
        more={found.more}
        isReadingMore={found.isReadingMore}
      />
    </section>
  )
}

const TITLES: Readonly<Record<SyncProblem['problem'], string>> = {
  refused: 'Refused',
  'moved-on': 'Moved on',
  'not-tried': 'Not tried',
  waits: 'Waits for an approval',
  held: 'Row is held',
  question: 'Nobody knows who is meant',
}

const COLUMNS: readonly Column<SyncProblem>[] = [
  {
    id: 'problem',
    header: 'Problem',
    names: true,
    cell: ({ problem, person, change, sentence }) => (
      <>
        <Tag tone="warning">{TITLES[problem]}</Tag>{' '}
        {[person, change].filter(part => part !== '').length > 0 && (
          <span>{[person, change].filter(part => part !== '').join(': ')}</span>
        )}
        <span className="under">{withDates(sentence)}</span>
      </>
    ),
  },
  { id: 'rows', header: 'Where', cell: ({ rows }) => rows, width: '13rem' },
  { id: 'fix', header: 'What mends it', cell: ({ fix }) => fix },
  {
    id: 'next',
    header: 'Whose step',
    cell: ({ next }) => sentenceCase(NEXT_STEP_TITLES[next].owner),
    width: '11rem',
  },
]
