import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Learner, Transfer } from '../../../sdk/types.ts'
import { inTerms } from '../../data/terms.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Marks } from '../../ui/tag.tsx'
import { counted, nameOf, sentenceCase } from '../../ui/words.ts'
import { slotText } from '../people/slot-words.ts'

/** What one learner's slots go to whom, and why. */
interface LearnerMoved {
  learner: Learner
  to: readonly string[]
  slots: readonly string[]
  why: string | undefined
}

/** What moves, learner by learner. */
export function Moves({ transfer }: { transfer: Transfer }) {
  const rows = useMemo(() => movedByLearner(transfer), [transfer])
  return (
    <DataTable
      caption="What moves"
      rows={rows}
      columns={transfer.shares.length > 0 ? [...COLUMNS, WHY] : COLUMNS}
      keyOf={({ learner }) => learner.id}
    />
  )
}

function movedByLearner({ moves, learners, people, shares }: Transfer): LearnerMoved[] {
  const names = new Map(people.map(({ person }) => [person.id, nameOf(person)]))
  const why = new Map(shares.map(share => [share.learner, reasonIn(share.sentence)]))
  return learners.flatMap(learner => {
    const own = moves.filter(move => move.learner === learner.id)
    if (own.length === 0) return []
    return [
      {
        learner,
        to: [...new Set(own.map(({ to }) => names.get(to) ?? `account ${to}`))],
        slots: own.map(slotText),
        why: why.get(learner.id),
      },
    ]
  })
}

/** The reason without who it is for, which has a column of its own. */
function reasonIn(sentence: string): string {
  return sentenceCase(inTerms(sentence).replace(/^to [^:]*: /, ''))
}

const COLUMNS: readonly Column<LearnerMoved>[] = [
  {
    id: 'learner',
    header: 'Learner',
    names: true,
    cell: ({ learner }) => (
      <>
        <Link to="/learners/$id" params={{ id: String(learner.id) }}>
          {nameOf(learner)}
        </Link>
        <Marks {...learner} />
      </>
    ),
  },
  { id: 'to', header: 'Goes to', cell: ({ to }) => to.join(', ') },
  {
    id: 'slots',
    header: 'What',
    cell: ({ slots }) => (slots.length <= 3 ? slots.join(', ') : counted(slots.length, 'allocation')),
  },
]

const WHY: Column<LearnerMoved> = { id: 'why', header: 'Why', cell: ({ why }) => why ?? '' }
