import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'

interface PageProps {
  /** The heading, which the title of the window repeats. */
  title: string
  /** One sentence under it. */
  lead?: ReactNode
  /** What can be done with all that the page shows. */
  actions?: ReactNode
  children: ReactNode
}

/** Where the program began; a reader is not moved there, since they are at the top already. */
let before: string | undefined

/** A page with its heading. Coming from another page, the heading takes the focus, so that a screen reader says where one is. */
export function Page({ title, lead, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    if (before !== undefined && before !== pathname) heading.current?.focus()
    before = pathname
  }, [pathname])
  return (
    <div className="page">
      <title>{`${title} – Caseload`}</title>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="lead">{lead}</p>}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  )
}
