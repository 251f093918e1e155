import { ANSWERING_ROLES, EVIDENCE_SUBJECTS } from '../../domain/evidence.ts'
import { EVIDENCE_FORMATS } from '../../domain/evidence-note.ts'
import { LEVELS } from '../../domain/level.ts'
import { date, id, integer, moment, named, nullable, text, truth, unitId, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { position } from './changes.ts'
import { next, paging } from './paging.ts'
import { many, organisation } from './words.ts'

const GROUP = 'Evidence'
const title = text(1000)
const count = integer(0, Number.MAX_SAFE_INTEGER)
const format = named('EvidenceFormat', word(EVIDENCE_FORMATS), 'What evidence can be written as.')

const asked = {
  learner: optional('learner', id, 'One learner; or name an organisation.'),
  organisation: optional('organisation', id, 'All learners of an organisation who were there in the period.'),
  from: required('from', date, 'First day of the period.'),
  to: required('to', date, 'Last day of the period; nothing is said of what is to come.'),
}

const point = named(
  'HistoryPoint',
  object({
    position: required('position', position, 'The last change that was read; 0 where there is none.'),
    recordedAt: required('recordedAt', moment, 'When it was recorded.'),
    hash: required('hash', text(64), 'Its hash: it seals all changes before it.'),
  }),
  'Up to where the history of an organisation was read.',
)

const question = named(
  'EvidenceQuestion',
  object({
    organisation: required(
      'organisation',
      named(
        'EvidenceOrganisation',
        object({
          id: required('id', id, 'The organisation.'),
          name: required('name', text(200), 'Its name.'),
        }),
      ),
      'The organisation.',
    ),
    learner: required('learner', nullable(id), 'The learner; null for all of the organisation.'),
    from: required('from', date, 'First day.'),
    to: required('to', date, 'Last day.'),
    madeAt: required('madeAt', moment, 'When it was worked out.'),
    by: required('by', text(500), 'Who asked.'),
    point: required('point', point, 'Up to where the history was read.'),
  }),
  'What evidence is about.',
)

const row = named(
  'EvidenceRow',
  object({
    learner: required('learner', id, 'The learner.'),
    learnerName: required('learnerName', text(500), 'The learner’s name today.'),
    learnerMisId: required('learnerMisId', text(200), 'Key in the outside management information system.'),
    role: required('role', named('AnsweringRole', word(ANSWERING_ROLES)), 'In which role somebody answered.'),
    subject: required(
      'subject',
      named('EvidenceSubject', word(EVIDENCE_SUBJECTS)),
      'For what: the learner as a whole, an aim, or a unit that has somebody of its own.',
    ),
    target: required('target', count, 'The learning aim or the unit summary; 0 for the learner as a whole.'),
    standard: required('standard', nullable(id), 'The standard.'),
    standardTitle: required('standardTitle', title, 'Its title today.'),
    unit: required('unit', nullable(unitId), 'The unit.'),
    unitTitle: required('unitTitle', title, 'Its title today.'),
    person: required('person', nullable(id), 'Who answered; null for nobody, or where not known.'),
    personName: required('personName', text(500), 'The person’s name today.'),
    known: required('known', truth, 'False where the history does not reach back so far.'),
    because: required(
      'because',
      nullable(named('Level', word(LEVELS), 'Where an assignment sits.')),
      'The level that decided it.',
    ),
    from: required('from', moment, 'From when, within the period.'),
    to: required('to', moment, 'Until when: the first moment at which it was no longer so.'),
    since: required('since', nullable(moment), 'Since when the person was in the slot.'),
    position: required('position', nullable(position), 'The change of the history that put them there.'),
    recordedAt: required('recordedAt', nullable(moment), 'When that was recorded.'),
  }),
  'Who answered for something from one moment to another.',
)

const note = named(
  'EvidenceNote',
  object({
    id: required('id', id, 'The note.'),
    organisation: required('organisation', id, 'The organisation.'),
    learner: required('learner', nullable(id), 'The learner; null where it was about the organisation.'),
    from: required('from', date, 'First day.'),
    to: required('to', date, 'Last day.'),
    format: required('format', format, 'What the file was.'),
    rows: required('rows', count, 'Rows in it.'),
    position: required('position', position, 'The change up to which the history was read.'),
    hash: required('hash', text(64), 'The hash of that change.'),
    madeAt: required('madeAt', moment, 'When it was made.'),
    actor: required('actor', nullable(id), 'The token with which it was asked for.'),
    operator: required('operator', nullable(id), 'The person who asked for it.'),
    by: required('by', nullable(text(1000)), 'Name of that person, or of the token.'),
  }),
  'That a file of evidence was made.',
)

const PROBLEMS = ['learner-unknown', 'organisation-unknown'] as const

export const evidence = {
  readEvidence: caseload({
    method: 'GET',
    path: '/evidence',
    group: GROUP,
    summary: 'Who was responsible, from when to when, out of the history',
    about:
      'For each learner and each of their aims, who answered in a period, and why; a page holds whole learners. A unit is there only where it had somebody of its own: otherwise whoever answered for its aim did. With "position" and "madeAt" the same question is asked as it was then.',
    access: 'read',
    query: {
      ...asked,
      position: optional(
        'position',
        position,
        'Reads the history up to this change; all of it where left out.',
      ),
      madeAt: optional('madeAt', moment, 'Asks as of this moment; now where left out.'),
      ...paging,
    },
    reply: answersObject(
      'EvidencePage',
      {
        question: required('question', question, 'What it is about.'),
        rows: required('rows', many(row), 'Who answered, learner by learner.'),
        next,
      },
      'A page of evidence.',
    ),
    problems: [...PROBLEMS, 'cursor-invalid'],
    repeatable: true,
    example: { input: { learner: 102, from: '2026-01-01', to: '2026-03-31' } },
  }),

  makeEvidence: caseload({
    method: 'POST',
    path: '/evidence/files',
    group: GROUP,
    summary: 'The same as a file to keep, to print and to check later',
    about:
      'As PDF, which holds its rows as CSV too, or as CSV alone. It is noted who asked. What is about more learners than one file holds comes in parts, each a file of its own that says so. "caseload evidence verify" checks such a file against the history.',
    access: 'read',
    body: {
      ...asked,
      format: required('format', format, 'PDF to print, CSV to work with.'),
      learners: optional(
        'learners',
        integer(1, 10_000),
        'Learners in one file at most; 1,000 in a PDF, 10,000 in a CSV file.',
      ),
      after: optional('after', id, 'For the next part: from "next" of the one before, with the two below.'),
      position: optional('position', position, 'Reads the history up to this change.'),
      madeAt: optional('madeAt', moment, 'Asks as of this moment.'),
    },
    reply: answersObject(
      'EvidenceFile',
      {
        note: required('note', id, 'The note that it was made.'),
        name: required('name', text(200), 'A name for the file.'),
        type: required('type', text(100), 'Its media type.'),
        content: required('content', text(Number.MAX_SAFE_INTEGER), 'Its bytes, in base64.'),
        next: required(
          'next',
          nullable(
            named(
              'EvidenceNextPart',
              object({
                after: required('after', id, 'The last learner of this part.'),
                position: required('position', position, 'The change up to which the history was read.'),
                madeAt: required('madeAt', moment, 'As of when.'),
              }),
              'Where the next part goes on.',
            ),
          ),
          'To be sent with the same question for the next part; null where this is the last one.',
        ),
      },
      'The file.',
      201,
    ),
    problems: PROBLEMS,
    repeatable: true,
    example: { input: { learner: 102, from: '2026-01-01', to: '2026-03-31', format: 'csv' } },
  }),

  listEvidence: caseload({
    method: 'GET',
    path: '/evidence/files',
    group: GROUP,
    summary: 'Which files were made, for what and by whom',
    about: 'The last one of each organisation first. The files themselves are not kept.',
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'EvidenceNotesPage',
      { files: required('files', many(note), 'The files.'), next },
      'A page of notes.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11 } },
  }),

  followChain: caseload({
    method: 'GET',
    path: '/evidence/chain',
    group: GROUP,
    summary: 'Whether the history of an organisation was altered',
    about: 'Follows the hashes from the first change to the last one, or to the one named.',
    access: 'read',
    query: {
      organisation: required('organisation', id, 'The organisation.'),
      position: optional('position', position, 'The change up to which it is followed.'),
    },
    reply: answersObject(
      'ChainFollowed',
      {
        organisation: required('organisation', id, 'The organisation.'),
        point: required('point', point, 'The change up to which it was followed.'),
        intact: required(
          'intact',
          truth,
          'Whether each change has the hash that follows from it and the one before.',
        ),
        brokenAt: required(
          'brokenAt',
          nullable(position),
          'The first change that has not, or that is missing.',
        ),
      },
      'What following the history came to.',
    ),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11 } },
  }),
}
