import { OPERATOR_ROLES } from '../../domain/operator.ts'
import { LONGEST_PASSWORD } from '../../domain/password.ts'
import { SCOPES } from '../../domain/scope.ts'
import { USUAL_TERMS } from '../../domain/terms.ts'
import { id, moment, named, nullable, text, truth, word } from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { many } from './words.ts'

const GROUP = 'Console'

export const operatorRole = named(
  'OperatorRole',
  word(OPERATOR_ROLES),
  'What a person of the console may do: a viewer reads, a manager assigns too, an MIS officer manages people too, an administrator everything but NI number and L12 to L16.',
)

/** A person of the console, as whoever may see one does. */
export const operatorFields = {
  id: required('id', id, 'The person.'),
  name: required('name', text(200), 'Name, as others see it.'),
  email: required('email', text(320), 'The address that the person signs in with.'),
  role: required('role', operatorRole, 'What the person may do.'),
  sensitive: required('sensitive', truth, 'Whether NI number and L12 to L16 are shown too.'),
  organisations: required(
    'organisations',
    nullable(many(id)),
    'Organisations that the person is limited to; null for all.',
  ),
  createdAt: required('createdAt', moment, 'Since when.'),
  disabledAt: required('disabledAt', nullable(moment), 'Since when the person may not come in any more.'),
}

const term = text(30, { least: 1 })

/** A person for the documentation. */
const FFION = {
  id: 2,
  name: 'Ffion Rees',
  email: 'ffion@example.org',
  role: 'manager',
  sensitive: false,
  organisations: [11],
  createdAt: Date.parse('2026-03-02T09:00:00.000Z'),
  disabledAt: null,
} as const

/** What a provider calls the roles. */
export const termFields = {
  learner: required('learner', term, 'A learner, such as "apprentice".'),
  assessor: required('assessor', term, 'An assessor, such as "tutor" or "coach".'),
  iqa: required('iqa', term, 'An IQA, such as "IV".'),
  employer: required('employer', term, 'An employer.'),
  observer: required('observer', term, 'An observer.'),
}

export const terms = named('Terms', object(termFields), 'What a provider calls the roles, in the singular.')

const meFields = {
  operator: required(
    'operator',
    named(
      'SignedInOperator',
      object({
        ...operatorFields,
        hasPassword: required('hasPassword', truth, 'Whether a password is set to sign in with.'),
      }),
      'The person who is signed in.',
    ),
    'The person.',
  ),
  customer: required(
    'customer',
    named(
      'CustomerName',
      object({
        id: required('id', id, 'The customer.'),
        name: required('name', text(1000), 'What it is called.'),
      }),
      'A customer by name.',
    ),
    'The customer.',
  ),
  organisations: required(
    'organisations',
    many(
      named(
        'OrganisationName',
        object({
          id: required('id', id, 'The organisation.'),
          name: required('name', text(1000), 'What it is called.'),
        }),
        'An organisation by name.',
      ),
    ),
    'The organisations that the person sees.',
  ),
  scopes: required('scopes', many(word(SCOPES)), 'What the person may do, as a token’s scopes say it.'),
  terms: required('terms', terms, 'What the provider calls the roles.'),
}

const CARRIES = ['cookie', 'header'] as const

const carry = optional(
  'carry',
  word(CARRIES),
  'How the session goes along: "cookie" for pages, where left out; "header" for programs, which then get it in the answer and no cookie.',
)

const newPassword = text(LONGEST_PASSWORD * 4, { least: 1 })

const signedIn = answersObject(
  'SignedIn',
  {
    ...meFields,
    session: required(
      'session',
      nullable(text(200)),
      'The session, to be sent as X-TokenID or bearer token; null where a cookie carries it.',
    ),
  },
  'Who has signed in.',
)

const FOR_PAGES =
  'A call that is signed by cookie and changes something needs the header `X-Caseload-Console` and must come from a page of this server.'

/** Signing in as a person, and who one is then. */
export const consoleCalls = {
  listSignInWays: caseload({
    method: 'GET',
    path: '/console/sign-in',
    group: GROUP,
    summary: 'Ways to sign in as a person',
    access: 'open',
    reply: answersObject(
      'SignInWays',
      {
        password: required('password', truth, 'Whether address and password are taken.'),
        providers: required(
          'providers',
          many(
            named(
              'SignInProvider',
              object({
                name: required('name', text(100), 'What to write on the button.'),
                path: required('path', text(500), 'The path of this server at which signing in begins.'),
              }),
              'A sign-in service of somebody else (OpenID Connect).',
            ),
          ),
          'Other services to sign in with.',
        ),
      },
      'The ways.',
    ),
    repeatable: true,
    example: { input: {}, answer: { password: true, providers: [] } },
  }),

  signInWithPassword: caseload({
    method: 'POST',
    path: '/console/sign-in',
    group: GROUP,
    summary: 'Sign in with address and password',
    about: `The session ends after 12 hours, or 2 hours without a call. ${FOR_PAGES} Attempts are limited by account and address; a browser that the account has been used from is never held up by what others try.`,
    access: 'open',
    body: {
      email: required('email', text(320, { least: 1 }), 'The address.'),
      password: required('password', newPassword, 'The password.'),
      carry,
    },
    reply: signedIn,
    problems: ['sign-in-failed', 'sign-in-limit', 'too-busy', 'page-foreign'],
    repeatable: false,
    example: { input: { email: 'ffion@example.org', password: 'three words apart', carry: 'header' } },
  }),

  signInWithLink: caseload({
    method: 'POST',
    path: '/console/sign-in/link',
    group: GROUP,
    summary: 'Sign in with a one-time link, and set a password',
    about: `The link is used up by this. With a password, every other session of the person ends. ${FOR_PAGES}`,
    access: 'open',
    body: {
      link: required('link', text(200, { least: 1 }), 'What stands behind `#link=` in the link.'),
      password: optional(
        'password',
        newPassword,
        'The password from now on: 12 characters or more. Where left out, the one there is stays, if there is one.',
      ),
      carry,
    },
    reply: signedIn,
    problems: ['link-invalid', 'password-weak', 'sign-in-limit', 'too-busy', 'page-foreign'],
    repeatable: false,
    example: { input: { link: 'x3JvGm0Zk1Qe8tYb5rWc7aHd2fLn9sPu4iKo6gVy0Tz', carry: 'header' } },
  }),

  readMe: caseload({
    method: 'GET',
    path: '/console/me',
    group: GROUP,
    summary: 'Who is signed in, and what they may do',
    access: 'person',
    reply: answersObject('Me', meFields, 'The person.'),
    repeatable: true,
    example: {
      input: {},
      answer: {
        operator: { ...FFION, hasPassword: true },
        customer: { id: 1, name: 'Fellside Training' },
        organisations: [{ id: 11, name: 'Fellside North' }],
        scopes: ['read', 'assign'],
        terms: USUAL_TERMS,
      },
    },
  }),

  changePassword: caseload({
    method: 'PUT',
    path: '/console/me/password',
    group: GROUP,
    summary: 'Set another password of one’s own',
    about: 'Every other session of the person ends.',
    access: 'person',
    body: {
      current: optional('current', newPassword, 'The password until now; needed where there is one.'),
      password: required('password', newPassword, 'The password from now on: 12 characters or more.'),
    },
    reply: answersNothing('It is set.'),
    problems: ['field-invalid', 'password-weak', 'sign-in-failed', 'sign-in-limit', 'too-busy'],
    repeatable: false,
    example: { input: { current: 'three words apart', password: 'quite another three words' } },
  }),

  signOut: caseload({
    method: 'POST',
    path: '/console/sign-out',
    group: GROUP,
    summary: 'Sign out',
    access: 'person',
    reply: answersNothing('The session is over.'),
    repeatable: false,
    example: { input: {} },
  }),

  signOutEverywhere: caseload({
    method: 'POST',
    path: '/console/sign-out/everywhere',
    group: GROUP,
    summary: 'Sign out of every browser and program',
    about: 'All sessions of the person end within a second on every server, this one included.',
    access: 'person',
    reply: answersNothing('All sessions of the person are over.'),
    repeatable: false,
    example: { input: {} },
  }),
}
