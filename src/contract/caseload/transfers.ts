import { date, id, integer, moment, named, nullable, text, truth } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { FROM, reason, TO } from './changes.ts'
import { caseloadSize } from './users.ts'
import { findings, learner, level, many, person, role, several, slot, subject } from './words.ts'

const size = named('CaseloadSize', object(caseloadSize), 'How much somebody holds.')

/** What is minded when learners are shared out. */
const shareRules = named(
  'ShareRules',
  object({
    competence: optional(
      'competence',
      truth,
      'Only those of whom it is said that they may assess every standard handed over.',
    ),
    independent: optional(
      'independent',
      truth,
      'Nobody who is on the other side of the learner’s assessment.',
    ),
    placement: optional('placement', truth, 'Rather those who have learners at the same workplace.'),
    classroom: optional('classroom', truth, 'Rather those who have learners of the same class.'),
    employer: optional('employer', truth, 'Learners of one employer stay together.'),
  }),
  'What is minded when learners are shared out, beside an even balance: two conditions, three preferences.',
)

/** Why a learner goes to whom. */
const learnerShared = named(
  'LearnerShared',
  object({
    learner: required('learner', id, 'The learner.'),
    to: required('to', id, 'Who takes over.'),
    because: required(
      'because',
      many(
        named(
          'ShareReason',
          object({
            code: required('code', text(100), 'A stable code.'),
            count: optional('count', integer(0, Number.MAX_SAFE_INTEGER), 'How many learners it is about.'),
          }),
          'Why somebody was chosen.',
        ),
      ),
      'Why: one code for each reason.',
    ),
    sentence: required('sentence', text(2000), 'The same in words.'),
  }),
  'Who takes a learner over, and why.',
)

const move = named(
  'MoveWanted',
  object({
    to: required(
      'to',
      several(id, 100),
      'Who takes over; several share the learners out, each learner whole: in turn, or as "share" says.',
    ),
    levels: optional('levels', several(level), 'Only slots at these levels.'),
    roles: optional('roles', several(role), 'Only slots of these roles.'),
    placements: optional('placements', several(id), 'Only learners who work there.'),
    classrooms: optional('classrooms', several(id), 'Only learners of these classes.'),
    learners: optional('learners', several(id), 'Only these learners.'),
    share: optional(
      'share',
      shareRules,
      'Shares the learners out by targets and by how many each has: as evenly as can be, with these rules.',
    ),
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

const transfer = answersObject(
  'Transfer',
  {
    preview: required('preview', text(64), 'Names exactly these changes.'),
    applied: required('applied', truth, 'Whether it was done.'),
    run: required('run', nullable(id), 'The run.'),
    plannedRun: required('plannedRun', nullable(id), 'The planned run, of what is to come.'),
    shares: required('shares', many(learnerShared), 'Why each learner of a move with "share" goes to whom.'),
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
)

const learnerPair = named(
  'LearnerPair',
  object({
    learner: required('learner', id, 'The learner.'),
    person: required('person', id, 'The person.'),
  }),
  'A learner and a person.',
)

const dryRun = optional('dryRun', truth, 'Preview: judge by the same rules, and change nothing.')
const preview = optional('preview', text(64), 'The "preview" of the answer that was looked at.')

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
      dryRun,
      preview,
    },
    reply: transfer,
    problems: ['user-unknown', 'field-invalid', 'nothing-selected', 'preview-stale'],
    repeatable: true,
    bulk: true,
    example: { input: { from: 111, moves: [{ to: [112] }], dryRun: true } },
  }),
  planLeaver: caseload({
    method: 'POST',
    path: '/users/{id}/leave',
    group: 'Caseloads',
    summary: 'Hand over everything that a leaver holds on a day, and archive the account',
    about:
      'First send it with "dryRun": the answer proposes who takes over whom, and why. Then send the same again with "preview" instead: it becomes one planned run, carried out when the day begins, and the account is archived when nothing of it is open. Takes over: whoever is named, or all of the same kind in the organisation.',
    access: 'assign',
    params: { user: required('id', id, 'Who leaves.') },
    body: {
      on: required('on', date, 'The first day without them.'),
      to: optional('to', several(id, 1000), 'Who takes over; all of the same kind where left out.'),
      share: optional(
        'share',
        shareRules,
        'What is minded; where left out, all of it, and competence where anything is said of it.',
      ),
      apart: optional(
        'apart',
        several(learnerPair, 10_000),
        'Learners and people who may not come together; such a learner goes to somebody else.',
      ),
      besides: optional(
        'besides',
        several(learnerPair, 10_000),
        'Who comes to whom besides, as proposed for other leavers and not done yet: it counts for the balance.',
      ),
      settled: optional(
        'settled',
        several(learnerPair, 10_000),
        'Who takes whom, as an answer before proposed it: nothing is shared out anew, and nobody else is handed over.',
      ),
      archive: optional(
        'archive',
        truth,
        'Whether the account is archived afterwards; yes where left out. Needs the scope "manage".',
      ),
      reason,
      dryRun,
      preview,
    },
    reply: transfer,
    problems: [
      'field-beyond-scope',
      'user-unknown',
      'not-staff',
      'field-missing',
      'field-invalid',
      'nothing-selected',
      'preview-stale',
    ],
    repeatable: true,
    example: { input: { user: 111, on: '2026-12-01', dryRun: true } },
  }),
}
