import type { LearningAim, UnitSummary } from '../domain/aim.ts'
import { amend, type Changes } from '../domain/amend.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { CalendarDate } from '../domain/time.ts'
import { aims } from '../storage/aims.ts'
import type { Db } from '../storage/db.ts'
import { aimStatuses } from '../storage/places.ts'
import { find, update } from '../storage/records.ts'
import { findIn, findOwned, organisationOf } from './owned.ts'
import { whyNotWritable } from './person.ts'
import { organisationsToSearch, type Search, searchPage } from './search.ts'
import type { Caller, Services } from './services.ts'
import { type Staff, withStaff } from './staff.ts'

/** What aims are looked for by. The dates are those between which an aim was achieved. */
interface AimFilter {
  learner?: Id | undefined
  standard?: Id | undefined
  organisation?: Id | undefined
  completion?: 'achieved' | undefined
  from?: CalendarDate | undefined
  to?: CalendarDate | undefined
}

/** The search for aims of a filter. */
export function aimSearch(caller: Caller, filter: AimFilter): Search<'aim'> | Problem {
  const { learner, standard, organisation, completion, from, to } = filter
  const organisations = organisationsToSearch(caller, organisation)
  if (isProblem(organisations)) return organisations
  const isAchieved = completion !== undefined || from !== undefined || to !== undefined
  const achievedDate = isAchieved ? { atLeast: from ?? '', atMost: to } : undefined
  return { name: 'aim', organisations, filter: { learner, standard, achievedDate } }
}

/** One page of aims with who is set on each. */
export async function pageAims(
  services: Services,
  caller: Caller,
  wanted: AimFilter & { page: number; size: number },
): Promise<(LearningAim & Staff)[] | Problem> {
  const search = aimSearch(caller, wanted)
  if (isProblem(search)) return search
  const rows = await searchPage(services.storage, search, wanted.page, wanted.size)
  return isProblem(rows) ? rows : withStaff(services, 'aim', rows)
}

/** One aim with who is set on it. */
export async function readAim(
  services: Services,
  caller: Caller,
  id: Id,
): Promise<(LearningAim & Staff) | Problem> {
  const aim = await findOwned(services.storage, caller, 'aim', id)
  if (!aim) return unknownAim(id)
  const [staffed] = await withStaff(services, 'aim', [aim])
  return certain(staffed)
}

/** What may be changed of an aim. */
type AimChanges = Changes<Omit<LearningAim, 'id' | 'organisation' | 'learner' | 'standard' | 'progress'>>

/** Changes what is named of an aim and leaves the rest. */
export async function updateAim(
  { storage, writer }: Services,
  caller: Caller,
  id: Id,
  changes: AimChanges,
): Promise<Problem | undefined> {
  const organisation = await organisationOf(storage, caller, 'aim', id)
  if (organisation === undefined) return unknownAim(id)
  return writer.run({
    organisations: [organisation],
    work: async (tx): Promise<Problem | undefined> => {
      const aim = await findIn(tx.db, 'aim', organisation, id)
      if (!aim) return unknownAim(id)
      const owner = { organisation, id: aim.learner }
      const against =
        (await whyNotWritable(tx.db, owner)) ?? (await whyNotStatus(tx.db, organisation, changes.status))
      if (against) return against
      await update(tx.db, aims, amend(aim, changes))
      return undefined
    },
  })
}

/** 0 says nothing, and clients send it always; any other is one of the organisation's own (docs/onefile-api.md#4.3). */
async function whyNotStatus(
  db: Db,
  organisation: Id,
  status: number | undefined,
): Promise<Problem | undefined> {
  if (status === undefined || status === 0) return undefined
  const known = await find(db, aimStatuses, { organisation, id: status })
  if (known) return undefined
  return problem(
    'aim-status-unknown',
    `Organisation ${organisation} has no learning aim status ${status}; send one of its own, or 0.`,
    'status',
  )
}

/** One page of unit summaries with who is set on each. */
export async function pageUnitSummaries(
  services: Services,
  caller: Caller,
  wanted: {
    learner?: Id | undefined
    standard?: Id | undefined
    unit?: string | undefined
    aim?: Id | undefined
    organisation?: Id | undefined
    page: number
    size: number
  },
): Promise<(UnitSummary & Staff)[] | Problem> {
  const { organisation, page, size, ...filter } = wanted
  const organisations = organisationsToSearch(caller, organisation)
  if (isProblem(organisations)) return organisations
  const search: Search<'unitSummary'> = { name: 'unitSummary', organisations, filter }
  const rows = await searchPage(services.storage, search, page, size)
  return isProblem(rows) ? rows : withStaff(services, 'unit', rows)
}

function unknownAim(id: Id): Problem {
  return problem('aim-unknown', `There is no learning aim ${id} that this token may see.`, 'id')
}
