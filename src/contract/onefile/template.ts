import { id, text, truth } from '../codec.ts'
import { answersList, answersNothing, onefile } from '../endpoint.ts'
import { optional, required } from '../fields.ts'

/** A framework template. No source names its fields beside these (docs/onefile-api.md#4.8). */
const templateFields = {
  id: required('ID', id, 'The template.'),
  title: required('Title', text(500), 'Its title.'),
}

export const template = {
  searchTemplates: onefile({
    method: 'POST',
    path: '/FrameworkTemplate/Search',
    group: 'FrameworkTemplate',
    summary: 'List framework templates',
    access: 'read',
    body: { organisation: optional('OrganisationID', id, 'Only templates that this organisation may use.') },
    reply: answersList('FrameworkTemplate', templateFields, 'The templates, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11 }, answer: [{ id: 61, title: 'Baking, one year' }] },
  }),
  assignTemplate: onefile({
    method: 'POST',
    path: '/FrameworkTemplate/{id}/Assign/{userId}/{onlyChangeAssigned}',
    group: 'FrameworkTemplate',
    summary: 'Give a framework template to a learner',
    about:
      'With false, every aim and unit of the template is given, and the dates and weightings of those that the learner has already are set as in the template. With true, only the aims that the learner has already are brought into line, with their units; no other aim is added. Dates count from the day on which the learner starts, or else from today.',
    access: 'manage',
    params: {
      template: required('id', id, 'The template.'),
      learner: required('userId', id, 'The learner.'),
      onlyChangeAssigned: required(
        'onlyChangeAssigned',
        truth,
        'Whether only aims that the learner has already are touched.',
      ),
    },
    reply: answersNothing('Applied.'),
    problems: [
      'template-unknown',
      'learner-unknown',
      'not-a-learner',
      'learner-archived',
      'learner-flagged',
      'standard-unknown',
      'unit-unknown',
    ],
    repeatable: true,
    example: { input: { template: 61, learner: 102, onlyChangeAssigned: false } },
  }),
}
