import type { Id } from '../../domain/id.ts'
import type { PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import type { Collected } from '../collect/collector.ts'
import type { PlanFinding } from '../collect/finding.ts'
import { type HeldReason, reason } from '../collect/held.ts'
import { judgeLimits, type LimitReport } from '../limits/limits.ts'
import { verdictOn } from '../limits/verdict.ts'
import { type AccountNotes, createPerson, resolveAccount } from '../resolve/account.ts'
import { plannedKey } from '../resolve/changes.ts'
import type { ResolveContext } from '../resolve/context.ts'
import { Decisions } from '../resolve/decisions.ts'
import { employerLeftBehind } from '../resolve/employers.ts'
import type { PlanRules } from '../resolve/rules.ts'
import { type LearnerState, LearnerStates } from '../world/learner-state.ts'
import type { World, WorldPlanned } from '../world/world.ts'
import { concludeAbsence } from './absence.ts'
import { hashOf } from './hash.ts'
import { impliedSources } from './implied-sources.ts'
import { proposeLeavers } from './leavers.ts'
import { leavingStaff } from './leaving.ts'
import { LimitWords } from './limit-words.ts'
import type { Owned } from './ownership.ts'
import { PlanRecord } from './record.ts'
import type { SyncPlan } from './sync-plan.ts'
import { warningsOn } from './warnings.ts'

/** What sources are compared with, and by which rules. */
interface Basis {
  world: World
  owned: Owned
  rules: PlanRules
}

/** All accounts after they were decided about. */
interface Resolved {
  accounts: ReadonlyMap<Id, AccountNotes>
  /** Learners to whom somebody is assigned or from whom somebody is taken, or who move to another placement. */
  touched: readonly LearnerState[]
}

/** Decides about everything that was collected and gives the plan. `refusals` says which sources cannot be believed. */
export function assemblePlan(
  collected: Collected,
  refusals: readonly PlanFinding[],
  { world, owned, rules }: Basis,
): SyncPlan {
  const record = new PlanRecord(collected.rows)
  const context: ResolveContext = {
    ...{ collected, rules, learners: new LearnerStates(world), competences: world.competences },
    isOurs: planned => isOwn(planned, owned),
    implied: impliedSources(rules.mapping, world, owned),
  }
  // One by one: a call takes no more arguments than fit on the stack, and a file may have a finding for each row.
  for (const finding of collected.findings) record.findings.push(finding)
  record.add(collected.decisions)
  const resolved = resolveAll(context, record)
  const { accounts } = resolved
  makeOthers(context, accounts, record)
  record.addAccount(proposeLeavers(accounts, world, rules))
  const distrust = whyDistrust(collected, refusals)
  const absence = concludeAbsence({ ...context, world, owned, accounts, record, distrust })
  record.addAccount(absence.decisions)
  const changes = record.changes.ordered()
  const limits = withUncertainty(changes, judgeLimits(changes, world, rules.mapping.limits), collected)
  const part = {
    changes,
    rows: record.rows,
    breaches: limits.breaches,
    waits: limits.waits,
    refusedRemovals: absence.refused,
    refused: refusals.length > 0,
  }
  return {
    ...part,
    hash: hashOf(changes),
    refusals,
    statements: record.statements,
    findings: [
      ...withoutRepeats(record.findings),
      ...warnings(changes, resolved, context, { record, world }),
      ...leavingStaff(notProposed(accounts, record), world, rules.today),
      ...limitFindings(limits, collected),
    ],
    held: record.held,
    questions: [...collected.people.questions.values()],
    verdict: verdictOn(part),
    adopts: record.adopts,
    remember: absence.remember,
  }
}

/** Accounts whose leaving is not planned with what they hold. */
function notProposed(accounts: Resolved['accounts'], { changes }: PlanRecord): AccountNotes[] {
  return [...accounts.values()].filter(({ person }) => !changes.has(`plan-leaver/${person.id}`))
}

/** Whether the sync has planned a change itself. */
function isOwn(planned: WorldPlanned, { assignments }: Owned): boolean {
  const owner = assignments.get(plannedKey(planned, planned.from))
  return owner?.as === 'managed' && owner.person === (planned.after ?? planned.before)
}

/** Decides about one account after another. The requests of a large provider are let go of on the way. */
function resolveAll(context: ResolveContext, record: PlanRecord): Resolved {
  const { accounts: waiting } = context.collected
  const accounts = new Map<Id, AccountNotes>()
  const touched: LearnerState[] = []
  for (const [id, requests] of waiting) {
    const { decisions, notes, state } = resolveAccount(requests, context)
    record.addAccount(decisions)
    accounts.set(id, notes)
    waiting.delete(id)
    if (record.changes.assignsTo(id) || record.changes.movesTo(id)) touched.push(state)
  }
  return { accounts, touched }
}

/** Newcomers of whom no row tells but that they are to be assigned to a learner. */
function makeOthers(
  { collected }: ResolveContext,
  accounts: ReadonlyMap<Id, AccountNotes>,
  record: PlanRecord,
): void {
  const decisions = new Decisions()
  for (const { person, because } of collected.people.newcomers.values()) {
    if (accounts.has(person.id) || !record.changes.refersTo(person.id)) continue
    createPerson(person, decisions, { places: [because] })
  }
  record.addAccount(decisions)
}

/** Why nothing may be concluded from absence. */
function whyDistrust(
  { findings, statedRows }: Collected,
  [refusal]: readonly PlanFinding[],
): HeldReason | undefined {
  if (refusal) return { code: refusal.code, sentence: refusal.sentence }
  const differs = findings.find(({ code }) => code === 'total-differs')
  if (differs) return { code: differs.code, sentence: differs.sentence }
  if (statedRows > 0) return undefined
  return reason('removals-refused', 'No row of the file could be read.')
}

function warnings(
  changes: readonly PlannedChange[],
  { accounts, touched }: Resolved,
  { collected }: ResolveContext,
  { record, world }: { record: PlanRecord; world: World },
): PlanFinding[] {
  const assignments = changes.filter((change): change is PlannedAssignment => change.do === 'assign')
  const byLearner = Map.groupBy(assignments, ({ learner }) => learner)
  const names = { find: (id: Id) => collected.people.roster.get(id), standards: world.standards }
  return touched.flatMap(state => {
    const { id, placement } = state.learner
    const movesTo = record.changes.movesTo(id)
    const after = { ...state.learner, placement: movesTo ?? placement }
    const own = byLearner.get(id) ?? []
    const place = accounts.get(id)?.facts[0]?.place
    const behind =
      movesTo === undefined || isEmployerNamed(own) ? [] : employerLeftBehind(state, movesTo, world)
    return [
      ...warningsOn(state, after, own, names),
      ...behind.map(finding => (place ? { ...finding, place } : finding)),
    ]
  })
}

/** Whether a plan names another default employer. */
function isEmployerNamed(changes: readonly PlannedAssignment[]): boolean {
  return changes.some(({ level, role }) => level === 'default' && role === 'employer')
}

/** An address that several learners of a file share is noted by reading, once for all of them. */
function withoutRepeats(findings: readonly PlanFinding[]): PlanFinding[] {
  const isRead = (finding: PlanFinding) => 'holds' in finding
  const isNoted = findings.some(finding => finding.code === 'email-shared' && isRead(finding))
  return findings.filter(finding => finding.code !== 'email-shared' || isRead(finding) || !isNoted)
}

/** While it is not known whom a held row is about, nobody can be said to be absent: those removals wait. */
function withUncertainty(
  changes: readonly PlannedChange[],
  limits: LimitReport,
  { uncertainRows }: Collected,
): LimitReport {
  if (uncertainRows === 0) return limits
  const waiting = new Set(limits.waits)
  const isByAbsence = (change: PlannedChange) =>
    (change.do === 'assign' && change.reason === 'absent') ||
    (change.do === 'archive-person' && change.rule === 'missing')
  const waits = changes.filter(change => waiting.has(change.key) || isByAbsence(change))
  return { breaches: limits.breaches, waits: waits.map(({ key }) => key) }
}

function limitFindings(
  { breaches, waits }: LimitReport,
  { people: { roster }, uncertainRows }: Collected,
): PlanFinding[] {
  const words = new LimitWords(id => roster.get(id))
  const found = breaches.map(breach => words.finding(breach))
  const others = waits.length > 0 && uncertainRows > 0 ? [words.uncertain(uncertainRows, waits.length)] : []
  return [...found, ...others]
}
