import type { ReactNode } from 'react'

interface TagProps {
  tone?: 'neutral' | 'accent' | 'good' | 'warning' | 'bad'
  children: ReactNode
}

/** A word that marks something, such as "trainee" or "archived". */
export function Tag({ tone = 'neutral', children }: TagProps) {
  return (
    <>
      {' '}
      <span className={`tag ${tone}`}>{children}</span>
    </>
  )
}

interface Marked {
  kind?: string
  archived: boolean
  flagged: boolean
}

/** What should be known of somebody wherever their name stands. */
export function Marks({ kind, archived, flagged }: Marked) {
  return (
    <>
      {kind === 'trainee-assessor' && <Tag tone="accent">trainee</Tag>}
      {archived && <Tag>archived</Tag>}
      {flagged && <Tag tone="bad">flagged for deletion</Tag>}
    </>
  )
}
