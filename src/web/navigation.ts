import type { LinkProps } from '@tanstack/react-router'
import type { Scope } from '../domain/scope.ts'

interface Entry {
  to: NonNullable<LinkProps['to']>
  title: string
  /** What one must be allowed to find it here; whoever may only read is not led to what they cannot do. */
  needs?: Scope
  /** Whoever may this finds it another way. */
  unless?: Scope
}

/** Pages that can be reached from everywhere, in groups. */
export const NAVIGATION: readonly { group: string; pages: readonly Entry[] }[] = [
  {
    group: 'Look',
    pages: [
      { to: '/caseloads', title: 'Caseloads' },
      { to: '/coverage', title: 'Coverage' },
      { to: '/runs', title: 'Runs' },
      { to: '/planned', title: 'Planned' },
      { to: '/evidence', title: 'Evidence' },
    ],
  },
  {
    group: 'Change',
    pages: [
      { to: '/transfer', title: 'Transfer', needs: 'assign' },
      { to: '/allocate', title: 'Allocate', needs: 'assign' },
      { to: '/import', title: 'Import' },
    ],
  },
  {
    group: 'Administer',
    pages: [
      { to: '/settings/people', title: 'Settings', needs: 'admin' },
      { to: '/settings/limits', title: 'Limits', needs: 'manage', unless: 'admin' },
    ],
  },
]
