import type { Id } from './id.ts'
import type { CalendarDate } from './time.ts'

/** A standard as given to one learner. */
export interface LearningAim {
  id: Id
  organisation: Id
  learner: Id
  standard: Id
  /** Id in the organisation's table of aim statuses; 0 where nobody has said. */
  status: number
  /** Percent, 0 to 100. */
  progress: number
  startDate: CalendarDate | null
  plannedEnd: CalendarDate | null
  registrationNumber: string | null
  registrationDate: CalendarDate | null
  certificateAppliedDate: CalendarDate | null
  certificateReceivedDate: CalendarDate | null
  achievedDate: CalendarDate | null
}

/** A unit as given to one learner, under one of the learner's aims. */
export interface UnitSummary {
  id: Id
  organisation: Id
  learner: Id
  aim: Id
  standard: Id
  unit: string
  startDate: CalendarDate | null
  plannedEnd: CalendarDate | null
  weighting: number | null
  progress: number
  signedOffOn: CalendarDate | null
}
