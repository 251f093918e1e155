import { useEffect, useRef } from 'react'
import { keepFocus } from './arrival.ts'

interface StepsProps {
  /** What the steps are called, in order. */
  names: readonly string[]
  /** Which one it is, from 0. */
  at: number
}

/** The steps of something that is done in several, and which one it is. Each begins at its top, and the focus is not lost. */
export function Steps({ names, at }: StepsProps) {
  const shown = useRef(at)
  useEffect(() => {
    if (shown.current === at) return
    shown.current = at
    keepFocus()
    window.scrollTo(0, 0)
  }, [at])
  return (
    <ol className="steps" aria-label="Steps">
      {names.map((name, index) => (
        <li
          key={name}
          className={index < at ? 'past' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          {name}
          {index < at && <span className="visually-hidden"> (done)</span>}
        </li>
      ))}
    </ol>
  )
}
