import { id, moment, nullable, text } from '../codec.ts'
import { answersList, answersRecord, onefile } from '../endpoint.ts'
import { maybe, optional, required } from '../fields.ts'
import { paging } from './paging.ts'

/** A teaching and learning action plan (docs/onefile-api.md#4.10). */
const planFields = {
  id: required('ID', id, 'The plan.'),
  learner: required('LearnerID', id, 'The learner.'),
  title: optional('Title', nullable(text(2000)), 'Its title.'),
  planOn: optional('PlanOn', nullable(moment), 'When it is planned for.'),
  assessorSignedOn: optional('AssessorSignedOn', nullable(moment), 'When the assessor signed.'),
  learnerSignedOn: optional('LearnerSignedOn', nullable(moment), 'When the learner signed.'),
}

const identifying = { id: planFields.id, planOn: planFields.planOn }

const filters = {
  organisation: optional('OrganisationID', id, 'Only plans of this organisation.'),
  learner: maybe(planFields.learner),
}

const listed = { id: 91, planOn: Date.parse('2026-02-09T13:00:00Z') }
const whole = {
  ...listed,
  learner: 101,
  title: 'Portfolio – spring',
  assessorSignedOn: Date.parse('2026-02-09T14:00:00Z'),
}

export const plan = {
  searchPlans: onefile({
    method: 'POST',
    path: '/Plan/Search',
    group: 'Plan',
    summary: 'List action plans',
    about: 'Gives all that fit, with the fields that tell them apart; the paged search gives the others too.',
    access: 'read',
    body: filters,
    reply: answersList('PlanListed', identifying, 'The plans, in the order of their ids.'),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: { input: { organisation: 11, learner: 101 }, answer: [listed] },
  }),
  pagePlans: onefile({
    method: 'POST',
    path: '/Plan/Search/{page}/{size}',
    group: 'Plan',
    summary: 'List action plans, by page',
    access: 'read',
    params: paging,
    body: filters,
    reply: answersList('Plan', planFields, 'The plans of the page, in the order of their ids.'),
    problems: ['organisation-unknown', 'page-invalid'],
    repeatable: true,
    example: { input: { page: 1, size: 10, learner: 101 }, answer: [whole] },
  }),
  readPlan: onefile({
    method: 'GET',
    path: '/Plan/{id}',
    group: 'Plan',
    summary: 'Read an action plan',
    access: 'read',
    params: { id: required('id', id, 'The plan.') },
    reply: answersRecord('Plan', planFields, 'The plan.'),
    problems: ['plan-unknown'],
    repeatable: true,
    example: { input: { id: 91 }, answer: whole },
  }),
}
