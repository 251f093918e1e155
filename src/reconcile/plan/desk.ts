import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import type { Role } from '../../domain/role.ts'
import type { Slot } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { World, WorldAssignment, WorldPerson } from '../world/world.ts'

type WorldSummary = World['summaries'][number]

interface Papers {
  aims: readonly World['aims'][number][]
  summaries: readonly WorldSummary[]
  assignments: readonly WorldAssignment[]
}

const NOTHING: Papers = { aims: [], summaries: [], assignments: [] }

/** The world sorted by learner. */
export class Files {
  private readonly byLearner = new Map<Id, Papers>()

  constructor({ aims, summaries, assignments }: World) {
    for (const one of aims) this.put(one.learner, 'aims', one)
    for (const one of summaries) this.put(one.learner, 'summaries', one)
    for (const one of assignments) this.put(one.learner, 'assignments', one)
  }

  /** A working copy of what one learner has. */
  desk(learner: WorldPerson): Desk {
    return new Desk(learner, this.byLearner.get(learner.id) ?? NOTHING)
  }

  /** Everybody beside a learner. */
  beside(learner: Id): readonly WorldAssignment[] {
    return this.byLearner.get(learner)?.assignments ?? []
  }

  /** Lists are short and many, so that exact ones take far less memory than growing ones. */
  private put<K extends keyof Papers>(learner: Id, kind: K, one: Papers[K][number]): void {
    const papers = this.byLearner.get(learner)
    if (papers) papers[kind] = [...papers[kind], one] as Papers[K]
    else this.byLearner.set(learner, { ...NOTHING, [kind]: [one] })
  }
}

/** What one learner has, with what the plan adds on the way. */
export class Desk {
  learner: WorldPerson
  readonly aims: Map<Id, Id>
  readonly summaries: WorldSummary[]
  private readonly now: readonly WorldAssignment[]

  constructor(learner: WorldPerson, papers: Papers) {
    this.learner = learner
    this.aims = new Map(papers.aims.map(aim => [aim.standard, aim.id]))
    this.summaries = [...papers.summaries]
    this.now = papers.assignments
  }

  /** Everybody beside the learner as the world has it now. */
  get assignments(): readonly WorldAssignment[] {
    return this.now
  }

  /** Who holds a slot now. */
  holder(level: Level, role: Role, target: Id): Id | null {
    const found = this.now.find(one => one.level === level && one.role === role && one.target === target)
    return found?.person ?? null
  }

  /** Since when whoever holds a slot holds it, where the target tells; nothing where nobody does. */
  since({ level, role, target }: Slot): CalendarDate | undefined {
    return this.now.find(one => one.level === level && one.role === role && one.target === target)?.since
  }

  /** Summaries of a unit, one for each of the learner's standards that brings it. */
  unit(unit: string, standard: Id | undefined): readonly WorldSummary[] {
    return this.summaries.filter(
      one => one.unit === unit && (standard === undefined || one.standard === standard),
    )
  }
}
