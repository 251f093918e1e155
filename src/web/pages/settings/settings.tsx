import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Scope } from '../../../domain/scope.ts'
import { useMay, useMe } from '../../data/me.ts'
import { Empty } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

const PARTS = [
  { to: '/settings/people', title: 'People', needs: 'admin' },
  { to: '/settings/tokens', title: 'Tokens', needs: 'admin' },
  { to: '/settings/webhooks', title: 'Webhooks', needs: 'admin' },
  { to: '/settings/limits', title: 'Limits', needs: 'manage' },
  { to: '/settings/terms', title: 'Words', needs: 'admin' },
] as const

interface SettingsPageProps {
  title: string
  lead: string
  /** What one must be allowed to see what is in it. */
  needs?: Scope
  children: ReactNode
}

/** A page of the settings, with the way to the others. Most are for administrators alone, and the others are not led there. */
export function SettingsPage({ title, lead, needs = 'admin', children }: SettingsPageProps) {
  const may = useMay(needs)
  const { scopes } = useMe()
  return (
    <Page title={title} lead={may && lead}>
      <nav aria-label="Settings" className="tabs">
        {PARTS.filter(part => scopes.includes(part.needs)).map(part => (
          <Link key={part.to} to={part.to} activeProps={{ 'aria-current': 'page' }}>
            {part.title}
          </Link>
        ))}
      </nav>
      {may ? (
        children
      ) : (
        <Empty
          title={
            needs === 'admin'
              ? 'The settings are for administrators.'
              : 'The limits are for MIS officers and administrators.'
          }
        >
          <p>Ask an administrator of Caseload to change them.</p>
        </Empty>
      )}
    </Page>
  )
}
