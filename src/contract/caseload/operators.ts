import { USUAL_TERMS } from '../../domain/terms.ts'
import { id, list, named, nullable, text, truth } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { operatorFields, operatorRole, termFields } from './console.ts'
import { many } from './words.ts'

const GROUP = 'Console'

const operator = named('Operator', object(operatorFields), 'A person of the console.')

const name = text(200, { least: 1 })
const email = text(320, { least: 1 })
const organisations = nullable(list(id, 10_000))

const invited = {
  operator: required('operator', operator, 'The person.'),
  link: required(
    'link',
    text(2000),
    'The link by which the person signs in once and sets a password. It is good for 3 days and not shown again.',
  ),
}

const params = { operator: required('id', id, 'The person.') }

const WITHIN =
  'Nobody gives more than they may do themselves, and people who may do more than the caller do not exist for it.'

/** People of the console, and what the provider calls the roles. */
export const operatorCalls = {
  listOperators: caseload({
    method: 'GET',
    path: '/operators',
    group: GROUP,
    summary: 'People who may sign in to the console',
    about: 'All of them, in the order of their numbers, those who are disabled included.',
    access: 'admin',
    query: { role: optional('role', operatorRole, 'Only people with this role.') },
    reply: answersObject(
      'OperatorsList',
      { operators: required('operators', many(operator), 'The people.') },
      'The people.',
    ),
    repeatable: true,
    example: { input: { role: 'manager' } },
  }),

  addOperator: caseload({
    method: 'POST',
    path: '/operators',
    group: GROUP,
    summary: 'Let a person in',
    about: WITHIN,
    access: 'admin',
    body: {
      name: required('name', name, 'Name, as others see it.'),
      email: required('email', email, 'The address that the person signs in with.'),
      role: required('role', operatorRole, 'What the person may do.'),
      sensitive: optional(
        'sensitive',
        truth,
        'Whether NI number and L12 to L16 are shown too; false where left out.',
      ),
      organisations: optional('organisations', organisations, 'Organisations; null, or left out, for all.'),
    },
    reply: answersObject('OperatorInvited', invited, 'The person, and the link to send them.', 201),
    problems: ['beyond-own', 'email-taken', 'organisation-unknown'],
    repeatable: false,
    example: {
      input: { name: 'Ffion Rees', email: 'ffion@example.org', role: 'manager', organisations: [11] },
    },
  }),

  updateOperator: caseload({
    method: 'PATCH',
    path: '/operators/{id}',
    group: GROUP,
    summary: 'Change what a person may do, or end their access',
    about: `What is left out stays. It counts within a second on every server; whoever is disabled is signed out everywhere. ${WITHIN}`,
    access: 'admin',
    params,
    body: {
      name: optional('name', name, 'Name, as others see it.'),
      email: optional('email', email, 'The address that the person signs in with.'),
      role: optional('role', operatorRole, 'What the person may do.'),
      sensitive: optional('sensitive', truth, 'Whether NI number and L12 to L16 are shown too.'),
      organisations: optional('organisations', organisations, 'Organisations; null for all.'),
      disabled: optional('disabled', truth, 'Whether the person may not come in.'),
    },
    reply: answersObject('OperatorChanged', operatorFields, 'The person as they are now.'),
    problems: ['operator-unknown', 'beyond-own', 'email-taken', 'organisation-unknown', 'last-administrator'],
    repeatable: true,
    example: { input: { operator: 1, disabled: true } },
  }),

  linkOperator: caseload({
    method: 'POST',
    path: '/operators/{id}/link',
    group: GROUP,
    summary: 'Make a new one-time link for a person',
    about: `For whoever has lost password or link; any link before it is void. ${WITHIN}`,
    access: 'admin',
    params,
    reply: answersObject('OperatorLinked', invited, 'The person, and the link to send them.', 201),
    problems: ['operator-unknown', 'operator-disabled'],
    repeatable: false,
    example: { input: { operator: 1 } },
  }),

  readTerms: caseload({
    method: 'GET',
    path: '/terms',
    group: GROUP,
    summary: 'What the provider calls the roles',
    access: 'read',
    reply: answersObject('TermsRead', termFields, 'The words, in the singular.'),
    repeatable: true,
    example: {
      input: {},
      answer: USUAL_TERMS,
    },
  }),

  replaceTerms: caseload({
    method: 'PUT',
    path: '/terms',
    group: GROUP,
    summary: 'Say what the provider calls the roles',
    about: 'Pages show these words; both APIs go on with their own.',
    access: 'admin',
    body: termFields,
    reply: answersObject('TermsReplaced', termFields, 'The words from now on.'),
    problems: ['customer-wide'],
    repeatable: true,
    example: {
      input: {
        learner: 'apprentice',
        assessor: 'tutor',
        iqa: 'IV',
        employer: 'employer',
        observer: 'witness',
      },
    },
  }),
}
