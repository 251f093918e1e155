import { asOf, id, moment, named, nullable, truth, unitId } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { plannedChange } from './planned.ts'
import { many, organisation, slot } from './words.ts'

export const assignments = {
  listAssignmentsAt: caseload({
    method: 'GET',
    path: '/assignments',
    group: 'Assignments',
    summary: 'Who held what on a date',
    about:
      'From the history, by when each change counts. A slot that was empty has "person" null; before its first record it says "known": false, which is not nobody. With "asKnownAt" it is what the history said then. For one person: what the person held, and what cannot be told of slots the person was in later.',
    access: 'read',
    query: {
      at: optional('at', asOf, 'The date (its last moment, UTC) or moment asked about; now where left out.'),
      asKnownAt: optional('asKnownAt', asOf, 'Leaves out what was recorded later.'),
      learner: optional('learner', id, 'Only slots of this learner.'),
      person: optional('person', id, 'Only what this person held.'),
      organisation,
      ...paging,
    },
    reply: answersObject(
      'AssignmentsAt',
      {
        at: required('at', moment, 'The moment asked about.'),
        asKnownAt: required(
          'asKnownAt',
          nullable(moment),
          'What was recorded later is left out; null: nothing is.',
        ),
        assignments: required(
          'assignments',
          many(
            named(
              'AssignmentAt',
              object({
                organisation: required('organisation', id, 'The organisation.'),
                ...slot,
                standard: required('standard', nullable(id), 'The standard, at "aim" and "unit".'),
                unit: required('unit', nullable(unitId), 'The unit, at "unit".'),
                known: required('known', truth, 'Whether the history reaches back that far for this slot.'),
                person: required('person', nullable(id), 'Who held it; null for nobody, or where not known.'),
                since: required('since', nullable(moment), 'Since when.'),
              }),
              'A slot with who held it at a moment.',
            ),
          ),
          'Slots that the history has heard of.',
        ),
        planned: required(
          'planned',
          many(plannedChange),
          'For a moment to come: what is planned to count by then, of the same part of the slots. Nobody holds it yet.',
        ),
        next,
      },
      'Who held what.',
    ),
    problems: ['organisation-unknown', 'learner-unknown', 'user-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { learner: 102, at: 1772442000000 } },
  }),
}
