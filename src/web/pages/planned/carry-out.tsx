import { useState } from 'react'
import type { WaitingCarriedOut } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { CheckDialog } from '../../ui/check-dialog.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { notify } from '../../ui/notify.tsx'
import { counted } from '../../ui/words.ts'
import { PlannedChanges } from './planned-changes.tsx'

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
      notify(`${counted(settledOf(made).length, 'change')} carried out.`)
      onClose()
      await queryClient.invalidateQueries()
      return made
    },
  )
  return (
    <CheckDialog
      title={`Carry out what waits of planned run ${plannedRun}`}
      onClose={onClose}
      change={change}
      wanted={plannedRun}
      about={<p>What waits is done now, whoever is in the slot, and counts from now.</p>}
      would={check => {
        const waiting = check.changes.filter(({ state }) => state === 'waiting')
        return (
          <>
            <p>
              <strong>{counted(settledOf(check).length, 'change')}</strong> would be carried out
              {waiting.length > 0 && `; ${waiting.length} would go on waiting, for the rules forbid it`}.
            </p>
            <PlannedChanges caption="What waits, and what would come of it" changes={check.changes} />
          </>
        )
      }}
      doIt={check => {
        const settled = settledOf(check).length
        return settled > 0 ? `Carry out ${counted(settled, 'change')}` : undefined
      }}
      failed={{ check: 'It cannot be carried out', run: 'Nothing was carried out' }}
    />
  )
}

/** Those that no longer wait. */
function settledOf({ changes }: WaitingCarriedOut): WaitingCarriedOut['changes'] {
  return changes.filter(({ state }) => state !== 'waiting')
}
