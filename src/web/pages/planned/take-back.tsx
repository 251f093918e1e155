import { useState } from 'react'
import type { PlannedRunTakenBack } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { CheckDialog } from '../../ui/check-dialog.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { Tick } from '../../ui/field.tsx'
import { notify } from '../../ui/notify.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { counted } from '../../ui/words.ts'
import { countOf, UndoOutcomes } from '../runs/undo-outcomes.tsx'
import { PlannedChanges } from './planned-changes.tsx'

interface TakeBackProps {
  plannedRun: number
  /** How many of its changes are to come or wait. */
  open: number
  /** How many have been carried out. */
  done: number
}

/** The button that takes back a planned run, and the check before. */
export function TakeBack(props: TakeBackProps) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button onClick={() => setAsking(true)} aria-haspopup="dialog">
        Take back
      </Button>
      {asking && <TakeBackDialog {...props} onClose={() => setAsking(false)} />}
    </>
  )
}

function TakeBackDialog({ plannedRun, open, done, onClose }: TakeBackProps & { onClose: () => void }) {
  const [carriedOut, setCarriedOut] = useState(open === 0)
  const [reason, setReason] = useState('')
  const asked = { plannedRun, carriedOut, ...(reason.trim() && { reason: reason.trim() }) }
  const change = useCheckedChange<typeof asked, PlannedRunTakenBack, PlannedRunTakenBack>(
    wanted => client.takeBackPlannedRun({ ...wanted, dryRun: true }),
    async () => {
      const made = await client.takeBackPlannedRun(asked)
      notify(`${counted(takenIn(made), 'change')} taken back.`)
      onClose()
      await queryClient.invalidateQueries()
      return made
    },
  )
  return (
    <CheckDialog
      title={`Take back planned run ${plannedRun}`}
      onClose={onClose}
      change={change}
      wanted={asked}
      about={
        <>
          {open > 0 && <p>{counted(open, 'change')} will not be carried out.</p>}
          {done > 0 && (
            <Tick
              label={`Take back what has been carried out, too: ${counted(done, 'change')}`}
              checked={carriedOut}
              disabled={open === 0}
              onChange={({ target }) => setCarriedOut(target.checked)}
            />
          )}
        </>
      }
      would={check => (
        <>
          {check.changes.length > 0 && (
            <p>
              <strong>{counted(check.changes.length, 'change')}</strong> would not be carried out: whoever is
              there stays.
            </p>
          )}
          <PlannedChanges caption="What would not be carried out" changes={check.changes} />
          {carriedOut && <UndoOutcomes outcomes={check.outcomes} />}
          <ReasonField value={reason} onValue={setReason} />
        </>
      )}
      doIt={check => (takenIn(check) > 0 ? `Take back ${counted(takenIn(check), 'change')}` : undefined)}
      failed={{ check: 'It cannot be taken back', run: 'Nothing was taken back' }}
    />
  )
}

/** How many changes are taken back: those to come, and those carried out. */
function takenIn({ changes, outcomes }: PlannedRunTakenBack): number {
  return changes.length + countOf(outcomes, 'done')
}
