import { certain } from '../../domain/certain.ts'
import type { Id } from '../../domain/id.ts'
import type { Outcome, PlanAhead, PlannedAssignment } from '../../domain/plan.ts'
import { startOf } from '../../domain/time.ts'
import type { Client } from '../../sdk/client.ts'
import type { Carried } from '../target.ts'
import { madeIn } from './server-runs.ts'

/** An assignment to be made, and whether an earlier run of the tool began it. */
export interface Assigning {
  change: PlannedAssignment | PlanAhead
  begun: boolean
}

/** How assignments are sent. */
interface Sending {
  client: Client
  reason: string | undefined
  /** The plan that they are part of. */
  plan: string | undefined
  /** Runs of the server that are known to be ours; those of this call are added. */
  runs: Set<Id>
  signal: AbortSignal | undefined
}

/** Makes assignments in one call, each for itself, as one run of the server; gives what became of each. */
export async function assignAll(sending: Sending, assigning: readonly Assigning[]): Promise<Carried[]> {
  const { client, reason, plan, runs, signal } = sending
  const changes = assigning.map(({ change }) => requestOf(change))
  const asked = { mode: 'each' as const, changes, ...given({ reason, plan }) }
  const { run, outcomes } = await client.requestChanges(asked, { signal })
  if (run !== null) runs.add(run)
  const carried = outcomes.map((told, at) => carriedOf(told, run, certain(assigning[at])))
  return withLostRuns(sending, assigning, carried)
}

/** What is known of why changes are made. */
function given({ reason, plan }: Pick<Sending, 'reason' | 'plan'>) {
  return { ...(reason !== undefined && { reason }), ...(plan !== undefined && { plan }) }
}

function requestOf(change: PlannedAssignment | PlanAhead) {
  const { learner, level, role, standard, unit, before, after, effectiveFrom } = change
  const effectiveTo = change.do === 'plan-ahead' ? change.effectiveTo : undefined
  return {
    ...{ learner, level, role, before, after },
    ...(standard !== undefined && { standard }),
    ...(unit !== undefined && { unit }),
    ...(effectiveFrom !== undefined && { effectiveFrom: startOf(effectiveFrom) }),
    ...(effectiveTo !== undefined && { effectiveTo: startOf(effectiveTo) }),
  }
}

type OutcomeTold = Awaited<ReturnType<Client['requestChanges']>>['outcomes'][number]

function carriedOf(told: OutcomeTold, run: Id | null, { begun }: Assigning): Carried {
  const outcome = outcomeOf(told)
  if (outcome.outcome === 'done' && run !== null) return { outcome, run }
  return begun && outcome.outcome === 'already-so' ? { outcome: { outcome: 'done' } } : { outcome }
}

function outcomeOf({ outcome, code = 'refused', sentence = '' }: OutcomeTold): Outcome {
  if (outcome === 'refused') return { outcome, code, sentence }
  if (outcome === 'moved-on') return { outcome, sentence }
  // What is planned is in the server's hands, and needs nothing more from here.
  if (outcome === 'planned') return { outcome: 'done' }
  return outcome === 'not-tried' ? { outcome, why: 'stopped' } : { outcome }
}

/**
 * What is so already may be our own doing: an earlier run of the tool was cut off, or the reply was lost and the client
 * sent the call again. Then the server has a run with our reason that nobody has told us of.
 */
async function withLostRuns(
  { client, reason, plan, runs, signal }: Sending,
  assigning: readonly Assigning[],
  carried: Carried[],
): Promise<Carried[]> {
  const isOpen = ({ outcome, run }: Carried, at: number) =>
    assigning[at]?.change.do === 'assign' &&
    run === undefined &&
    (outcome.outcome === 'already-so' || outcome.outcome === 'done')
  if (reason === undefined || !carried.some(isOpen)) return carried
  const lost = await madeIn(client, { reason, kind: plan === undefined ? 'bulk' : 'plan' }, runs, signal)
  return carried.map((one, at) => {
    const { change } = certain(assigning[at])
    const run = isOpen(one, at) && change.do === 'assign' ? lost(change) : undefined
    return run === undefined ? one : { outcome: { outcome: 'done' }, run }
  })
}
