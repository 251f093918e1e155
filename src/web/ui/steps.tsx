import { useEffect } from 'react'
import { keepFocus } from './arrival.ts'

interface StepsProps {
  /** What the steps are called, in order. */
  names: readonly string[]
  /** Which one it is, from 0. */
  at: number
}

/** The steps of something that is done in several, and which one it is. The focus does not get lost between them. */
export function Steps({ names, at }: StepsProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is for each step anew
  useEffect(keepFocus, [at])
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
