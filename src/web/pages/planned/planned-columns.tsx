import type { PlannedChange } from '../../../sdk/types.ts'
import { usePeople } from '../../data/names.ts'
import { roleWord } from '../../data/terms.ts'
import type { Column } from '../../ui/data-table.tsx'
import { dateText } from '../../ui/dates.ts'
import { LEVEL_TITLES, nameOf, sentenceCase } from '../../ui/words.ts'
import { learnerColumn } from '../people/learner-column.tsx'
import { STATE_TITLES, whyWaiting } from './planned-words.ts'

/** The columns of planned changes: whose, what, from when, who before and after, and how each stands. */
export function usePlannedColumns(changes: readonly PlannedChange[]): readonly Column<PlannedChange>[] {
  const people = usePeople(
    changes.flatMap(({ learner, before, after, holder }) =>
      [learner, before, after, holder].filter(id => id !== null),
    ),
  )
  const name = (id: number | null) => (id === null ? 'nobody' : nameOf(people.get(id)))
  return [
    learnerColumn(people),
    {
      id: 'slot',
      header: 'What',
      cell: ({ level, role }) => `${sentenceCase(LEVEL_TITLES[level])} ${roleWord(role)}`,
    },
    { id: 'from', header: 'From', cell: ({ due }) => dateText(due), width: '10rem' },
    { id: 'before', header: 'Before', cell: ({ before }) => name(before) },
    { id: 'after', header: 'After', cell: ({ after }) => name(after) },
    { id: 'state', header: 'State', cell: change => <Standing change={change} name={name} /> },
  ]
}

interface StandingProps {
  change: PlannedChange
  name: (id: number | null) => string
}

function Standing({ change, name }: StandingProps) {
  const why = whyWaiting(change, name)
  return (
    <>
      {STATE_TITLES[change.state]}
      {why && <span className="under">{why}</span>}
    </>
  )
}
