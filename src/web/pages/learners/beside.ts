import type { Assignment } from '../../../domain/assignment.ts'
import type { Level } from '../../../domain/level.ts'
import { responsible } from '../../../domain/responsible.ts'
import type { Role } from '../../../domain/role.ts'
import type {
  AssignmentAt,
  LearnerAssignments,
  Person,
  StandardTitle,
  UnitTitle,
} from '../../../sdk/types.ts'

/** Who answers for something, and which level decided it. */
export interface Answering {
  person: Pick<Person, 'id'> & Partial<Person>
  because: Level
}

/** Who answers for an aim or a unit. */
interface Answers {
  assessor: Answering | null
  iqa: Answering | null
}

/** Somebody in a slot of the learner as a whole. */
export interface Beside {
  level: Level
  role: Role
  person: Answering['person']
  since: number
}

/** A unit of an aim. */
interface UnitBeside extends Answers {
  unitSummary: number
  standard: StandardTitle | null
  unit: UnitTitle | null
}

/** A learning aim with its units. */
export interface AimBeside extends Answers {
  aim: number
  standard: StandardTitle | null
  units: readonly UnitBeside[]
}

/** Everybody beside a learner, as a tree: the learner, aims, units. */
export interface Tree {
  learner: readonly Beside[]
  aims: readonly AimBeside[]
}

/** The tree as it is now. The server has worked out who answers for what. */
export function treeNow(read: LearnerAssignments): Tree {
  const whole = read.assignments.filter(({ level }) => level === 'default' || level === 'additional')
  return {
    learner: whole.map(({ level, role, person, since }) => ({ level, role, person, since })),
    aims: read.aims.map(({ aim, standard, assessor, iqa }) => ({
      aim,
      standard,
      assessor,
      iqa,
      units: read.units.filter(unit => unit.aim === aim),
    })),
  }
}

/**
 * The tree as it was: the aims and units of now, with who held their slots then. Who answered for them follows by the rule
 * of the domain, as on the server. Slots of which the history knows nothing yet are left out.
 */
export function treeAt(
  read: LearnerAssignments,
  then: readonly AssignmentAt[],
  people: ReadonlyMap<number, Person>,
): Tree {
  const held = then.flatMap(heldThen)
  const answering = (role: Role, subject: { aim?: number; unitSummary?: number }): Answering | null => {
    const found = responsible(role, held, subject)
    return found && { person: people.get(found.person) ?? { id: found.person }, because: found.because }
  }
  const answers = (subject: { aim: number; unitSummary?: number }): Answers => ({
    assessor: answering('assessor', subject),
    iqa: answering('iqa', subject),
  })
  return {
    learner: held
      .filter(({ level }) => level === 'default' || level === 'additional')
      .map(({ level, role, person, since }) => ({
        level,
        role,
        since,
        person: people.get(person) ?? { id: person },
      })),
    aims: read.aims.map(({ aim, standard }) => ({
      aim,
      standard,
      ...answers({ aim }),
      units: read.units
        .filter(unit => unit.aim === aim)
        .map(({ unitSummary, standard, unit }) => ({
          unitSummary,
          standard,
          unit,
          ...answers({ aim, unitSummary }),
        })),
    })),
  }
}

function heldThen({ person, since, learner, level, role, target }: AssignmentAt): Assignment[] {
  return person === null || since === null ? [] : [{ learner, level, role, target, person, since }]
}
