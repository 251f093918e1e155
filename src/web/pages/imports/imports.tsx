import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Import, SyncRun } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { useRows } from '../../data/rows.ts'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { momentText } from '../../ui/dates.ts'
import { SelectField } from '../../ui/field.tsx'
import { Empty, ErrorNotice, Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress, Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { counted } from '../../ui/words.ts'
import { RunStands } from '../runs/run-state.tsx'
import { ChooseFiles } from './choose-files.tsx'
import { KeptPlans } from './kept-plans.tsx'
import { sendFiles } from './send-files.ts'
import { stateText, titleOf } from './states.ts'
import './imports.css'

const route = getRouteApi('/inside/import')

/** Where files are brought, with the imports that there are and what the sync did by itself. */
export function Imports() {
  const may = useMay('assign')
  return (
    <Page
      title="Import"
      lead="Bring the sheet that you keep by hand, an export of your MIS or an ILR return. You see what would change before anything does."
    >
      {may ? (
        <BringFiles />
      ) : (
        <Notice title="You may look at imports. Whoever may change caseloads can begin one." />
      )}
      <KeptPlans />
      <ImportList />
      <SyncRuns />
    </Page>
  )
}

function BringFiles() {
  const navigate = route.useNavigate()
  const [files, setFiles] = useState<readonly File[]>([])
  const [mapping, setMapping] = useState<string>()
  const [sent, setSent] = useState<{ sent: number; of: number }>()
  const [error, setError] = useState<unknown>()
  const mappings = useQuery({ queryKey: ['mappings'], queryFn: () => client.listMappings() })
  const bring = async () => {
    setError(undefined)
    setSent({ sent: 0, of: 1 })
    try {
      const begun = await client.createImport({
        files: files.map(({ name, size }) => ({ name, size })),
        ...(mapping !== undefined && { mapping }),
      })
      await sendFiles(begun, files, (sent, of) => setSent({ sent, of }))
      await client.planImport({ import: begun.id })
      await navigate({ to: '/import/$id', params: { id: begun.id } })
    } catch (trouble) {
      setError(trouble)
      setSent(undefined)
    }
  }
  const known = mappings.data?.mappings ?? []
  return (
    <section className="stack" aria-label="Bring files">
      <ChooseFiles
        label="Files"
        hint="Drop them here or choose them: workbooks (.xlsx), CSV, OneFile’s exports, ILR returns (.xml or .zip), JSON."
        files={files}
        onChoose={setFiles}
      />
      {known.length > 0 && (
        <SelectField
          label="Read them as"
          none="They are"
          value={mapping}
          options={known.map(({ name }) => ({ value: name, label: name }))}
          onChoose={setMapping}
        />
      )}
      {error !== undefined && <ErrorNotice what="The files could not be brought" error={error} />}
      {sent && (
        <Progress
          label="Sending the files"
          done={Math.round((100 * sent.sent) / sent.of)}
          of={100}
          unit="%"
        />
      )}
      <div className="actions">
        <Button
          look="primary"
          busy={sent !== undefined}
          aria-disabled={files.length === 0 || undefined}
          onClick={() => files.length > 0 && void bring()}
        >
          Read the files
        </Button>
        {files.length === 0 && <p className="hint">Choose a file first. Nothing is changed by reading it.</p>}
      </div>
    </section>
  )
}

const IMPORT_COLUMNS: readonly Column<Import>[] = [
  {
    id: 'files',
    header: 'Files',
    names: true,
    cell: one => (
      <Link to="/import/$id" params={{ id: one.id }}>
        {titleOf(one)}
        {one.applies && <Tag>by itself</Tag>}
      </Link>
    ),
  },
  { id: 'state', header: 'State', cell: stateText },
  { id: 'by', header: 'Brought by', cell: ({ by }) => by },
  { id: 'at', header: 'When', cell: ({ createdAt }) => momentText(createdAt) },
]

function ImportList() {
  const list = useRows(['imports'], async cursor => {
    const page = await client.listImports({ cursor, limit: 50 })
    return { rows: page.imports, next: page.next }
  })
  return (
    <section className="stack" aria-labelledby="imports-heading">
      <h2 id="imports-heading">Imports</h2>
      {list.isPending && <Reading what="Loading imports" />}
      {list.error && (
        <ErrorNotice what="The imports could not be read" error={list.error} retry={list.refetch} />
      )}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <Empty title="Nothing has been imported here yet.">
          <p>
            Choose a file above. Imports stay here for 14 days after somebody last did something with them.
          </p>
        </Empty>
      )}
      {list.rows.length > 0 && (
        <DataTable
          caption="Imports"
          rows={list.rows}
          columns={IMPORT_COLUMNS}
          keyOf={({ id }) => id}
          more={list.more}
          isReadingMore={list.isReadingMore}
        />
      )}
    </section>
  )
}

const RUN_COLUMNS: readonly Column<SyncRun>[] = [
  {
    id: 'run',
    header: 'Run',
    names: true,
    cell: ({ run }) => (
      <Link to="/runs/$id" params={{ id: run }}>
        {run}
      </Link>
    ),
  },
  {
    id: 'from',
    header: 'From',
    cell: ({ sources, undoes }) => (undoes ? `takes back ${undoes}` : sources.join(', ')),
  },
  { id: 'result', header: 'Result', cell: resultText },
  { id: 'state', header: 'State', cell: run => <RunStands run={run} /> },
  { id: 'by', header: 'By', cell: ({ by }) => by },
  { id: 'at', header: 'When', cell: ({ at }) => momentText(at) },
]

function resultText({ ended }: SyncRun): string | undefined {
  if (!ended) return undefined
  const { done, refused, movedOn, notTried } = ended
  const rest = [
    refused > 0 && `${refused} refused`,
    movedOn > 0 && `${movedOn} moved on`,
    notTried > 0 && `${notTried} not tried`,
  ].filter(Boolean)
  return [`${counted(done, 'change')} made`, ...rest].join(', ')
}

/** What was applied, by the command line every night too. */
function SyncRuns() {
  const { data, error, refetch } = useQuery({
    queryKey: ['sync-runs'],
    queryFn: () => client.listSyncRuns({ limit: 30 }),
  })
  if (error)
    return (
      <ErrorNotice what="What was applied could not be read" error={error} retry={() => void refetch()} />
    )
  if (!data || data.runs.length === 0) return null
  return (
    <section className="stack" aria-labelledby="runs-heading">
      <h2 id="runs-heading">What was applied, by night too</h2>
      <DataTable caption="Runs of the sync" rows={data.runs} columns={RUN_COLUMNS} keyOf={({ run }) => run} />
    </section>
  )
}
