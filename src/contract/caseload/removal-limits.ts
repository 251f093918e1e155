import { type LimitedPart, USUAL_LIMITS } from '../../domain/removal-limits.ts'
import { decimal, integer, moment, named, nullable, text } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, required } from '../fields.ts'

const GROUP = 'Sync'

const limit = named(
  'RemovalLimit',
  object({
    count: required('count', integer(0, 1_000_000), 'So many may go unseen, whatever share they are.'),
    share: required('share', decimal(0, 1), 'Such a share may go unseen, from 0 to 1, whatever count it is.'),
  }),
  'Removals that are more than both wait for an approval.',
)

const ABOUT: Readonly<Record<LimitedPart, string>> = {
  organisation:
    'Of all assignments of an organisation; and of its live learners, where accounts are archived.',
  assessor: 'Of all that one person holds.',
  level: 'Of all assignments at one level of an organisation.',
}

const limitFields = {
  organisation: required('organisation', limit, ABOUT.organisation),
  assessor: required('assessor', limit, ABOUT.assessor),
  level: required('level', limit, ABOUT.level),
}

const limitsRead = {
  ...limitFields,
  changedAt: required(
    'changedAt',
    nullable(moment),
    'When they were set; null where they are the usual ones.',
  ),
  by: required('by', nullable(text(1000)), 'Who set them.'),
}

/** The limits as they are kept with a customer. */
export const removalLimits = object(limitFields)

const HOLDS =
  'They hold for every plan of the customer, by the command line and by imports, where its mapping says nothing else.'

export const removalLimitCalls = {
  readRemovalLimits: caseload({
    method: 'GET',
    path: '/removal-limits',
    group: GROUP,
    summary: 'How much a plan may take away before somebody has to approve it',
    about: HOLDS,
    access: 'read',
    reply: answersObject('RemovalLimits', limitsRead, 'The limits.'),
    repeatable: true,
    example: { input: {}, answer: { ...USUAL_LIMITS, changedAt: null, by: null } },
  }),

  replaceRemovalLimits: caseload({
    method: 'PUT',
    path: '/removal-limits',
    group: GROUP,
    summary: 'Say how much a plan may take away before somebody has to approve it',
    about: `${HOLDS} Plans that are made already keep the limits that they were made with.`,
    access: 'manage',
    body: limitFields,
    reply: answersObject('RemovalLimitsReplaced', limitsRead, 'The limits from now on.'),
    problems: ['customer-wide'],
    repeatable: true,
    example: {
      input: {
        organisation: { count: 20, share: 0.05 },
        assessor: { count: 5, share: 0.25 },
        level: { count: 20, share: 0.1 },
      },
    },
  }),
}
