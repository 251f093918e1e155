import { certain } from '../domain/certain.ts'
import type { Facts } from '../domain/facts.ts'
import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import { type DatedRequest, type DatedVerdict, looksAhead } from '../domain/plan-ahead.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest, Mode } from '../domain/request.ts'
import type { Instant } from '../domain/time.ts'
import { isFailure, type ToldVerdict } from '../writer/assign.ts'
import { ownChange, PlanAhead } from './plan-ahead.ts'
import type { Caller, Services } from './services.ts'

/** What became of one change, as it is told. */
export interface ToldOutcome {
  outcome: 'done' | 'planned' | 'already-so' | 'moved-on' | 'refused' | 'not-tried'
  holder: Id | null
  /** From when it is to count, where it is planned. */
  due?: Instant
  code?: string
  sentence?: string
  /** Our word for the part of the change that it is about. */
  field?: string
  candidates?: (number | string)[]
  findings?: readonly Finding[]
}

/** What became of a request for changes. `failed` says that one of an all-or-nothing request stopped all. */
interface ChangesOutcome {
  applied: boolean
  failed: boolean
  run: Id | null
  /** What was planned for days to come. */
  plannedRun: Id | null
  outcomes: readonly ToldOutcome[]
  findings: readonly Finding[]
}

interface ChangesAsked {
  requests: readonly DatedRequest[]
  mode: Mode
  dryRun: boolean
  reason: string | null
  /** The plan of the sync that they carry out. */
  plan?: string | undefined
}

/**
 * Judges and makes changes, up to thousands at once: each for itself, or all or nothing. Those that count from a day to
 * come, and ends to come, are planned.
 */
export async function requestChanges(
  services: Services,
  caller: Caller,
  asked: ChangesAsked,
): Promise<ChangesOutcome | Problem> {
  const { requests, mode, dryRun } = asked
  const { writer, clock } = services
  if (requests.some(request => looksAhead(request, clock()))) return planChanges(services, caller, asked)
  const outcome = await writer.assign({
    requests,
    mode,
    dryRun,
    purpose: purposeOf(caller, asked),
    sees: caller.sees,
  })
  if (isProblem(outcome)) return outcome
  const { verdicts, applied, run, findings } = outcome
  const failed = mode === 'all-or-nothing' && verdicts.some(isFailure)
  return {
    applied,
    failed,
    run,
    plannedRun: null,
    findings,
    outcomes: verdicts.map((verdict, at) => tellVerdict(verdict, certain(requests[at]), failed)),
  }
}

function purposeOf({ by }: Caller, { plan, reason }: ChangesAsked) {
  return { kind: plan === undefined ? ('bulk' as const) : ('plan' as const), ...by, reason }
}

async function planChanges(
  { storage, writer }: Services,
  caller: Caller,
  asked: ChangesAsked,
): Promise<ChangesOutcome | Problem> {
  const learners = [...new Set(asked.requests.map(({ learner }) => learner))]
  const homes = await storage.organisationsOf('user', learners)
  const organisations = [...new Set(homes.values())].filter(id => caller.sees.has(id))
  return writer.run({
    organisations,
    work: async (tx, ledger, now): Promise<ChangesOutcome> => {
      const { requests, mode, dryRun } = asked
      await ledger.load(requests)
      const ahead = await PlanAhead.open(tx, ledger, { sees: caller.sees, now, learners })
      const verdicts = requests.map(request => ahead.judge(request))
      const failed = mode === 'all-or-nothing' && verdicts.some(isFailure)
      const applied = !failed && !dryRun
      const purpose = purposeOf(caller, asked)
      const changes = verdicts.flatMap(one => (one.outcome === 'done' ? one.changes : []))
      const run = applied && changes.length > 0 ? await ledger.record(purpose, changes) : null
      const facts = ledger.factsFor(caller.sees)
      return {
        applied,
        failed,
        run,
        plannedRun: applied ? await ahead.record(purpose, run) : null,
        outcomes: verdicts.map((verdict, at) =>
          verdict.outcome === 'planned'
            ? tellPlanned(verdict, facts, failed)
            : tellVerdict(verdict, certain(requests[at]), failed),
        ),
        findings: verdicts.flatMap(one => ('findings' in one ? one.findings : [])),
      }
    },
  })
}

/** A planned change is told with who is in the slot now. */
function tellPlanned(
  { due, findings, pairs }: Extract<DatedVerdict, { outcome: 'planned' }>,
  facts: Facts,
  failed: boolean,
): ToldOutcome {
  if (failed) return { outcome: 'not-tried', holder: null }
  const holder = facts.holding(ownChange(pairs).slot)?.person ?? null
  return { outcome: 'planned', holder, due, ...(findings.length > 0 && { findings }) }
}

/** The problem of an all-or-nothing request that one change stopped. */
export function notApplied(outcomes: readonly ToldOutcome[]): Problem {
  const failures = outcomes.filter(one => one.outcome === 'refused' || one.outcome === 'moved-on').length
  return problem(
    'not-applied',
    `${failures} of ${outcomes.length} changes cannot be made, so none was; "outcomes" says which and why.`,
  )
}

function tellVerdict(verdict: ToldVerdict, request: AssignRequest, failed: boolean): ToldOutcome {
  switch (verdict.outcome) {
    case 'done':
      return failed ? { outcome: 'not-tried', holder: null } : done(request.after, verdict.findings)
    case 'already-so':
      return { outcome: 'already-so', holder: verdict.holder }
    case 'moved-on':
      return tellMovedOn(verdict.holder)
    case 'refused':
      return tellRefusal(verdict.problem, request)
  }
}

function done(holder: Id | null, findings: readonly Finding[]): ToldOutcome {
  return { outcome: 'done', holder, ...(findings.length > 0 && { findings }) }
}

/** Says who is in a slot that is not as it was believed to be. */
export function tellMovedOn(holder: Id | null): ToldOutcome {
  const now = holder === null ? 'Nobody is' : `User ${holder} is`
  return {
    outcome: 'moved-on',
    holder,
    code: 'moved-on',
    sentence: `${now} in the slot now; look again and decide anew.`,
  }
}

/** Says why a change was refused. */
export function tellRefusal(refusal: Problem, request?: AssignRequest): ToldOutcome {
  const { code, sentence, about, candidates } = refusal
  const field = request && about === 'person' ? personField(request) : about
  return {
    outcome: 'refused',
    holder: null,
    code,
    sentence,
    ...(request && field !== undefined && { field }),
    ...(candidates && { candidates: [...candidates] }),
  }
}

/** A change names a person as wanted, or else as to be removed. */
function personField({ after }: AssignRequest): string {
  return after === null ? 'before' : 'after'
}
