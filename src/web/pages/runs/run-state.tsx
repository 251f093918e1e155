import { Link } from '@tanstack/react-router'
import { NEXT_STEP_TITLES } from '../../../domain/next-step.ts'
import type { NextStep, Run, SyncRun } from '../../../sdk/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { counted } from '../../ui/words.ts'

/** How a run stands, in plain words, and whose step is next. */
export function RunStands({ run }: { run: Run | SyncRun }) {
  return (
    <>
      <StateText run={run} />
      <span className="under">{nextText(run.next)}</span>
    </>
  )
}

function StateText({ run }: { run: Run | SyncRun }) {
  switch (run.state) {
    case 'under-way':
      return <Tag tone="warning">Not finished</Tag>
    case 'undone':
      return <Undone run={run} />
    case 'done-in-part':
      return <Tag tone="warning">Done, but for {counted(run.problems, 'problem')}</Tag>
    case 'done':
      return 'Done'
  }
}

function Undone({ run }: { run: Run | SyncRun }) {
  if (!('undoneBy' in run) || run.undoneBy === null) return 'Taken back'
  return (
    <>
      Taken back by{' '}
      <Link to="/runs/$id" params={{ id: String(run.undoneBy) }}>
        run {run.undoneBy}
      </Link>
    </>
  )
}

/** Who does what next. */
function nextText(next: readonly NextStep[]): string {
  const [first, ...more] = next.map(step => NEXT_STEP_TITLES[step])
  if (!first) return 'Nobody has anything left to do.'
  const others = more.length === 0 ? '' : ` Then ${more.map(({ owner }) => owner).join(' and ')}.`
  return `Next, ${first.owner}: ${first.step}.${others}`
}
