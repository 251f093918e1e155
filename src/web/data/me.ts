import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../domain/scope.ts'
import type { CatalogueOrganisation } from '../../sdk/types.ts'
import { client } from './client.ts'

/** The organisations that whoever is signed in may see, by their numbers. */
export function useOrganisations(): readonly Pick<CatalogueOrganisation, 'id' | 'name'>[] {
  const { data } = useQuery({
    queryKey: ['organisations'],
    queryFn: () => client.listOrganisations({ limit: 200 }),
    staleTime: 60_000,
  })
  return data?.organisations ?? []
}

/** Whether whoever is signed in may do what this scope allows. */
export function useMay(_scope: Scope): boolean {
  return true
}
