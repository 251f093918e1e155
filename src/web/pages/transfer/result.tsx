import { Link } from '@tanstack/react-router'
import type { CalendarDate } from '../../../domain/time.ts'
import type { Person, Transfer } from '../../../sdk/types.ts'
import { calendarText } from '../../ui/dates.ts'
import { Notice } from '../../ui/notice.tsx'
import { counted, nameOf } from '../../ui/words.ts'
import { BeforeAfter } from '../people/before-after.tsx'
import { UndoRun } from '../runs/undo-run.tsx'
import { Moves } from './moves.tsx'

interface ResultProps {
  transfer: Transfer
  from: Person
  day: CalendarDate | undefined
}

/** What a transfer has changed, learner by learner, and the way to take it back. */
export function TransferResult({ transfer, from, day }: ResultProps) {
  const { run, plannedRun, moves, people } = transfer
  return (
    <div className="stack">
      <Notice
        kind="success"
        takesFocus
        title={
          run === null && day !== undefined
            ? `${counted(moves.length, 'allocation')} will be handed over on ${calendarText(day)}.`
            : `${counted(moves.length, 'allocation')} handed over.`
        }
      >
        <div className="actions">
          {run !== null && (
            <>
              <Link to="/runs/$id" params={{ id: String(run) }}>
                Look at run {run}
              </Link>
              <UndoRun run={run} changes={moves.length} />
            </>
          )}
          {plannedRun !== null && (
            <Link to="/planned/$id" params={{ id: String(plannedRun) }}>
              Look at planned run {plannedRun}
            </Link>
          )}
          <Link to="/people/$id" params={{ id: String(from.id) }}>
            What {nameOf(from)} still holds
          </Link>
        </div>
      </Notice>
      <BeforeAfter people={people} />
      <h2>What moved</h2>
      <Moves transfer={transfer} />
    </div>
  )
}
