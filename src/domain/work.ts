import type { Id } from './id.ts'
import type { Instant } from './time.ts'

/** A progress review. Status: 1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner. */
export interface Review {
  id: Id
  organisation: Id
  learner: Id
  status: number
  scheduledFor: Instant | null
  assessor: Id | null
  employer: Id | null
  visit: Id | null
  progress: number | null
  createdOn: Instant
  startedOn: Instant | null
  assessorSignedOn: Instant | null
  learnerSignedOn: Instant | null
  employerSignedOn: Instant | null
  endTime: Instant | null
}

/** A teaching and learning action plan. */
export interface ActionPlan {
  id: Id
  organisation: Id
  learner: Id
  title: string | null
  planOn: Instant | null
  assessorSignedOn: Instant | null
  learnerSignedOn: Instant | null
}

/** A visit to a learner. */
export interface Visit {
  id: Id
  organisation: Id
  learner: Id
  assessor: Id | null
  from: Instant
  to: Instant
  visitType: number
  smsReminder: boolean
}

/** An entry of a learner's timesheet. */
export interface TimesheetEntry {
  id: Id
  organisation: Id
  learner: Id
  category: string | null
  from: Instant
  to: Instant
  comments: string | null
  isOffTheJob: boolean
}

/** A learner's off-the-job hours. Hours and percentages are as the centre keeps them; duration is in weeks. */
export interface OffTheJob {
  learner: Id
  organisation: Id
  contractedHours: number | null
  targetPercentage: number | null
  plannedHours: number | null
  durationWeeks: number | null
  method: string | null
  minimumHours: number | null
  percentOfPlanned: number | null
  actualHours: number | null
}
