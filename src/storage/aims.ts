import type { LearningAim, UnitSummary } from '../domain/aim.ts'
import { id, noun, number, numberOrNull, text, textOrNull } from './columns.ts'

export const aims = noun<LearningAim>()({
  table: 'learning_aims',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    learner: id('learner_id'),
    standard: id('standard_id'),
    status: number('status'),
    progress: number('progress'),
    startDate: textOrNull('start_date'),
    plannedEnd: textOrNull('planned_end'),
    registrationNumber: textOrNull('registration_number'),
    registrationDate: textOrNull('registration_date'),
    certificateAppliedDate: textOrNull('certificate_applied_date'),
    certificateReceivedDate: textOrNull('certificate_received_date'),
    achievedDate: textOrNull('achieved_date'),
  },
})

export const unitSummaries = noun<UnitSummary>()({
  table: 'unit_summaries',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    learner: id('learner_id'),
    aim: id('aim_id'),
    standard: id('standard_id'),
    unit: text('unit_id'),
    startDate: textOrNull('start_date'),
    plannedEnd: textOrNull('planned_end'),
    weighting: numberOrNull('weighting'),
    progress: number('progress'),
    signedOffOn: textOrNull('signed_off_on'),
  },
})
