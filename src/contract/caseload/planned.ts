import { PLANNED_STATES } from '../../domain/planned.ts'
import { PROBLEM_CODES } from '../../domain/problem.ts'
import { id, integer, moment, named, nullable, text, truth, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { reason, TO } from './changes.ts'
import { next, paging } from './paging.ts'
import { undoOutcome } from './runs.ts'
import { many, organisation, runKind, several, slot } from './words.ts'

const number = integer(1, Number.MAX_SAFE_INTEGER)
const count = integer(0, Number.MAX_SAFE_INTEGER)

const plannedState = named('PlannedState', word(PLANNED_STATES), 'What has become of a planned change.')

/** Whether a planned change will find its slot as it needs. */
export const expected = required(
  'expected',
  truth,
  'Whether its slot will be as it needs, as things stand; false says that it would wait.',
)

/** A planned change, without its slot and its run. */
export const plannedFields = {
  number: required('number', number, 'Its place in the planned run, from 1.'),
  before: required('before', nullable(id), 'Who is meant to be in the slot on its day; null for nobody.'),
  after: required('after', nullable(id), 'Who is to be in the slot from then on; null for nobody.'),
  due: required('due', moment, 'From when it counts.'),
  ends: required('ends', nullable(number), 'The number of the change that it ends.'),
  state: required(
    'state',
    plannedState,
    '"planned" until its day; "waiting" where it could not be carried out and a person must decide.',
  ),
  code: required('code', nullable(word(PROBLEM_CODES)), 'Why it waits: the code of a problem.'),
}

/** A planned change as it is listed. */
export const plannedChange = named(
  'PlannedChange',
  object({
    organisation: required('organisation', id, 'The organisation.'),
    plannedRun: required('plannedRun', id, 'The planned run that it belongs to.'),
    ...slot,
    ...plannedFields,
    run: required('run', nullable(id), 'The run that carried it out.'),
    settledAt: required(
      'settledAt',
      nullable(moment),
      'When it was carried out, began to wait or was taken back.',
    ),
    expected,
    holder: required(
      'holder',
      nullable(id),
      'Who is in its slot now, of a change that is to come or waits; null for nobody.',
    ),
  }),
  'A change that counts from a day to come.',
)

const run = {
  id: required('id', id, 'The planned run.'),
  organisation: required('organisation', id, 'The organisation; a planned run may touch several.'),
  kind: required('kind', runKind, 'What asked for it.'),
  actor: required('actor', nullable(id), 'The token that asked for it.'),
  reason: required('reason', nullable(text(500)), 'Why, in a person’s words.'),
  createdAt: required('createdAt', moment, 'When it was planned.'),
  archives: required('archives', nullable(id), 'The account that is archived when all is carried out.'),
  archiveFrom: required('archiveFrom', nullable(moment), 'From when that may be.'),
  archivedAt: required('archivedAt', nullable(moment), 'When that was done.'),
  first: required('first', nullable(moment), 'When the first of its changes is due.'),
  last: required('last', nullable(moment), 'When the last of its changes is due.'),
  states: required(
    'states',
    named(
      'PlannedCounts',
      object({
        planned: required('planned', count, 'Changes whose day is to come.'),
        waiting: required('waiting', count, 'Changes that wait for a person.'),
        done: required('done', count, 'Changes that were carried out.'),
        alreadySo: required('alreadySo', count, 'Changes that had nothing to do.'),
        takenBack: required('takenBack', count, 'Changes that were taken back.'),
      }),
      'How many changes of a planned run are in each state.',
    ),
    'How many of its changes are in each state.',
  ),
}

const plannedRun = named('PlannedRun', object(run), 'Changes planned together, in one organisation.')

const inPath = { plannedRun: required('id', id, 'The planned run.') }
const numbers = optional(
  'numbers',
  several(number),
  'Only these changes of it; where left out, all that can be.',
)
const dryRun = optional('dryRun', truth, 'Judge by the same rules, and change nothing.')

/** A run whose planned changes are still to come is needed for an example: it is the one that "planSome" makes. */
export const planned = {
  listPlannedRuns: caseload({
    method: 'GET',
    path: '/planned-runs',
    group: 'Planned',
    summary: 'What is planned, newest first',
    about:
      'A planned run that touches several organisations has a row for each, with the same id. With "state": "waiting" these are the ones that a person must look at.',
    access: 'read',
    query: {
      organisation,
      state: optional('state', plannedState, 'Only those with a change in this state.'),
      learner: optional('learner', id, 'Only those with a change beside this learner.'),
      person: optional('person', id, 'Only those that put this person in a slot or take them out.'),
      run: optional('run', id, 'Only those that this run carried out.'),
      ...paging,
    },
    reply: answersObject(
      'PlannedRunsPage',
      { plannedRuns: required('plannedRuns', many(plannedRun), 'The planned runs.'), next },
      'A page of planned runs.',
    ),
    problems: ['organisation-unknown', 'learner-unknown', 'user-unknown', 'run-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { limit: 10 } },
  }),

  readPlannedRun: caseload({
    method: 'GET',
    path: '/planned-runs/{id}',
    group: 'Planned',
    summary: 'One planned run with its changes',
    access: 'read',
    params: inPath,
    query: paging,
    reply: answersObject(
      'PlannedRunPage',
      {
        parts: required('parts', many(plannedRun), 'The planned run, one row for each organisation.'),
        changes: required('changes', many(plannedChange), 'Its changes, by organisation and number.'),
        next,
      },
      'The planned run.',
    ),
    problems: ['planned-run-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { plannedRun: 1 } },
  }),

  amendPlannedRun: caseload({
    method: 'POST',
    path: '/planned-runs/{id}/amend',
    group: 'Planned',
    summary: 'Change the day or the person of what is planned',
    about:
      'Each change that is named is judged anew, with what is said here in place of what was planned; an end that belongs to it goes with it. All of them are changed, or none. What waits may be given another day to come.',
    access: 'assign',
    params: inPath,
    body: {
      numbers,
      effectiveFrom: optional('effectiveFrom', moment, 'The new first day; it must be to come.'),
      effectiveTo: optional('effectiveTo', moment, TO),
      after: optional('after', id, 'Who is to be in the slots instead.'),
      dryRun,
    },
    reply: answersObject(
      'PlannedRunAmended',
      {
        applied: required('applied', truth, 'Whether it was done.'),
        changes: required('changes', many(plannedChange), 'What was changed, as it is now planned.'),
      },
      'What was changed.',
    ),
    problems: ['planned-run-unknown', 'planned-settled', 'user-unknown', 'not-applied', 'field-invalid'],
    repeatable: true,
    example: { input: { plannedRun: 1, effectiveFrom: 1_798_761_600_000 } },
  }),

  takeBackPlannedRun: caseload({
    method: 'POST',
    path: '/planned-runs/{id}/take-back',
    group: 'Planned',
    summary: 'Take back what is planned',
    about:
      'What is to come or waits will not be carried out; the end of a change that is taken back goes with it. A leaver is not archived, or comes back with what was carried out. Taking back twice changes nothing.',
    access: 'assign',
    params: inPath,
    body: {
      numbers,
      carriedOut: optional(
        'carriedOut',
        truth,
        'Takes back what was carried out, too, as a run; what has moved on since is left alone and told.',
      ),
      reason,
      dryRun,
    },
    reply: answersObject(
      'PlannedRunTakenBack',
      {
        applied: required('applied', truth, 'Whether it was taken back; not in a dry run.'),
        changes: required('changes', many(plannedChange), 'What will not be carried out.'),
        run: required('run', nullable(id), 'The run that took back what had been carried out.'),
        outcomes: required('outcomes', many(undoOutcome), 'What became of each change that had been.'),
      },
      'What was taken back.',
    ),
    problems: ['planned-run-unknown', 'field-beyond-scope'],
    repeatable: true,
    example: { input: { plannedRun: 1 } },
  }),

  carryOutWaiting: caseload({
    method: 'POST',
    path: '/planned-runs/{id}/carry-out',
    group: 'Planned',
    summary: 'Carry out what waits for a person',
    about:
      'For changes whose slot was not as expected on their day: they are made now, whoever is in the slot, and count from now. One that the rules still forbid goes on waiting.',
    access: 'assign',
    params: inPath,
    body: { numbers, dryRun },
    reply: answersObject(
      'WaitingCarriedOut',
      {
        applied: required('applied', truth, 'Whether what can be done was done; not in a dry run.'),
        run: required('run', nullable(id), 'The run; null where nothing had to be changed.'),
        changes: required('changes', many(plannedChange), 'The changes that waited, as they are now.'),
      },
      'What became of each.',
    ),
    problems: ['planned-run-unknown'],
    repeatable: true,
    example: { input: { plannedRun: 1 } },
  }),
}
