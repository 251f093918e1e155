import { type ReactNode, useEffect, useRef } from 'react'
import {
  CallError,
  LimitError,
  RefusedError,
  UnavailableError,
  UnknownOutcomeError,
} from '../../sdk/errors.ts'
import { Button } from './button.tsx'

interface NoticeProps {
  kind?: 'info' | 'success' | 'warning' | 'error'
  title: string
  /** Takes the focus when it appears, where it is the answer to what was just done. */
  takesFocus?: boolean
  children?: ReactNode
}

/** Something to know, standing where it matters. Errors are read out at once. */
export function Notice({ kind = 'info', title, takesFocus = false, children }: NoticeProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) box.current?.focus()
  }, [takesFocus])
  return (
    <div
      ref={box}
      className={`notice ${kind}`}
      role={kind === 'error' ? 'alert' : undefined}
      tabIndex={takesFocus ? -1 : undefined}
    >
      <p className="notice-title">{title}</p>
      {children && <div className="notice-body">{children}</div>}
    </div>
  )
}

interface ErrorNoticeProps {
  /** What was to be done, as the end of "could not": `the caseloads could not be read`. */
  what: string
  error: unknown
  /** Tries again; left out where that cannot help. */
  retry?: (() => void) | undefined
}

/** Says what went wrong, where, and what to do. */
export function ErrorNotice({ what, error, retry }: ErrorNoticeProps) {
  return (
    <Notice kind="error" title={what}>
      <p>{sentenceOf(error)}</p>
      {retry && !(error instanceof RefusedError) && <Button onClick={retry}>Try again</Button>}
    </Notice>
  )
}

/** What a person is told of a call that did not end well. */
export function sentenceOf(error: unknown): string {
  if (error instanceof LimitError)
    return `The server asks to wait ${error.retryAfter} seconds. Nothing was changed.`
  if (error instanceof UnavailableError)
    return 'The server could not be reached. Check the connection and try again; nothing was changed.'
  if (error instanceof UnknownOutcomeError)
    return 'The connection was lost before the answer came. Look at Runs to see whether it was done, before doing it again.'
  if (error instanceof RefusedError && error.status === 403)
    return `${error.message} Ask an administrator of Caseload for it.`
  if (error instanceof CallError) return error.message
  return 'The page has a fault. Load it again; if it comes back, tell whoever runs this server.'
}

interface EmptyProps {
  title: string
  /** What to do about it. */
  children?: ReactNode
}

/** Where there is nothing to show: why, and what to do. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  )
}
