import { useQuery } from '@tanstack/react-query'
import type {
  CatalogueClassroom,
  CataloguePlacement,
  CatalogueStandard,
  CatalogueUnit,
  Person,
} from '../../sdk/types.ts'
import { client, queryClient } from './client.ts'
import { readAll } from './rows.ts'

/** Names change seldom, in milliseconds. */
const FOR_A_WHILE = 300_000

const NONE: readonly never[] = []

/** Every placement that whoever is signed in sees. */
export function usePlacements(): readonly CataloguePlacement[] {
  const { data } = useQuery({
    queryKey: ['placements'],
    staleTime: FOR_A_WHILE,
    queryFn: () =>
      readAll(async cursor => {
        const { placements, next } = await client.listPlacements({ cursor, limit: 200 })
        return { rows: placements, next }
      }),
  })
  return data ?? NONE
}

/** Every class. */
export function useClassrooms(): readonly CatalogueClassroom[] {
  const { data } = useQuery({
    queryKey: ['classrooms'],
    staleTime: FOR_A_WHILE,
    queryFn: () =>
      readAll(async cursor => {
        const { classrooms, next } = await client.listClassrooms({ cursor, limit: 200 })
        return { rows: classrooms, next }
      }),
  })
  return data ?? NONE
}

/** Every standard. */
export function useStandards(): readonly CatalogueStandard[] {
  const { data } = useQuery({
    queryKey: ['standards'],
    staleTime: FOR_A_WHILE,
    queryFn: () =>
      readAll(async cursor => {
        const { standards, next } = await client.listStandards({ cursor, limit: 200 })
        return { rows: standards, next }
      }),
  })
  return data ?? NONE
}

/** Every unit. */
export function useUnits(): readonly CatalogueUnit[] {
  const { data } = useQuery({
    queryKey: ['units'],
    staleTime: FOR_A_WHILE,
    queryFn: () =>
      readAll(async cursor => {
        const { units, next } = await client.listUnits({ cursor, limit: 200 })
        return { rows: units, next }
      }),
  })
  return data ?? NONE
}

/** The name of what has this number; nothing where there is none, or it is not known yet. */
export function nameIn(
  things: readonly { id: number; name: string }[],
  id: number | null | undefined,
): string | undefined {
  return things.find(thing => thing.id === id)?.name
}

/** So many people are asked for at once. */
const AT_ONCE = 200

/** People by their numbers, for lists that hold numbers only. Whoever is known already is not asked for again. */
export function usePeople(ids: readonly number[]): ReadonlyMap<number, Person> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b)
  const { data } = useQuery({
    queryKey: ['named', wanted],
    queryFn: () => readNames(wanted),
    enabled: wanted.length > 0,
    placeholderData: known => known,
    staleTime: FOR_A_WHILE,
  })
  return data ?? NOBODY
}

const NOBODY: ReadonlyMap<number, Person> = new Map()

async function readNames(ids: readonly number[]): Promise<ReadonlyMap<number, Person>> {
  const known = queryClient.getQueryData<ReadonlyMap<number, Person>>(KNOWN) ?? NOBODY
  const missing = ids.filter(id => !known.has(id))
  const pieces = Array.from({ length: Math.ceil(missing.length / AT_ONCE) }, (_, index) =>
    missing.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
  const found = await Promise.all(pieces.map(piece => client.namePeople({ ids: piece })))
  const all = new Map([
    ...known,
    ...found.flatMap(({ people }) => people.map(person => [person.id, person] as const)),
  ])
  queryClient.setQueryData(KNOWN, all)
  return all
}

const KNOWN = ['people-known']
