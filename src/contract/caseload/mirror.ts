import { date, id, moment, named, nullable, text, truth, unitId } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, widePaging } from './paging.ts'
import { kind, many, organisation, slot } from './words.ts'

const GROUP = 'Mirror'
const FOR_A_COPY = 'Short rows and large pages, so that a copy of an organisation takes few calls.'
const ownedBy = required('organisation', id, 'The organisation.')

/** An account with what tells people apart, where they are, and whose other accounts are the same person. */
const account = named(
  'Account',
  object({
    id: required('id', id, 'The account.'),
    organisation: ownedBy,
    kind: required('kind', kind, 'What the account is.'),
    firstName: required('firstName', text(200), 'First name.'),
    lastName: required('lastName', text(200), 'Last name.'),
    email: required('email', nullable(text(320)), 'E-mail address.'),
    misId: required('misId', nullable(text(200)), 'Key in the outside management information system.'),
    uln: required('uln', nullable(text(200)), 'Unique learner number.'),
    dateOfBirth: required('dateOfBirth', nullable(date), 'Date of birth.'),
    startOn: required('startOn', nullable(date), 'When the programme starts.'),
    plannedEndDate: required('plannedEndDate', nullable(date), 'When the programme should end.'),
    placement: required('placement', nullable(id), 'The workplace.'),
    classroom: required('classroom', nullable(id), 'The class.'),
    archived: required('archived', truth, 'Whether the account is archived.'),
    flagged: required(
      'flagged',
      truth,
      'Whether the account is flagged for deletion: given nothing, and to nobody.',
    ),
    archivedAt: optional('archivedAt', nullable(moment), 'When the account was archived.'),
    link: required('link', nullable(id), 'Accounts with the same number are one person.'),
  }),
  'An account with what tells people apart.',
)

/** Lists to make a copy from. */
export const mirror = {
  listAccounts: caseload({
    method: 'GET',
    path: '/accounts',
    group: GROUP,
    summary: 'Every account, archived ones and those flagged for deletion too',
    about: FOR_A_COPY,
    access: 'read',
    query: { organisation, ...widePaging },
    reply: answersObject(
      'AccountsPage',
      { accounts: required('accounts', many(account), 'The accounts, in the order of their ids.'), next },
      'A page of accounts.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 12, limit: 1000 } },
  }),

  listAssignments: caseload({
    method: 'GET',
    path: '/assignments/current',
    group: GROUP,
    summary: 'Every slot that somebody is in now',
    about: FOR_A_COPY,
    access: 'read',
    query: { organisation, ...widePaging },
    reply: answersObject(
      'AssignmentsPage',
      {
        assignments: required(
          'assignments',
          many(
            named(
              'CurrentAssignment',
              object({
                organisation: ownedBy,
                ...slot,
                person: required('person', id, 'Who is in it.'),
                since: required('since', moment, 'Since when.'),
              }),
              'A slot that somebody is in.',
            ),
          ),
          'The slots, by organisation and learner.',
        ),
        next,
      },
      'A page of slots.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11, limit: 1000 } },
  }),

  listUnitsHeld: caseload({
    method: 'GET',
    path: '/unit-summaries',
    group: GROUP,
    summary: 'Every unit that a learner has',
    about: FOR_A_COPY,
    access: 'read',
    query: { organisation, ...widePaging },
    reply: answersObject(
      'UnitsHeldPage',
      {
        unitSummaries: required(
          'unitSummaries',
          many(
            named(
              'UnitHeld',
              object({
                id: required('id', id, 'The unit summary.'),
                learner: required('learner', id, 'The learner who has it.'),
                aim: required('aim', id, 'The learning aim it is under.'),
                standard: required('standard', id, 'The standard it is under.'),
                unit: required('unit', unitId, 'The unit.'),
              }),
              'A unit that a learner has.',
            ),
          ),
          'The unit summaries, in the order of their ids.',
        ),
        next,
      },
      'A page of unit summaries.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: {
      input: { organisation: 12 },
      answer: {
        unitSummaries: [{ id: 306, learner: 103, aim: 204, standard: 52, unit: 'CA_SAFE3' }],
        next: null,
      },
    },
  }),
}
