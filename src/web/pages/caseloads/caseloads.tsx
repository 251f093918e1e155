import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ROLE_NAMES, ROLE_TITLES, roleOf } from '../../../domain/role.ts'
import type { Caseload } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { readAll } from '../../data/rows.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf, sentenceCase } from '../../ui/words.ts'

const route = getRouteApi('/inside/caseloads')

const COLUMNS: readonly Column<Caseload>[] = [
  {
    id: 'name',
    header: 'Name',
    names: true,
    sort: ({ user }) => `${user.lastName} ${user.firstName}`,
    cell: ({ user }) => (
      <>
        {nameOf(user)}
        <Marks {...user} />
      </>
    ),
  },
  { id: 'learners', header: 'Learners', numeric: true, sort: row => row.learners, cell: row => row.learners },
]

/** Everybody who is or could be beside learners, with how much they hold. */
export function Caseloads() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const organisations = useOrganisations()
  const { organisation } = search
  const list = useQuery({
    queryKey: ['caseloads', organisation],
    queryFn: () =>
      readAll(async cursor => {
        const page = await client.listCaseloads({ organisation, cursor, limit: 200 })
        return { rows: page.caseloads, next: page.next }
      }),
  })
  const rows = list.data?.filter(({ user }) => !search.role || roleOf(user.kind) === search.role) ?? []
  const narrow = (change: Partial<typeof search>) =>
    navigate({ search: { ...search, ...change }, replace: true })
  return (
    <Page title="Caseloads" lead="Everybody who can be beside learners, with what they hold.">
      <div className="filters">
        <SelectField
          label="Role"
          none="Every role"
          value={search.role}
          options={ROLE_NAMES.map(role => ({ value: role, label: sentenceCase(ROLE_TITLES[role]) }))}
          onChoose={role => narrow({ role: ROLE_NAMES.find(known => known === role) })}
        />
        <SelectField
          label="Organisation"
          none="Every organisation"
          value={organisation}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          onChoose={id => narrow({ organisation: id === undefined ? undefined : Number(id) })}
        />
      </div>
      {list.isPending && <Reading what="Loading caseloads" />}
      {list.error && (
        <ErrorNotice what="The caseloads could not be read" error={list.error} retry={() => list.refetch()} />
      )}
      {list.data && rows.length === 0 && <Empty title="Nobody matches these filters." />}
      {rows.length > 0 && (
        <DataTable
          caption="Caseloads"
          rows={rows}
          columns={COLUMNS}
          keyOf={row => row.user.id}
          sort={search.sort}
          onSort={sort => narrow({ sort })}
        />
      )}
    </Page>
  )
}
