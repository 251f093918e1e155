import { useState } from 'react'
import type { WaitingCarriedOut } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Reading } from '../../ui/progress.tsx'
import { counted } from '../../ui/words.ts'

/** The button that carries out what waits, and the check before. */
export function CarryOut({ plannedRun }: { plannedRun: number }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)} aria-haspopup="dialog">
        Carry out what waits
      </Button>
      {open && <CarryOutDialog plannedRun={plannedRun} onClose={() => setOpen(false)} />}
    </>
  )
}

function CarryOutDialog({ plannedRun, onClose }: { plannedRun: number; onClose: () => void }) {
  const change = useCheckedChange<number, WaitingCarriedOut, WaitingCarriedOut>(
    wanted => client.carryOutWaiting({ plannedRun: wanted, dryRun: true }),
    async () => {
      const made = await client.carryOutWaiting({ plannedRun })
      notify(`${counted(settledOf(made), 'change')} carried out.`)
      onClose()
      await queryClient.invalidateQueries()
      return made
    },
  )
  const { now } = change
  return (
    <Dialog title={`Carry out what waits of planned run ${plannedRun}`} onClose={onClose}>
      {now.stage === 'edit' && (
        <>
          <p>What waits is done now, whoever is in the slot, and counts from now.</p>
          {now.error !== undefined && <ErrorNotice what="It cannot be carried out" error={now.error} />}
          <div className="actions">
            <Button look="primary" autoFocus onClick={() => change.check(plannedRun)}>
              See what would change
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </>
      )}
      {now.stage === 'checking' && <Reading what="Checking" />}
      {(now.stage === 'checked' || now.stage === 'running') && (
        <>
          <p>
            {counted(settledOf(now.check), 'change')} would be carried out;{' '}
            {now.check.changes.length - settledOf(now.check)} would go on waiting, for the rules forbid it.
          </p>
          {now.stage === 'checked' && now.error !== undefined && (
            <ErrorNotice what="Nothing was carried out" error={now.error} />
          )}
          <div className="actions">
            {settledOf(now.check) > 0 && (
              <Button
                look="primary"
                autoFocus
                busy={now.stage === 'running'}
                onClick={() => void change.run()}
              >
                Carry out {counted(settledOf(now.check), 'change')}
              </Button>
            )}
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </>
      )}
    </Dialog>
  )
}

/** How many no longer wait. */
function settledOf({ changes }: WaitingCarriedOut): number {
  return changes.filter(({ state }) => state !== 'waiting').length
}
