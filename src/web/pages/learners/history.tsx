import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Change, Run } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { usePeople, useStandards } from '../../data/names.ts'
import { readAll } from '../../data/rows.ts'
import { roleWord } from '../../data/terms.ts'
import { dateText, momentText } from '../../ui/dates.ts'
import { Empty, ErrorNotice } from '../../ui/notice.tsx'
import { Reading } from '../../ui/progress.tsx'
import { LEVEL_TITLES, nameOf, sentenceCase } from '../../ui/words.ts'
import { filesText, madeBy, RUN_TITLES } from '../runs/run-words.ts'

/** Every change beside a learner, the newest first, with who made it, when, in which run and from which file. */
export function History({ learner, units }: { learner: number; units: ReadonlyMap<string, string> }) {
  const history = useQuery({
    queryKey: ['history', learner],
    queryFn: () =>
      readAll(async cursor => {
        const { changes, next, more } = await client.listChanges({ learner, cursor, limit: 200 })
        return { rows: changes, next: more ? next : null }
      }),
  })
  const changes = [...(history.data ?? [])].reverse()
  const people = usePeople(changes.flatMap(peopleOf))
  const standards = useStandards()
  const runs = useRuns(changes.map(({ run }) => run))
  if (history.isPending) return <Reading what="Loading the history" />
  if (history.error) return <ErrorNotice what="The history could not be read" error={history.error} />
  if (changes.length === 0) return <Empty title="Nothing has been changed yet." />
  const nameFor = (id: number | undefined) => (id === undefined ? 'nobody' : nameOf(people.get(id)))
  return (
    <ol className="history">
      {changes.map(change => {
        const run = runs.get(change.run)
        const title =
          (change.unit !== null && units.get(change.unit)) ||
          standards.find(({ id }) => id === change.standard)?.title
        return (
          <li key={`${change.organisation}/${change.position}`}>
            <p>
              <strong>
                {sentenceCase(LEVEL_TITLES[change.level])} {roleWord(change.role)}
              </strong>
              {title && ` of ${title}`}: {nameFor(change.before?.person)} → {nameFor(change.after?.person)}
            </p>
            <p className="why">
              {momentText(change.recordedAt)}
              {countsFromElsewhere(change) && `, counts from ${dateText(change.effectiveFrom)}`} ·{' '}
              <Link to="/runs/$id" params={{ id: String(change.run) }}>
                {run ? RUN_TITLES[run.kind] : 'Run'} {change.run}
              </Link>
              {run && run.files.length > 0 && ` from ${filesText(run.files)}`}
              {run && madeBy(run) && ` · ${madeBy(run)}`}
              {run?.reason && ` · ${run.reason}`}
            </p>
          </li>
        )
      })}
    </ol>
  )
}

function peopleOf({ before, after }: Change): number[] {
  return [before?.person, after?.person].filter(id => id !== undefined)
}

/** Whether a change counts from another day than the one it was recorded on. */
function countsFromElsewhere({ effectiveFrom, recordedAt }: Change): boolean {
  return dateText(effectiveFrom) !== dateText(recordedAt)
}

/** The runs that changes were made in, each read once. */
function useRuns(ids: readonly number[]): ReadonlyMap<number, Run> {
  const answers = useQueries({
    queries: [...new Set(ids)].map(run => ({
      queryKey: ['run-of', run],
      queryFn: () => client.readRun({ run, limit: 1 }),
      staleTime: 300_000,
    })),
  })
  return new Map(
    answers.flatMap(({ data }) => (data?.parts[0] ? [[data.parts[0].id, data.parts[0]] as const] : [])),
  )
}
