import { useState } from 'react'
import type { Import, ImportRun } from '../../../sdk/types.ts'
import { client } from '../../data/client.ts'
import { useMay } from '../../data/me.ts'
import { Button } from '../../ui/button.tsx'
import { momentText } from '../../ui/dates.ts'
import { Tick } from '../../ui/field.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import { counted } from '../../ui/words.ts'
import { useDoing } from './doing.ts'
import { Downloads } from './downloads.tsx'
import { TakeBackImport } from './take-back.tsx'

/** What came of applying, and what can be done about it. */
export function AfterApplying({ one }: { one: Import }) {
  const { busy, error, act } = useDoing(one.id)
  const [asks, setAsks] = useState(false)
  const [approves, setApproves] = useState(false)
  const may = useMay('assign')
  const { applied, undone, plan } = one
  if (!applied || !plan) return null
  const waits = may && plan.waits > 0 && applied.notTried > 0
  return (
    <>
      <RunNotice run={undone ?? applied} isUndo={undone !== null} />
      {waits && !undone && (
        <Tick
          label={`I have looked at the removals that wait and approve them. My name is kept with that.`}
          checked={approves}
          onChange={({ target }) => setApproves(target.checked)}
        />
      )}
      {error !== undefined && <ErrorNotice what="That could not be done" error={error} />}
      <div className="row-of-buttons">
        {may && !applied.whole && !undone && (
          <Button
            look="primary"
            busy={busy}
            onClick={() =>
              void act(() =>
                client.applyImport({ import: one.id, plan: plan.hash, approveRemovals: approves }),
              )
            }
          >
            Try the rest again
          </Button>
        )}
        <Downloads one={one} of="result" />
        {may && applied.run !== null && !undone?.whole && (
          <Button look="danger" busy={busy} onClick={() => setAsks(true)}>
            Take back
          </Button>
        )}
      </div>
      {asks && (
        <TakeBackImport
          run={applied}
          onClose={() => setAsks(false)}
          undo={() => {
            setAsks(false)
            return act(() => client.undoImport({ import: one.id }))
          }}
        />
      )}
    </>
  )
}

function RunNotice({ run, isUndo }: { run: ImportRun; isUndo: boolean }) {
  const { done, alreadySo, movedOn, refused, notTried } = run
  const parts = [
    `${counted(done, 'change')} ${isUndo ? 'taken back' : 'made'}`,
    alreadySo > 0 && `${alreadySo.toLocaleString('en-GB')} already so`,
    movedOn > 0 && `${movedOn.toLocaleString('en-GB')} moved on`,
    refused > 0 && `${refused.toLocaleString('en-GB')} refused`,
    notTried > 0 && `${notTried.toLocaleString('en-GB')} not tried`,
  ].filter(part => part !== false)
  const what = isUndo ? 'Undone' : 'Applied'
  return (
    <Notice kind={run.whole && movedOn === 0 ? 'success' : 'warning'} title={`${what}: ${parts.join(', ')}`}>
      <p>
        By {run.by} on {momentText(run.at)}
        {run.run !== null && <>, as {run.run}</>}. What was not done stands first, with the reason.
      </p>
    </Notice>
  )
}
