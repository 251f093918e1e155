import { useQuery } from '@tanstack/react-query'
import { certain } from '../../domain/certain.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Terms } from '../../domain/terms.ts'
import type { Me, OrganisationName, SignedIn } from '../../sdk/types.ts'
import { client, queryClient } from './client.ts'
import { signedIn } from './session.ts'
import { keepTerms } from './terms.ts'

/** Where the answer to "who am I" is kept. */
export const ME = ['me']

async function readMe(): Promise<Me> {
  const me = await client.readMe()
  keepTerms(me.terms)
  return me
}

/** Whoever is signed in; nothing while that is not known. */
export function useMeIfKnown(): { me: Me | undefined; error: Error | null } {
  const { data, error } = useQuery({ queryKey: ME, queryFn: readMe, staleTime: 60_000 })
  return { me: data, error }
}

/** Whoever is signed in. No page is drawn before that is known. */
export function useMe(): Me {
  return certain(useMeIfKnown().me)
}

/** The organisations that whoever is signed in sees. */
export function useOrganisations(): readonly OrganisationName[] {
  return useMe().organisations
}

/** Whether whoever is signed in may do what this scope allows. The server asks again. */
export function useMay(scope: Scope): boolean {
  return useMe().scopes.includes(scope)
}

/** What the provider calls the roles, such as "tutor" for an assessor. */
export function useTerms(): Terms {
  return useMe().terms
}

/** Takes over who has signed in, and lets calls go on that waited for that. */
export function takeOver({ session: _, ...me }: SignedIn): void {
  keepTerms(me.terms)
  queryClient.setQueryData(ME, me)
  signedIn()
}
