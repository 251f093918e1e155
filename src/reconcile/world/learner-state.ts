import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { Slot } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { World, WorldAssignment, WorldPerson, WorldPlanned } from './world.ts'

type WorldSummary = World['summaries'][number]

/** What the world has of one learner. */
interface LearnerHoldings {
  aims: readonly World['aims'][number][]
  summaries: readonly WorldSummary[]
  assignments: readonly WorldAssignment[]
  planned: readonly WorldPlanned[]
}

const NOTHING: LearnerHoldings = { aims: [], summaries: [], assignments: [], planned: [] }

/** The world sorted by learner. */
export class LearnerStates {
  readonly #byLearner = new Map<Id, LearnerHoldings>()

  constructor({ aims, summaries, assignments, planned = [] }: World) {
    for (const aim of aims) this.#put(aim.learner, 'aims', aim)
    for (const summary of summaries) this.#put(summary.learner, 'summaries', summary)
    for (const assignment of assignments) this.#put(assignment.learner, 'assignments', assignment)
    for (const change of planned) this.#put(change.learner, 'planned', change)
  }

  /** A working copy of what one learner has. */
  of(learner: WorldPerson): LearnerState {
    return new LearnerState(learner, this.#byLearner.get(learner.id) ?? NOTHING)
  }

  /** Everybody assigned to a learner. */
  assignmentsOf(learner: Id): readonly WorldAssignment[] {
    return this.#byLearner.get(learner)?.assignments ?? []
  }

  /** What is planned beside a learner. */
  plannedFor(learner: Id): readonly WorldPlanned[] {
    return this.#byLearner.get(learner)?.planned ?? []
  }

  /** Lists are short and many, so that exact ones take far less memory than growing ones. */
  #put<K extends keyof LearnerHoldings>(learner: Id, kind: K, holding: LearnerHoldings[K][number]): void {
    const held = this.#byLearner.get(learner)
    if (held) held[kind] = [...held[kind], holding] as LearnerHoldings[K]
    else this.#byLearner.set(learner, { ...NOTHING, [kind]: [holding] })
  }
}

/** What one learner has, with what the plan gives on the way. */
export class LearnerState {
  readonly learner: WorldPerson
  readonly aims: Map<Id, Id>
  readonly summaries: WorldSummary[]
  /** Everybody assigned to the learner as the world has it now. */
  readonly assignments: readonly WorldAssignment[]
  /** What is planned beside the learner, in any order. */
  readonly planned: readonly WorldPlanned[]

  constructor(learner: WorldPerson, { aims, summaries, assignments, planned }: LearnerHoldings) {
    this.learner = learner
    this.aims = new Map(aims.map(aim => [aim.standard, aim.id]))
    this.summaries = [...summaries]
    this.assignments = assignments
    this.planned = planned
  }

  /** Who holds a slot now. */
  holder(level: Level, role: Role, target: Id): Id | null {
    return this.#in({ level, role, target })?.person ?? null
  }

  /** Since when whoever holds a slot holds it, where the target tells; nothing where nobody does. */
  since(slot: Slot): CalendarDate | undefined {
    return this.#in(slot)?.since
  }

  /** Summaries of a unit, one for each of the learner's standards that brings it. */
  unit(unit: string, standard: Id | undefined): readonly WorldSummary[] {
    return this.summaries.filter(
      summary => summary.unit === unit && (standard === undefined || summary.standard === standard),
    )
  }

  #in({ level, role, target }: Omit<Slot, 'learner'>): WorldAssignment | undefined {
    return this.assignments.find(
      assignment => assignment.level === level && assignment.role === role && assignment.target === target,
    )
  }
}
