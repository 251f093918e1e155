import { id, integer, moment, nullable, truth } from '../codec.ts'
import { answersValue, onefile } from '../endpoint.ts'
import { optional, orZero, required } from '../fields.ts'

/** What is sent of a visit (docs/onefile-api.md#4.10). No call reads one. */
const visitFields = {
  learner: required('LearnerID', id, 'The learner who is visited.'),
  organisation: optional('OrganisationID', id, 'The learner’s organisation.'),
  from: required('DateFrom', moment, 'When the visit begins.'),
  to: required('DateTo', moment, 'When it ends.'),
  visitType: optional('VisitTypeID', integer(1, 1_000_000), 'Kind of visit; 2 where it is left out.'),
  smsReminder: optional('SMSReminder', truth, 'Whether the learner is to be reminded; kept, not sent.'),
  assessor: optional('AssessorID', nullable(id), 'Who visits; the default assessor where it is left out.'),
}

export const visit = {
  createVisit: onefile({
    method: 'POST',
    path: '/Visit',
    group: 'Visit',
    summary: 'Arrange a visit',
    about: 'Answers the id of the visit as a bare number, for the review that takes place at it.',
    access: 'manage',
    body: {
      ...visitFields,
      ...orZero({ organisation: visitFields.organisation, assessor: visitFields.assessor }),
    },
    reply: answersValue(id, 'Id of the visit.'),
    problems: [
      'learner-unknown',
      'not-a-learner',
      'learner-archived',
      'learner-flagged',
      'organisation-unknown',
      'organisations-differ',
      'user-unknown',
      'role-mismatch',
      'person-archived',
      'person-flagged',
    ],
    repeatable: false,
    example: {
      input: {
        learner: 101,
        organisation: 11,
        from: Date.parse('2026-06-15T10:00:00Z'),
        to: Date.parse('2026-06-15T11:00:00Z'),
        visitType: 2,
        smsReminder: false,
      },
    },
  }),
}
