import { COVER_CODES } from '../../domain/cover.ts'
import { asOf, date, id, integer, moment, named, nullable, text, word } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { ahead, caseloadSize } from './users.ts'
import { coverFindings, learner, many, organisation, person, role } from './words.ts'

const count = integer(0, Number.MAX_SAFE_INTEGER)

const SHARED = ['email', 'misId'] as const

export const caseloads = {
  listCaseloads: caseload({
    method: 'GET',
    path: '/caseloads',
    group: 'Caseloads',
    summary: 'Staff with how much they hold and should hold',
    about:
      'Everybody is there: archived staff too, and those without a target or with a target of 0. With a placement or class it is whoever holds learners there, and what they hold of these.',
    access: 'read',
    query: {
      organisation,
      role: optional('role', role, 'Only staff who may stand in this role.'),
      placement: optional('placement', id, 'Only what is held of learners who work there.'),
      classroom: optional('classroom', id, 'Only what is held of learners of this class.'),
      name: optional(
        'name',
        text(200, { least: 1 }),
        'Only staff in whose name each of these words begins a word.',
      ),
      ...paging,
    },
    reply: answersObject(
      'CaseloadsPage',
      {
        caseloads: required(
          'caseloads',
          many(
            named(
              'Caseload',
              object({
                organisation: required('organisation', id, 'The organisation.'),
                user: required('user', person, 'The person.'),
                link: required('link', nullable(id), 'Accounts with the same number are one person.'),
                target: required(
                  'target',
                  nullable(integer(0, Number.MAX_SAFE_INTEGER)),
                  'Learners the person should have; null or 0: nobody has said.',
                ),
                ...caseloadSize,
                ahead,
              }),
              'How much one person holds.',
            ),
          ),
          'Staff by organisation and id.',
        ),
        next,
      },
      'A page of staff.',
    ),
    problems: ['organisation-unknown', 'placement-unknown', 'classroom-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11, role: 'assessor', limit: 2 } },
  }),

  listCoverage: caseload({
    method: 'GET',
    path: '/coverage',
    group: 'Coverage',
    summary: 'Learners with something amiss',
    about:
      'Looks at "limit" learners at a time and gives those with a finding, so a page may be short or empty while "next" goes on. Archived learners are left out. "residual-access" is about whoever was the default of a learner and still holds what they held besides.',
    access: 'read',
    query: {
      organisation,
      at: optional(
        'at',
        asOf,
        'A day to come (its last moment, UTC) or a moment: how it will be if all goes as planned; as it is now where left out.',
      ),
      finding: optional(
        'finding',
        named('CoverCode', word(COVER_CODES), 'What may be amiss with a learner.'),
        'Only findings with this code.',
      ),
      ...paging,
    },
    reply: answersObject(
      'CoveragePage',
      {
        learners: required(
          'learners',
          many(
            named(
              'Coverage',
              object({ learner: required('learner', learner, 'The learner.'), findings: coverFindings }),
              'A learner with what is amiss.',
            ),
          ),
          'Learners by organisation and id.',
        ),
        next,
      },
      'A page of learners.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11, finding: 'no-iqa' } },
  }),

  listCoverageMonths: caseload({
    method: 'GET',
    path: '/coverage/months',
    group: 'Coverage',
    summary: 'How learners were covered at the end of each month',
    about:
      'Worked out from the history each time, by the rule of today and for the aims that learners hold today. One call looks at some thousand learners: where "next" is there, ask on, and add up rows of the same organisation and month.',
    access: 'read',
    query: {
      organisation,
      from: optional('from', date, 'A day of the first month; eleven months ago where left out.'),
      to: optional('to', date, 'A day of the last month; today where left out.'),
      cursor: paging.cursor,
    },
    reply: answersObject(
      'CoverageMonths',
      {
        months: required(
          'months',
          many(
            named(
              'CoverageMonth',
              object({
                organisation: required('organisation', id, 'The organisation.'),
                month: required('month', text(7), 'The month, as 2026-03.'),
                at: required('at', moment, 'The moment it is about: the end of the month, or now.'),
                learners: required('learners', count, 'Learners who were there.'),
                unknown: required(
                  'unknown',
                  count,
                  'Learners of whom the history does not reach back so far.',
                ),
                counts: required(
                  'counts',
                  named(
                    'CoverCounts',
                    object({
                      withoutAssessor: required(
                        'withoutAssessor',
                        count,
                        'Learners without an assessor for something.',
                      ),
                      withoutIqa: required('withoutIqa', count, 'Learners without an IQA for something.'),
                      heldByArchived: required(
                        'heldByArchived',
                        count,
                        'Learners beside whom somebody archived stood.',
                      ),
                      assessesAndAssures: required(
                        'assessesAndAssures',
                        count,
                        'Learners of whom one person assessed and assured the same.',
                      ),
                    }),
                    'Learners by what was amiss.',
                  ),
                  'Learners by what was amiss.',
                ),
              }),
              'How the learners of an organisation were covered at the end of a month.',
            ),
          ),
          'Months by organisation.',
        ),
        next,
      },
      'The months.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11, from: '2026-01-01', to: '2026-03-31' } },
  }),

  listDoubles: caseload({
    method: 'GET',
    path: '/coverage/doubles',
    group: 'Coverage',
    summary: 'Staff accounts that are likely one person',
    about:
      'Accounts of one organisation that share an e-mail address (in any letter case) or an MIS id. Say that they are one person with PUT /users/{id}/link; linked accounts are left out here.',
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'DoublesPage',
      {
        doubles: required(
          'doubles',
          many(
            named(
              'Double',
              object({
                organisation: required('organisation', id, 'The organisation.'),
                by: required('by', word(SHARED), 'What they share.'),
                accounts: required('accounts', many(person), 'The accounts.'),
              }),
              'Accounts that are likely one person.',
            ),
          ),
          'Likely double accounts.',
        ),
        next,
      },
      'A page of likely double accounts.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: {
      input: { organisation: 11 },
      answer: {
        doubles: [
          {
            organisation: 11,
            by: 'email',
            accounts: [
              {
                id: 115,
                kind: 'assessor',
                firstName: 'Rhodri',
                lastName: 'Vane',
                archived: false,
                flagged: false,
              },
              {
                id: 122,
                kind: 'iqa',
                firstName: 'Rhodri',
                lastName: 'Vane',
                archived: false,
                flagged: false,
              },
            ],
          },
        ],
        next: null,
      },
    },
  }),
}
