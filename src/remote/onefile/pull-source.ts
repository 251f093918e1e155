import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { ListStep, Mirrored, MirrorRow, PullAnswer, ReadStep } from '../../mirror/row.ts'
import type { PullSource } from '../../mirror/source.ts'
import { callByName } from '../../sdk/call-by-name.ts'
import { type Client, type PagedCall, RefusedError, readRows, UnauthorizedError } from '../../sdk/client.ts'
import type { FilterOf } from '../../sdk/pages.ts'
import { type ListRead, readList } from './list.ts'

/** Any row of an answer. */
type AnyRow = { readonly id: number | string }

type Lister = (client: Client, step: ListStep, signal: AbortSignal | undefined) => Promise<ListRead<AnyRow>>
type ReadOne = (client: Client, id: Id, signal: AbortSignal | undefined) => Promise<AnyRow>

/**
 * A source that makes OneFile's own calls, so that a mirror can be pulled from its service, from Caseload, and from a
 * practice server alike. `name` is the address.
 */
export function pullSourceOf(client: Client, name: string): PullSource {
  return {
    name,
    list: (step, signal) => answered(async () => rowsAnswer(await LISTS[step.kind](client, step, signal))),
    read: (step, signal) => answered(() => readOne(client, step, signal)),
  }
}

async function answered(ask: () => Promise<PullAnswer>): Promise<PullAnswer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof RefusedError) || error instanceof UnauthorizedError) throw error
    return { is: 'refused', status: error.status, sentence: error.message }
  }
}

const rowsAnswer = ({ rows, short }: ListRead<AnyRow>): PullAnswer => ({
  is: 'rows',
  rows: rows.map(asRow),
  settled: short === undefined,
})

/** How an unknown id is answered: one client of the service met 400, another 404 (docs/onefile-api.md#q17). */
const UNKNOWN_ID = [400, 404]

async function readOne(
  client: Client,
  { kind, id }: ReadStep,
  signal: AbortSignal | undefined,
): Promise<PullAnswer> {
  try {
    return rowsAnswer({ rows: [await certain(READS[kind])(client, id as Id, signal)] })
  } catch (error) {
    const isUnknown = error instanceof RefusedError && UNKNOWN_ID.includes(error.status ?? 0)
    if (isUnknown) return { is: 'absent' }
    throw error
  }
}

const READS: Partial<Record<Mirrored, ReadOne>> = {
  users: (client, user, signal) => client.readUser({ user }, { signal }),
  classrooms: (client, classroom, signal) => client.readClassroom({ classroom }, { signal }),
  placements: (client, placement, signal) => client.readPlacement({ placement }, { signal }),
  aims: (client, id, signal) => client.readAim({ id }, { signal }),
}

/** Which call gives the list of each kind. */
const LISTS: Record<Mirrored, Lister> = {
  customers: async (client, _, signal) => whole([await client.readCustomer({}, { signal })]),
  organisations: async (client, _, signal) => whole(await client.searchOrganisations({}, { signal })),
  learnerStatuses: async (client, step, signal) =>
    whole(await client.listLearnerStatuses(inOrganisation(step), { signal })),
  aimStatuses: async (client, step, signal) =>
    whole(await client.listAimStatuses(inOrganisation(step), { signal })),
  templates: async (client, step, signal) =>
    whole(await client.searchTemplates(inOrganisation(step), { signal })),
  providers: byPage('pageProviders', 'searchProviders', inOrganisation),
  classrooms: byPage('pageClassrooms', 'searchClassrooms', inOrganisation),
  placements: byPage('pagePlacements', 'searchPlacements', inOrganisation),
  standards: byPage('pageStandards', 'searchStandards', inOrganisation),
  units: byPage('pageUnits', 'searchUnits', step =>
    step.standard === undefined ? inOrganisation(step) : { standard: step.standard },
  ),
  users: async (client, step, signal) =>
    step.there
      ? whole(await client.searchUsers(usersOf(step), { signal }))
      : byPage('pageUsers', 'searchUsers', usersOf)(client, step, signal),
  aims: byPage('pageAims', 'searchAims', ofLearner),
  unitSummaries: (client, step, signal) => {
    const filter = ofLearner(step)
    const again = () => readAgain(client, filter, signal)
    return readList(client, 'pageUnitSummaries', filter, { signal, again, by: 'pages' })
  },
}

/** Reads a list by page, and compares one of several pages with the search without pages. */
function byPage<K extends PagedCall>(
  call: K,
  search: keyof Client & `search${string}`,
  filterOf: (step: ListStep) => FilterOf<K>,
): Lister {
  return (client, step, signal) => {
    const filter = filterOf(step)
    const again = () => callByName<readonly AnyRow[]>(client, search, filter, { signal })
    return readList(client, call, filter, { signal, again, by: 'pages' })
  }
}

function inOrganisation({ organisation }: ListStep): { organisation: Id } {
  return { organisation: certain(organisation) }
}

function ofLearner({ organisation, learner }: ListStep): { organisation: Id } | { learner: Id } {
  return learner === undefined ? { organisation: certain(organisation) } : { learner }
}

function usersOf(step: ListStep) {
  const { account, since } = step
  return {
    ...inOrganisation(step),
    ...(account !== undefined && { kind: account }),
    ...(since !== undefined && { changedSince: since }),
  }
}

const whole = (rows: readonly AnyRow[]): ListRead<AnyRow> => ({ rows })

/** A size of page that puts the ends of pages elsewhere, so that another row would be lost between them. */
const OTHER_SIZE = 187

/** Unit summaries have no search without pages: those of a learner have a call, others are read again in other pages. */
async function readAgain(
  client: Client,
  filter: FilterOf<'pageUnitSummaries'>,
  signal: AbortSignal | undefined,
): Promise<readonly AnyRow[]> {
  const { learner } = filter
  if (learner !== undefined) return client.listUnitSummaries({ learner }, { signal })
  const { rows } = await readRows(client, 'pageUnitSummaries', filter, { signal, size: OTHER_SIZE })
  return rows
}

/** Fields that the client gives in milliseconds. */
const MOMENTS = ['createdOn', 'lastModified']

/** An answer as a row of a file: moments as text, and no field without a value. */
function asRow(told: AnyRow): MirrorRow {
  const fields = Object.entries(told).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields.map(([field, value]) => [field, asText(field, value)])) as MirrorRow
}

function asText(field: string, value: unknown): unknown {
  return MOMENTS.includes(field) && typeof value === 'number' ? new Date(value).toISOString() : value
}
