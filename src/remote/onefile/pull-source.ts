import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { ListStep, Mirrored, MirrorRow, PullAnswer, ReadStep } from '../../mirror/row.ts'
import type { PullSource } from '../../mirror/source.ts'
import {
  type Client,
  type PagedCall,
  pagesOf,
  RefusedError,
  UnauthorizedError,
  UnsettledReadError,
} from '../../sdk/client.ts'
import type { FilterOf } from '../../sdk/pages.ts'

/** Any row of an answer. */
type AnyRow = { readonly id: number | string }

/** A list as it was read. */
interface ListedRows {
  rows: readonly AnyRow[]
  settled: boolean
}

type Lister = (client: Client, step: ListStep, signal: AbortSignal | undefined) => Promise<ListedRows>
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

const rowsAnswer = ({ rows, settled }: ListedRows): PullAnswer => ({
  is: 'rows',
  rows: rows.map(asRow),
  settled,
})

/** How an unknown id is answered: one client of the service met 400, another 404 (docs/onefile-api.md#q17). */
const UNKNOWN_ID = [400, 404]

async function readOne(
  client: Client,
  { kind, id }: ReadStep,
  signal: AbortSignal | undefined,
): Promise<PullAnswer> {
  try {
    return rowsAnswer({ rows: [await certain(READS[kind])(client, id as Id, signal)], settled: true })
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

/** Which call gives the list of each kind. Lists by page are compared with the search without pages. */
const LISTS: Record<Mirrored, Lister> = {
  customers: async (client, _, signal) => whole([await client.readCustomer({}, { signal })]),
  organisations: async (client, _, signal) => whole(await client.searchOrganisations({}, { signal })),
  learnerStatuses: async (client, step, signal) =>
    whole(await client.listLearnerStatuses(inOrganisation(step), { signal })),
  aimStatuses: async (client, step, signal) =>
    whole(await client.listAimStatuses(inOrganisation(step), { signal })),
  templates: async (client, step, signal) =>
    whole(await client.searchTemplates(inOrganisation(step), { signal })),
  providers: (client, step, signal) => {
    const filter = inOrganisation(step)
    return paged(client, 'pageProviders', filter, signal, () => client.searchProviders(filter, { signal }))
  },
  classrooms: (client, step, signal) => {
    const filter = inOrganisation(step)
    return paged(client, 'pageClassrooms', filter, signal, () => client.searchClassrooms(filter, { signal }))
  },
  placements: (client, step, signal) => {
    const filter = inOrganisation(step)
    return paged(client, 'pagePlacements', filter, signal, () => client.searchPlacements(filter, { signal }))
  },
  standards: (client, step, signal) => {
    const filter = inOrganisation(step)
    return paged(client, 'pageStandards', filter, signal, () => client.searchStandards(filter, { signal }))
  },
  units: (client, step, signal) => {
    const { standard } = step
    const filter = standard === undefined ? inOrganisation(step) : { standard }
    return paged(client, 'pageUnits', filter, signal, () => client.searchUnits(filter, { signal }))
  },
  users: async (client, step, signal) => {
    const { account, since } = step
    const filter = {
      ...inOrganisation(step),
      ...(account !== undefined && { kind: account }),
      ...(since !== undefined && { changedSince: since }),
    }
    if (step.there) return whole(await client.searchUsers(filter, { signal }))
    return paged(client, 'pageUsers', filter, signal, () => client.searchUsers(filter, { signal }))
  },
  aims: (client, step, signal) => {
    const filter = ofLearner(step)
    return paged(client, 'pageAims', filter, signal, () => client.searchAims(filter, { signal }))
  },
  unitSummaries: (client, step, signal) => {
    const filter = ofLearner(step)
    return paged(client, 'pageUnitSummaries', filter, signal, () => readAgain(client, filter, signal))
  },
}

const inOrganisation = ({ organisation }: ListStep) => ({ organisation: certain(organisation) })

const ofLearner = ({ organisation, learner }: ListStep) =>
  learner === undefined ? { organisation: certain(organisation) } : { learner }

const whole = (rows: readonly AnyRow[]): ListedRows => ({ rows, settled: true })

/**
 * A list by page. Nobody can be lost between two pages where there is only one, so that the same list in another way is
 * asked for only where there were more.
 */
async function paged<K extends PagedCall>(
  client: Client,
  call: K,
  filter: FilterOf<K>,
  signal: AbortSignal | undefined,
  again: () => Promise<readonly AnyRow[]>,
): Promise<ListedRows> {
  const rows: AnyRow[] = []
  let pages = 0
  const confirm = async () => (pages > 1 ? again() : [])
  try {
    for await (const page of pagesOf(client, call, filter, { signal, confirm })) {
      pages += 1
      rows.push(...(page as readonly AnyRow[]))
    }
    return { rows, settled: true }
  } catch (error) {
    if (!(error instanceof UnsettledReadError)) throw error
    return { rows, settled: false }
  }
}

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
  const rows: AnyRow[] = []
  try {
    for await (const page of pagesOf(client, 'pageUnitSummaries', filter, { signal, size: OTHER_SIZE }))
      rows.push(...(page as readonly AnyRow[]))
  } catch (error) {
    if (!(error instanceof UnsettledReadError)) throw error
  }
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
