import { useEffect, useId, useState } from 'react'

interface ProgressProps {
  /** What is under way, such as "Moving learners". */
  label: string
  /** How much is done; left out where nobody knows. */
  done?: number
  /** How much there is. */
  of?: number
  /** What is counted, such as "learners". */
  unit?: string
}

/** How far something has got. */
export function Progress({ label, done, of, unit = '' }: ProgressProps) {
  const id = useId()
  const known = done !== undefined && of !== undefined
  return (
    <div className="progress">
      <p id={id}>
        {label}
        {known && (
          <span className="muted">
            {' '}
            {done.toLocaleString('en-GB')} of {of.toLocaleString('en-GB')} {unit}
          </span>
        )}
      </p>
      <progress aria-labelledby={id} {...(known && { value: done, max: Math.max(of, 1) })} />
    </div>
  )
}

/** How long a reader waits before being told that something is on its way, in milliseconds. */
const PATIENCE = 400

/** Says that something is being read, once that takes longer than a glance. */
export function Reading({ what = 'Loading' }: { what?: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="reading" role="status">
      {late ? `${what}…` : ''}
    </p>
  )
}
