import { Link } from '@tanstack/react-router'
import type { Person } from '../../../sdk/types.ts'
import type { Column } from '../../ui/data-table.tsx'
import { nameOf } from '../../ui/words.ts'

/** The column that names the learner of a row, whose number is all that the row has. */
export function learnerColumn<Row extends { learner: number }>(
  people: ReadonlyMap<number, Person>,
): Column<Row> {
  return {
    id: 'learner',
    header: 'Learner',
    names: true,
    cell: ({ learner }) => (
      <Link to="/learners/$id" params={{ id: String(learner) }}>
        {people.has(learner) ? nameOf(people.get(learner)) : `Learner ${learner}`}
      </Link>
    ),
  }
}
