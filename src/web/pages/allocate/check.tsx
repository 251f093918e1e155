import { Link } from '@tanstack/react-router'
import type { Allocation, SlotGiven } from '../../../sdk/types.ts'
import { usePeople } from '../../data/names.ts'
import { inTerms } from '../../data/terms.ts'
import { CheckActions, type CheckSteps } from '../../ui/check-actions.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { counted, nameOf } from '../../ui/words.ts'
import { BeforeAfter } from '../people/before-after.tsx'
import { slotText } from '../people/slot-words.ts'
import { UndoRun } from '../runs/undo-run.tsx'

interface AllocationCheckProps extends CheckSteps {
  allocation: Allocation
}

/** What setting people on many learners would change, before it is done. */
export function AllocationCheck({ allocation, ...steps }: AllocationCheckProps) {
  const { changes, chosen, people, findings } = allocation
  return (
    <div className="stack">
      <p id="would">
        <strong>{counted(changes.length, 'allocation')}</strong> of {counted(chosen, 'learner')} would change.
        Nothing is changed yet.
      </p>
      {people.length > 0 && <BeforeAfter people={people} />}
      {findings.map(({ code, sentence }) => (
        <Notice key={`${code} ${sentence}`} kind="warning" title={inTerms(sentence)} />
      ))}
      <LeftOut allocation={allocation} />
      <CheckActions
        {...steps}
        describedBy="would"
        doIt={changes.length > 0 ? `Change ${counted(changes.length, 'allocation')}` : undefined}
        doing="Setting"
        failed="Nothing was changed"
      />
      {changes.length > 0 && <Changes allocation={allocation} />}
    </div>
  )
}

/** What was changed, and the way to take it back. */
export function AllocationResult({ allocation }: { allocation: Allocation }) {
  const { run, changes, people } = allocation
  return (
    <div className="stack">
      <Notice kind="success" takesFocus title={`${counted(changes.length, 'allocation')} changed.`}>
        {run !== null && (
          <div className="actions">
            <Link to="/runs/$id" params={{ id: String(run) }}>
              Look at run {run}
            </Link>
            <UndoRun run={run} changes={changes.length} />
          </div>
        )}
      </Notice>
      {people.length > 0 && <BeforeAfter people={people} />}
      <Changes allocation={allocation} />
    </div>
  )
}

/** Reasons shown before the rest is counted. */
const SHOWN = 20

function LeftOut({ allocation: { leftOut, learners } }: { allocation: Allocation }) {
  if (leftOut.length === 0) return null
  return (
    <Notice kind="info" title={`${counted(leftOut.length, 'learner')} would stay as now`}>
      <ul className="plain-list">
        {leftOut.slice(0, SHOWN).map(({ learner, give, sentence }) => (
          <li key={`${learner}/${give}`}>
            {nameOf(learners.find(({ id }) => id === learner))}: {inTerms(sentence)}
          </li>
        ))}
      </ul>
      {leftOut.length > SHOWN && <p>and {counted(leftOut.length - SHOWN, 'more', 'more')}.</p>}
    </Notice>
  )
}

function Changes({ allocation: { changes, learners } }: { allocation: Allocation }) {
  const people = usePeople(
    changes.flatMap(({ before, after }) => [before ?? 0, after ?? 0]).filter(id => id > 0),
  )
  const name = (id: number | null) => (id === null ? 'Nobody' : people.has(id) ? nameOf(people.get(id)) : '…')
  const columns: readonly Column<SlotGiven>[] = [
    {
      id: 'learner',
      header: 'Learner',
      names: true,
      cell: ({ learner }) => (
        <Link to="/learners/$id" params={{ id: String(learner) }}>
          {nameOf(learners.find(({ id }) => id === learner))}
        </Link>
      ),
    },
    { id: 'slot', header: 'Allocation', cell: slotText },
    { id: 'before', header: 'Now', cell: ({ before }) => name(before) },
    { id: 'after', header: 'Then', cell: ({ after }) => name(after) },
  ]
  return (
    <DataTable
      caption="What changes"
      rows={changes}
      columns={columns}
      keyOf={({ learner, level, role, target, after }) => `${learner}/${level}/${role}/${target}/${after}`}
    />
  )
}
