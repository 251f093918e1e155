import { type ReactNode, useEffect } from 'react'
import { arriveOnceMore } from './arrival.ts'

interface PageProps {
  /** The heading, which the title of the window repeats. */
  title: string
  /** One sentence under it. */
  lead?: ReactNode
  /** What can be done with all that the page shows. */
  actions?: ReactNode
  children: ReactNode
}

/**
 * A page with its heading, to which the focus goes when one comes from another page, and once more when what is read takes
 * the place of the page that was loading.
 */
export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(arriveOnceMore, [])
  return (
    <div className="page">
      <title>{`${title} – Caseload`}</title>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
