import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { PlannedRun } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay, useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { momentText } from '../../ui/dates.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { RUN_TITLES } from '../runs/run-words.ts'
import { CarryOut } from './carry-out.tsx'
import { usePlannedColumns } from './planned-columns.tsx'
import { nextStep, standing } from './planned-words.ts'
import { TakeBack } from './take-back.tsx'

const route = getRouteApi('/inside/planned/$id')

/** One planned run: how it stands in each organisation, its changes, and what a person may do about it. */
export function PlannedRunPage() {
  const plannedRun = Number(route.useParams().id)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['planned-run', plannedRun],
    queryFn: () => client.readPlannedRun({ plannedRun, limit: 1 }),
  })
  const [first] = data?.parts ?? []
  if (data && first) return <Read run={first} parts={data.parts} />
  return (
    <Page title={`Planned run ${plannedRun}`}>
      {isPending && <Reading what="Loading the planned run" />}
      {error && (
        <ErrorNotice what="The planned run could not be read" error={error} retry={() => refetch()} />
      )}
    </Page>
  )
}

function Read({ run, parts }: { run: PlannedRun; parts: readonly PlannedRun[] }) {
  const changes = useRows(['planned-changes', run.id], async (cursor, signal) => {
    const page = await client.readPlannedRun({ plannedRun: run.id, cursor, limit: 200 }, { signal })
    return { rows: page.changes, next: page.next }
  })
  const columns = usePlannedColumns(changes.rows)
  const organisations = useOrganisations()
  const may = useMay('assign')
  const waiting = parts.reduce((sum, { states }) => sum + states.waiting, 0)
  const open = parts.reduce((sum, { states }) => sum + states.planned, waiting)
  const done = parts.reduce((sum, { states }) => sum + states.done, 0)
  return (
    <Page
      title={`Planned ${RUN_TITLES[run.kind].toLowerCase()} ${run.id}`}
      lead={`Planned on ${momentText(run.createdAt)}`}
      actions={
        may && (
          <>
            {waiting > 0 && <CarryOut plannedRun={run.id} />}
            {open + done > 0 && <TakeBack plannedRun={run.id} open={open} done={done} />}
          </>
        )
      }
    >
      {parts.map(part => (
        <dl className="facts" key={part.organisation}>
          {parts.length > 1 && (
            <Fact title="Organisation" text={nameIn(organisations, part.organisation) ?? ''} />
          )}
          <Fact title="State" text={standing(part)} />
          <Fact title="Next step" text={nextStep(part)} />
          {part.reason && <Fact title="Reason" text={part.reason} />}
        </dl>
      ))}
      {changes.isPending && <Reading what="Loading its changes" />}
      {changes.error && (
        <ErrorNotice what="Its changes could not be read" error={changes.error} retry={changes.refetch} />
      )}
      {changes.rows.length > 0 && (
        <DataTable
          caption={`Changes of planned run ${run.id}`}
          rows={changes.rows}
          columns={columns}
          keyOf={change => `${change.organisation}/${change.number}`}
          more={changes.more}
          isReadingMore={changes.isReadingMore}
        />
      )}
    </Page>
  )
}

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{text}</dd>
    </div>
  )
}
