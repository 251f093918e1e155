import { id, integer, moment, named, nullable, text, truth } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { outcomeFields, position, reason, recordedChange } from './changes.ts'
import { next, paging } from './paging.ts'
import { many, nextStep, organisation, runKind, runState } from './words.ts'

const run = {
  id: required('id', id, 'The run.'),
  organisation: required('organisation', id, 'The organisation; a run may touch several.'),
  kind: required('kind', runKind, 'Why changes were made together.'),
  actor: required(
    'actor',
    nullable(id),
    'The token that asked for it; null where a person did, or where it was done at the machine itself.',
  ),
  operator: required('operator', nullable(id), 'The person of the console who asked for it.'),
  by: required(
    'by',
    nullable(text(1000)),
    'Name of that person, or of the token; null where it was done at the machine itself.',
  ),
  reason: required('reason', nullable(text(500)), 'Why, in a person’s words.'),
  recordedAt: required('recordedAt', moment, 'When it was recorded.'),
  undoes: required('undoes', nullable(id), 'The run that this one takes back.'),
  first: required('first', position, 'Position of its first change in the organisation’s history.'),
  last: required('last', position, 'Position of its last change.'),
  files: required('files', many(text(20_000)), 'The files that it came from, where the sync made it.'),
  state: required('state', runState, 'How it stands.'),
  problems: required(
    'problems',
    integer(0, Number.MAX_SAFE_INTEGER),
    'How much the run of the sync left undone that this is a part of; GET /sync-runs/{run}/problems names each.',
  ),
  next: required('next', many(nextStep), 'Whose steps are next; none where nothing is left to do.'),
  syncRun: required(
    'syncRun',
    nullable(text(100)),
    'The run of the sync that this is a part of; null where it was made for other organisations than those that the caller covers.',
  ),
  undoneBy: required('undoneBy', nullable(id), 'The run that takes it back.'),
}

/** What became of one change of a run that is taken back. */
export const undoOutcome = named(
  'UndoOutcome',
  object({
    organisation: required('organisation', id, 'The organisation.'),
    position: required('position', position, 'The change taken back.'),
    ...outcomeFields,
  }),
  'What became of one change of a run that is taken back.',
)

export const runs = {
  listRuns: caseload({
    method: 'GET',
    path: '/runs',
    group: 'Runs',
    summary: 'What was done together, newest first',
    about: 'A run that touches several organisations has a row for each, with the same id.',
    access: 'read',
    query: {
      organisation,
      kind: optional('kind', runKind, 'Only runs of this kind.'),
      from: optional('from', moment, 'Recorded at this moment or later.'),
      to: optional('to', moment, 'Recorded at this moment or before.'),
      ...paging,
    },
    reply: answersObject(
      'RunsPage',
      {
        runs: required(
          'runs',
          many(named('Run', object(run), 'Changes made together, in one organisation.')),
          'The runs.',
        ),
        next,
      },
      'A page of runs.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { kind: 'bulk', limit: 1 } },
  }),

  readRun: caseload({
    method: 'GET',
    path: '/runs/{id}',
    group: 'Runs',
    summary: 'One run with its changes',
    access: 'read',
    params: { run: required('id', id, 'The run.') },
    query: paging,
    reply: answersObject(
      'RunPage',
      {
        parts: required(
          'parts',
          many(named('Run', object(run), 'Changes made together, in one organisation.')),
          'The run, one row for each organisation.',
        ),
        changes: required('changes', many(recordedChange), 'Its changes, by organisation and position.'),
        next,
      },
      'The run.',
    ),
    problems: ['run-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { run: 1 } },
  }),

  undoRun: caseload({
    method: 'POST',
    path: '/runs/{id}/undo',
    group: 'Runs',
    summary: 'Take a run back',
    about:
      'Every slot of the run gets back whoever was in it before, since when they were, as a new run. What has moved on since is left alone and told, one by one. Taking back twice changes nothing; an undo can be taken back like any other run.',
    access: 'assign',
    params: { run: required('id', id, 'The run.') },
    body: {
      dryRun: optional('dryRun', truth, 'Judge by the same rules, and change nothing.'),
      reason,
    },
    reply: answersObject(
      'RunUndone',
      {
        applied: required('applied', truth, 'Whether what is "done" was done; not in a dry run.'),
        run: required('run', nullable(id), 'The new run; null where nothing had to be changed.'),
        outcomes: required(
          'outcomes',
          many(undoOutcome),
          'One for each change of the run, the last one first.',
        ),
      },
      'What became of each change.',
    ),
    problems: ['run-unknown'],
    repeatable: true,
    example: { input: { run: 1, dryRun: true } },
  }),
}
