import type { AimRef, UnitRef } from '../domain/facts.ts'
import type { Id } from '../domain/id.ts'
import type { NamedPerson } from '../domain/person.ts'
import type { Db } from './db.ts'
import { assignments, type StoredAssignment } from './history.ts'
import { peopleById } from './people.ts'
import { filledUp, PIECE } from './pieces.ts'
import { prepared } from './prepared.ts'
import { select } from './records.ts'

/** Everything that bears on who is beside some learners of one organisation. */
export interface Portfolios {
  /** The learners, and everyone that an assignment of theirs names. */
  people: readonly NamedPerson[]
  aims: readonly (AimRef & { learner: Id })[]
  units: readonly (UnitRef & { learner: Id; aim: Id })[]
  assignments: readonly StoredAssignment[]
}

/** Reads the portfolios of some learners of one organisation, with as many statements for many as for one. */
export async function portfoliosOf(
  db: Db,
  { organisation, learners }: { organisation: Id; learners: readonly Id[] },
): Promise<Portfolios> {
  const asked = { organisation, learners: learners.length <= PIECE ? filledUp(learners) : learners }
  const held = await select(db, assignments, { organisation, learner: learners })
  return {
    assignments: held,
    aims: (await aimsOf(db, asked)).sort(byId),
    units: (await unitsOf(db, asked)).sort(byId),
    people: await peopleById(db, {
      organisations: [organisation],
      ids: [...learners, ...held.map(one => one.person)],
    }),
  }
}

type PortfolioAsked = { organisation: Id; learners: readonly Id[] }

const aimsOf = prepared((db, { organisation, learners }: PortfolioAsked) =>
  db
    .selectFrom('learning_aims')
    .select(['id', 'learner_id as learner', 'standard_id as standard'])
    .where('organisation_id', '=', organisation)
    .where('learner_id', 'in', learners),
)

const unitsOf = prepared((db, { organisation, learners }: PortfolioAsked) =>
  db
    .selectFrom('unit_summaries')
    .select(['id', 'learner_id as learner', 'aim_id as aim', 'standard_id as standard', 'unit_id as unit'])
    .where('organisation_id', '=', organisation)
    .where('learner_id', 'in', learners),
)

function byId(a: { id: Id }, b: { id: Id }): number {
  return a.id - b.id
}
