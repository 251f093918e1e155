import { id, integer, moment, named, nullable, text, truth } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { FROM, reason, TO } from './changes.ts'
import { caseloadSize } from './users.ts'
import { findings, learner, level, many, person, role, several, slot, subject } from './words.ts'

const size = named('CaseloadSize', object(caseloadSize), 'How much somebody holds.')

const move = named(
  'MoveWanted',
  object({
    to: required(
      'to',
      several(id, 100),
      'Who takes over; several share the learners out in turn, each learner whole.',
    ),
    levels: optional('levels', several(level), 'Only slots at these levels.'),
    roles: optional('roles', several(role), 'Only slots of these roles.'),
    placements: optional('placements', several(id), 'Only learners who work there.'),
    classrooms: optional('classrooms', several(id), 'Only learners of these classes.'),
    learners: optional('learners', several(id), 'Only these learners.'),
  }),
  'Who takes over, and what.',
)

/** How much one person holds before and after. */
export const personCounts = named(
  'PersonCounts',
  object({
    person: required('person', person, 'The person.'),
    target: required(
      'target',
      nullable(integer(0, Number.MAX_SAFE_INTEGER)),
      'Learners the person should have; null or 0: nobody has said.',
    ),
    before: required('before', size, 'How much the person holds before.'),
    after: required('after', size, 'How much the person holds afterwards.'),
  }),
  'How much one person holds before and after.',
)

export const transfers = {
  transferCaseload: caseload({
    method: 'POST',
    path: '/transfers',
    group: 'Caseloads',
    summary: 'Hand a caseload over, whole or in part',
    about:
      'First send it with "dryRun": the answer says what moves, what is left out and why, and what the person can still reach afterwards. Then send the same again with "preview" instead: all of it is made in one transaction and one run, or, where the world has changed since, nothing. Each slot goes with the first move that chooses it; a choice left out means all.',
    access: 'assign',
    body: {
      from: required('from', id, 'Whose caseload it is.'),
      moves: required('moves', several(move, 100), 'Who takes over what.'),
      effectiveFrom: optional('effectiveFrom', moment, FROM),
      effectiveTo: optional('effectiveTo', moment, TO),
      reason,
      dryRun: optional('dryRun', truth, 'Preview: judge by the same rules, and change nothing.'),
      preview: optional('preview', text(64), 'The "preview" of the answer that was looked at.'),
    },
    reply: answersObject(
      'Transfer',
      {
        preview: required('preview', text(64), 'Names exactly these changes.'),
        applied: required('applied', truth, 'Whether it was done.'),
        run: required('run', nullable(id), 'The run.'),
        plannedRun: required('plannedRun', nullable(id), 'The planned run, of what is to come.'),
        moves: required(
          'moves',
          many(
            named(
              'SlotMoved',
              object({ ...slot, ...subject, to: required('to', id, 'Who takes over.') }),
              'A slot that moves.',
            ),
          ),
          'What moves.',
        ),
        leftOut: required(
          'leftOut',
          many(
            named(
              'SlotLeftOut',
              object({
                ...slot,
                ...subject,
                to: required('to', nullable(id), 'Who was to take over; null where no move chose the slot.'),
                code: required('code', text(100), 'Why not: a stable code.'),
                sentence: required('sentence', text(2000), 'Why not.'),
              }),
              'A slot that stays, and why.',
            ),
          ),
          'What stays, with the reason for each.',
        ),
        residual: required(
          'residual',
          many(
            named(
              'SlotKept',
              object({
                person: required('person', id, 'The person who hands over, or an account linked with them.'),
                ...slot,
                ...subject,
                since: required('since', moment, 'Since when.'),
              }),
              'A slot that the person still holds.',
            ),
          ),
          'What the person still holds afterwards beside learners of whom something moves.',
        ),
        learners: required('learners', many(learner), 'The learners of all these slots, by id.'),
        people: required('people', many(personCounts), 'How much whoever gives or takes holds.'),
        findings,
      },
      'What moves and what does not.',
    ),
    problems: ['user-unknown', 'field-invalid', 'nothing-selected', 'preview-stale'],
    repeatable: true,
    bulk: true,
    example: { input: { from: 111, moves: [{ to: [112] }], dryRun: true } },
  }),
}
