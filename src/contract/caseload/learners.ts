import { LEVELS } from '../../domain/level.ts'
import { id, moment, nullable, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, required } from '../fields.ts'
import { findings, learner, many, person, place, subject } from './words.ts'

const responsible = nullable(
  object({
    person: required('person', person, 'Who answers for it.'),
    because: required('because', word(LEVELS), 'The level that decided it.'),
  }),
)

const cover = {
  assessor: required(
    'assessor',
    responsible,
    'Who assesses: the unit’s own, else the aim’s, else the default.',
  ),
  iqa: required(
    'iqa',
    responsible,
    'Who assures quality: the unit’s own, else the aim’s, else the additional IQA held longest.',
  ),
}

export const learners = {
  listLearnerAssignments: caseload({
    method: 'GET',
    path: '/learners/{id}/assignments',
    group: 'Learners',
    summary: 'Who is beside a learner, who answers for what, and why',
    about:
      'Every filled slot of one learner; for each aim and unit who is responsible and which level decided it; what is missing and what conflicts. Archived learners keep what they had, and are shown without findings.',
    access: 'read',
    params: { learner: required('id', id, 'The learner.') },
    reply: answersObject(
      {
        learner: required('learner', learner, 'The learner.'),
        assignments: required(
          'assignments',
          many(
            object({
              ...place,
              ...subject,
              person: required('person', person, 'Who is in the slot.'),
              since: required('since', moment, 'Since when.'),
            }),
          ),
          'Every filled slot.',
        ),
        employer: required(
          'employer',
          responsible,
          'The default employer, else the additional one held longest.',
        ),
        aims: required(
          'aims',
          many(object({ aim: required('aim', id, 'The learning aim.'), ...subject, ...cover })),
          'Who answers for each learning aim.',
        ),
        units: required(
          'units',
          many(
            object({
              unitSummary: required('unitSummary', id, 'The unit summary.'),
              aim: required('aim', id, 'The learning aim it is under.'),
              ...subject,
              ...cover,
            }),
          ),
          'Who answers for each unit.',
        ),
        findings,
      },
      'The learner’s slots.',
    ),
    problems: ['learner-unknown'],
    repeatable: true,
    example: { input: { learner: 102 } },
  }),
}
