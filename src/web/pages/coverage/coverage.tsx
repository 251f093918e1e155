import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { COVER_CODES, FINDING_TITLES } from '../../../domain/cover.ts'
import type { Coverage as Covered } from '../../../sdk/types.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { inTerms } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { nameOf } from '../../ui/words.ts'
import { Amiss } from '../learners/amiss.tsx'
import { DownloadWorkbook } from '../workbooks/download-workbook.tsx'
import '../learners/learner.css'

const route = getRouteApi('/inside/coverage')

/** Read when the list is there; the list is what one comes for. */
const OverTime = lazy(() => import('./over-time.tsx').then(module => ({ default: module.OverTime })))

/** Learners with something amiss in who is beside them, each with the way to mend it. */
export function Coverage() {
  const { finding, organisation } = route.useSearch()
  const navigate = route.useNavigate()
  const organisations = useOrganisations()
  const columns = useColumns()
  const found = useRows(['coverage', finding, organisation], async (cursor, signal) => {
    const page = await client.listCoverage({ finding, organisation, cursor, limit: 200 }, { signal })
    return { rows: page.learners, next: page.next }
  })
  const atEnd = !found.isPending && !found.more && !found.isReadingMore
  return (
    <Page
      title="Coverage"
      lead="Learners with a gap or a conflict. Fix each one here, or open the learner."
      actions={
        found.rows.length > 0 && <DownloadWorkbook asked={{ list: 'coverage', finding, organisation }} />
      }
    >
      <search className="filters">
        <SelectField
          label="Problem"
          none="Any problem"
          value={finding}
          options={COVER_CODES.map(code => ({ value: code, label: inTerms(FINDING_TITLES[code]) }))}
          onChoose={code =>
            navigate({ search: { organisation, finding: oneOf(COVER_CODES, code) }, replace: true })
          }
        />
        <SelectField
          label="Organisation"
          none="All"
          value={organisation}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={id => navigate({ search: { finding, organisation: idIn(id) }, replace: true })}
        />
      </search>
      {!found.isPending && (
        <Suspense fallback={<Reading />}>
          <OverTime organisation={organisation} />
        </Suspense>
      )}
      {found.isPending && <Reading what="Looking for gaps" />}
      {found.error && (
        <ErrorNotice what="The coverage could not be read" error={found.error} retry={found.refetch} />
      )}
      {atEnd && !found.error && found.rows.length === 0 && (
        <Empty title={finding ? 'Nobody has this.' : 'Every learner has who they need.'} />
      )}
      <DataTable
        caption="Learners with a gap or a conflict"
        rows={found.rows}
        columns={columns}
        keyOf={row => row.learner.id}
        more={found.more}
        isReadingMore={found.isReadingMore}
      />
    </Page>
  )
}

function useColumns(): readonly Column<Covered>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'learner',
      header: 'Learner',
      names: true,
      width: '16rem',
      cell: ({ learner }) => (
        <Link to="/learners/$id" params={{ id: String(learner.id) }}>
          {nameOf(learner)}
        </Link>
      ),
    },
    {
      id: 'organisation',
      header: 'Organisation',
      width: '12rem',
      cell: ({ learner }) => nameIn(organisations, learner.organisation),
    },
    { id: 'findings', header: 'Problem', cell: row => <Amiss {...row} /> },
  ]
}
