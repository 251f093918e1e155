import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import { dateOf } from '../../domain/time.ts'
import type { Need, World, WorldAssignment } from '../../reconcile/world/world.ts'
import { answersOf, type Client, RefusedError } from '../../sdk/client.ts'
import { plannedIn, plannedOf } from './planned.ts'

/** What learners have and who is beside them. */
type PortfolioPages = Required<Pick<World, 'aims' | 'summaries' | 'assignments' | 'planned'>>

/** Rows on a page: the most that the server gives. */
const PAGE = { limit: 5000 }

/** Learners whose aims, units and assignments are about one page of each list: what a call by learner is weighed against. */
const LEARNERS_A_PAGE = 500

/**
 * Reads anew what these learners have and who is beside them: learner by learner where that takes fewer calls, else the
 * lists of their whole organisations.
 */
export async function readPortfolios(
  client: Client,
  world: World,
  need: Need,
  signal?: AbortSignal,
): Promise<World> {
  const wanted = new Set([...need.aims, ...need.units, ...need.assignments].filter(id => id > 0))
  const learners = world.people.filter(one => one.kind === 'learner')
  const organisations = new Set(learners.filter(one => wanted.has(one.id)).map(one => one.organisation))
  const beside = learners.filter(one => organisations.has(one.organisation))
  const wholeCalls = 3 * (organisations.size + beside.length / LEARNERS_A_PAGE)
  if (wanted.size <= wholeCalls) return oneByOne(client, world, wanted, signal)
  return wholeLists(
    client,
    world,
    { need, organisations, learners: new Set(beside.map(one => one.id)) },
    signal,
  )
}

async function oneByOne(
  client: Client,
  world: World,
  wanted: ReadonlySet<Id>,
  signal?: AbortSignal,
): Promise<World> {
  const found: PortfolioPages[] = []
  for (const learner of wanted) found.push(await portfolioOf(client, learner, signal))
  return {
    ...world,
    aims: [...without(world.aims, wanted), ...found.flatMap(one => one.aims)],
    summaries: [...without(world.summaries, wanted), ...found.flatMap(one => one.summaries)],
    assignments: [...without(world.assignments, wanted), ...found.flatMap(one => one.assignments)],
    planned: [...without(world.planned ?? [], wanted), ...found.flatMap(one => one.planned)],
  }
}

const NOTHING: PortfolioPages = { aims: [], summaries: [], assignments: [], planned: [] }

/** What one learner has and who is beside the learner, in one call; nothing of somebody who is not there any more. */
export async function portfolioOf(
  client: Client,
  learner: Id,
  signal?: AbortSignal,
): Promise<PortfolioPages> {
  try {
    const { aims, units, assignments, planned } = await client.listLearnerAssignments({ learner }, { signal })
    return {
      aims: aims.map(({ aim, standard }) => ({ id: aim, learner, standard: certain(standard).id })),
      summaries: units.map(({ unitSummary, aim, standard, unit }) => ({
        ...{ id: unitSummary, learner, aim, standard: certain(standard).id, unit: certain(unit).id },
      })),
      assignments: assignments.map(({ level, role, target, person, since }) => ({
        ...{ learner, level, role, target, person: person.id, known: 'seen' as const, since: dateOf(since) },
      })),
      planned: plannedOf(
        planned.map(one => ({
          ...one,
          learner,
          before: one.before?.id ?? null,
          after: one.after?.id ?? null,
        })),
      ),
    }
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'learner-unknown') return NOTHING
    throw error
  }
}

/** Which parts of which organisations are to be read whole. */
interface WholePortfolio {
  need: Need
  organisations: ReadonlySet<Id>
  learners: ReadonlySet<Id>
}

async function wholeLists(
  client: Client,
  world: World,
  { need, organisations, learners }: WholePortfolio,
  signal?: AbortSignal,
): Promise<World> {
  const found = {
    aims: [...without(world.aims, learners)],
    summaries: [...without(world.summaries, learners)],
  }
  const assignments = [...without(world.assignments, learners)]
  const planned = [...without(world.planned ?? [], learners)]
  // Whoever came or went while the lists were read is not among the accounts, and nothing is planned for them.
  const add = <Row extends { learner: Id }>(to: Row[], rows: readonly Row[]) => {
    for (const row of rows) if (learners.has(row.learner)) to.push(row)
  }
  for (const organisation of organisations) {
    if (need.aims.size > 0) add(found.aims, await aimsOf(client, organisation, signal))
    if (need.units.size > 0) add(found.summaries, await unitsOf(client, organisation, signal))
    if (need.assignments.size > 0) add(assignments, await assignmentsOf(client, organisation, signal))
  }
  if (need.assignments.size > 0) add(planned, await plannedIn(client, organisations, signal))
  return {
    ...world,
    aims: need.aims.size > 0 ? found.aims : world.aims,
    summaries: need.units.size > 0 ? found.summaries : world.summaries,
    ...(need.assignments.size > 0 && { assignments, planned }),
  }
}

async function aimsOf(client: Client, organisation: Id, signal?: AbortSignal): Promise<World['aims']> {
  const rows = await client.searchAims({ organisation }, { signal })
  return rows.map(({ id, learner, standard }) => ({
    id,
    learner: certain(learner),
    standard: certain(standard),
  }))
}

async function unitsOf(client: Client, organisation: Id, signal?: AbortSignal): Promise<World['summaries']> {
  const found: World['summaries'][number][] = []
  for await (const page of answersOf(client, 'listUnitsHeld', { ...PAGE, organisation }, { signal }))
    found.push(...page.unitSummaries)
  return found
}

async function assignmentsOf(
  client: Client,
  organisation: Id,
  signal?: AbortSignal,
): Promise<WorldAssignment[]> {
  const found: WorldAssignment[] = []
  for await (const page of answersOf(client, 'listAssignments', { ...PAGE, organisation }, { signal })) {
    for (const { learner, level, role, target, person, since } of page.assignments)
      found.push({ learner, level, role, target, person, known: 'seen', since: dateOf(since) })
  }
  return found
}

function without<Row extends { learner: Id }>(
  rows: readonly Row[],
  learners: ReadonlySet<Id>,
): readonly Row[] {
  return rows.filter(one => !learners.has(one.learner))
}
