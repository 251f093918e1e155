import { id, moment, named, nullable } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, required } from '../fields.ts'
import { findings, learner, level, many, person, place, subject } from './words.ts'

const responsible = nullable(
  named(
    'Responsible',
    object({
      person: required('person', person, 'Who answers for it.'),
      because: required('because', level, 'The level that decided it.'),
    }),
    'Who answers for something, and which level decided it.',
  ),
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
      'LearnerAssignments',
      {
        learner: required('learner', learner, 'The learner.'),
        assignments: required(
          'assignments',
          many(
            named(
              'Assignment',
              object({
                ...place,
                ...subject,
                person: required('person', person, 'Who is in the slot.'),
                since: required('since', moment, 'Since when.'),
              }),
              'A slot of a learner with who is in it.',
            ),
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
          many(
            named(
              'AimCover',
              object({ aim: required('aim', id, 'The learning aim.'), ...subject, ...cover }),
              'Who answers for a learning aim.',
            ),
          ),
          'Who answers for each learning aim.',
        ),
        units: required(
          'units',
          many(
            named(
              'UnitCover',
              object({
                unitSummary: required('unitSummary', id, 'The unit summary.'),
                aim: required('aim', id, 'The learning aim it is under.'),
                ...subject,
                ...cover,
              }),
              'Who answers for a unit.',
            ),
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
