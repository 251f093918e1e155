import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Change, Run } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { usePeople, useStandards } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { roleWord } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { momentText } from '../../ui/dates.ts'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { counted, LEVEL_TITLES, nameOf, sentenceCase } from '../../ui/words.ts'
import { learnerColumn } from '../people/learner-column.tsx'
import { Problems } from './problems.tsx'
import { RunStands } from './run-state.tsx'
import { madeBy, RUN_TITLES } from './run-words.ts'
import { SyncRunPage } from './sync-run.tsx'
import { UndoRun } from './undo-run.tsx'

const route = getRouteApi('/inside/runs/$id')

/** One run: who made it and why, every change of it, and the way to take it back. */
export function RunPage() {
  const { id } = route.useParams()
  return /^\d+$/.test(id) ? <RunOfHistory id={id} /> : <SyncRunPage name={id} />
}

function RunOfHistory({ id }: { id: string }) {
  const run = Number(id)
  const query = useQuery({ queryKey: ['run', run], queryFn: () => client.readRun({ run, limit: 1 }) })
  const { data, error, isPending, refetch } = query
  const parts = data?.parts ?? []
  const [first] = parts
  if (first) return <Read key={run} run={first} parts={parts} />
  return (
    <Page title={`Run ${id}`}>
      {isPending && <Reading what="Loading the run" />}
      {error && <ErrorNotice what="The run could not be read" error={error} retry={() => refetch()} />}
    </Page>
  )
}

function Read({ run, parts }: { run: Run; parts: readonly Run[] }) {
  const changes = useRows(['run-changes', run.id], async (cursor, signal) => {
    const page = await client.readRun({ run: run.id, cursor, limit: 200 }, { signal })
    return { rows: page.changes, next: page.next }
  })
  const columns = useColumns(changes.rows)
  const may = useMay('assign')
  const count = parts.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  const by = madeBy(run)
  return (
    <Page
      title={`${RUN_TITLES[run.kind]} ${run.id}`}
      lead={
        <>
          {momentText(run.recordedAt)}
          {by && ` · by ${by}`} · {counted(count, 'change')}
        </>
      }
      actions={may && <UndoRun run={run.id} changes={count} />}
    >
      <Facts run={run} />
      {run.undoes !== null && (
        <p>
          It takes back{' '}
          <Link to="/runs/$id" params={{ id: String(run.undoes) }}>
            run {run.undoes}
          </Link>
          .
        </p>
      )}
      {run.syncRun !== null && run.problems > 0 && <Problems run={run.syncRun} />}
      {changes.isPending && <Reading what="Loading its changes" />}
      {changes.error && (
        <ErrorNotice what="Its changes could not be read" error={changes.error} retry={changes.refetch} />
      )}
      {!changes.isPending && changes.rows.length === 0 && <Empty title="The run changed nothing." />}
      {changes.rows.length > 0 && (
        <DataTable
          caption={`Changes of run ${run.id}`}
          rows={changes.rows}
          columns={columns}
          keyOf={change => `${change.organisation}/${change.position}`}
          more={changes.more}
          isReadingMore={changes.isReadingMore}
        />
      )}
    </Page>
  )
}

function Facts({ run }: { run: Run }) {
  return (
    <dl className="facts">
      <div>
        <dt>State</dt>
        <dd>
          <RunStands run={run} />
        </dd>
      </div>
      {run.files.length > 0 && (
        <div>
          <dt>{run.files.length === 1 ? 'File' : 'Files'}</dt>
          <dd>{run.files.join(', ')}</dd>
        </div>
      )}
      {run.reason && (
        <div>
          <dt>Reason</dt>
          <dd>{run.reason}</dd>
        </div>
      )}
    </dl>
  )
}

function useColumns(changes: readonly Change[]): readonly Column<Change>[] {
  const people = usePeople(
    changes.flatMap(({ learner, before, after }) =>
      [learner, before?.person, after?.person].filter(id => id !== undefined),
    ),
  )
  const standards = useStandards()
  return [
    learnerColumn(people),
    {
      id: 'slot',
      header: 'What',
      cell: ({ level, role, standard, unit }) => {
        const title = standards.find(({ id }) => id === standard)?.title
        return `${sentenceCase(LEVEL_TITLES[level])} ${roleWord(role)}${title ? ` · ${title}` : ''}${unit ? ` · ${unit}` : ''}`
      },
    },
    { id: 'before', header: 'Before', cell: ({ before }) => <Holder id={before?.person} people={people} /> },
    { id: 'after', header: 'After', cell: ({ after }) => <Holder id={after?.person} people={people} /> },
  ]
}

interface HolderProps {
  id: number | undefined
  people: ReturnType<typeof usePeople>
}

function Holder({ id, people }: HolderProps) {
  if (id === undefined) return <span className="muted">nobody</span>
  return (
    <Link to="/people/$id" params={{ id: String(id) }}>
      {people.has(id) ? nameOf(people.get(id)) : `Person ${id}`}
    </Link>
  )
}
