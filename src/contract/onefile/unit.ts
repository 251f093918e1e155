import { id, nullable, text, unitId } from '../codec.ts'
import { answersList, answersRecord, answersValue, onefile } from '../endpoint.ts'
import { maybe, optional, required } from '../fields.ts'
import { paging } from './paging.ts'

/** A unit of the customer's catalogue (docs/onefile-api.md#4.7). Its id is text. */
const unitFields = {
  id: required('ID', unitId, 'The unit.'),
  title: required('Title', text(500), 'Its title.'),
  ndaqCode: required(
    'NDAQCode',
    nullable(text(100)),
    'Its number in the register of regulated qualifications.',
  ),
  display: required('Display', nullable(text(500)), 'How it is shown.'),
}

const filters = {
  organisation: optional('OrganisationID', id, 'Only units that this organisation may use.'),
  standard: optional('StandardID', id, 'Only units of this standard.'),
  title: maybe(unitFields.title),
}

const dough = { id: 'BK_DOUGH2', title: 'Prepare dough', ndaqCode: null, display: null }
const communication = { id: 'KS_COMM1', title: 'Communicate at work', ndaqCode: null, display: null }

export const unit = {
  searchUnits: onefile({
    method: 'POST',
    path: '/Unit/Search',
    group: 'Unit',
    summary: 'List units',
    about: 'A title fits as a whole, in any letter case.',
    access: 'read',
    body: filters,
    reply: answersList('Unit', unitFields, 'The units, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { standard: 51 }, answer: [dough, communication] },
  }),
  pageUnits: onefile({
    method: 'POST',
    path: '/Unit/Search/{page}/{size}',
    group: 'Unit',
    summary: 'List units, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('Unit', unitFields, 'The units of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: { input: { page: 1, size: 1, organisation: 11 }, answer: [dough] },
  }),
  readUnit: onefile({
    method: 'GET',
    path: '/Unit/{id}',
    group: 'Unit',
    summary: 'Read a unit',
    about: 'Ids of units are text: what does not fit into a path is escaped, as A/501/1 is A%2F501%2F1.',
    access: 'read',
    params: { unit: required('id', unitId, 'The unit.') },
    reply: answersRecord('Unit', unitFields, 'The unit.'),
    problems: ['unit-unknown'],
    repeatable: true,
    example: { input: { unit: 'KS_COMM1' }, answer: communication },
  }),
  assignUnit: onefile({
    method: 'POST',
    path: '/Unit/{id}/Assign/{learnerID}/{standardID}',
    group: 'Unit',
    summary: 'Give a unit to a learner',
    about:
      'Makes a unit summary under the aim that the learner has for the standard, and answers its id as a bare number. A unit that the learner has under that standard already is refused.',
    access: 'manage',
    params: {
      unit: required('id', unitId, 'The unit.'),
      learner: required('learnerID', id, 'The learner.'),
      standard: required('standardID', id, 'The standard under which the learner gets it.'),
    },
    reply: answersValue(id, 'Id of the unit summary.'),
    problems: [
      'unit-unknown',
      'learner-unknown',
      'standard-unknown',
      'not-a-learner',
      'learner-archived',
      'learner-flagged',
      'unit-not-in-standard',
      'standard-not-held',
      'unit-already-held',
    ],
    repeatable: false,
    example: { input: { unit: 'CA_SAFE3', learner: 101, standard: 52 } },
  }),
}
