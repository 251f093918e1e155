import { type Account, KIND_TITLES } from './account.ts'
import { type Problem, problem } from './problem.ts'
import { qualifies, ROLE_TITLES, ROLES, type Role } from './role.ts'

/**
 * Whether this account may be put in a slot of this role beside this learner.
 * Answers with the reason against, or nothing. Source: docs/onefile-api.md#5.1, #q14, #q33.
 */
export function whyNotEligible(person: Account, role: Role, learner: Account): Problem | undefined {
  if (!qualifies(person.kind, role)) return mismatch(person, role)
  if (person.organisation !== learner.organisation) return elsewhere(person, learner)
  if (person.archived) return archived(person)
  if (person.flagged) return flagged(person)
  return undefined
}

function mismatch(person: Account, role: Role): Problem {
  const wanted = ROLES[role].accounts.map(kind => KIND_TITLES[kind]).join(' or ')
  return problem(
    'role-mismatch',
    `User ${person.id} is ${withArticle(KIND_TITLES[person.kind])} and cannot stand as ${ROLE_TITLES[role]}; name a user who is ${withArticle(wanted)}.`,
    'person',
  )
}

function elsewhere(person: Account, learner: Account): Problem {
  return problem(
    'organisations-differ',
    `User ${person.id} and learner ${learner.id} are in different organisations; use the account the person has in the learner's organisation.`,
    'person',
  )
}

function archived(person: Account): Problem {
  return problem(
    'person-archived',
    `User ${person.id} is archived and is given nothing new; unarchive the account or name somebody else.`,
    'person',
  )
}

function flagged(person: Account): Problem {
  return problem(
    'person-flagged',
    `User ${person.id} is flagged for deletion and is given to nobody; bring the account back or name somebody else.`,
    'person',
  )
}

function withArticle(word: string): string {
  return `${/^[aeio]/i.test(word) ? 'an' : 'a'} ${word}`
}
