import type { LEVELS } from '../../domain/level.ts'
import { id, integer, moment, named, nullable } from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { object, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { findings, learner, many, person, place, several, subject } from './words.ts'

const count = integer(0, Number.MAX_SAFE_INTEGER)

/** How much somebody holds. */
export const caseloadSize = {
  learners: required('learners', count, 'Learners who are not archived.'),
  archivedLearners: required('archivedLearners', count, 'Learners who are archived.'),
  slots: required(
    'slots',
    named(
      'SlotCounts',
      object({
        default: required('default', count, 'As default.'),
        additional: required('additional', count, 'As additional person.'),
        aim: required('aim', count, 'On learning aims.'),
        unit: required('unit', count, 'On units.'),
      }),
      'Slots at each level.',
    ),
    'Slots at each level.',
  ),
}

/** How much somebody will hold. */
export const ahead = required(
  'ahead',
  many(
    named(
      'CaseloadAhead',
      object({
        from: required('from', moment, 'From when.'),
        learners: required('learners', count, 'Learners who are not archived.'),
        slots: required('slots', count, 'Slots at all levels.'),
      }),
      'How much somebody will hold from a moment on, if all goes as planned.',
    ),
  ),
  'How that will change, if all goes as planned: an entry for each moment. Empty where nothing is planned.',
)

const held = many(
  named(
    'SlotHeld',
    object({ ...place, ...subject, since: required('since', moment, 'Since when.') }),
    'A slot that somebody holds.',
  ),
)

const heldAt = (level: (typeof LEVELS)[number]) => required(level, held, `Slots at the level "${level}".`)

export const users = {
  listUserCaseload: caseload({
    method: 'GET',
    path: '/users/{id}/caseload',
    group: 'Caseloads',
    summary: 'All that one person holds',
    about:
      'By learner and level, in the order of the learners’ ids; a page holds whole learners. For somebody archived it is what is left to hand over, and a finding says so.',
    access: 'read',
    params: { user: required('id', id, 'The person.') },
    query: paging,
    reply: answersObject(
      'UserCaseload',
      {
        user: required('user', person, 'The person.'),
        ...caseloadSize,
        ahead,
        held: required(
          'held',
          many(
            named(
              'LearnerHeld',
              object({
                learner: required('learner', learner, 'The learner.'),
                default: heldAt('default'),
                additional: heldAt('additional'),
                aim: heldAt('aim'),
                unit: heldAt('unit'),
              }),
              'What somebody holds beside one learner.',
            ),
          ),
          'What the person holds, learner by learner.',
        ),
        findings,
        next,
      },
      'The caseload.',
    ),
    problems: ['user-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { user: 111 } },
  }),

  setTarget: caseload({
    method: 'PUT',
    path: '/users/{id}/target',
    group: 'Caseloads',
    summary: 'Say how many learners somebody should have',
    about: '0 or null: nobody has said. Neither hides anybody from a list.',
    access: 'manage',
    params: { user: required('id', id, 'An assessor, IQA, employer or observer.') },
    body: { target: required('target', nullable(integer(0, 1_000_000)), 'Learners, or null.') },
    reply: answersNothing('The target is set.'),
    problems: ['user-unknown', 'user-erased', 'not-staff'],
    repeatable: true,
    example: { input: { user: 111, target: 30 } },
  }),

  setCompetences: caseload({
    method: 'PUT',
    path: '/users/{id}/competences',
    group: 'Caseloads',
    summary: 'Say which standards somebody may assess or assure',
    about:
      'Replaces what was said before; an empty list says nothing. Sharing a caseload out with the rule "competence" gives learners only to those of whom it is said.',
    access: 'manage',
    params: { user: required('id', id, 'An assessor or IQA.') },
    body: { standards: required('standards', several(id, 1000), 'The standards.') },
    reply: answersNothing('It is kept.'),
    problems: ['user-unknown', 'user-erased', 'not-staff', 'standard-unknown'],
    repeatable: true,
    example: { input: { user: 111, standards: [51] } },
  }),

  readCompetences: caseload({
    method: 'GET',
    path: '/users/{id}/competences',
    group: 'Caseloads',
    summary: 'Which standards somebody may assess or assure',
    access: 'read',
    params: { user: required('id', id, 'An assessor or IQA.') },
    reply: answersObject(
      'Competences',
      { standards: required('standards', many(id), 'The standards; empty where nobody has said.') },
      'Which standards somebody may assess or assure.',
    ),
    problems: ['user-unknown'],
    repeatable: true,
    example: { input: { user: 111 }, answer: { standards: [] } },
  }),

  takeBackDeletion: caseload({
    method: 'DELETE',
    path: '/users/{id}/deletion',
    group: 'Users',
    summary: 'Take a flag for deletion away',
    about:
      'All else stays as it is; whoever was archived besides stays archived. OneFile’s Unarchive takes both away.',
    access: 'manage',
    params: { user: required('id', id, 'The user.') },
    reply: answersNothing('Taken away, or not flagged.'),
    problems: ['user-unknown', 'user-erased'],
    repeatable: true,
    example: { input: { user: 112 } },
  }),

  linkUser: caseload({
    method: 'PUT',
    path: '/users/{id}/link',
    group: 'Caseloads',
    summary: 'Say that two accounts are one person',
    about:
      'The account in the path joins the person that the other account stands for, and leaves whom it was linked with before; null takes it out. One person who assesses and assures the same work is reported as a conflict, whichever accounts are used.',
    access: 'manage',
    params: { user: required('id', id, 'The account.') },
    body: { other: required('user', nullable(id), 'An account of the same person, or null.') },
    reply: answersNothing('The link is set.'),
    problems: ['user-unknown', 'user-erased'],
    repeatable: true,
    example: { input: { user: 112, other: null } },
  }),
}
