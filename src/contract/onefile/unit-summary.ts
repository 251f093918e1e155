import { decimal, id, midnight, nullable, unitId } from '../codec.ts'
import { answersList, onefile } from '../endpoint.ts'
import { maybe, optional, required, shownWith } from '../fields.ts'
import { paging } from './paging.ts'

/**
 * A unit summary: a unit as given to one learner. No source names its fields; these follow the names of its
 * neighbours (docs/onefile-api.md#4.4; the staff are inferred, #q2).
 */
export const unitSummaryFields = {
  id: required('ID', id, 'The unit summary.'),
  unit: required('UnitID', unitId, 'The unit that was given.'),
  standard: required('StandardID', id, 'The standard under which the learner has the unit.'),
  aim: required('LearningAimID', id, 'The learning aim that it belongs to.'),
  learner: required('UserID', id, 'The learner who has it.'),
  startDate: optional('StartDate', nullable(midnight), 'When it starts.'),
  plannedEnd: optional('PlannedEnd', nullable(midnight), 'When it should end.'),
  weighting: optional('Weighting', nullable(decimal(0, 1_000_000)), 'Its share in the progress of the aim.'),
  progress: required('Progress', decimal(0, 100), 'Percent.'),
  signedOffOn: optional('SignedOffOn', nullable(midnight), 'When it was signed off.'),
  ...shownWith('inferred', {
    assessor: optional('AssessorID', nullable(id), 'The assessor of this unit, if one is set (level 2).'),
    iqa: optional('IQAID', nullable(id), 'The IQA of this unit, if one is set (level 2).'),
    iv: optional('IVID', nullable(id), 'The same as IQAID.'),
  }),
}

export const unitSummary = {
  pageUnitSummaries: onefile({
    method: 'POST',
    path: '/UnitSummary/Search/{page}/{size}',
    group: 'UnitSummary',
    summary: 'List unit summaries, by page',
    access: 'read',
    params: paging,
    body: {
      learner: maybe(unitSummaryFields.learner),
      standard: maybe(unitSummaryFields.standard),
      unit: maybe(unitSummaryFields.unit),
      aim: maybe(unitSummaryFields.aim),
      organisation: optional('OrganisationID', id, 'Only unit summaries of this organisation.'),
    },
    reply: answersList(
      'UnitSummary',
      unitSummaryFields,
      'The unit summaries of the page, in the order of their ids.',
    ),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: {
      input: { page: 1, size: 10, learner: 103 },
      answer: [{ id: 306, unit: 'CA_SAFE3', standard: 52, aim: 204, learner: 103, progress: 0 }],
    },
  }),
}
