import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { ErrorNotice } from './notice.tsx'
import { Progress } from './progress.tsx'

/** What may be done where a page shows what would change: make it, choose differently, or look again after a failure. */
export interface CheckSteps {
  busy: boolean
  error: unknown
  onRun: () => void
  onEdit: () => void
  onCheckAgain: () => void
}

interface CheckActionsProps extends CheckSteps {
  /** The words on the button that makes it; nothing where there is nothing to do. */
  doIt: ReactNode
  /** The id of the paragraph that says what would change; it is read out with the button. */
  describedBy: string
  /** What is said while it is made. */
  doing: string
  /** What is said where it could not be made. */
  failed: string
}

/** The buttons below what would change, with how far it is or why it failed. */
export function CheckActions(props: CheckActionsProps) {
  const { busy, error, doIt, describedBy, doing, failed, onRun, onEdit, onCheckAgain } = props
  return (
    <>
      {busy && <Progress label={doing} />}
      {error !== undefined && <ErrorNotice what={failed} error={error} />}
      <div className="actions">
        {doIt !== undefined && error === undefined && (
          <Button look="primary" autoFocus busy={busy} aria-describedby={describedBy} onClick={onRun}>
            {doIt}
          </Button>
        )}
        {error !== undefined && (
          <Button look="primary" autoFocus onClick={onCheckAgain}>
            Look again at what would change
          </Button>
        )}
        <Button autoFocus={doIt === undefined && error === undefined} onClick={onEdit}>
          Choose differently
        </Button>
      </div>
    </>
  )
}
