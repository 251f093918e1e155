import { id, text } from '../codec.ts'
import { answersList, answersRecord, answersValue, onefile } from '../endpoint.ts'
import { maybe, optional, required } from '../fields.ts'
import { paging } from './paging.ts'

/** A standard of the customer's catalogue (docs/onefile-api.md#4.7). */
export const standardFields = {
  id: required('ID', id, 'The standard.'),
  title: required('Title', text(500), 'Its title.'),
}

const filters = {
  organisation: optional('OrganisationID', id, 'Only standards that this organisation may use.'),
  title: maybe(standardFields.title),
}

export const standard = {
  searchStandards: onefile({
    method: 'POST',
    path: '/Standard/Search',
    group: 'Standard',
    summary: 'List standards',
    about: 'A title fits as a whole, in any letter case.',
    access: 'read',
    body: filters,
    reply: answersList('Standard', standardFields, 'The standards, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { organisation: 11, title: 'level 2 baking' },
      answer: [{ id: 51, title: 'Level 2 Baking' }],
    },
  }),
  pageStandards: onefile({
    method: 'POST',
    path: '/Standard/Search/{page}/{size}',
    group: 'Standard',
    summary: 'List standards, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('Standard', standardFields, 'The standards of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: {
      input: { page: 2, size: 1, organisation: 11 },
      answer: [{ id: 52, title: 'Level 3 Care' }],
    },
  }),
  readStandard: onefile({
    method: 'GET',
    path: '/Standard/{id}',
    group: 'Standard',
    summary: 'Read a standard',
    access: 'read',
    params: { standard: required('id', id, 'The standard.') },
    reply: answersRecord('Standard', standardFields, 'The standard.'),
    problems: ['standard-unknown'],
    repeatable: true,
    example: { input: { standard: 51 }, answer: { id: 51, title: 'Level 2 Baking' } },
  }),
  assignStandard: onefile({
    method: 'POST',
    path: '/Standard/{id}/Assign/{learnerID}',
    group: 'Standard',
    summary: 'Give a standard to a learner',
    about:
      'Makes a learning aim and answers its id as a bare number; where the learner has the standard already, the id of that aim. The units of the standard are not given with it.',
    access: 'manage',
    params: {
      standard: required('id', id, 'The standard.'),
      learner: required('learnerID', id, 'The learner.'),
    },
    reply: answersValue(id, 'Id of the learning aim.'),
    problems: ['standard-unknown', 'learner-unknown', 'not-a-learner', 'learner-archived', 'learner-flagged'],
    repeatable: true,
    example: { input: { standard: 51, learner: 101 }, answer: 201 },
  }),
}
