import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Says that a run was made, with the way to look at it and take it back. */
export function TookEffect({ run, children }: { run: number; children: ReactNode }) {
  return (
    <p>
      {children}{' '}
      <Link to="/runs/$id" params={{ id: String(run) }}>
        Look at it or undo it
      </Link>
    </p>
  )
}
