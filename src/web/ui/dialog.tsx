import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface DialogProps {
  title: string
  /** Called when it is closed, by whatever way. Left out where it cannot be closed. */
  onClose?: (() => void) | undefined
  className?: string
  children: ReactNode
}

/** A dialogue over the page, which cannot be reached meanwhile. Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, onClose, className = '', children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  // Before anything is painted, so that no key pressed meanwhile goes to the page behind, or to nothing.
  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    return () => {
      // What is behind an open dialogue takes no focus.
      element?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        onClose?.()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
