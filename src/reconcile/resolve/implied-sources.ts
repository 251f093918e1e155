import type { Id } from '../../domain/id.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { ImpliedRule } from '../../intake/mapping/mapping.ts'
import type { FormerHolding, WorldPerson } from '../world/world.ts'

/** What rules about implied changes look up, beside what rows say and what a learner has. */
export interface ImpliedSources {
  isOn(rule: ImpliedRule): boolean
  /** Employers who may be given learners, at a placement. */
  contactsAt(placement: Id): readonly WorldPerson[]
  /** Who held slots of a learner that are empty now, as far as the target tells. */
  formerOf(learner: Id): readonly FormerHolding[]
  /** The last day before the break on which an earlier run saw the learner. */
  brokeOn(learner: Id): CalendarDate | undefined
}
