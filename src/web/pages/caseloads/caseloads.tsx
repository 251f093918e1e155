import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { LEVELS } from '../../../domain/level.ts'
import type { Caseload } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn } from '../../data/names.ts'
import { readAll } from '../../data/rows.ts'
import { kindWord } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { dateText } from '../../ui/dates.ts'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { counted, nameOf, sentenceCase } from '../../ui/words.ts'
import { DownloadWorkbook } from '../workbooks/download-workbook.tsx'
import './caseloads.css'
import { Filters } from './filters.tsx'
import { Target } from './target.tsx'

const route = getRouteApi('/inside/caseloads')

/** Everybody who is or could be beside learners, with how much they hold and should hold. */
export function Caseloads() {
  const { sort, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const columns = useColumns()
  const list = useQuery({
    queryKey: ['caseloads', filter],
    queryFn: () =>
      readAll(async cursor => {
        const page = await client.listCaseloads({ ...filter, cursor, limit: 200 })
        return { rows: page.caseloads, next: page.next }
      }),
    placeholderData: keepPreviousData,
  })
  const rows = list.data ?? []
  return (
    <Page
      title="Caseloads"
      lead="Everybody who can have learners: how many they have, and how many they should have."
      actions={rows.length > 0 && <DownloadWorkbook asked={{ list: 'caseloads', ...filter }} />}
    >
      <Filters />
      {list.isPending && <Reading what="Loading caseloads" />}
      {list.error && (
        <ErrorNotice what="The caseloads could not be read" error={list.error} retry={() => list.refetch()} />
      )}
      {list.data && rows.length === 0 && <NobodyFits filtered={Object.keys(filter).length > 0} />}
      {rows.length > 0 && (
        <>
          <p className="muted" role="status">
            {counted(rows.length, 'person', 'people')}
          </p>
          <DataTable
            caption="Caseloads"
            rows={rows}
            columns={columns}
            keyOf={row => row.user.id}
            sort={sort ?? 'name'}
            onSort={next => navigate({ search: { ...filter, sort: next }, replace: true })}
          />
        </>
      )}
    </Page>
  )
}

function NobodyFits({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty title="Nobody fits these filters.">
      <p>
        Choose others, or{' '}
        <Link to="/caseloads" search={{}}>
          show everybody
        </Link>
        .
      </p>
    </Empty>
  ) : (
    <Empty title="There are no staff yet.">
      <p>Import a data set or a sheet of people, and they appear here.</p>
    </Empty>
  )
}

function useColumns(): readonly Column<Caseload>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'name',
      header: 'Name',
      names: true,
      sort: ({ user }) => `${user.lastName} ${user.firstName}`,
      cell: ({ user, organisation }) => (
        <>
          <Link to="/people/$id" params={{ id: String(user.id) }}>
            {nameOf(user)}
          </Link>
          <Marks {...user} />
          <span className="under">
            {[sentenceCase(kindWord(user.kind)), nameIn(organisations, organisation)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    ...FIGURES,
  ]
}

/** How many learners somebody has, and below it how many from which day, if all goes as planned. */
function Learners({ caseload: { learners, ahead } }: { caseload: Caseload }) {
  return (
    <div>
      {learners.toLocaleString('en-GB')}
      {ahead.map(({ from, learners }) => (
        <span className="under" key={from}>
          {learners.toLocaleString('en-GB')} from {dateText(from)}
        </span>
      ))}
    </div>
  )
}

const LEVEL_HEADERS = { default: 'Default', additional: 'Additional', aim: 'Aims', unit: 'Units' } as const

const FIGURES: readonly Column<Caseload>[] = [
  {
    id: 'learners',
    header: 'Learners',
    numeric: true,
    sort: row => row.learners,
    cell: row => <Learners caseload={row} />,
    width: '9rem',
  },
  {
    id: 'target',
    header: 'Target',
    sort: row => (row.target ? row.learners / row.target : -1),
    numeric: true,
    cell: row => <Target caseload={row} />,
    width: '10rem',
  },
  ...LEVELS.map(
    (level): Column<Caseload> => ({
      id: level,
      header: LEVEL_HEADERS[level],
      numeric: true,
      sort: row => row.slots[level],
      cell: row => row.slots[level].toLocaleString('en-GB'),
      width: level === 'additional' ? '7.25rem' : '5.75rem',
    }),
  ),
]
