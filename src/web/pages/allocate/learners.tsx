import { getRouteApi, Link } from '@tanstack/react-router'
import { LACKED_ROLES } from '../../../domain/learners-wanted.ts'
import type { LearnerListed } from '../../../sdk/types.ts'
import { idIn, oneOf } from '../../data/address.ts'
import { client } from '../../data/client.ts'
import { useOrganisations } from '../../data/me.ts'
import { nameIn, useStandards } from '../../data/names.ts'
import { useRows } from '../../data/rows.ts'
import { indefinite, roleWord } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { SelectField, TextField, Tick } from '../../ui/field.tsx'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { counted, nameOf, sentenceCase } from '../../ui/words.ts'
import { WhereFields } from '../people/where-fields.tsx'
import type { AllocateSearch } from './search.ts'

const route = getRouteApi('/inside/allocate')

interface LearnersProps {
  ticked: ReadonlySet<number>
  onTicked: (ticked: ReadonlySet<number>) => void
  /** Whether all that fit are meant, those not read yet included. */
  isAll: boolean
  onAll: (isAll: boolean) => void
}

/** Which learners are meant: a filter, and those ticked or all that fit. */
export function Learners({ ticked, onTicked, isAll, onAll }: LearnersProps) {
  const search = route.useSearch()
  const columns = useColumns()
  const list = useRows(['learners', search], async (cursor, signal) => {
    const page = await client.listLearners({ ...search, cursor, limit: 200 }, { signal })
    return { rows: page.learners.map(row => ({ ...row, total: page.total })), next: page.next }
  })
  const total = list.rows[0]?.total ?? 0
  return (
    <section aria-labelledby="which" className="stack">
      <h2 id="which">Which learners</h2>
      <Filters search={search} />
      {list.isPending && <Reading what="Loading learners" />}
      {list.error && (
        <ErrorNotice what="The learners could not be read" error={list.error} retry={list.refetch} />
      )}
      {!list.isPending && !list.error && list.rows.length === 0 && (
        <Empty title="No learner fits these filters.">
          <p>Choose other filters.</p>
        </Empty>
      )}
      {list.rows.length > 0 && (
        <>
          <div className="actions">
            <p role="status" className="muted">
              {isAll
                ? `All ${counted(total, 'learner')} that fit are meant`
                : `${counted(total, 'learner')}, ${ticked.size} chosen`}
            </p>
            <Tick
              label={`Choose all ${total.toLocaleString('en-GB')} that fit`}
              checked={isAll}
              onChange={({ target }) => onAll(target.checked)}
            />
          </div>
          <DataTable
            caption="Learners"
            rows={list.rows}
            columns={columns}
            keyOf={row => row.learner.id}
            more={list.more}
            isReadingMore={list.isReadingMore}
            selection={{
              selected: isAll ? new Set(list.rows.map(({ learner }) => learner.id)) : ticked,
              onSelect: chosen => onTicked(new Set([...chosen].map(Number))),
              labelOf: key =>
                `Choose ${nameOf(list.rows.find(({ learner }) => learner.id === key)?.learner)}`,
            }}
          />
        </>
      )}
    </section>
  )
}

function Filters({ search }: { search: AllocateSearch }) {
  const navigate = route.useNavigate()
  const narrow = (change: Partial<AllocateSearch>) =>
    navigate({ search: { ...search, ...change }, replace: true })
  return (
    <search className="filters">
      <TextField
        label="Name"
        type="search"
        value={search.name ?? ''}
        onChange={({ target }) => narrow({ name: target.value || undefined })}
      />
      <SelectField
        label="Without"
        none="Any"
        value={search.without}
        options={LACKED_ROLES.map(role => ({ value: role, label: `Without ${indefinite(roleWord(role))}` }))}
        onChoose={role => narrow({ without: oneOf(LACKED_ROLES, role) })}
      />
      <WhereFields where={search} narrow={narrow} />
      <SelectField
        label="Standard"
        none="All"
        value={search.standard}
        options={useStandards().map(({ id, title }) => ({ value: id, label: title }))}
        onChoose={id => narrow({ standard: idIn(id) })}
      />
    </search>
  )
}

function useColumns(): readonly Column<LearnerListed>[] {
  const organisations = useOrganisations()
  return [
    {
      id: 'name',
      header: 'Learner',
      names: true,
      cell: ({ learner, misId }) => (
        <>
          <Link to="/learners/$id" params={{ id: String(learner.id) }}>
            {nameOf(learner)}
          </Link>
          <Marks {...learner} />
          <span className="under">
            {[misId, nameIn(organisations, learner.organisation)].filter(Boolean).join(' · ')}
          </span>
        </>
      ),
    },
    {
      id: 'standards',
      header: 'Standards',
      cell: ({ standards }) => standards.map(({ title }) => title).join(', '),
    },
    {
      id: 'assessor',
      header: sentenceCase(roleWord('assessor')),
      cell: ({ assessor }) => (assessor ? nameOf(assessor) : 'Nobody'),
    },
    {
      id: 'iqa',
      header: sentenceCase(roleWord('iqa')),
      cell: ({ iqas }) => (iqas.length > 0 ? iqas.map(nameOf).join(', ') : 'Nobody'),
    },
    {
      id: 'employer',
      header: sentenceCase(roleWord('employer')),
      cell: ({ employer }) => (employer ? nameOf(employer) : 'Nobody'),
    },
  ]
}
