import { QueryClient } from '@tanstack/react-query'
import { createPageClient } from '../../sdk/page-client.ts'
import { untilSignedIn } from './session.ts'

const { origin } = window.location

/** Every call of the server. One that finds the session ended waits until somebody has signed in. */
export const client = createPageClient({ origin, untilSignedIn })

/** The same calls where nobody waits, for signing in. */
export const signInClient = createPageClient({ origin })

/** What was read. The client repeats by itself what is worth repeating. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 10_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
})
