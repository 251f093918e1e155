import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../data/me.ts'
import { Empty } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

const PARTS = [
  { to: '/settings/people', title: 'People' },
  { to: '/settings/tokens', title: 'Tokens' },
  { to: '/settings/webhooks', title: 'Webhooks' },
  { to: '/settings/terms', title: 'Words' },
] as const

interface SettingsPageProps {
  title: string
  lead: string
  children: ReactNode
}

/** A page of the settings, with the way to the others. Only administrators see what is in it. */
export function SettingsPage({ title, lead, children }: SettingsPageProps) {
  const may = useMay('admin')
  return (
    <Page title={title} lead={may && lead}>
      <nav aria-label="Settings" className="tabs">
        {PARTS.map(part => (
          <Link key={part.to} to={part.to} activeProps={{ 'aria-current': 'page' }}>
            {part.title}
          </Link>
        ))}
      </nav>
      {may ? (
        children
      ) : (
        <Empty title="The settings are for administrators.">
          <p>Ask an administrator of Caseload to change them.</p>
        </Empty>
      )}
    </Page>
  )
}
