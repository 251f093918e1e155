import type { Account } from './account.ts'
import type { Id } from './id.ts'
import { type Problem, problem } from './problem.ts'

/** Why nothing can be given to this learner; nothing where it can. Source: docs/onefile-api.md#5.6. */
export function whyNotGiven(learner: Account): Problem | undefined {
  if (learner.kind !== 'learner') return notALearner(learner.id)
  if (learner.archived) return readOnly(learner.id)
  return learner.flagged ? flaggedLearner(learner.id) : undefined
}

/** Why nobody can be put beside this learner, or put back; nothing where somebody can. */
export function whyNotAttended(learner: Account): Problem | undefined {
  if (learner.archived) return archivedLearner(learner.id)
  return learner.flagged ? flaggedLearner(learner.id) : undefined
}

/** The problem of a learner who is not there for the caller. */
export function unknownLearner(id: Id): Problem {
  return problem('learner-unknown', `There is no learner ${id} that this token may see.`, 'learner')
}

/** The problem of a user who is named as a learner and is none. */
export function notALearner(id: Id): Problem {
  return problem('not-a-learner', `User ${id} is not a learner; name the learner here.`, 'learner')
}

/** The problem of a standard that the learner must hold first. */
export function standardNotHeld(learner: Id, standard: Id): Problem {
  return problem(
    'standard-not-held',
    `Learner ${learner} does not hold standard ${standard}; assign the standard to the learner first.`,
    'standard',
  )
}

function archivedLearner(id: Id): Problem {
  return problem(
    'learner-archived',
    `Learner ${id} is archived, so nobody can be added, replaced or put back; unarchive the learner first.`,
    'learner',
  )
}

function flaggedLearner(id: Id): Problem {
  return problem(
    'learner-flagged',
    `Learner ${id} is flagged for deletion, so nobody and nothing can be given; bring the account back first.`,
    'learner',
  )
}

function readOnly(id: Id): Problem {
  return problem(
    'learner-archived',
    `Learner ${id} is archived, so nothing can be given or planned; unarchive the learner first.`,
    'learner',
  )
}
