import { Link } from '@tanstack/react-router'
import type { Level } from '../../../domain/level.ts'
import type { Role } from '../../../domain/role.ts'
import type { PlannedBeside } from '../../../sdk/types.ts'
import { dateText } from '../../ui/dates.ts'
import { nameOf } from '../../ui/words.ts'

/** A slot of the tree; without a target, one of the learner as a whole. */
interface Here {
  level: Level
  role: Role
  /** The learning aim or the unit summary. */
  target?: number
}

interface PlannedHereProps {
  planned: readonly PlannedBeside[]
  at: Here
}

/** What is planned for one slot, such as `Cerys Vaughan from 1 March 2027`, each leading to its planned run. */
export function PlannedHere({ planned, at }: PlannedHereProps) {
  return planned
    .filter(({ state }) => state === 'planned' || state === 'waiting')
    .filter(({ level, role }) => level === at.level && role === at.role)
    .filter(({ target }) => at.target === undefined || target === at.target)
    .map(one => (
      <span className="under" key={`${one.plannedRun}/${one.number}`}>
        <Link to="/planned/$id" params={{ id: String(one.plannedRun) }}>
          {one.after === null ? 'nobody' : nameOf(one.after)} from {dateText(one.due)}
        </Link>
        {one.state === 'waiting' && ' waits for a person'}
      </span>
    ))
}
