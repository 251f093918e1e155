import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunUndone } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { CheckDialog } from '../../ui/check-dialog.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { notify } from '../../ui/notify.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { counted } from '../../ui/words.ts'
import { countOf, UndoOutcomes } from './undo-outcomes.tsx'

/** The button that takes a run back, and the check before it is done. */
export function UndoRun({ run, changes }: { run: number; changes: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)} aria-haspopup="dialog">
        Undo this run
      </Button>
      {open && <UndoDialog run={run} changes={changes} onClose={() => setOpen(false)} />}
    </>
  )
}

function UndoDialog({ run, changes, onClose }: { run: number; changes: number; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const navigate = useNavigate()
  const undo = useCheckedChange<number, RunUndone, RunUndone>(
    wanted => client.undoRun({ run: wanted, dryRun: true }),
    async () => {
      const made = await client.undoRun({ run, ...(reason.trim() && { reason: reason.trim() }) })
      await queryClient.invalidateQueries()
      onClose()
      if (made.run !== null) {
        notify(`Run ${run} is undone.`)
        void navigate({ to: '/runs/$id', params: { id: String(made.run) } })
      }
      return made
    },
  )
  return (
    <CheckDialog
      title={`Undo run ${run}`}
      onClose={onClose}
      change={undo}
      wanted={run}
      about={
        <p>
          Its {counted(changes, 'change')} will be taken back, and whoever was there before is there again.
          What others have changed since stays as it is now.
        </p>
      }
      would={({ outcomes }) => (
        <>
          <UndoOutcomes outcomes={outcomes} />
          <ReasonField value={reason} onValue={setReason} />
        </>
      )}
      doIt={({ outcomes }) => {
        const done = countOf(outcomes, 'done')
        return done > 0 ? `Undo ${counted(done, 'change')}` : undefined
      }}
      failed={{ check: 'It cannot be undone', run: 'Nothing was undone' }}
    />
  )
}
