import type { AccountKind } from './account.ts'
import { type Problem, problem } from './problem.ts'

/** What a kind of account cannot be created without. Source: docs/onefile-api.md#4.1. */
const NEEDED: Record<AccountKind, readonly NeededProperty[]> = {
  learner: ['defaultAssessor', 'classroom', 'placement'],
  'trainee-assessor': ['email'],
  assessor: ['email'],
  iqa: ['email'],
  employer: ['email', 'placement'],
  observer: ['email', 'placement'],
}

type NeededProperty = 'defaultAssessor' | 'classroom' | 'placement' | 'email'

const WHAT: Record<NeededProperty, string> = {
  defaultAssessor: 'a default assessor',
  classroom: 'a class',
  placement: 'a placement',
  email: 'an e-mail address',
}

type Needed = { kind: AccountKind } & { [Property in NeededProperty]?: unknown }

/** What the new user lacks; nothing when all is there. */
export function whyIncomplete(user: Needed): Problem | undefined {
  const missing = NEEDED[user.kind].find(property => isBlank(user[property]))
  if (missing === undefined) return undefined
  const who = user.kind === 'learner' ? 'A learner' : 'A user of this role'
  return problem('field-missing', `${who} needs ${WHAT[missing]}.`, missing)
}

/** What a change would take from a user that a new one of the kind could not be without; nothing where it takes none. */
export function whyNotTaken(user: Needed, changes: Omit<Needed, 'kind'>): Problem | undefined {
  const taken = NEEDED[user.kind].find(
    property => property in changes && isBlank(changes[property]) && !isBlank(user[property]),
  )
  if (taken === undefined) return undefined
  const who = user.kind === 'learner' ? 'A learner' : 'A user of this role'
  return problem(
    'field-missing',
    `${who} needs ${WHAT[taken]}; name another one, or leave the field out.`,
    taken,
  )
}

/**
 * What OneFile asks for besides (docs/onefile-api.md#4.1), and our own server does not: who keeps learners without an address
 * can go on doing so here.
 */
export function whyUnreachable({ kind, email }: Pick<Needed, 'kind' | 'email'>): Problem | undefined {
  if (kind !== 'learner' || !isBlank(email)) return undefined
  return problem('field-missing', `A learner needs ${WHAT.email}.`, 'email')
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** Initial and surname in capitals, as the service itself makes user names (docs/onefile-api.md#4.1); plain letters only. */
export function usernameBase(firstName: string, lastName: string): string {
  return capitals(firstName, 1) + capitals(lastName, 39) || 'USER'
}

/** The first letters of a name; a letter may take two units of text, which are never parted. */
function capitals(name: string, most: number): string {
  const letters = name
    .normalize('NFD')
    .replace(/[^\p{L}]/gu, '')
    .toUpperCase()
  return [...letters].slice(0, most).join('')
}

/** User names to try in turn, some at a time: the base itself, then with a number from 2 on. */
export function* usernameChoices(base: string, some = 100): Generator<string[]> {
  for (let first = 1; ; first += some) {
    yield Array.from({ length: some }, (_, at) => numbered(base, first + at))
  }
}

function numbered(base: string, number: number): string {
  return number === 1 ? base : `${base}${number}`
}
