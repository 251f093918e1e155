import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readAllocateSearch } from './pages/allocate/search.ts'
import { readCaseloadsSearch } from './pages/caseloads/search.ts'
import { readCoverageSearch } from './pages/coverage/search.ts'
import { readEvidenceSearch } from './pages/evidence/search.ts'
import { readImportSearch } from './pages/imports/search.ts'
import { readLearnerSearch } from './pages/learners/search.ts'
import { readPersonSearch } from './pages/people/search.ts'
import { readPlannedSearch } from './pages/planned/search.ts'
import { readRunsSearch } from './pages/runs/search.ts'
import { SignInPage } from './pages/sign-in/sign-in.tsx'
import { readTransferSearch } from './pages/transfer/search.ts'
import { Shell } from './shell.tsx'
import { Empty, ErrorNotice } from './ui/notice.tsx'
import { Page } from './ui/page.tsx'
import { Reading } from './ui/progress.tsx'

const root = createRootRoute({ component: Outlet })

/** All pages behind the sign-in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell })

const home = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/caseloads' })
  },
})

const caseloads = createRoute({
  getParentRoute: () => inside,
  path: '/caseloads',
  validateSearch: readCaseloadsSearch,
  component: lazyRouteComponent(() => import('./pages/caseloads/caseloads.tsx'), 'Caseloads'),
})

const person = createRoute({
  getParentRoute: () => inside,
  path: '/people/$id',
  validateSearch: readPersonSearch,
  component: lazyRouteComponent(() => import('./pages/people/person.tsx'), 'PersonPage'),
})

const learner = createRoute({
  getParentRoute: () => inside,
  path: '/learners/$id',
  validateSearch: readLearnerSearch,
  component: lazyRouteComponent(() => import('./pages/learners/learner.tsx'), 'LearnerPage'),
})

const coverage = createRoute({
  getParentRoute: () => inside,
  path: '/coverage',
  validateSearch: readCoverageSearch,
  component: lazyRouteComponent(() => import('./pages/coverage/coverage.tsx'), 'Coverage'),
})

const runs = createRoute({
  getParentRoute: () => inside,
  path: '/runs',
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import('./pages/runs/runs.tsx'), 'Runs'),
})

const run = createRoute({
  getParentRoute: () => inside,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('./pages/runs/run.tsx'), 'RunPage'),
})

const planned = createRoute({
  getParentRoute: () => inside,
  path: '/planned',
  validateSearch: readPlannedSearch,
  component: lazyRouteComponent(() => import('./pages/planned/planned.tsx'), 'Planned'),
})

const plannedRun = createRoute({
  getParentRoute: () => inside,
  path: '/planned/$id',
  component: lazyRouteComponent(() => import('./pages/planned/planned-run.tsx'), 'PlannedRunPage'),
})

const evidence = createRoute({
  getParentRoute: () => inside,
  path: '/evidence',
  validateSearch: readEvidenceSearch,
  component: lazyRouteComponent(() => import('./pages/evidence/evidence.tsx'), 'Evidence'),
})

const imports = createRoute({
  getParentRoute: () => inside,
  path: '/import',
  component: lazyRouteComponent(() => import('./pages/imports/imports.tsx'), 'Imports'),
})

const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/import/$id',
  params: { parse: ({ id }) => ({ id: Number(id) }), stringify: ({ id }) => ({ id: String(id) }) },
  validateSearch: readImportSearch,
  component: lazyRouteComponent(() => import('./pages/imports/import.tsx'), 'ImportPage'),
})

/** Whatever else is asked for, with the way back around it. */
const elsewhere = createRoute({ getParentRoute: () => inside, path: '$', component: NotFound })

const transfer = createRoute({
  getParentRoute: () => inside,
  path: '/transfer',
  validateSearch: readTransferSearch,
  component: lazyRouteComponent(() => import('./pages/transfer/transfer.tsx'), 'TransferPage'),
})

const allocate = createRoute({
  getParentRoute: () => inside,
  path: '/allocate',
  validateSearch: readAllocateSearch,
  component: lazyRouteComponent(() => import('./pages/allocate/allocate.tsx'), 'AllocatePage'),
})

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/people' })
  },
})

const peopleSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/people',
  component: lazyRouteComponent(() => import('./pages/settings/people.tsx'), 'PeopleSettings'),
})

const tokenSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/tokens',
  component: lazyRouteComponent(() => import('./pages/settings/tokens.tsx'), 'TokenSettings'),
})

const webhookSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('./pages/settings/webhooks.tsx'), 'WebhookSettings'),
})

const limitSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/limits',
  component: lazyRouteComponent(() => import('./pages/settings/limits.tsx'), 'LimitSettings'),
})

const termSettings = createRoute({
  getParentRoute: () => inside,
  path: '/settings/terms',
  component: lazyRouteComponent(() => import('./pages/settings/terms.tsx'), 'TermSettings'),
})

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'AccountPage'),
})

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage })

const pages = [
  ...[home, caseloads, person, learner, coverage],
  ...[runs, run, planned, plannedRun, evidence],
  ...[transfer, allocate],
  ...[account, settings, peopleSettings, tokenSettings, webhookSettings, limitSettings, termSettings],
  ...[imports, oneImport],
  elsewhere,
] as const

const routes = root.addChildren([signIn, inside.addChildren(pages)])

/** Every page by its address. A page's own code is read when somebody goes there, or is about to. */
export const router = createRouter({
  routeTree: routes,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Reading,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorNotice what="This page cannot be shown" error={error} retry={reset} />
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function NotFound() {
  return (
    <Page title="Page not found">
      <Empty title="There is no page at this address.">
        <p>
          Check the address, or go to <Link to="/caseloads">Caseloads</Link>.
        </p>
      </Empty>
    </Page>
  )
}
