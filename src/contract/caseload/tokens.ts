import { SCOPES } from '../../domain/scope.ts'
import { id, integer, list, moment, named, nullable, text, truth, word } from '../codec.ts'
import { answersNothing, answersObject, caseload } from '../endpoint.ts'
import { object, optional, required } from '../fields.ts'
import { many } from './words.ts'

const GROUP = 'Tokens'

const scopes = list(word(SCOPES), 100)

const tokenFields = {
  id: required('id', id, 'The token.'),
  name: required('name', text(1000), 'What it is for.'),
  scopes: required('scopes', many(word(SCOPES)), 'What it may do.'),
  organisations: required(
    'organisations',
    nullable(many(id)),
    'Organisations it is limited to; null for all.',
  ),
  callLimit: required('callLimit', integer(1, 1e9), 'Calls in any minute.'),
  createdAt: required('createdAt', moment, 'When it was made.'),
  revokedAt: required('revokedAt', nullable(moment), 'When it was revoked.'),
  expiresAt: required('expiresAt', nullable(moment), 'From when on it is good no more; null for no end.'),
  lastUsedAt: required('lastUsedAt', nullable(moment), 'When it last signed in, within a minute.'),
}

const token = named('Token', object(tokenFields), 'A customer token, without its secret.')

const WITHIN =
  'Nobody gives more than they may do themselves, and tokens that may do more than the caller do not exist for it.'

/** Customer tokens: what programs sign in with. */
export const tokenCalls = {
  listTokens: caseload({
    method: 'GET',
    path: '/tokens',
    group: GROUP,
    summary: 'Tokens, without their secrets',
    about: 'All of them, in the order of their numbers, those that were revoked included.',
    access: 'admin',
    query: { live: optional('live', truth, 'Only those that are neither revoked nor past their end.') },
    reply: answersObject(
      'TokensList',
      { tokens: required('tokens', many(token), 'The tokens.') },
      'The tokens.',
    ),
    repeatable: true,
    example: { input: { live: true } },
  }),

  createToken: caseload({
    method: 'POST',
    path: '/tokens',
    group: GROUP,
    summary: 'Make a token',
    about: `Its secret is in the answer and nowhere else. ${WITHIN}`,
    access: 'admin',
    body: {
      name: required('name', text(200, { least: 1 }), 'What it is for.'),
      scopes: required('scopes', scopes, 'What it may do.'),
      organisations: optional(
        'organisations',
        nullable(list(id, 10_000)),
        'Organisations it is limited to; null, or left out, for all.',
      ),
      callLimit: optional('callLimit', integer(1, 1e9), 'Calls in any minute; 300 where left out.'),
      expiresAt: optional(
        'expiresAt',
        nullable(moment),
        'From when on it is good no more; left out, it has no end.',
      ),
    },
    reply: answersObject(
      'TokenCreated',
      {
        token: required('token', token, 'The token.'),
        secret: required(
          'secret',
          text(500),
          'The token itself, to be sent as X-CustomerToken when signing in.',
        ),
      },
      'The token, with its secret.',
      201,
    ),
    problems: ['beyond-own', 'organisation-unknown'],
    repeatable: false,
    example: { input: { name: 'Night sync', scopes: ['read', 'assign'] } },
  }),

  revokeToken: caseload({
    method: 'DELETE',
    path: '/tokens/{id}',
    group: GROUP,
    summary: 'End a token and its sessions',
    about: `It is out within a second on every server. ${WITHIN}`,
    access: 'admin',
    params: { token: required('id', id, 'The token.') },
    reply: answersNothing('It is revoked.'),
    problems: ['token-unknown'],
    repeatable: true,
    example: { input: { token: 1 } },
  }),
}
