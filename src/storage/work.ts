import type { ActionPlan, OffTheJob, Review, TimesheetEntry, Visit } from '../domain/work.ts'
import { entity, id, idOrNull, number, numberOrNull, textOrNull, truth } from './entity.ts'

const key = ['organisation_id', 'id'] as const
const owner = { organisation: id('organisation_id'), id: id('id'), learner: id('learner_id') }

export const visits = entity<Visit>()({
  table: 'visits',
  key,
  columns: {
    ...owner,
    assessor: idOrNull('assessor_id'),
    from: number('starts_at'),
    to: number('ends_at'),
    visitType: number('visit_type'),
    smsReminder: truth('sms_reminder'),
  },
})

export const reviews = entity<Review>()({
  table: 'reviews',
  key,
  columns: {
    ...owner,
    status: number('status'),
    scheduledFor: numberOrNull('scheduled_for'),
    assessor: idOrNull('assessor_id'),
    employer: idOrNull('employer_id'),
    visit: idOrNull('visit_id'),
    progress: numberOrNull('progress'),
    createdOn: number('created_on'),
    startedOn: numberOrNull('started_on'),
    assessorSignedOn: numberOrNull('assessor_signed_on'),
    learnerSignedOn: numberOrNull('learner_signed_on'),
    employerSignedOn: numberOrNull('employer_signed_on'),
    endTime: numberOrNull('end_time'),
  },
})

export const plans = entity<ActionPlan>()({
  table: 'plans',
  key,
  columns: {
    ...owner,
    title: textOrNull('title', 'free'),
    planOn: numberOrNull('plan_on'),
    assessorSignedOn: numberOrNull('assessor_signed_on'),
    learnerSignedOn: numberOrNull('learner_signed_on'),
  },
})

export const timesheetEntries = entity<TimesheetEntry>()({
  table: 'timesheet_entries',
  key,
  columns: {
    ...owner,
    category: textOrNull('category', 'free'),
    from: number('starts_at'),
    to: number('ends_at'),
    comments: textOrNull('comments', 'free'),
    isOffTheJob: truth('is_off_the_job'),
  },
})

export const offTheJob = entity<OffTheJob>()({
  table: 'off_the_job',
  key: ['organisation_id', 'learner_id'],
  columns: {
    organisation: id('organisation_id'),
    learner: id('learner_id'),
    contractedHours: numberOrNull('contracted_hours'),
    targetPercentage: numberOrNull('target_percentage'),
    plannedHours: numberOrNull('planned_hours'),
    durationWeeks: numberOrNull('duration_weeks'),
    method: textOrNull('method', 'own'),
    minimumHours: numberOrNull('minimum_hours'),
    percentOfPlanned: numberOrNull('percent_of_planned'),
    actualHours: numberOrNull('actual_hours'),
  },
})
