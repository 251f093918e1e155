import type { Id } from '../domain/id.ts'
import type { Level } from '../domain/level.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { AssignRequest } from '../domain/request.ts'
import type { Caller, Services } from './services.ts'

/** An assign as OneFile's API has it: the person in the path, the learner in the body. */
interface WireAssign {
  person: Id
  learner: Id
  level: Exclude<Level, 'default'>
  standard?: Id | undefined
  unit?: string | undefined
}

/**
 * Assigns a person to a learner in one call; success without a change when it is so already. Gives the run, if one was made.
 * Source: docs/onefile-api.md#5, #q1, #q4, #q5, #q13, #q14.
 */
export async function assignUser(
  { writer }: Services,
  caller: Caller,
  { person, learner, level, standard, unit }: WireAssign,
): Promise<Problem | { run: Id | null }> {
  if (person === learner) return pathNamesLearner(person)
  const request: AssignRequest = {
    learner,
    level,
    after: person,
    ...(standard !== undefined && { standard }),
    ...(unit !== undefined && { unit }),
  }
  const outcome = await writer.assign({
    requests: [request],
    mode: 'each',
    purpose: { kind: 'call', ...caller.by, reason: null },
    sees: caller.sees,
  })
  if (isProblem(outcome)) return outcome
  const [verdict] = outcome.verdicts
  return verdict?.outcome === 'refused' ? pathReading(verdict.problem, person) : { run: outcome.run }
}

/** A learner in the path is the other reading of this call, so the answer says which one is meant. */
function pathReading(trouble: Problem, person: Id): Problem {
  return trouble.code === 'role-mismatch' ? pathNamesLearner(person) : trouble
}

function pathNamesLearner(person: Id): Problem {
  return problem(
    'path-names-learner',
    `User ${person} in the path is a learner. The path must name the person being assigned (assessor, IQA, employer or observer), and the body the learner.`,
  )
}
