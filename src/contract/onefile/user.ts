import { id, numbered, unitId } from '../codec.ts'
import { answersNothing, onefile } from '../endpoint.ts'
import { optional, required } from '../fields.ts'
import { LEVEL_NUMBERS } from './numbers.ts'

export const user = {
  assignUser: onefile({
    method: 'POST',
    path: '/User/{id}/Assign',
    group: 'User',
    summary: 'Assign somebody to a learner',
    about:
      'The path names the person being assigned: an assessor, IQA, employer or observer, whose role decides the slot. The body names the learner. Levels 3 and 2 replace whoever held that slot in that role; level 1 adds and never removes. Repeating a call changes nothing.',
    access: 'assign',
    params: { person: required('id', id, 'The person being assigned.') },
    body: {
      learner: required('LearnerID', id, 'The learner; the path names the person being assigned.'),
      level: required('Level', numbered(LEVEL_NUMBERS), 'Where the assignment sits.'),
      standard: optional(
        'StandardID',
        id,
        'The standard: needed at level 3; at level 2 it says under which one.',
      ),
      unit: optional('UnitID', unitId, 'The unit: needed at level 2.'),
    },
    reply: answersNothing('Done, or so already.'),
    problems: [
      'user-unknown',
      'path-names-learner',
      'learner-unknown',
      'not-a-learner',
      'role-not-at-level',
      'organisations-differ',
      'person-archived',
      'learner-archived',
      'standard-not-held',
      'unit-not-held',
      'unit-ambiguous',
    ],
    repeatable: true,
    example: { input: { person: 111, learner: 101, level: 'aim', standard: 51 } },
  }),
}
