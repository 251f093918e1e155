import { MODES } from '../../domain/request.ts'
import { type Codec, id, integer, moment, named, nullable, text, truth, unitId, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { paging } from './paging.ts'
import { finding, findings, holding, level, many, organisation, role, several, slot } from './words.ts'

export const position = integer(0, Number.MAX_SAFE_INTEGER)

/** A change as the history keeps it: ids only, so that a person can be erased. */
export const recordedChange = named(
  'Change',
  object({
    organisation: required('organisation', id, 'The organisation.'),
    position: required('position', position, 'Its place in the organisation’s history, from 1 without gaps.'),
    run: required('run', id, 'The run it was made in.'),
    ...slot,
    standard: required('standard', nullable(id), 'The standard, at "aim" and "unit".'),
    unit: required('unit', nullable(unitId), 'The unit, at "unit".'),
    before: required('before', holding, 'Who was in the slot; null for nobody.'),
    after: required('after', holding, 'Who is in the slot from then on; null for nobody.'),
    effectiveFrom: required('effectiveFrom', moment, 'From when it counts.'),
    recordedAt: required('recordedAt', moment, 'When it was recorded.'),
    undoes: required('undoes', nullable(position), 'Position of the change that this one takes back.'),
    hash: required('hash', text(64), 'SHA-256 over the change and the hash before it in the organisation.'),
  }),
  'A change as the history keeps it.',
)

const OUTCOMES = ['done', 'planned', 'already-so', 'moved-on', 'refused', 'not-tried'] as const

/** A number or text, such as the id of a standard or of a unit. */
const candidate: Codec<number | string> = {
  ...text(100),
  schema: { type: ['integer', 'string'] },
  read: raw => (typeof raw === 'number' ? raw : text(100).read(raw)),
  write: value => value,
}

/** What became of one change. */
export const outcomeFields = {
  outcome: required(
    'outcome',
    named('Outcome', word(OUTCOMES), 'What became of a change.'),
    'What became of it; "planned" where its day is to come, "not-tried" where another one stopped all.',
  ),
  due: optional('due', moment, 'From when it will count, for "planned".'),
  holder: required(
    'holder',
    nullable(id),
    'Who is in the slot now, for "done", "planned", "already-so" and "moved-on"; null for nobody.',
  ),
  code: optional('code', text(100), 'Why not: a stable code.'),
  sentence: optional('sentence', text(2000), 'Why not, and what to do.'),
  field: optional('field', text(100), 'The field of the change that it is about.'),
  candidates: optional('candidates', many(candidate), 'What to choose from, such as standards.'),
}

/** What became of one requested change. */
export const changeOutcome = named(
  'ChangeOutcome',
  object({
    ...outcomeFields,
    findings: optional('findings', many(finding), 'What somebody should know about this change.'),
  }),
  'What became of one requested change.',
)

/** What is said of the first day of a change. */
export const FROM =
  'From when it counts: now where left out. A day to come makes it planned: a date begins at midnight where the organisation is.'

/** What is said of its last day. */
export const TO =
  'The last day, for a cover: after it whoever was displaced comes back. A moment with a time is the end itself.'

const wantedChange = named(
  'ChangeWanted',
  object({
    learner: required('learner', id, 'The learner.'),
    level: required('level', level, 'Where the slot sits.'),
    role: optional('role', role, 'Needed where nobody is named; else the account decides.'),
    standard: optional('standard', id, 'Names the aim at "aim"; says under which standard at "unit".'),
    unit: optional('unit', unitId, 'Names the unit at "unit".'),
    before: optional(
      'before',
      nullable(id),
      'Who you believe is in the slot, or null for nobody; if somebody else is, the change is "moved-on". At "additional" it names who is removed.',
    ),
    after: required('after', nullable(id), 'Who should be in the slot; null takes away whoever is.'),
    effectiveFrom: optional('effectiveFrom', moment, FROM),
    effectiveTo: optional('effectiveTo', moment, TO),
  }),
  'A slot, and who should be in it.',
)

/** Why the run is made, in a person’s words. */
export const reason = optional('reason', text(500), 'Why; kept with the run.')

export const changes = {
  requestChanges: caseload({
    method: 'POST',
    path: '/changes',
    group: 'Changes',
    summary: 'Assign, replace and un-assign, up to 10,000 at once',
    about:
      'Each change names a slot and who should be in it. At "default", "aim" and "unit" whoever is there is replaced; at "additional" a change adds ("after") or removes ("before", with "after" null). Repeating it changes nothing. All changes that are made become one run, which can be taken back. What counts from a day to come is planned, and carried out on that day.',
    access: 'assign',
    body: {
      mode: optional(
        'mode',
        named('Mode', word(MODES), 'Whether a change that fails stops the others.'),
        'Whether a change that fails stops the others; "each" where left out.',
      ),
      dryRun: optional('dryRun', truth, 'Judge by the same rules, and change nothing.'),
      reason,
      plan: optional(
        'plan',
        text(64, { least: 6 }),
        'The hash of the plan of the sync that they carry out: the run is of the kind "plan" then.',
      ),
      changes: required('changes', several(wantedChange), 'The changes, judged in this order.'),
    },
    reply: answersObject(
      'ChangesMade',
      {
        applied: required('applied', truth, 'Whether what is "done" was done; not in a dry run.'),
        run: required('run', nullable(id), 'The run; null where nothing had to be changed.'),
        plannedRun: required(
          'plannedRun',
          nullable(id),
          'The planned run, of what is to come; null where nothing is.',
        ),
        outcomes: required('outcomes', many(changeOutcome), 'One for each change, in the same order.'),
        findings,
      },
      'What became of each change.',
    ),
    problems: ['not-applied'],
    repeatable: true,
    bulk: true,
    example: {
      input: {
        reason: 'Isolde takes over Caspian',
        changes: [
          { learner: 102, level: 'default', after: 111 },
          { learner: 102, level: 'aim', standard: 51, after: 121 },
          { learner: 102, level: 'additional', after: 122 },
        ],
      },
    },
  }),

  listChanges: caseload({
    method: 'GET',
    path: '/changes',
    group: 'Changes',
    summary: 'The history, and the feed of what is new',
    about:
      'In the order of each organisation’s history. "next" is always there: keep it, and ask again later to get what was recorded since; no change is missed or repeated while others write. Use a cursor with the filters it came with. A cursor from before a restore is refused with 410: read again from the start.',
    access: 'read',
    query: {
      learner: optional('learner', id, 'Only changes beside this learner.'),
      person: optional('person', id, 'Only changes that put this person in a slot or took them out.'),
      run: optional('run', id, 'Only changes of this run.'),
      organisation,
      from: optional('from', moment, 'Recorded at this moment or later.'),
      to: optional('to', moment, 'Recorded at this moment or before.'),
      ...paging,
    },
    reply: answersObject(
      'ChangesPage',
      {
        changes: required('changes', many(recordedChange), 'The changes.'),
        more: required('more', truth, 'Whether more is there already.'),
        next: required('next', text(20_000), 'Send it as "cursor" to go on from here, now or later.'),
      },
      'The next changes.',
    ),
    problems: [
      'organisation-unknown',
      'learner-unknown',
      'user-unknown',
      'run-unknown',
      'cursor-invalid',
      'cursor-gone',
    ],
    repeatable: true,
    example: { input: { learner: 102 } },
  }),
}
