import { getRouteApi, Link } from '@tanstack/react-router'
import { RUN_KINDS } from '../../../domain/run.ts'
import { endOf, startOf } from '../../../domain/time.ts'
import type { Run } from '../../../sdk/types.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { momentText, today } from '../../ui/dates.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Tag } from '../../ui/tag.tsx'
import { RunStands } from './run-state.tsx'
import { filesText, madeBy, RUN_TITLES } from './run-words.ts'

const route = getRouteApi('/inside/runs')

/** What was done, the newest first: when, what kind, by whom, and how much. */
export function Runs() {
  const { kind, organisation, from, to } = route.useSearch()
  const columns = useColumns()
  const runs = useRows(['runs', kind, organisation, from, to], async (cursor, signal) => {
    const asked = {
      ...{ kind, organisation, cursor, limit: 100 },
      from: from === undefined ? undefined : startOf(from),
      to: to === undefined ? undefined : endOf(to),
    }
    const page = await client.listRuns(asked, { signal })
    return { rows: page.runs, next: page.next }
  })
  return (
    <Page
      title="Runs"
      lead="What was changed together, the newest first. Any run can be looked at and undone."
    >
      <Filters />
      {runs.isPending && <Reading what="Loading runs" />}
      {runs.error && (
        <ErrorNotice what="The runs could not be read" error={runs.error} retry={runs.refetch} />
      )}
      {!runs.isPending && !runs.error && runs.rows.length === 0 && (
        <Empty title="No run fits.">
          <p>Choose another kind or other days, or change something: it will be here.</p>
        </Empty>
      )}
      {runs.rows.length > 0 && (
        <DataTable
          caption="Runs"
          rows={runs.rows}
          columns={columns}
          keyOf={run => `${run.organisation}/${run.id}`}
          more={runs.more}
          isReadingMore={runs.isReadingMore}
        />
      )}
    </Page>
  )
}

function Filters() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const organisations = useOrganisations()
  const narrow = (change: Partial<typeof search>) =>
    navigate({ search: { ...search, ...change }, replace: true })
  return (
    <search className="filters">
      <SelectField
        label="Kind"
        none="All"
        value={search.kind}
        options={RUN_KINDS.map(kind => ({ value: kind, label: RUN_TITLES[kind] }))}
        onChoose={kind => narrow({ kind: oneOf(RUN_KINDS, kind) })}
      />
      <SelectField
        label="Organisation"
        none="All"
        value={search.organisation}
        options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={id => narrow({ organisation: idIn(id) })}
      />
      <TextField
        label="From"
        type="date"
        max={today()}
        value={search.from ?? ''}
        onChange={({ target }) => narrow({ from: target.value || undefined })}
      />
      <TextField
        label="To"
        type="date"
        max={today()}
        value={search.to ?? ''}
        onChange={({ target }) => narrow({ to: target.value || undefined })}
      />
    </search>
  )
}

function useColumns(): readonly Column<Run>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'what',
      header: 'What',
      names: true,
      width: '9rem',
      cell: run => (
        <>
          <Link to="/runs/$id" params={{ id: String(run.id) }}>
            {RUN_TITLES[run.kind]} {run.id}
          </Link>
          {run.undoes !== null && <Tag>undoes {run.undoes}</Tag>}
          <span className="under">{nameIn(organisations, run.organisation)}</span>
        </>
      ),
    },
    {
      id: 'state',
      header: 'State',
      cell: run => <RunStands run={run} />,
    },
    { id: 'when', header: 'When', cell: run => momentText(run.recordedAt), width: '12rem' },
    { id: 'by', header: 'By', cell: madeBy },
    {
      id: 'changes',
      header: 'Changes',
      numeric: true,
      cell: run => (run.last - run.first + 1).toLocaleString('en-GB'),
      width: '6.5rem',
    },
    {
      id: 'from',
      header: 'From',
      cell: ({ files, reason }) => (files.length > 0 ? filesText(files) : reason),
    },
  ]
}
