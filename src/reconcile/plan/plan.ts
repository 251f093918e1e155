import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import type { ChangeKey, Plan, PlannedAssignment, PlannedChange } from '../../domain/plan.ts'
import type { SlotKey } from '../../domain/slot.ts'
import type { ReadItem, Reading } from '../../intake/row/reading.ts'
import type { ReadFinding } from '../../intake/statement/finding.ts'
import { type Breach, judgeLimits, type LimitReport } from '../limits/limits.ts'
import { type Verdict, verdictOn } from '../limits/verdict.ts'
import type { Question } from '../match/question.ts'
import type { World } from '../world/world.ts'
import { type Absence, settleAbsence } from './absence.ts'
import type { PlanFinding } from './codes.ts'
import { type Desk, Files } from './desk.ts'
import { Draft } from './draft.ts'
import { employerLeftBehind } from './employers.ts'
import { type Held, type HeldReason, reason, type Tally, tallyOf } from './entry.ts'
import { Gathering } from './gather.ts'
import { hashOf } from './hash.ts'
import { type Bench, createPerson, settleFile } from './learner.ts'
import { leavingStaff } from './leaving.ts'
import { LimitWords } from './limit-words.ts'
import type { LearnerMemory, Owned } from './ownership.ts'
import type { PlanRules } from './rules.ts'
import type { Wanted } from './wanted.ts'
import { warningsOn } from './warnings.ts'

/** A plan with everything that is to be said of it. Plain data. */
export interface SyncPlan extends Plan {
  /** Rows of the sources that are about somebody: each is planned, unchanged or held. */
  rows: Tally
  /** The same for every single thing that a row says. */
  statements: Tally
  findings: readonly PlanFinding[]
  held: readonly Held[]
  /** Who is who: what somebody has to settle before held rows go on. */
  questions: readonly Question[]
  breaches: readonly Breach[]
  /** Removals that wait for an approval. */
  waits: readonly ChangeKey[]
  /** Removals by absence that are refused, for sources or target were not whole. */
  refusedRemovals: number
  /** Whether a source could not be believed at all, and why. */
  refused: boolean
  refusals: readonly PlanFinding[]
  verdict: Verdict
  /** Slots that are as wanted and become ours, and what is to be remembered of learners, once the plan is applied. */
  adopts: readonly { slot: SlotKey; person: Id }[]
  remember: readonly LearnerMemory[]
}

/** Compares what sources want with what there is. Pure: the same arguments give the same plan, hash included. */
export function plan(
  wanted: Wanted | readonly Wanted[],
  current: World,
  owned: Owned,
  rules: PlanRules,
): SyncPlan {
  const planner = new Planner(current, owned, rules)
  for (const { items, refusals = [] } of [wanted].flat()) {
    planner.begin(refusals)
    for (const item of items) planner.take(item)
    planner.end()
  }
  return planner.finish()
}

/** The same for readings that give their rows one by one, so that no file has to be in memory as a whole. */
export async function planReadings(
  readings: readonly Reading[],
  current: World,
  owned: Owned,
  rules: PlanRules,
): Promise<SyncPlan> {
  const planner = new Planner(current, owned, rules)
  for (const { items, refusals } of readings) {
    planner.begin(refusals)
    for await (const item of items) planner.take(item)
    planner.end()
  }
  return planner.finish()
}

/** Takes in rows one by one and makes a plan of them. */
class Planner {
  private readonly world: World
  private readonly owned: Owned
  private readonly rules: PlanRules
  private readonly gathering: Gathering
  private readonly refusals: PlanFinding[] = []
  private source: Source = { isBelieved: true, rows: 0 }

  constructor(world: World, owned: Owned, rules: PlanRules) {
    this.world = world
    this.owned = owned
    this.rules = rules
    this.gathering = new Gathering(world, rules)
  }

  /** Begins a source. Why it cannot be believed is noted: nothing may be concluded from what it does not say. */
  begin(refusals: readonly ReadFinding[]): void {
    this.refusals.push(...refusals)
    this.source = { isBelieved: refusals.length === 0, rows: this.gathering.rows.length }
  }

  take(item: ReadItem): void {
    this.source.place ??= item.findings[0]?.place ?? ('place' in item ? item.place : undefined)
    this.gathering.take(item)
  }

  /** Ends a source. One with column names and no row about anybody was exported empty, and is not whole. */
  end(): void {
    const { isBelieved, rows, place } = this.source
    if (!isBelieved || this.gathering.rows.length > rows) return
    this.refuse(withoutRows(place?.file))
  }

  private refuse({ code, sentence }: HeldReason): void {
    const finding: PlanFinding = { code, sentence }
    this.refusals.push(finding)
    this.gathering.findings.push(finding)
  }

  finish(): SyncPlan {
    const { gathering, world, rules } = this
    gathering.finish()
    this.refuseWithoutCentre()
    const bench: Bench = { gathering, draft: new Draft(), rules }
    const files = new Files(world)
    const desks: Desk[] = []
    for (const file of gathering.files.values()) {
      const desk = files.desk(file.person)
      settleFile(file, desk, bench)
      if (bench.draft.places(file.person.id) || bench.draft.movesTo(file.person.id)) desks.push(desk)
    }
    this.makeOthers(bench)
    const absence = this.conclude(bench, files)
    return this.result(bench, desks, absence)
  }

  /** Where no row says about which of several organisations it is, nobody can be looked for at all. */
  private refuseWithoutCentre(): void {
    const { noCentre } = this.gathering
    if (noCentre) this.refuse(noCentre)
  }

  /** Newcomers of whom no row tells but that they are beside a learner. */
  private makeOthers(bench: Bench): void {
    for (const { person, because } of bench.gathering.finder.newcomers.values()) {
      if (bench.gathering.files.has(person.id) || !bench.draft.refersTo(person.id)) continue
      createPerson(person, undefined, [], bench, [because])
    }
  }

  private conclude(bench: Bench, files: Files): Absence {
    const { world, owned } = this
    const aimsById = new Map<Id, Id>()
    const unitsById = new Map<Id, World['summaries'][number]>()
    if (owned.assignments.size > 0) {
      for (const { id, standard } of world.aims) aimsById.set(id, standard)
      for (const summary of world.summaries) unitsById.set(summary.id, summary)
    }
    return settleAbsence({ ...bench, world, files, owned, distrust: this.distrust(), aimsById, unitsById })
  }

  /** Why nothing may be concluded from absence. */
  private distrust(): HeldReason | undefined {
    const [refusal] = this.refusals
    if (refusal) return { code: refusal.code, sentence: refusal.sentence }
    const differs = this.gathering.findings.find(one => one.code === 'total-differs')
    if (differs) return { code: differs.code, sentence: differs.sentence }
    if (this.gathering.statedRows > 0) return undefined
    return reason('removals-refused', 'No row of the file could be read.')
  }

  /** Whether the default employer of a learner who moves is left behind, unless the plan names another. */
  private leftBehind(desk: Desk, changes: readonly PlannedAssignment[], draft: Draft): PlanFinding[] {
    const placement = draft.movesTo(desk.learner.id)
    const isReplaced = changes.some(one => one.level === 'default' && one.role === 'employer')
    if (placement === undefined || isReplaced) return []
    const place = this.gathering.files.get(desk.learner.id)?.facts[0]?.place
    return employerLeftBehind(desk, placement, this.world).map(one => (place ? { ...one, place } : one))
  }

  private result(bench: Bench, desks: readonly Desk[], absence: Absence): SyncPlan {
    const { gathering, draft, rules } = bench
    const changes = draft.ordered()
    const limits = withUncertainty(changes, judgeLimits(changes, this.world, rules.mapping.limits), gathering)
    const part = {
      changes,
      rows: tallyOf(gathering.rows),
      breaches: limits.breaches,
      waits: limits.waits,
      refusedRemovals: absence.refused,
      refused: this.refusals.length > 0,
    }
    return {
      ...part,
      hash: hashOf(changes),
      refusals: this.refusals,
      statements: gathering.statements,
      findings: [
        ...toldOnce(gathering.findings),
        ...this.warnings(changes, desks, draft),
        ...leavingStaff(gathering.files, this.world, rules.today),
        ...limitFindings(limits, gathering),
      ],
      held: gathering.held,
      questions: [...gathering.finder.questions.values()],
      verdict: verdictOn(part),
      adopts: draft.adopts,
      remember: absence.remember,
    }
  }

  private warnings(changes: readonly PlannedChange[], desks: readonly Desk[], draft: Draft): PlanFinding[] {
    const byLearner = Map.groupBy(
      changes.filter((one): one is PlannedAssignment => one.do === 'assign'),
      one => one.learner,
    )
    const { standards } = this.world
    const names = { find: (id: Id) => this.gathering.finder.roster.get(id), standards }
    return desks.flatMap(desk => {
      const { id, placement } = desk.learner
      const after = { ...desk.learner, placement: draft.movesTo(id) ?? placement }
      const own = byLearner.get(id) ?? []
      return [...warningsOn(desk, after, own, names), ...this.leftBehind(desk, own, draft)]
    })
  }
}

/** A source while it is gone through: how many rows there were before it, and a place in it. */
interface Source {
  isBelieved: boolean
  rows: number
  place?: Place | undefined
}

function withoutRows(file = 'The file'): HeldReason {
  return reason(
    'file-without-rows',
    `${file} has no row about anybody; it may have been exported empty. Nothing is concluded from it: export it again.`,
  )
}

/** An address that several learners of a file share is told by reading, once for all of them. */
function toldOnce(findings: readonly PlanFinding[]): PlanFinding[] {
  const isRead = (one: PlanFinding) => 'holds' in one
  const isTold = findings.some(one => one.code === 'email-shared' && isRead(one))
  return findings.filter(one => one.code !== 'email-shared' || isRead(one) || !isTold)
}

/** While it is not known whom a held row is about, nobody can be said to be absent: those removals wait. */
function withUncertainty(
  changes: readonly PlannedChange[],
  limits: LimitReport,
  { uncertainRows }: Gathering,
): LimitReport {
  if (uncertainRows === 0) return limits
  const waiting = new Set(limits.waits)
  const byAbsence = (one: PlannedChange) =>
    (one.do === 'assign' && one.reason === 'absent') ||
    (one.do === 'archive-person' && one.rule === 'missing')
  const waits = changes.filter(one => waiting.has(one.key) || byAbsence(one)).map(one => one.key)
  return { breaches: limits.breaches, waits }
}

function limitFindings(
  { breaches, waits }: LimitReport,
  { finder: { roster }, uncertainRows }: Gathering,
): PlanFinding[] {
  const words = new LimitWords(id => roster.get(id))
  const found = breaches.map(breach => words.finding(breach))
  const others = waits.length > 0 && uncertainRows > 0 ? [words.uncertain(uncertainRows, waits.length)] : []
  return [...found, ...others]
}
