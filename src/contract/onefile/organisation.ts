import { id, text, truth } from '../codec.ts'
import { answersList, answersRecord, onefile } from '../endpoint.ts'
import { optional, required } from '../fields.ts'
import { paging } from './paging.ts'
import { standardFields } from './standard.ts'

/** A centre (docs/onefile-api.md#4.2). */
const organisationFields = {
  id: required('ID', id, 'The organisation.'),
  name: required('Name', text(200), 'Its name.'),
  keychainForNewUsers: required(
    'KeychainCreationForNewUserActive',
    truth,
    'Whether new accounts get or join a keychain by e-mail; kept, and nothing is sent.',
  ),
  keychainEmailSuppressed: required(
    'KeychainEmailSuppression',
    truth,
    'Whether mail about keychains is held back.',
  ),
}

/** A status of the organisation's own table (docs/onefile-api.md#3.1; its fields are ours). */
const statusFields = {
  id: required('ID', id, 'The status.'),
  name: required('Name', text(200), 'Its name.'),
}

const filters = { customer: optional('CustomerID', id, 'The customer of the token; no other is known.') }
const inPath = { organisation: required('id', id, 'The organisation.') }

const north = {
  ...{ id: 11, name: 'Fellside North' },
  ...{ keychainForNewUsers: false, keychainEmailSuppressed: true },
}
const south = { ...north, id: 12, name: 'Fellside South' }

export const organisation = {
  searchOrganisations: onefile({
    method: 'POST',
    path: '/Organisation/Search',
    group: 'Organisation',
    summary: 'List organisations',
    about: 'Gives the organisations that the token covers.',
    access: 'read',
    body: filters,
    reply: answersList('Organisation', organisationFields, 'The organisations, in the order of their ids.'),
    problems: ['customer-unknown'],
    repeatable: true,
    example: { input: { customer: 1 }, answer: [north, south] },
  }),
  pageOrganisations: onefile({
    method: 'POST',
    path: '/Organisation/Search/{page}/{size}',
    group: 'Organisation',
    summary: 'List organisations, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList(
      'Organisation',
      organisationFields,
      'The organisations of the page, in the order of their ids.',
    ),
    problems: ['customer-unknown', 'page-invalid'],
    repeatable: true,
    example: { input: { page: 2, size: 1, customer: 1 }, answer: [south] },
  }),
  readOrganisation: onefile({
    method: 'GET',
    path: '/Organisation/{id}',
    group: 'Organisation',
    summary: 'Read an organisation',
    access: 'read',
    params: inPath,
    reply: answersRecord('Organisation', organisationFields, 'The organisation.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11 }, answer: north },
  }),
  listAimStatuses: onefile({
    method: 'GET',
    path: '/Organisation/{id}/LearningAimStatuses',
    group: 'Organisation',
    summary: 'List the statuses of learning aims',
    about: 'What Status of a learning aim may be beside 0.',
    access: 'read',
    params: inPath,
    reply: answersList('Status', statusFields, 'The statuses, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11 }, answer: [{ id: 46, name: 'In progress' }] },
  }),
  listLearnerStatuses: onefile({
    method: 'GET',
    path: '/Organisation/{id}/LearnerStatuses',
    group: 'Organisation',
    summary: 'List the statuses of learners',
    about: 'What LearnerStatusID of a learner may be.',
    access: 'read',
    params: inPath,
    reply: answersList('Status', statusFields, 'The statuses, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11 }, answer: [{ id: 41, name: 'On programme' }] },
  }),
  listAssignedStandards: onefile({
    method: 'GET',
    path: '/Organisation/{id}/AssignedStandards',
    group: 'Organisation',
    summary: 'List the standards that an organisation may use',
    access: 'read',
    params: inPath,
    reply: answersList('Standard', standardFields, 'The standards, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { organisation: 12 },
      answer: [
        { id: 51, title: 'Level 2 Baking' },
        { id: 52, title: 'Level 3 Care' },
      ],
    },
  }),
}
