import { LACKED_ROLES } from '../../domain/learners-wanted.ts'
import { id, integer, moment, named, nullable, text, truth, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { expected, plannedFields } from './planned.ts'
import {
  coverFindings,
  learner,
  level,
  many,
  organisation,
  person,
  place,
  standardTitle,
  subject,
} from './words.ts'

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

/** Which learners are meant, by where and with whom they are; what is left out does not matter. */
export const learnerFilter = {
  organisation,
  placement: optional('placement', id, 'Only learners who work there.'),
  classroom: optional('classroom', id, 'Only learners of this class.'),
  standard: optional('standard', id, 'Only learners who hold this standard.'),
  assessor: optional('assessor', id, 'Only learners beside whom this person is assessor, at whatever level.'),
  iqa: optional('iqa', id, 'Only learners beside whom this person is IQA, at whatever level.'),
  employer: optional('employer', id, 'Only learners beside whom this person is employer.'),
  observer: optional('observer', id, 'Only learners beside whom this person is observer.'),
  without: optional(
    'without',
    named('LackedRole', word(LACKED_ROLES), 'A role in which nobody answers for a learner.'),
    'Only learners for whom, or for one of whose aims, nobody answers in this role; those flagged for deletion are left out.',
  ),
  archived: optional('archived', truth, 'True: only archived learners; else only those who are not.'),
  name: optional(
    'name',
    text(200, { least: 1 }),
    'Only learners in whose name each of these words begins a word.',
  ),
}

export const learners = {
  listLearners: caseload({
    method: 'GET',
    path: '/learners',
    group: 'Learners',
    summary: 'Learners by where and with whom they are',
    about:
      'By organisation and name. The same filter chooses learners for POST /allocations, so that all who fit can be meant without naming each.',
    access: 'read',
    query: { ...learnerFilter, ...paging },
    reply: answersObject(
      'LearnersPage',
      {
        learners: required(
          'learners',
          many(
            named(
              'LearnerListed',
              object({
                learner: required('learner', learner, 'The learner.'),
                misId: required(
                  'misId',
                  nullable(text(200)),
                  'Key in the outside management information system.',
                ),
                standards: required('standards', many(standardTitle), 'Standards the learner holds.'),
                assessor: required('assessor', nullable(person), 'The default assessor.'),
                iqas: required('iqas', many(person), 'Additional IQAs, the one held longest first.'),
                employer: required('employer', nullable(person), 'The default employer.'),
              }),
              'A learner with who is beside them as a whole.',
            ),
          ),
          'The learners.',
        ),
        total: required(
          'total',
          nullable(integer(0, Number.MAX_SAFE_INTEGER)),
          'How many fit in all; counted for the first page, null on those after it.',
        ),
        next,
      },
      'A page of learners.',
    ),
    problems: [
      'organisation-unknown',
      'placement-unknown',
      'classroom-unknown',
      'standard-unknown',
      'user-unknown',
      'cursor-invalid',
    ],
    repeatable: true,
    example: { input: { placement: 21, without: 'iqa' } },
  }),

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
        planned: required(
          'planned',
          many(
            named(
              'PlannedBeside',
              object({
                plannedRun: required('plannedRun', id, 'The planned run that it belongs to.'),
                ...plannedFields,
                ...place,
                ...subject,
                before: required('before', nullable(person), 'Who is meant to be in the slot on its day.'),
                after: required('after', nullable(person), 'Who is to be in the slot from then on.'),
                expected,
              }),
              'A change beside a learner that counts from a day to come.',
            ),
          ),
          'What is planned beside the learner, by day. Nobody holds it yet.',
        ),
        findings: coverFindings,
      },
      'The learner’s slots.',
    ),
    problems: ['learner-unknown'],
    repeatable: true,
    example: { input: { learner: 102 } },
  }),
}
