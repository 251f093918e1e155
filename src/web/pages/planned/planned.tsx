import { getRouteApi, Link } from '@tanstack/react-router'
import { PLANNED_STATES } from '../../../domain/planned.ts'
import type { PlannedRun } from '../../../sdk/types.ts'
import { oneOf } from '../../data/address.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { dateText } from '../../ui/dates.ts'
import { SelectField } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { RUN_TITLES } from '../runs/run-words.ts'
import { nextStep, STATE_TITLES, standing } from './planned-words.ts'

const route = getRouteApi('/inside/planned')

/** What is planned, the newest first: from when it counts, how it stands, and who is to do the next step. */
export function Planned() {
  const { state } = route.useSearch()
  const navigate = route.useNavigate()
  const columns = useColumns()
  const planned = useRows(['planned-runs', state], async (cursor, signal) => {
    const page = await client.listPlannedRuns({ state, cursor, limit: 100 }, { signal })
    return { rows: page.plannedRuns, next: page.next }
  })
  return (
    <Page title="Planned" lead="Changes that count from a day to come, the newest first.">
      <search className="filters">
        <SelectField
          label="With a change that is"
          none="All"
          value={state}
          options={PLANNED_STATES.map(value => ({ value, label: STATE_TITLES[value] }))}
          onChoose={value => navigate({ search: { state: oneOf(PLANNED_STATES, value) }, replace: true })}
        />
      </search>
      {planned.isPending && <Reading what="Loading what is planned" />}
      {planned.error && (
        <ErrorNotice what="What is planned could not be read" error={planned.error} retry={planned.refetch} />
      )}
      {!planned.isPending && !planned.error && planned.rows.length === 0 && (
        <Empty title="Nothing is planned.">
          <p>Give a transfer or a change a first day to come, and it will be here.</p>
        </Empty>
      )}
      {planned.rows.length > 0 && (
        <DataTable
          caption="Planned runs"
          rows={planned.rows}
          columns={columns}
          keyOf={run => `${run.organisation}/${run.id}`}
          more={planned.more}
          isReadingMore={planned.isReadingMore}
        />
      )}
    </Page>
  )
}

function useColumns(): readonly Column<PlannedRun>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'what',
      header: 'What',
      names: true,
      width: '11rem',
      cell: run => (
        <Link to="/planned/$id" params={{ id: String(run.id) }}>
          Planned {RUN_TITLES[run.kind].toLowerCase()} {run.id}
        </Link>
      ),
    },
    {
      id: 'from',
      header: 'From',
      cell: ({ first }) => (first === null ? '' : dateText(first)),
      width: '10rem',
    },
    { id: 'state', header: 'State', cell: standing },
    { id: 'next', header: 'Next step', cell: nextStep },
    { id: 'organisation', header: 'Organisation', cell: run => nameIn(organisations, run.organisation) },
    { id: 'reason', header: 'Reason', cell: run => run.reason },
  ]
}
