import type { LearningAim, UnitSummary } from '../domain/aim.ts'
import { entity, id, number, numberOrNull, text, textOrNull } from './entity.ts'

export const aims = entity<LearningAim>()({
  table: 'learning_aims',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    learner: id('learner_id'),
    standard: id('standard_id'),
    status: number('status'),
    progress: number('progress'),
    startDate: textOrNull('start_date', 'none'),
    plannedEnd: textOrNull('planned_end', 'none'),
    registrationNumber: textOrNull('registration_number', 'own'),
    registrationDate: textOrNull('registration_date', 'none'),
    certificateAppliedDate: textOrNull('certificate_applied_date', 'none'),
    certificateReceivedDate: textOrNull('certificate_received_date', 'none'),
    achievedDate: textOrNull('achieved_date', 'none'),
  },
})

export const unitSummaries = entity<UnitSummary>()({
  table: 'unit_summaries',
  key: ['organisation_id', 'id'],
  columns: {
    organisation: id('organisation_id'),
    id: id('id'),
    learner: id('learner_id'),
    aim: id('aim_id'),
    standard: id('standard_id'),
    unit: text('unit_id', 'none'),
    startDate: textOrNull('start_date', 'none'),
    plannedEnd: textOrNull('planned_end', 'none'),
    weighting: numberOrNull('weighting'),
    progress: number('progress'),
    signedOffOn: textOrNull('signed_off_on', 'none'),
  },
})
