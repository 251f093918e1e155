import { asOf, decimal, id, integer, moment, nullable } from '../codec.ts'
import { answersList, answersRecord, answersValue, onefile } from '../endpoint.ts'
import { maybe, optional, orZero, required } from '../fields.ts'
import { paging } from './paging.ts'

/** A progress review (docs/onefile-api.md#4.9). */
export const reviewFields = {
  id: required('ID', id, 'The review.'),
  scheduledFor: optional('ScheduledFor', nullable(moment), 'When it should take place.'),
  learner: required('LearnerID', id, 'The learner.'),
  assessor: optional('AssessorID', nullable(id), 'The assessor.'),
  employer: optional('EmployerID', nullable(id), 'The employer.'),
  status: required(
    'Status',
    integer(1, 9),
    '1 not started, 2 started, 3 signed by the assessor, 4 signed by assessor and learner; others are kept as sent.',
  ),
  createdOn: required('CreatedOn', moment, 'When it was made.'),
  startedOn: optional('StartedOn', nullable(moment), 'When it was started.'),
  assessorSignedOn: optional('AssessorSignedOn', nullable(moment), 'When the assessor signed.'),
  learnerSignedOn: optional('LearnerSignedOn', nullable(moment), 'When the learner signed.'),
  employerSignedOn: optional('EmployerSignedOn', nullable(moment), 'When the employer signed.'),
  endTime: optional('EndTime', nullable(moment), 'When it ended.'),
  visit: optional('VisitID', nullable(id), 'The visit at which it takes place.'),
  progress: optional('Progress', nullable(decimal(0, 100)), 'Progress of the learner then, in percent.'),
}

const { id: reviewId, scheduledFor, learner, status, assessor, visit } = reviewFields

const identifying = { id: reviewId, scheduledFor, learner, status }

const filters = {
  organisation: optional('OrganisationID', id, 'Only reviews of this organisation.'),
  learner: maybe(learner),
  status: maybe(status),
  from: optional('DateFrom', moment, 'Only reviews scheduled for this moment or later.'),
  to: optional(
    'DateTo',
    asOf,
    'Only reviews scheduled for this moment or earlier; a date includes the whole day.',
  ),
}

const scheduled = { id: 81, scheduledFor: Date.parse('2026-03-16T10:00:00Z'), learner: 101, status: 1 }
const whole = {
  ...scheduled,
  ...{ assessor: 111, employer: 131, visit: 71, createdOn: Date.parse('2026-02-16T09:00:00Z') },
}

export const review = {
  searchReviews: onefile({
    method: 'POST',
    path: '/Review/Search',
    group: 'Review',
    summary: 'List reviews',
    about: 'Gives all that fit, with the fields that tell them apart; the paged search gives the others too.',
    access: 'read',
    body: filters,
    reply: answersList('ReviewListed', identifying, 'The reviews, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { organisation: 11, learner: 101, to: Date.parse('2026-03-31T23:59:59Z') },
      answer: [scheduled],
    },
  }),
  pageReviews: onefile({
    method: 'POST',
    path: '/Review/Search/{page}/{size}',
    group: 'Review',
    summary: 'List reviews, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('Review', reviewFields, 'The reviews of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: { input: { page: 1, size: 1, organisation: 11, learner: 101, status: 1 }, answer: [whole] },
  }),
  readReview: onefile({
    method: 'GET',
    path: '/Review/{id}',
    group: 'Review',
    summary: 'Read a review',
    access: 'read',
    params: { id: required('id', id, 'The review.') },
    reply: answersRecord('Review', reviewFields, 'The review.'),
    problems: ['review-unknown'],
    repeatable: true,
    example: { input: { id: 81 }, answer: whole },
  }),
  createReview: onefile({
    method: 'POST',
    path: '/Review',
    group: 'Review',
    summary: 'Schedule a review',
    about:
      'Answers the id of the review as a bare number. The assessor is the learner’s default one where none is named; the employer is the learner’s default one. A visit must be one to the same learner.',
    access: 'manage',
    body: {
      learner,
      status,
      scheduledFor: required('ScheduledFor', moment, 'When it should take place.'),
      ...orZero({ visit: maybe(visit), assessor: maybe(assessor) }),
    },
    reply: answersValue(id, 'Id of the review.'),
    problems: [
      'learner-unknown',
      'not-a-learner',
      'learner-archived',
      'learner-flagged',
      'visit-unknown',
      'user-unknown',
      'role-mismatch',
      'organisations-differ',
      'person-archived',
      'person-flagged',
    ],
    repeatable: false,
    example: {
      input: {
        learner: 101,
        status: 1,
        scheduledFor: Date.parse('2026-06-15T10:00:00Z'),
        visit: 71,
        assessor: 112,
      },
    },
  }),
}
