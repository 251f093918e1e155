import type { Id } from '../../domain/id.ts'
import type {
  CreatePerson,
  Outcome,
  PersonFields,
  PlanAhead,
  PlannedAssignment,
  PlannedChange,
  SetCompetences,
} from '../../domain/plan.ts'
import { Snapshot } from '../../reconcile/plan/snapshot.ts'
import { EMPTY_WORLD } from '../../reconcile/world/world.ts'
import { type Client, RefusedError, UnauthorizedError, UnknownOutcomeError } from '../../sdk/client.ts'
import type { Carried, Errand } from '../target.ts'
import { carryLeaver } from './leavers.ts'
import { accountsOf } from './people.ts'
import { portfolioOf } from './portfolios.ts'

type Alone = Exclude<PlannedChange, PlannedAssignment | PlanAhead>

const DONE: Outcome = { outcome: 'done' }

/** Carries out one change that is not an assignment; a refusal is an outcome. */
export async function carryAlone(
  client: Client,
  { change, begun }: Errand,
  signal?: AbortSignal,
): Promise<Carried> {
  try {
    return await carry(client, change as Alone, begun, signal)
  } catch (error) {
    if (!(error instanceof RefusedError) || error instanceof UnauthorizedError) throw error
    return { outcome: { outcome: 'refused', code: error.code, sentence: error.message } }
  }
}

async function carry(client: Client, change: Alone, begun: boolean, signal?: AbortSignal): Promise<Carried> {
  switch (change.do) {
    case 'create-person':
      return create(client, change, begun, signal)
    case 'update-person':
      await client.updateUser({ user: change.person, ...change.after }, { signal })
      return { outcome: DONE }
    case 'archive-person':
      await client.archiveUser({ user: change.person }, { signal })
      return { outcome: DONE }
    case 'unarchive-person':
      await client.unarchiveUser({ user: change.person }, { signal })
      return { outcome: DONE }
    case 'plan-leaver':
      return { outcome: await carryLeaver(client, change, begun, signal) }
    case 'set-competences':
      return setCompetences(client, change, signal)
    case 'take-back': {
      const { plannedRun, numbers } = change
      await client.takeBackPlannedRun({ plannedRun, numbers: [...numbers] }, { signal })
      return { outcome: DONE }
    }
    case 'give-template': {
      const { template, learner } = change
      await client.assignTemplate({ template, learner, onlyChangeAssigned: false }, { signal })
      return { outcome: DONE }
    }
    case 'give-standard': {
      const { standard, learner } = change
      return { outcome: DONE, made: await client.assignStandard({ standard, learner }, { signal }) }
    }
    case 'give-unit':
      return giveUnit(client, change, begun, signal)
  }
}

/** What somebody else has said meanwhile stays. */
async function setCompetences(
  client: Client,
  { person, add, remove }: SetCompetences,
  signal?: AbortSignal,
): Promise<Carried> {
  const { standards: now } = await client.readCompetences({ user: person }, { signal })
  const standards = [...new Set([...now.filter(one => !remove.includes(one)), ...add])]
  await client.setCompetences({ user: person, standards }, { signal })
  return { outcome: DONE }
}

/** A lost reply is looked into at once, and what did not arrive is sent again. */
async function create(
  client: Client,
  change: CreatePerson,
  begun: boolean,
  signal?: AbortSignal,
): Promise<Carried> {
  const earlier = begun ? await lookFor(client, change, signal) : undefined
  if (earlier) return earlier
  try {
    return await createOnce(client, change, signal)
  } catch (error) {
    if (!(error instanceof UnknownOutcomeError)) throw error
    return (await lookFor(client, change, signal)) ?? createOnce(client, change, signal)
  }
}

async function createOnce(client: Client, change: CreatePerson, signal?: AbortSignal): Promise<Carried> {
  const { organisation, kind, fields, defaultAssessor } = change
  const { firstName, lastName, ...rest } = fields
  const asked = {
    ...{ organisation, kind, firstName, lastName },
    ...said(rest),
    ...(defaultAssessor !== undefined && { defaultAssessor }),
  }
  const { id } = await client.createUser(asked, { signal })
  return { outcome: DONE, made: id }
}

function said(fields: Omit<PersonFields, 'firstName' | 'lastName'>): Partial<typeof fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  )
}

/** What an earlier call has made of a new person, by the person's keys. */
async function lookFor(
  client: Client,
  change: CreatePerson,
  signal?: AbortSignal,
): Promise<Carried | undefined> {
  const { people } = await accountsOf(client, [change.organisation], signal)
  const standing = new Snapshot({ ...EMPTY_WORLD, people }).standing(change)
  if (standing.is === 'open') return undefined
  if (standing.is === 'moved-on') return { outcome: { outcome: 'moved-on', sentence: standing.sentence } }
  return { outcome: DONE, ...(standing.made !== undefined && { made: standing.made }) }
}

/** A unit cannot be given twice: where the learner has it, it is looked up. */
async function giveUnit(
  client: Client,
  { unit, standard, learner }: PlannedChange & { do: 'give-unit' },
  begun: boolean,
  signal?: AbortSignal,
): Promise<Carried> {
  let lost = begun
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { outcome: DONE, made: await client.assignUnit({ unit, standard, learner }, { signal }) }
    } catch (error) {
      const made = isHeld(error) ? await summaryOf(client, { unit, standard, learner }, signal) : undefined
      if (made !== undefined) return { outcome: lost ? DONE : { outcome: 'already-so' }, made }
      if (!(error instanceof UnknownOutcomeError) || attempt > 1) throw error
      lost = true
    }
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof RefusedError && error.code === 'unit-already-held'
}

async function summaryOf(
  client: Client,
  { unit, standard, learner }: { unit: string; standard: Id; learner: Id },
  signal?: AbortSignal,
): Promise<Id | undefined> {
  const { summaries } = await portfolioOf(client, learner, signal)
  return summaries.find(one => one.unit === unit && one.standard === standard)?.id
}
