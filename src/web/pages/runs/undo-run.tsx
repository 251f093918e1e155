import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RunUndone } from '../../../sdk/types.ts'
import { client, queryClient } from '../../data/client.ts'
import { Button } from '../../ui/button.tsx'
import { useCheckedChange } from '../../ui/checked-change.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { notify } from '../../ui/notify.tsx'
import { Progress, Reading } from '../../ui/progress.tsx'
import { counted } from '../../ui/words.ts'

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
  const { now } = undo
  return (
    <Dialog title={`Undo run ${run}`} onClose={onClose}>
      {now.stage === 'edit' && (
        <>
          <p>
            Every slot of its {counted(changes, 'change')} gets back whoever was in it before. What others
            have changed since stays as it is now.
          </p>
          {now.error !== undefined && <ErrorNotice what="It cannot be undone" error={now.error} />}
          <div className="actions">
            <Button look="primary" autoFocus onClick={() => undo.check(run)}>
              See what would change
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </>
      )}
      {now.stage === 'checking' && <Reading what="Checking" />}
      {(now.stage === 'checked' || now.stage === 'running') && (
        <form
          onSubmit={event => {
            event.preventDefault()
            void undo.run()
          }}
        >
          <Outcomes check={now.check} />
          <TextField
            label="Reason (optional)"
            maxLength={500}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
          {now.stage === 'running' && <Progress label="Undoing" />}
          {now.stage === 'checked' && now.error !== undefined && (
            <ErrorNotice what="Nothing was undone" error={now.error} />
          )}
          <div className="actions">
            {countOf(now.check, 'done') > 0 && (
              <Button look="primary" type="submit" autoFocus busy={now.stage === 'running'}>
                Undo {counted(countOf(now.check, 'done'), 'change')}
              </Button>
            )}
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function countOf({ outcomes }: RunUndone, outcome: RunUndone['outcomes'][number]['outcome']): number {
  return outcomes.filter(one => one.outcome === outcome).length
}

/** What would come of each change, counted, with the reason for each that stays. */
function Outcomes({ check }: { check: RunUndone }) {
  const stays = check.outcomes.filter(({ outcome }) => outcome === 'moved-on' || outcome === 'refused')
  const already = countOf(check, 'already-so')
  return (
    <>
      <p>
        <strong>{counted(countOf(check, 'done'), 'change')}</strong> would be taken back.
        {already > 0 && ` ${counted(already, 'change')} ${already === 1 ? 'is' : 'are'} taken back already.`}
      </p>
      {stays.length > 0 && (
        <Notice kind="warning" title={`${counted(stays.length, 'change')} would stay as it is now`}>
          <ul className="plain-list">
            {[
              ...new Set(
                stays.map(({ sentence }) => sentence ?? 'Somebody else has changed the slot since.'),
              ),
            ]
              .slice(0, 10)
              .map(sentence => (
                <li key={sentence}>{sentence}</li>
              ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
