import type { Id } from '../../domain/id.ts'
import type { PlannedChange } from '../../domain/plan.ts'

/** The target's own numbers of what a plan has made, by the numbers below zero that the plan gave them. */
export class MadeIds {
  readonly #ids = new Map<Id, Id>()

  /** Notes the number of what a change has made. */
  note(change: PlannedChange, made: Id): void {
    const planned = madeBy(change)
    if (planned !== undefined) this.#ids.set(planned, made)
  }

  of(id: Id): Id {
    return this.#ids.get(id) ?? id
  }

  /** The change with the target's own numbers, as far as they are known. */
  in<C extends PlannedChange>(change: C): C
  in(change: PlannedChange): PlannedChange {
    switch (change.do) {
      case 'create-person':
        if (change.defaultAssessor === undefined) return { ...change, person: this.of(change.person) }
        return { ...change, person: this.of(change.person), defaultAssessor: this.of(change.defaultAssessor) }
      case 'update-person':
      case 'archive-person':
      case 'unarchive-person':
      case 'set-competences':
      case 'plan-leaver':
        return { ...change, person: this.of(change.person) }
      case 'give-template':
        return { ...change, learner: this.of(change.learner) }
      case 'give-standard':
        return { ...change, learner: this.of(change.learner), aim: this.of(change.aim) }
      case 'give-unit': {
        const { learner, aim, summary } = change
        return { ...change, learner: this.of(learner), aim: this.of(aim), summary: this.of(summary) }
      }
      case 'assign':
      case 'plan-ahead':
      case 'take-back': {
        const { learner, target, before, after } = change
        const ends = { before: this.#orNobody(before), after: this.#orNobody(after) }
        return { ...change, ...ends, learner: this.of(learner), target: this.of(target) }
      }
    }
  }

  #orNobody(id: Id | null): Id | null {
    return id === null ? null : this.of(id)
  }
}

function madeBy(change: PlannedChange): Id | undefined {
  if (change.do === 'create-person') return change.person
  if (change.do === 'give-standard') return change.aim
  return change.do === 'give-unit' ? change.summary : undefined
}
