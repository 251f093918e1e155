import type { LinkProps } from '@tanstack/react-router'

interface Entry {
  to: NonNullable<LinkProps['to']>
  title: string
}

/** Pages that can be reached from everywhere, in groups. */
export const NAVIGATION: readonly { group: string; pages: readonly Entry[] }[] = [
  {
    group: 'Look',
    pages: [
      { to: '/caseloads', title: 'Caseloads' },
      { to: '/coverage', title: 'Coverage' },
      { to: '/runs', title: 'Runs' },
    ],
  },
  {
    group: 'Change',
    pages: [{ to: '/import', title: 'Import' }],
  },
]
