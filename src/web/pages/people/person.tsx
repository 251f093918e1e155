import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { LearnerHeld, SlotHeld } from '../../../sdk/types.ts'
import { useMay } from '../../data/me.ts'
import { nameIn, useClassrooms, usePlacements } from '../../data/names.ts'
import { inTerms, kindWord, roleWord } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { dateText } from '../../ui/dates.ts'
import { Empty, ErrorNotice, Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { counted, nameOf, sentenceCase } from '../../ui/words.ts'
import { DownloadWorkbook } from '../workbooks/download-workbook.tsx'
import { readWholeCaseload, type WholeCaseload } from './whole-caseload.ts'

const route = getRouteApi('/inside/people/$id')

/** Everything that one person holds, learner by learner. */
export function PersonPage() {
  const { id } = route.useParams()
  const user = Number(id)
  const query = useQuery({ queryKey: ['person', user], queryFn: () => readWholeCaseload(user) })
  const { data, error, isPending, refetch } = query
  if (data) return <Read data={data} />
  return (
    <Page title="Caseload">
      {isPending && <Reading what="Loading the caseload" />}
      {error && <ErrorNotice what="The caseload could not be read" error={error} retry={() => refetch()} />}
    </Page>
  )
}

function Read({ data }: { data: WholeCaseload }) {
  const { user, held, findings, learners, archivedLearners, slots } = data
  const { sort } = route.useSearch()
  const navigate = route.useNavigate()
  const columns = useColumns()
  const may = useMay('assign')
  return (
    <Page
      title={nameOf(user)}
      lead={
        <>
          {sentenceCase(kindWord(user.kind))} {user.id}
          <Marks archived={user.archived} flagged={user.flagged} />
        </>
      }
      actions={held.length > 0 && <Actions user={user.id} may={may} />}
    >
      {findings.map(({ code, sentence }) => (
        <Notice key={code} kind="warning" title={inTerms(sentence)} />
      ))}
      <dl className="facts">
        <Fact term="Learners" value={learners} />
        {archivedLearners > 0 && <Fact term="Archived learners" value={archivedLearners} />}
        <Fact term="As default" value={slots.default} />
        <Fact term="As additional" value={slots.additional} />
        <Fact term="Learning aims" value={slots.aim} />
        <Fact term="Units" value={slots.unit} />
      </dl>
      {held.length === 0 ? (
        <Empty title={`${nameOf(user)} holds nothing.`}>
          <p>
            Choose learners at <Link to="/caseloads">Caseloads</Link>, or open one with “Find anybody” and
            change who is allocated to them.
          </p>
        </Empty>
      ) : (
        <DataTable
          caption={`Learners of ${nameOf(user)}`}
          rows={held}
          columns={columns}
          keyOf={row => row.learner.id}
          sort={sort ?? 'name'}
          onSort={next => navigate({ search: { sort: next }, replace: true })}
        />
      )}
    </Page>
  )
}

function Actions({ user, may }: { user: number; may: boolean }) {
  return (
    <>
      <DownloadWorkbook asked={{ list: 'caseload', user }} />
      {may && (
        <Link to="/transfer" search={{ from: user }} className="button primary">
          Transfer
        </Link>
      )}
    </>
  )
}

function Fact({ term, value }: { term: string; value: number }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value.toLocaleString('en-GB')}</dd>
    </div>
  )
}

function useColumns(): readonly Column<LearnerHeld>[] {
  const placements = usePlacements()
  const classrooms = useClassrooms()
  return [
    {
      id: 'name',
      header: 'Learner',
      names: true,
      sort: ({ learner }) => `${learner.lastName} ${learner.firstName}`,
      cell: ({ learner }) => (
        <>
          <Link to="/learners/$id" params={{ id: String(learner.id) }}>
            {nameOf(learner)}
          </Link>
          <Marks archived={learner.archived} flagged={learner.flagged} />
        </>
      ),
    },
    {
      id: 'placement',
      header: 'Placement',
      sort: ({ learner }) => nameIn(placements, learner.placement) ?? '',
      cell: ({ learner }) => nameIn(placements, learner.placement),
    },
    {
      id: 'class',
      header: 'Class',
      width: '8rem',
      sort: ({ learner }) => nameIn(classrooms, learner.classroom) ?? '',
      cell: ({ learner }) => nameIn(classrooms, learner.classroom),
    },
    { id: 'holds', header: 'Holds as', cell: held => <Holds held={held} /> },
    {
      id: 'since',
      header: 'Since',
      sort: sinceOf,
      cell: held => dateText(sinceOf(held)),
      width: '11rem',
    },
  ]
}

function sinceOf(held: LearnerHeld): number {
  return Math.min(...slotsOf(held).map(({ since }) => since))
}

function slotsOf({ default: asDefault, additional, aim, unit }: LearnerHeld): readonly SlotHeld[] {
  return [...asDefault, ...additional, ...aim, ...unit]
}

/** All that somebody holds beside one learner; units are counted, and named on demand. */
function Holds({ held }: { held: LearnerHeld }) {
  const wide = [
    ...held.default.map(({ role }) => `default ${roleWord(role)}`),
    ...held.additional.map(({ role }) => `additional ${roleWord(role)}`),
    ...held.aim.map(({ standard }) => standard?.title ?? 'a learning aim'),
  ]
  return (
    <div>
      {wide.length > 0 && <span>{sentenceCase(wide.join(', '))}</span>}
      {held.unit.length > 0 && (
        <details>
          <summary>{counted(held.unit.length, 'unit')}</summary>
          <ul className="plain-list">
            {held.unit.map(slot => (
              <li key={slot.target}>{slot.unit?.title}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
