import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import type { CheckedChange } from './checked-change.ts'
import { Dialog } from './dialog.tsx'
import { ErrorNotice } from './notice.tsx'
import { Progress, Reading } from './progress.tsx'

interface CheckDialogProps<Wanted, Check> {
  title: string
  onClose: () => void
  change: CheckedChange<Wanted, Check, unknown>
  wanted: Wanted
  /** What the change is about, before it is looked at. */
  about: ReactNode
  /** What it would do. */
  would: (check: Check) => ReactNode
  /** The words on the button that makes it; nothing where there is nothing to do. */
  doIt: (check: Check) => string | undefined
  /** What could not be done, where the look or the change itself failed. */
  failed: { check: string; run: string }
}

/** A change that is looked at before it is made, in a dialogue over the page that it is about. */
export function CheckDialog<Wanted, Check>(props: CheckDialogProps<Wanted, Check>) {
  const { title, onClose, change, wanted, about, failed } = props
  const { now } = change
  return (
    <Dialog title={title} onClose={onClose}>
      {now.stage === 'edit' && (
        <>
          {about}
          {now.error !== undefined && <ErrorNotice what={failed.check} error={now.error} />}
          <div className="actions">
            <Button look="primary" autoFocus onClick={() => void change.check(wanted)}>
              See what would change
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </div>
        </>
      )}
      {now.stage === 'checking' && <Reading what="Working out what would change" />}
      {now.stage === 'checked' && <Checked {...props} check={now.check} busy={false} error={now.error} />}
      {now.stage === 'running' && <Checked {...props} check={now.check} busy error={undefined} />}
    </Dialog>
  )
}

interface CheckedProps<Wanted, Check> extends CheckDialogProps<Wanted, Check> {
  check: Check
  busy: boolean
  error: unknown
}

function Checked<Wanted, Check>(props: CheckedProps<Wanted, Check>) {
  const { check, busy, error, would, doIt, failed, change, onClose } = props
  const label = doIt(check)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        void change.run()
      }}
    >
      {would(check)}
      {busy && <Progress label="Under way" />}
      {error !== undefined && <ErrorNotice what={failed.run} error={error} />}
      <div className="actions">
        {label !== undefined && (
          <Button look="primary" type="submit" autoFocus busy={busy}>
            {label}
          </Button>
        )}
        <Button onClick={onClose}>{label === undefined ? 'Close' : 'Cancel'}</Button>
      </div>
    </form>
  )
}
