import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { endOf } from '../../../domain/time.ts'
import type { LearnerAssignments } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay, useOrganisations } from '../../data/me.ts'
import { nameIn, useClassrooms, usePeople, usePlacements } from '../../data/names.ts'
import { readAll } from '../../data/rows.ts'
import { Button } from '../../ui/button.tsx'
import { calendarText, today } from '../../ui/dates.ts'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Reading } from '../../ui/progress.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf } from '../../ui/words.ts'
import { Amiss } from './amiss.tsx'
import { treeAt, treeNow } from './beside.ts'
import { History } from './history.tsx'
import './learner.css'
import { SlotDialog, type SlotWanted } from './slot-dialog.tsx'
import { LearnerTree } from './tree.tsx'

const route = getRouteApi('/inside/learners/$id')

/** One learner: who is beside them, who answers for what and why, what is amiss, and how it came about. */
export function LearnerPage() {
  const { id } = route.useParams()
  const learner = Number(id)
  const query = useQuery({
    queryKey: ['learner', learner],
    queryFn: () => client.listLearnerAssignments({ learner }),
  })
  const { data, error, isPending, refetch } = query
  if (data) return <Read key={learner} data={data} />
  return (
    <Page title="Learner">
      {isPending && <Reading what="Loading the learner" />}
      {error && <ErrorNotice what="The learner could not be read" error={error} retry={() => refetch()} />}
    </Page>
  )
}

function Read({ data }: { data: LearnerAssignments }) {
  const { on } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay('assign')
  const [slot, setSlot] = useState<SlotWanted>()
  const { learner } = data
  const past = on !== undefined && on < today()
  const units = new Map(data.units.flatMap(({ unit }) => (unit ? [[unit.id, unit.title] as const] : [])))
  return (
    <Page
      title={nameOf(learner)}
      lead={<Where data={data} />}
      actions={
        <TextField
          label="As it was on"
          type="date"
          max={today()}
          value={on ?? ''}
          onChange={({ target }) =>
            navigate({ search: target.value ? { on: target.value } : {}, replace: true })
          }
        />
      }
    >
      {past ? (
        <>
          <Notice title={`This is how it was at the end of ${calendarText(on)}.`}>
            <Link to="." search={{}}>
              Show it as it is now
            </Link>
          </Notice>
          <Then data={data} on={on} />
        </>
      ) : (
        <>
          <Findings data={data} />
          <LearnerTree
            tree={treeNow(data)}
            learner={learner}
            planned={data.planned}
            onChange={may && !learner.archived ? setSlot : undefined}
          />
        </>
      )}
      <section className="panel stack" aria-labelledby="history">
        <h2 id="history">History</h2>
        <History learner={learner.id} units={units} />
      </section>
      {slot && <SlotDialog slot={slot} onClose={() => setSlot(undefined)} />}
    </Page>
  )
}

function Where({ data: { learner } }: { data: LearnerAssignments }) {
  const organisations = useOrganisations()
  const placements = usePlacements()
  const classrooms = useClassrooms()
  const where = [
    nameIn(organisations, learner.organisation),
    nameIn(placements, learner.placement),
    nameIn(classrooms, learner.classroom),
  ]
  return (
    <>
      Learner {learner.id}
      {where.filter(Boolean).map(name => ` · ${name}`)}
      <Marks archived={learner.archived} flagged={learner.flagged} />
    </>
  )
}

/** Findings shown before the rest is asked for. */
const FIRST = 4

/** What is missing and what conflicts. */
function Findings({ data: { learner, findings } }: { data: LearnerAssignments }) {
  const [all, setAll] = useState(false)
  if (findings.length === 0) return null
  const shown = all ? findings : findings.slice(0, FIRST)
  return (
    <Notice
      kind="warning"
      title={findings.length === 1 ? 'Needs attention' : `${findings.length} things need attention`}
    >
      <Amiss learner={learner} findings={shown} />
      {findings.length > shown.length && (
        <Button onClick={() => setAll(true)}>Show all {findings.length}</Button>
      )}
    </Notice>
  )
}

/** The tree at the end of a day that is past. */
function Then({ data, on }: { data: LearnerAssignments; on: string }) {
  const learner = data.learner.id
  const query = useQuery({
    queryKey: ['learner-at', learner, on],
    queryFn: () =>
      readAll(async cursor => {
        const page = await client.listAssignmentsAt({ learner, at: endOf(on), cursor, limit: 200 })
        return { rows: page.assignments, next: page.next }
      }),
  })
  const then = query.data ?? []
  const people = usePeople(then.flatMap(({ person }) => (person === null ? [] : [person])))
  if (query.isPending) return <Reading what="Looking back" />
  if (query.error) return <ErrorNotice what="That day could not be read" error={query.error} />
  const unknown = then.filter(({ known }) => !known).length
  return (
    <>
      {(unknown > 0 || then.length === 0) && (
        <Notice kind="warning" title="The history does not go back that far for everything.">
          <p>
            {then.length === 0
              ? 'Nothing was recorded about this learner by then. That does not mean that nobody was allocated.'
              : `${unknown} of ${then.length} allocations were not recorded by then, and show nobody.`}
          </p>
        </Notice>
      )}
      <LearnerTree
        tree={treeAt(data, then, people)}
        learner={data.learner}
        planned={[]}
        onChange={undefined}
      />
    </>
  )
}
