import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Import } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { momentText } from '../../ui/dates.ts'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Page } from '../../ui/page.tsx'
import { Progress, Reading } from '../../ui/progress.tsx'
import { counted } from '../../ui/words.ts'
import { Columns } from './columns.tsx'
import { GoOnSending } from './go-on-sending.tsx'
import { Changes, Notes, Outcomes } from './lists.tsx'
import { Planned, Totals } from './planned.tsx'
import { Questions } from './questions.tsx'
import { AfterApplying } from './result.tsx'
import type { ImportPart } from './search.ts'
import { isWorking, titleOf } from './states.ts'
import './imports.css'

const route = getRouteApi('/inside/import/$id')

/** How often a page asks how far the server is, in milliseconds. */
const EVERY = 1000

/** One import: what was read, what would change, and what came of it. */
export function ImportPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['import', id],
    queryFn: ({ signal }) => client.readImport({ import: id }, { signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data.state) ? EVERY : false),
  })
  useNews(data)
  const may = useMay('assign')
  if (error && !data) {
    return (
      <Page title="Import">
        <ErrorNotice what="The import could not be read" error={error} retry={() => void refetch()} />
        <p>
          <Link to="/import">All imports</Link>
        </p>
      </Page>
    )
  }
  if (!data) {
    return (
      <Page title="Import">
        <Reading what="Loading the import" />
      </Page>
    )
  }
  return (
    <Page
      title={titleOf(data)}
      lead={`Brought by ${data.by} on ${momentText(data.createdAt)}`}
      actions={may && <Leave one={data} />}
    >
      {error && (
        <Notice kind="warning" title="The server cannot be reached just now">
          <p>The page tries again by itself. What is under way goes on as soon as the server is back.</p>
        </Notice>
      )}
      <Now one={data} />
      <Parts one={data} />
    </Page>
  )
}

/** Says what the server has finished meanwhile, and reads anew what that has changed. */
function useNews(one: Import | undefined): void {
  const queries = useQueryClient()
  const before = useRef<Import['state']>(undefined)
  const { id, state } = one ?? {}
  useEffect(() => {
    if (state === undefined) return
    const was = before.current
    before.current = state
    if (was === undefined || was === state || !isWorking(was)) return
    void queries.invalidateQueries({ queryKey: ['import-part', id] })
    if (was !== 'planning') void queries.invalidateQueries({ queryKey: ['sync-runs'] })
    notify(FINISHED[was as keyof typeof FINISHED])
  }, [id, state, queries])
}

const FINISHED = {
  planning: 'The files have been read.',
  applying: 'Applying has ended.',
  undoing: 'Taking back has ended.',
} as const

/** What is the case just now, and what to do next. */
function Now({ one }: { one: Import }) {
  const { state, problem, progress, plan } = one
  const may = useMay('assign')
  const region = useRef<HTMLDivElement>(null)
  const seen = useRef(false)
  // The button that began something is gone by now: whoever goes by keyboard stays where it was.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about every change of the state
  useEffect(() => {
    const isFirst = !seen.current
    seen.current = true
    if (!isFirst && document.activeElement === document.body) region.current?.focus()
  }, [state])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of what is the case, not of fields
    <div className="stack now" ref={region} tabIndex={-1} role="group" aria-label="How far it is">
      {problem !== null && !isWorking(state) && (
        <Notice kind="error" title={state === 'uploaded' ? 'The files could not be read' : 'It stopped'}>
          <p>{problem}</p>
        </Notice>
      )}
      {may && (state === 'uploading' || state === 'uploaded') && <GoOnSending one={one} />}
      {state === 'planning' && <Progress label="Reading the files and comparing them with what there is" />}
      {(state === 'applying' || state === 'undoing') && (
        <>
          <Progress
            label={state === 'applying' ? 'Applying' : 'Taking back'}
            {...(progress && { done: progress.done, of: progress.total })}
            unit="changes"
          />
          <p className="muted">You may leave this page; it goes on, and the result will be here.</p>
        </>
      )}
      {state === 'planned' && plan && <Planned one={one} plan={plan} />}
      {(state === 'applied' || state === 'undone') && <AfterApplying one={one} />}
      {plan && state !== 'planned' && !isWorking(state) && <Totals plan={plan} />}
    </div>
  )
}

const PART_TITLES: Readonly<Record<ImportPart, string>> = {
  result: 'Result',
  changes: 'Changes',
  people: 'People to confirm',
  notes: 'Held and notes',
  columns: 'Sheets and columns',
}

/** The parts of an import that there are, and the one that is looked at. */
function Parts({ one }: { one: Import }) {
  const { show } = route.useSearch()
  const { plan, applied, files } = one
  const may = useMay('assign')
  if (!plan || one.state === 'planning') return null
  const isOver = applied !== null
  const there: ImportPart[] = [
    ...(isOver ? (['result'] as const) : []),
    ...(plan.questions > 0 && !isOver ? (['people'] as const) : []),
    'changes',
    'notes',
    ...(files.length > 0 && may ? (['columns'] as const) : []),
  ]
  const [usual = 'changes'] = there
  const chosen = show && there.includes(show) ? show : plan.verdict === 'refused' ? 'notes' : usual
  const counts: Partial<Record<ImportPart, number>> = {
    changes: plan.added + plan.changed + plan.removed,
    people: plan.questions,
  }
  return (
    <>
      <nav className="parts" aria-label="Parts of the import">
        {there.map(part => (
          <Link
            key={part}
            to="/import/$id"
            params={{ id: one.id }}
            search={{ show: part }}
            aria-current={part === chosen ? 'page' : undefined}
          >
            {PART_TITLES[part]}
            {counts[part] !== undefined && (
              <span className="muted"> {counts[part].toLocaleString('en-GB')}</span>
            )}
          </Link>
        ))}
      </nav>
      <section className="stack" aria-label={PART_TITLES[chosen]}>
        {chosen === 'changes' && <Changes one={one} />}
        {chosen === 'people' && <Questions one={one} />}
        {chosen === 'notes' && <Notes one={one} />}
        {chosen === 'columns' && <Columns one={one} />}
        {chosen === 'result' && <Outcomes one={one} />}
      </section>
    </>
  )
}

/** Deletes the import; what it has changed stays. */
function Leave({ one }: { one: Import }) {
  const navigate = route.useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  if (isWorking(one.state)) return null
  const leave = async () => {
    setBusy(true)
    try {
      await client.deleteImport({ import: one.id })
      await queries.invalidateQueries({ queryKey: ['imports'] })
      notify(`${counted(one.files.length, 'file')} deleted. What was changed stays.`)
      await navigate({ to: '/import' })
    } catch (error) {
      notify(error instanceof Error ? error.message : 'It could not be deleted.', 'error')
      setBusy(false)
    }
  }
  return (
    <Button busy={busy} onClick={() => void leave()}>
      Delete the files
    </Button>
  )
}
