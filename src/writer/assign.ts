import type { Finding } from '../domain/finding.ts'
import type { Id } from '../domain/id.ts'
import { judge, type Verdict } from '../domain/judge.ts'
import type { AssignRequest, Mode } from '../domain/request.ts'
import type { Instant } from '../domain/time.ts'
import type { Ledger, RunPurpose } from './ledger.ts'

/** Requests that belong together: they become one run, if anything comes of them. */
export interface Ask {
  requests: readonly AssignRequest[]
  mode: Mode
  purpose: RunPurpose
  /** Organisations that the caller sees. Nobody else exists. */
  sees: ReadonlySet<Id>
  /** Judge, and change nothing. */
  dryRun?: boolean
}

/** A verdict as whoever asked is told of it: that something was done, not how it is recorded. */
export type ToldVerdict =
  | Exclude<Verdict, { outcome: 'done' }>
  | { outcome: 'done'; findings: readonly Finding[] }

/** What became of an ask: a verdict for each request, in order, and the run that holds the changes. */
export interface AskOutcome {
  verdicts: readonly ToldVerdict[]
  /** Whether the changes were made: not in a dry run, nor where one failure of an all-or-nothing ask stopped all. */
  applied: boolean
  run: Id | null
  findings: readonly Finding[]
}

/** Judges one ask on the ledger and records what is to be done. The ledger has loaded what the requests need. */
export async function settle(ledger: Ledger, ask: Ask, now: Instant): Promise<AskOutcome> {
  const facts = ledger.factsFor(ask.sees)
  const takeBack: (() => void)[] = []
  const verdicts = ask.requests.map(request => {
    const verdict = judge(request, facts, now)
    if (verdict.outcome === 'done') takeBack.push(ledger.foresee(verdict.changes))
    return verdict
  })
  const stopped = ask.mode === 'all-or-nothing' && verdicts.some(isFailure)
  const changes = verdicts.flatMap(verdict => (verdict.outcome === 'done' ? verdict.changes : []))
  if (stopped || ask.dryRun) for (const undo of takeBack.reverse()) undo()
  const applied = !stopped && !ask.dryRun
  const run = applied && changes.length > 0 ? await ledger.record(ask.purpose, changes) : null
  return { verdicts: verdicts.map(tell), applied, run, findings: verdicts.flatMap(findingsOf) }
}

/** Whether a verdict stops an all-or-nothing ask. */
export function isFailure(verdict: { outcome: ToldVerdict['outcome'] | 'planned' }): boolean {
  return verdict.outcome === 'refused' || verdict.outcome === 'moved-on'
}

function tell(verdict: Verdict): ToldVerdict {
  return verdict.outcome === 'done' ? { outcome: 'done', findings: verdict.findings } : verdict
}

function findingsOf(verdict: Verdict): readonly Finding[] {
  return verdict.outcome === 'done' ? verdict.findings : []
}
