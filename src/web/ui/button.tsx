import type { ComponentProps } from 'react'

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` for the one thing to do next, `danger` for what takes something away, `plain` for a button like a link. */
  look?: 'primary' | 'secondary' | 'danger' | 'plain'
  /** Whether what it began is under way: it says so, and cannot be pressed again. */
  busy?: boolean
}

/**
 * A button. It keeps the focus while it is busy. A key that is held down presses it once: where a button that does comes
 * after one that asks, nobody does what they have not read.
 */
export function Button({ look = 'secondary', busy = false, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button ${look} ${rest.className ?? ''}`}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      aria-busy={busy || undefined}
      onKeyDown={event => event.repeat && event.key === 'Enter' && event.preventDefault()}
      onClick={event => (busy ? event.preventDefault() : onClick?.(event))}
    />
  )
}
