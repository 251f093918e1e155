import { id, integer, moment, named, nullable, text, truth, unitId } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { reason } from './changes.ts'
import { learnerFilter } from './learners.ts'
import { personCounts } from './transfers.ts'
import { findings, learner, level, many, role, several, slot, subject } from './words.ts'

const give = named(
  'Give',
  object({
    level: required('level', level, 'Where the slot sits.'),
    role: optional('role', role, 'Needed where nobody is named; else the account decides.'),
    standard: optional('standard', id, 'Names the aim at "aim"; says under which standard at "unit".'),
    unit: optional('unit', unitId, 'Names the unit at "unit".'),
    to: required(
      'to',
      several(id, 100),
      'Who is set; several share the learners out in turn; an empty list takes away whoever is there.',
    ),
    from: optional('from', id, 'At "additional", where "to" is empty: who is taken away.'),
    onlyEmpty: optional('onlyEmpty', truth, 'Leaves slots alone in which somebody is.'),
  }),
  'A slot that each learner has, and who is set on it.',
)

export const allocations = {
  allocateLearners: caseload({
    method: 'POST',
    path: '/allocations',
    group: 'Caseloads',
    summary: 'Set the same people on many learners',
    about:
      'Learners are named, or chosen by the filter of GET /learners. First send it with "dryRun": the answer says what changes, who is left out and why, and how much everybody holds before and after. Then send the same again with "preview": exactly that is done, in one run, or nothing where the world has changed since.',
    access: 'assign',
    body: {
      learners: optional('learners', several(id), 'The learners; or say "where".'),
      where: optional(
        'where',
        named('LearnerFilter', object(learnerFilter), 'Which learners are meant.'),
        'Which learners; at most 10,000 may fit.',
      ),
      give: required('give', several(give, 20), 'What each of them is given.'),
      effectiveFrom: optional('effectiveFrom', moment, 'From when it counts: now where left out.'),
      reason,
      dryRun: optional('dryRun', truth, 'Preview: judge by the same rules, and change nothing.'),
      preview: optional('preview', text(64), 'The "preview" of the answer that was looked at.'),
    },
    reply: answersObject(
      'Allocation',
      {
        preview: required('preview', text(64), 'Names exactly these changes.'),
        applied: required('applied', truth, 'Whether it was done.'),
        run: required('run', nullable(id), 'The run.'),
        chosen: required('chosen', integer(0, Number.MAX_SAFE_INTEGER), 'Learners named or chosen.'),
        changes: required(
          'changes',
          many(
            named(
              'SlotGiven',
              object({
                ...slot,
                ...subject,
                before: required('before', nullable(id), 'Who is in it before.'),
                after: required('after', nullable(id), 'Who is in it afterwards.'),
              }),
              'A slot that changes.',
            ),
          ),
          'What changes.',
        ),
        leftOut: required(
          'leftOut',
          many(
            named(
              'LearnerLeftOut',
              object({
                learner: required('learner', id, 'The learner.'),
                give: required('give', integer(0, 20), 'Which part of "give", from 0.'),
                code: required('code', text(100), 'Why not: a stable code.'),
                sentence: required('sentence', text(2000), 'Why not.'),
              }),
              'What a learner is not given, and why.',
            ),
          ),
          'What does not change, with the reason for each.',
        ),
        learners: required('learners', many(learner), 'The learners, by id.'),
        people: required('people', many(personCounts), 'How much everybody concerned holds.'),
        findings,
      },
      'What changes and what does not.',
    ),
    problems: [
      'organisation-unknown',
      'placement-unknown',
      'classroom-unknown',
      'standard-unknown',
      'user-unknown',
      'nothing-selected',
      'preview-stale',
    ],
    repeatable: true,
    bulk: true,
    example: {
      input: {
        where: { placement: 21, without: 'assessor' },
        give: [{ level: 'default', to: [112] }],
        dryRun: true,
      },
    },
  }),
}
