import { COVER_CODES } from '../../domain/cover.ts'
import { WORKBOOK_LISTS } from '../../domain/workbook-note.ts'
import { id, integer, moment, named, nullable, text, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { many, organisation, role } from './words.ts'

const GROUP = 'Workbooks'
const count = integer(0, Number.MAX_SAFE_INTEGER)
const list = named('WorkbookList', word(WORKBOOK_LISTS), 'Lists that can be taken along as a workbook.')

const note = named(
  'WorkbookNote',
  object({
    id: required('id', id, 'The note.'),
    organisation: required('organisation', id, 'The organisation; a workbook may be about several.'),
    list: required('list', list, 'What was in it.'),
    person: required('person', nullable(id), 'Whose caseload it was; null for the other lists.'),
    rows: required('rows', count, 'Rows in it, those of other organisations included.'),
    madeAt: required('madeAt', moment, 'When it was made.'),
    actor: required('actor', nullable(id), 'The token with which it was asked for.'),
    operator: required('operator', nullable(id), 'The person who asked for it.'),
    by: required('by', nullable(text(1000)), 'Name of that person, or of the token.'),
  }),
  'That a workbook was made.',
)

export const workbooks = {
  makeWorkbook: caseload({
    method: 'POST',
    path: '/workbooks',
    group: GROUP,
    summary: 'A list as a workbook (.xlsx)',
    about:
      '"caseloads": staff with how much they hold, narrowed as GET /caseloads is. "caseload": all that one person holds, a row for each slot. "coverage": a row for each finding. Identifiers are texts, days are dates. It is noted who asked. One sheet holds a million rows; a longer list has to be narrowed.',
    access: 'read',
    body: {
      list: required('list', list, 'Which list.'),
      user: optional('user', id, 'Whose caseload; for "caseload", and needed there.'),
      organisation: optional('organisation', id, 'Only this organisation; not for "caseload".'),
      role: optional('role', role, 'Only staff who may stand in this role; for "caseloads".'),
      placement: optional('placement', id, 'Only what is held of learners who work there; for "caseloads".'),
      classroom: optional('classroom', id, 'Only what is held of learners of this class; for "caseloads".'),
      name: optional(
        'name',
        text(200, { least: 1 }),
        'Only staff in whose name each of these words begins a word; for "caseloads".',
      ),
      finding: optional(
        'finding',
        named('CoverCode', word(COVER_CODES), 'What may be amiss with a learner.'),
        'Only findings with this code; for "coverage".',
      ),
    },
    reply: answersObject(
      'Workbook',
      {
        name: required('name', text(200), 'A name for the file.'),
        type: required('type', text(100), 'Its media type.'),
        rows: required('rows', count, 'Rows in the list.'),
        content: required('content', text(Number.MAX_SAFE_INTEGER), 'Its bytes, in base64.'),
      },
      'The workbook.',
      201,
    ),
    problems: ['user-unknown', 'organisation-unknown', 'placement-unknown', 'classroom-unknown'],
    repeatable: true,
    example: { input: { list: 'caseload', user: 111 } },
  }),

  listWorkbooks: caseload({
    method: 'GET',
    path: '/workbooks',
    group: GROUP,
    summary: 'Which workbooks were made, of what and by whom',
    about:
      'The last one of each organisation first; a workbook about several has a row for each. The files themselves are not kept.',
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'WorkbookNotesPage',
      { workbooks: required('workbooks', many(note), 'The workbooks.'), next },
      'A page of notes.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11 } },
  }),
}
