import { date, decimal, id, integer, named, nullable, text, timeZone, truth, unitId } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { next, paging } from './paging.ts'
import { many, organisation, several } from './words.ts'

const GROUP = 'Catalogue'
const title = required('title', text(1000, { least: 1 }), 'The title.')
const name = required('name', text(200, { least: 1 }), 'The name.')
const misId = optional('misId', nullable(text(100)), 'Id in the provider’s own system.')
const sharing = optional(
  'organisations',
  nullable(several(id)),
  'Organisations that may use it; all of the customer’s where left out.',
)
const ownedBy = required('organisation', id, 'The organisation.')
const days = integer(-100_000, 100_000)

const organisationFields = {
  name,
  keychainForNewUsers: optional(
    'keychainForNewUsers',
    truth,
    'Whether new accounts get a keychain; no where left out.',
  ),
  keychainEmailSuppressed: optional(
    'keychainEmailSuppressed',
    truth,
    'Whether mail about keychains is held back; yes where left out.',
  ),
  timeZone: optional(
    'timeZone',
    nullable(timeZone),
    'Where a day begins for what is planned; Europe/London where left out.',
  ),
}

const standardFields = {
  title,
  code: optional('code', nullable(text(50)), 'Code of the aim or standard, such as ST0005.'),
  organisations: sharing,
}

const unitFields = {
  title,
  ndaqCode: optional('ndaqCode', nullable(text(50)), 'Number in the register of regulated qualifications.'),
  display: optional('display', nullable(text(200)), 'How it is shown.'),
  standards: required('standards', several(id), 'The standards that hold it.'),
  organisations: sharing,
}

const startDay = optional('startDay', nullable(days), 'Days after the learner’s start on which it starts.')
const endDay = optional('endDay', nullable(days), 'Days after the learner’s start by which it should end.')

const templateFields = {
  title,
  items: required(
    'items',
    several(
      named(
        'TemplateItem',
        object({
          standard: required('standard', id, 'The standard.'),
          startDay,
          endDay,
          units: required(
            'units',
            several(
              named(
                'TemplateUnit',
                object({
                  unit: required('unit', unitId, 'The unit.'),
                  weighting: optional('weighting', nullable(decimal(0, 1_000_000)), 'Its weighting.'),
                  startDay,
                  endDay,
                }),
                'A unit of a template.',
              ),
            ),
            'Units under the standard.',
          ),
        }),
        'A standard of a template with its units.',
      ),
    ),
    'Standards with their units.',
  ),
  organisations: sharing,
}

const classroomFields = {
  name,
  misId,
  startOn: optional('startOn', date, 'When the class starts.'),
  archive: optional('archive', truth, 'Whether the class is archived.'),
  completionMessage: optional('completionMessage', text(4000), 'What learners are told on completion.'),
  sendCompletionMessage: optional('sendCompletionMessage', truth, 'Whether they are told.'),
  iqaFinalSignOff: optional('iqaFinalSignOff', truth, 'Whether an IQA signs off at the end.'),
}

const placementFields = {
  name,
  misId,
  active: optional('active', truth, 'Whether it is in use; yes where left out.'),
  address: optional('address', text(1000), 'The address.'),
  contact: optional('contact', text(200), 'Whom to speak to.'),
  email: optional('email', text(320), 'E-mail address.'),
  fax: optional('fax', text(50), 'Fax.'),
  telephone: optional('telephone', text(50), 'Telephone.'),
  web: optional('web', text(500), 'Web address.'),
}

const organisationRow = { id: required('id', id, 'The organisation.'), ...organisationFields }
const standardRow = { id: required('id', id, 'The standard.'), ...standardFields }
const unitRow = { id: required('id', unitId, 'The unit.'), ...unitFields }
const templateRow = { id: required('id', id, 'The template.'), ...templateFields }
const classroomRow = { id: required('id', id, 'The class.'), organisation: ownedBy, ...classroomFields }
const placementRow = { id: required('id', id, 'The placement.'), organisation: ownedBy, ...placementFields }

const WHOLE = 'What is left out is emptied.'
const PAGE = 'In the order of ids.'

export const catalogue = {
  listOrganisations: caseload({
    method: 'GET',
    path: '/organisations',
    group: GROUP,
    summary: 'Organisations that the token covers',
    about: PAGE,
    access: 'read',
    query: paging,
    reply: answersObject(
      'OrganisationsPage',
      {
        organisations: required(
          'organisations',
          many(named('CatalogueOrganisation', object(organisationRow))),
          'The organisations.',
        ),
        next,
      },
      'A page of organisations.',
    ),
    problems: ['cursor-invalid'],
    repeatable: true,
    example: {
      input: { limit: 1 },
      answer: {
        organisations: [
          { id: 11, name: 'Fellside North', keychainForNewUsers: false, keychainEmailSuppressed: true },
        ],
        next: 'WzExXQ',
      },
    },
  }),
  addOrganisation: caseload({
    method: 'POST',
    path: '/organisations',
    group: GROUP,
    summary: 'Add an organisation',
    about:
      'It belongs to the customer of the token. A token limited to some organisations cannot add another.',
    access: 'admin',
    body: organisationFields,
    reply: answersObject('CatalogueOrganisation', organisationRow, 'The organisation.', 201),
    problems: ['shared-beyond'],
    repeatable: false,
    example: { input: { name: 'Fellside West' } },
  }),
  replaceOrganisation: caseload({
    method: 'PUT',
    path: '/organisations/{id}',
    group: GROUP,
    summary: 'Change an organisation',
    about: WHOLE,
    access: 'admin',
    params: { organisation: required('id', id, 'The organisation.') },
    body: organisationFields,
    reply: answersObject('CatalogueOrganisation', organisationRow, 'The organisation.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { organisation: 12, name: 'Fellside South' },
      answer: { id: 12, name: 'Fellside South', keychainForNewUsers: false, keychainEmailSuppressed: true },
    },
  }),

  listStandards: caseload({
    method: 'GET',
    path: '/standards',
    group: GROUP,
    summary: 'Standards that an organisation may use',
    about: PAGE,
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'StandardsPage',
      {
        standards: required(
          'standards',
          many(named('CatalogueStandard', object(standardRow))),
          'The standards.',
        ),
        next,
      },
      'A page of standards.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: {
      input: { organisation: 12, limit: 1 },
      answer: { standards: [{ id: 51, title: 'Level 2 Baking', code: 'XB0051' }], next: 'WzUxXQ' },
    },
  }),
  addStandard: caseload({
    method: 'POST',
    path: '/standards',
    group: GROUP,
    summary: 'Add a standard',
    access: 'manage',
    body: standardFields,
    reply: answersObject('CatalogueStandard', standardRow, 'The standard.', 201),
    problems: ['organisation-unknown', 'shared-beyond'],
    repeatable: false,
    example: { input: { title: 'Level 4 Joinery', code: 'XJ0053', organisations: [11] } },
  }),
  replaceStandard: caseload({
    method: 'PUT',
    path: '/standards/{id}',
    group: GROUP,
    summary: 'Change a standard',
    about: WHOLE,
    access: 'manage',
    params: { standard: required('id', id, 'The standard.') },
    body: standardFields,
    reply: answersObject('CatalogueStandard', standardRow, 'The standard.'),
    problems: ['standard-unknown', 'organisation-unknown', 'shared-beyond'],
    repeatable: true,
    example: {
      input: { standard: 51, title: 'Level 2 Baking', code: 'XB0051' },
      answer: { id: 51, title: 'Level 2 Baking', code: 'XB0051' },
    },
  }),

  listUnits: caseload({
    method: 'GET',
    path: '/units',
    group: GROUP,
    summary: 'Units that an organisation may use',
    about: PAGE,
    access: 'read',
    query: { organisation, standard: optional('standard', id, 'Only units of this standard.'), ...paging },
    reply: answersObject(
      'UnitsPage',
      { units: required('units', many(named('CatalogueUnit', object(unitRow))), 'The units.'), next },
      'A page of units.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { standard: 51 } },
  }),
  addUnit: caseload({
    method: 'POST',
    path: '/units',
    group: GROUP,
    summary: 'Add a unit',
    about: 'Its id is text of your choice, unique for the customer.',
    access: 'manage',
    body: unitRow,
    reply: answersObject('CatalogueUnit', unitRow, 'The unit.', 201),
    problems: ['id-taken', 'standard-unknown', 'organisation-unknown', 'shared-beyond'],
    repeatable: false,
    example: { input: { id: 'BK_OVEN3', title: 'Bake bread', standards: [51] } },
  }),
  replaceUnit: caseload({
    method: 'PUT',
    path: '/units/{id}',
    group: GROUP,
    summary: 'Change a unit',
    about: `${WHOLE} What learners hold already stays as it is.`,
    access: 'manage',
    params: { unit: required('id', unitId, 'The unit.') },
    body: unitFields,
    reply: answersObject('CatalogueUnit', unitRow, 'The unit.'),
    problems: ['unit-unknown', 'standard-unknown', 'organisation-unknown', 'shared-beyond'],
    repeatable: true,
    example: {
      input: { unit: 'BK_DOUGH2', title: 'Prepare dough', standards: [51] },
      answer: { id: 'BK_DOUGH2', title: 'Prepare dough', standards: [51] },
    },
  }),

  listTemplates: caseload({
    method: 'GET',
    path: '/templates',
    group: GROUP,
    summary: 'Framework templates that an organisation may use',
    about: PAGE,
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'TemplatesPage',
      {
        templates: required(
          'templates',
          many(named('CatalogueTemplate', object(templateRow))),
          'The templates.',
        ),
        next,
      },
      'A page of templates.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: { input: { organisation: 11 } },
  }),
  addTemplate: caseload({
    method: 'POST',
    path: '/templates',
    group: GROUP,
    summary: 'Add a framework template',
    access: 'manage',
    body: templateFields,
    reply: answersObject('CatalogueTemplate', templateRow, 'The template.', 201),
    problems: [
      'standard-unknown',
      'unit-unknown',
      'unit-not-in-standard',
      'organisation-unknown',
      'shared-beyond',
    ],
    repeatable: false,
    example: {
      input: {
        title: 'Baker, twelve months',
        items: [{ standard: 51, startDay: 0, endDay: 365, units: [{ unit: 'BK_DOUGH2', weighting: 40 }] }],
      },
    },
  }),
  replaceTemplate: caseload({
    method: 'PUT',
    path: '/templates/{id}',
    group: GROUP,
    summary: 'Change a framework template',
    about: `${WHOLE} What learners hold already stays as it is.`,
    access: 'manage',
    params: { template: required('id', id, 'The template.') },
    body: templateFields,
    reply: answersObject('CatalogueTemplate', templateRow, 'The template.'),
    problems: [
      'template-unknown',
      'standard-unknown',
      'unit-unknown',
      'unit-not-in-standard',
      'organisation-unknown',
      'shared-beyond',
    ],
    repeatable: true,
    example: { input: { template: 61, title: 'Baker, a year', items: [{ standard: 51, units: [] }] } },
  }),

  listClassrooms: caseload({
    method: 'GET',
    path: '/classrooms',
    group: GROUP,
    summary: 'Classes',
    about: PAGE,
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'ClassroomsPage',
      {
        classrooms: required(
          'classrooms',
          many(named('CatalogueClassroom', object(classroomRow))),
          'The classes.',
        ),
        next,
      },
      'A page of classes.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: {
      input: { organisation: 11, limit: 1 },
      answer: { classrooms: [{ id: 31, organisation: 11, name: 'Autumn 2025' }], next: 'WzMxXQ' },
    },
  }),
  addClassroom: caseload({
    method: 'POST',
    path: '/classrooms',
    group: GROUP,
    summary: 'Add a class',
    access: 'manage',
    body: { organisation: ownedBy, ...classroomFields },
    reply: answersObject('CatalogueClassroom', classroomRow, 'The class.', 201),
    problems: ['organisation-unknown'],
    repeatable: false,
    example: { input: { organisation: 11, name: 'Summer 2026', startOn: '2026-06-01' } },
  }),
  replaceClassroom: caseload({
    method: 'PUT',
    path: '/classrooms/{id}',
    group: GROUP,
    summary: 'Change a class',
    about: WHOLE,
    access: 'manage',
    params: { classroom: required('id', id, 'The class.') },
    body: classroomFields,
    reply: answersObject('CatalogueClassroom', classroomRow, 'The class.'),
    problems: ['classroom-unknown'],
    repeatable: true,
    example: {
      input: { classroom: 31, name: 'Autumn 2025' },
      answer: { id: 31, organisation: 11, name: 'Autumn 2025' },
    },
  }),

  listPlacements: caseload({
    method: 'GET',
    path: '/placements',
    group: GROUP,
    summary: 'Placements',
    about: PAGE,
    access: 'read',
    query: { organisation, ...paging },
    reply: answersObject(
      'PlacementsPage',
      {
        placements: required(
          'placements',
          many(named('CataloguePlacement', object(placementRow))),
          'The placements.',
        ),
        next,
      },
      'A page of placements.',
    ),
    problems: ['organisation-unknown', 'cursor-invalid'],
    repeatable: true,
    example: {
      input: { organisation: 11, limit: 1 },
      answer: {
        placements: [{ id: 21, organisation: 11, name: 'Harbour Bakery', active: true }],
        next: 'WzIxXQ',
      },
    },
  }),
  addPlacement: caseload({
    method: 'POST',
    path: '/placements',
    group: GROUP,
    summary: 'Add a placement',
    access: 'manage',
    body: { organisation: ownedBy, ...placementFields },
    reply: answersObject('CataloguePlacement', placementRow, 'The placement.', 201),
    problems: ['organisation-unknown'],
    repeatable: false,
    example: { input: { organisation: 12, name: 'Tarnside Nursery', misId: 'P77' } },
  }),
  replacePlacement: caseload({
    method: 'PUT',
    path: '/placements/{id}',
    group: GROUP,
    summary: 'Change a placement',
    about: WHOLE,
    access: 'manage',
    params: { placement: required('id', id, 'The placement.') },
    body: placementFields,
    reply: answersObject('CataloguePlacement', placementRow, 'The placement.'),
    problems: ['placement-unknown'],
    repeatable: true,
    example: {
      input: { placement: 21, name: 'Harbour Bakery', active: true },
      answer: { id: 21, organisation: 11, name: 'Harbour Bakery', active: true },
    },
  }),
}
