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

/** A learner with the organisation that it belongs to. */
type PlacedAim = { id: Id; organisation: Id }

/** An aim that has no id yet. */
export type AimDraft = Omit<LearningAim, 'id'>

/** A unit summary that has no id yet, nor perhaps its aim. */
export type SummaryDraft = Omit<UnitSummary, 'id' | 'aim'>

/** A standard as it is when a learner has just got it. */
export function newAim(learner: PlacedAim, standard: Id): AimDraft {
  return {
    organisation: learner.organisation,
    learner: learner.id,
    standard,
    status: 0,
    progress: 0,
    startDate: null,
    plannedEnd: null,
    registrationNumber: null,
    registrationDate: null,
    certificateAppliedDate: null,
    certificateReceivedDate: null,
    achievedDate: null,
  }
}

/** A unit as it is when a learner has just got it. */
export function newSummary(learner: PlacedAim, standard: Id, unit: string): SummaryDraft {
  return {
    organisation: learner.organisation,
    learner: learner.id,
    standard,
    unit,
    startDate: null,
    plannedEnd: null,
    weighting: null,
    progress: 0,
    signedOffOn: null,
  }
}
