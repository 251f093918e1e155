import { id, integer, named, nullable, text, truth } from '../codec.ts'
import { answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { kind, many, organisation, person, several } from './words.ts'

const found = named(
  'FoundPerson',
  object({
    id: required('id', id, 'The account.'),
    organisation: required('organisation', id, 'The organisation.'),
    kind: required('kind', kind, 'What the account is.'),
    firstName: required('firstName', text(200), 'First name.'),
    lastName: required('lastName', text(200), 'Last name.'),
    email: required('email', nullable(text(320)), 'E-mail address.'),
    misId: required('misId', nullable(text(200)), 'Key in the outside management information system.'),
    uln: optional('uln', text(200), 'Unique learner number; only with the scope manage or sensitive.'),
    archived: required('archived', truth, 'Whether the account is archived.'),
    flagged: required('flagged', truth, 'Whether the account is flagged for deletion.'),
  }),
  'Somebody who was found, with what tells people apart.',
)

export const people = {
  searchPeople: caseload({
    method: 'POST',
    path: '/people/search',
    group: 'People',
    summary: 'Find anybody by name, reference, ULN, address or number',
    about:
      'Finds whoever has a name in which each word of the text begins a word, whatever accents, apostrophes and letter case, and whoever has an e-mail address, reference or ULN that begins so, or the number of the account. Archived accounts are found too, after the others. What is looked for stands in the body: addresses are written down on the way.',
    access: 'read',
    body: {
      text: required('text', text(200, { least: 1 }), 'What is looked for, such as "vau cer" or "FBW-0001".'),
      kinds: optional('kinds', several(kind, 10), 'Only accounts of these kinds.'),
      organisation,
      limit: optional('limit', integer(1, 50), 'People at most; 20 where left out.'),
    },
    reply: answersObject(
      'PeopleFound',
      {
        people: required('people', many(found), 'Who was found, the best match first.'),
        more: required('more', truth, 'Whether there are more than these.'),
      },
      'Who was found.',
    ),
    problems: ['organisation-unknown'],
    repeatable: true,
    example: {
      input: { text: 'rook' },
      answer: {
        people: [
          {
            id: 102,
            organisation: 11,
            kind: 'learner',
            firstName: 'Caspian',
            lastName: 'Rooke',
            email: 'Caspian.Rooke@example.org',
            misId: 'M102',
            archived: false,
            flagged: false,
          },
        ],
        more: false,
      },
    },
  }),

  namePeople: caseload({
    method: 'GET',
    path: '/people/named',
    group: 'People',
    summary: 'Who accounts are, by their numbers',
    about:
      'For lists that hold numbers only, such as the history. Whoever the caller does not see, or is not there, is left out.',
    access: 'read',
    query: { ids: required('ids', several(id, 200), 'Numbers of accounts, 200 at most.') },
    reply: answersObject(
      'PeopleNamed',
      { people: required('people', many(person), 'Who they are, each once.') },
      'Who they are.',
    ),
    repeatable: true,
    example: {
      input: { ids: [111, 1] },
      answer: {
        people: [
          {
            id: 111,
            kind: 'assessor',
            firstName: 'Isolde',
            lastName: 'Marchbank',
            archived: false,
            flagged: false,
          },
        ],
      },
    },
  }),
}
