import { decimal, id, integer, midnight, nullable, numbered, text } from '../codec.ts'
import { answersList, answersNothing, answersRecord, onefile } from '../endpoint.ts'
import { maybe, optional, required, shownWith } from '../fields.ts'
import { paging } from './paging.ts'

/** A learning aim: a standard as given to one learner (docs/onefile-api.md#4.3; the staff are inferred, #q2). */
export const aimFields = {
  id: required('ID', id, 'The learning aim.'),
  standard: required('StandardID', id, 'The standard that was given.'),
  learner: required('UserID', id, 'The learner who has it.'),
  status: required(
    'Status',
    integer(0, Number.MAX_SAFE_INTEGER),
    'A status of the organisation, or 0 where nobody has said.',
  ),
  progress: required('Progress', decimal(0, 100), 'Percent.'),
  startDate: optional('StartDate', nullable(midnight), 'When it starts.'),
  plannedEnd: optional('PlannedEnd', nullable(midnight), 'When it should end.'),
  registrationNumber: optional('RegistrationNumber', nullable(text(200)), 'Number at the awarding body.'),
  registrationDate: optional('RegistrationDate', nullable(midnight), 'When the learner was registered.'),
  certificateAppliedDate: optional(
    'CertificateAppliedDate',
    nullable(midnight),
    'When the certificate was asked for.',
  ),
  certificateReceivedDate: optional(
    'CertificateReceivedDate',
    nullable(midnight),
    'When the certificate came.',
  ),
  achievedDate: optional('AchievedDate', nullable(midnight), 'When it was achieved.'),
  ...shownWith('inferred', {
    assessor: optional('AssessorID', nullable(id), 'The assessor of this aim, if one is set (level 3).'),
    iqa: optional('IQAID', nullable(id), 'The IQA of this aim, if one is set (level 3).'),
    iv: optional('IVID', nullable(id), 'The same as IQAID.'),
  }),
}

const { id: aimId, standard, learner, status, progress: _, assessor, iqa, iv, ...sent } = aimFields

const identifying = { id: aimId, standard, learner, status }

const filters = {
  learner: maybe(learner),
  standard: maybe(standard),
  organisation: optional('OrganisationID', id, 'Only aims of this organisation.'),
  completion: optional(
    'LearningAimCompletionStatus',
    numbered({ achieved: 1 }),
    'Only aims in this state of completion.',
  ),
  from: optional('DateFrom', midnight, 'Only aims achieved on this date or later.'),
  to: optional('DateTo', midnight, 'Only aims achieved on this date or earlier.'),
}

export const aim = {
  searchAims: onefile({
    method: 'POST',
    path: '/LearningAim/Search',
    group: 'LearningAim',
    summary: 'List learning aims',
    about: 'Gives all that fit, with the fields that tell them apart; the paged search gives the others too.',
    access: 'read',
    body: filters,
    reply: answersList('LearningAimListed', identifying, 'The learning aims, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { learner: 102 },
      answer: [{ id: 203, standard: 51, learner: 102, status: 0 }],
    },
  }),
  pageAims: onefile({
    method: 'POST',
    path: '/LearningAim/Search/{page}/{size}',
    group: 'LearningAim',
    summary: 'List learning aims, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('LearningAim', aimFields, 'The learning aims of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: {
      input: { page: 1, size: 10, learner: 103 },
      answer: [
        {
          id: 204,
          standard: 52,
          learner: 103,
          status: 0,
          progress: 0,
          startDate: '2025-09-01',
          plannedEnd: '2026-08-31',
        },
      ],
    },
  }),
  readAim: onefile({
    method: 'GET',
    path: '/LearningAim/{id}',
    group: 'LearningAim',
    summary: 'Read a learning aim',
    access: 'read',
    params: { id: required('id', id, 'The learning aim.') },
    reply: answersRecord('LearningAim', aimFields, 'The learning aim.'),
    problems: ['aim-unknown'],
    repeatable: true,
    example: {
      input: { id: 204 },
      answer: {
        id: 204,
        standard: 52,
        learner: 103,
        status: 0,
        progress: 0,
        startDate: '2025-09-01',
        plannedEnd: '2026-08-31',
      },
    },
  }),
  updateAim: onefile({
    method: 'POST',
    path: '/LearningAim/{id}',
    group: 'LearningAim',
    summary: 'Change a learning aim',
    about:
      'Only what is sent changes; null clears a date or the registration number. Status takes 0 or a status of the organisation.',
    access: 'manage',
    params: { id: required('id', id, 'The learning aim.') },
    body: { status: maybe(status), ...sent },
    reply: answersNothing('Changed, or so already.'),
    problems: ['aim-unknown', 'user-erased', 'aim-status-unknown'],
    repeatable: true,
    example: {
      input: {
        id: 202,
        status: 0,
        startDate: '2025-09-15',
        plannedEnd: '2026-09-14',
        registrationNumber: 'RN-4471',
        registrationDate: '2025-10-01',
      },
    },
  }),
}
