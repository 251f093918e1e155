import { Link } from '@tanstack/react-router'
import type { PersonCounts } from '../../../sdk/types.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Marks } from '../../ui/tag.tsx'
import { nameOf } from '../../ui/words.ts'

/** How much everybody concerned holds before a change and after it, beside what they should hold. */
export function BeforeAfter({ people }: { people: readonly PersonCounts[] }) {
  return (
    <DataTable
      caption="How much everybody holds before and after"
      rows={people}
      columns={COLUMNS}
      keyOf={({ person }) => person.id}
    />
  )
}

const COLUMNS: readonly Column<PersonCounts>[] = [
  {
    id: 'name',
    header: 'Name',
    names: true,
    cell: ({ person }) => (
      <>
        <Link to="/people/$id" params={{ id: String(person.id) }}>
          {nameOf(person)}
        </Link>
        <Marks {...person} />
      </>
    ),
  },
  ...(['before', 'after'] as const).map(
    (when): Column<PersonCounts> => ({
      id: when,
      header: when === 'before' ? 'Learners before' : 'Learners after',
      numeric: true,
      cell: row => row[when].learners.toLocaleString('en-GB'),
      width: '10rem',
    }),
  ),
  {
    id: 'slots',
    header: 'Allocations after',
    numeric: true,
    cell: ({ after: { slots } }) =>
      Object.values(slots)
        .reduce((sum, count) => sum + count, 0)
        .toLocaleString('en-GB'),
    width: '9rem',
  },
  {
    id: 'target',
    header: 'Target',
    numeric: true,
    cell: ({ target, after: { learners } }) =>
      target
        ? `${target} (${learners > target ? `${learners - target} over` : `${target - learners} free`})`
        : '–',
    width: '9rem',
  },
]
