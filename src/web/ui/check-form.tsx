import { type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { ErrorNotice } from './notice.tsx'
import { Reading } from './progress.tsx'

interface CheckFormProps {
  /** What is still to be filled in; nothing where the change can be looked at. */
  missing: string | undefined
  onCheck: () => void
  busy: boolean
  /** Why the last look failed, and what could not be done. */
  error: unknown
  what: string
  children: ReactNode
}

/** A change that is being put together, with the button that asks what it would do. */
export function CheckForm({ missing, onCheck, busy, error, what, children }: CheckFormProps) {
  const [isAsked, setAsked] = useState(false)
  const lacking = useRef<HTMLSpanElement>(null)
  return (
    <form
      className="stack"
      onSubmit={event => {
        event.preventDefault()
        setAsked(missing !== undefined)
        if (missing === undefined) onCheck()
        else lacking.current?.focus()
      }}
    >
      {children}
      {error !== undefined && <ErrorNotice what={what} error={error} />}
      {busy && <Reading what="Working out what would change" />}
      <div className="actions">
        <Button look="primary" type="submit" busy={busy}>
          See what would change
        </Button>
        <span ref={lacking} role="status" tabIndex={-1} className={isAsked ? 'field-error' : 'muted'}>
          {missing}
        </span>
      </div>
    </form>
  )
}
