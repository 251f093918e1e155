import type { Assignment } from './assignment.ts'
import { certain } from './certain.ts'
import type { AimRef, UnitRef } from './facts.ts'
import type { Finding } from './finding.ts'
import type { Id } from './id.ts'
import type { Level } from './level.ts'
import { type Person, samePerson } from './person.ts'
import { type Responsible, type ResponsibleFor, responsible } from './responsible.ts'
import { ROLE_TITLES, type Role } from './role.ts'
import type { Instant } from './time.ts'

/** Everything that bears on who is beside one learner. `people` holds everyone that an assignment names. */
export interface Portfolio {
  learner: Person
  aims: readonly AimRef[]
  units: readonly (UnitRef & { aim: Id })[]
  assignments: readonly Assignment[]
  people: ReadonlyMap<Id, Person>
  /** Who was the default before, as far as somebody has looked into the history. */
  former?: readonly FormerHolder[]
}

/** Somebody who was the default of a learner in a role, and until when. */
export interface FormerHolder {
  role: Role
  person: Id
  until: Instant
}

/** Who answers for one aim or unit. */
export interface Cover {
  assessor: Responsible | null
  iqa: Responsible | null
}

/** Codes of what may be amiss with a learner's cover. */
export const COVER_CODES = [
  'no-assessor',
  'no-iqa',
  'held-by-archived',
  'held-by-flagged',
  'learner-flagged',
  'assesses-and-assures',
  'employer-elsewhere',
  'trainee',
  'residual-access',
] as const

export type CoverCode = (typeof COVER_CODES)[number]

/** What each finding is called in a list. */
export const FINDING_TITLES: Readonly<Record<CoverCode, string>> = {
  'no-assessor': 'No assessor',
  'no-iqa': 'No IQA',
  'held-by-archived': 'Held by somebody archived',
  'held-by-flagged': 'Held by somebody flagged for deletion',
  'learner-flagged': 'Learner flagged for deletion',
  'assesses-and-assures': 'Same person assesses and assures',
  'employer-elsewhere': 'Employer of another placement',
  trainee: 'Assessed by a trainee',
  'residual-access': 'Still has access after a transfer',
}

/** The slot that a finding is about: what is to be filled, or given to somebody else. */
interface SlotAmiss {
  level: Level
  role: Role
  /** As in a slot; 0 at `default`. */
  target: Id
  /** At `aim` and `unit`. */
  standard: Id | null
  /** At `unit`. */
  unit: string | null
  /** Who is in it; nobody where it is a gap. */
  person: Id | null
}

/** Something amiss with a learner's cover. */
interface CoverFinding extends Finding {
  code: CoverCode
  /** Nothing where it is about the learner as a whole. */
  slot?: SlotAmiss
}

/** A learner's cover: who answers for what, and what is amiss. */
export interface LearnerCover {
  employer: Responsible | null
  aims: ReadonlyMap<Id, Cover>
  units: ReadonlyMap<Id, Cover>
  findings: readonly CoverFinding[]
}

/** Works out who is responsible for each aim and unit of a learner, with gaps and conflicts. */
export function coverOf(portfolio: Portfolio): LearnerCover {
  const aims = new Map(portfolio.aims.map(aim => [aim.id, coverFor(portfolio, { aim: aim.id })]))
  const units = new Map(
    portfolio.units.map(unit => [unit.id, coverFor(portfolio, { aim: unit.aim, unitSummary: unit.id })]),
  )
  const employer = responsible('employer', portfolio.assignments, {})
  return { employer, aims, units, findings: findingsOf(portfolio, aims, units) }
}

function coverFor({ assignments }: Portfolio, subject: ResponsibleFor): Cover {
  return {
    assessor: responsible('assessor', assignments, subject),
    iqa: responsible('iqa', assignments, subject),
  }
}

function findingsOf(portfolio: Portfolio, aims: Map<Id, Cover>, units: Map<Id, Cover>): CoverFinding[] {
  if (portfolio.learner.archived) return []
  if (portfolio.learner.flagged) return [flaggedLearner(portfolio)]
  const covers = [
    ...portfolio.aims.map(({ id, standard }) => ({
      what: `standard ${standard}`,
      cover: certain(aims.get(id)),
      at: { level: 'aim' as const, target: id, standard, unit: null },
    })),
    ...portfolio.units.map(({ id, standard, unit }) => ({
      what: `unit ${unit}`,
      cover: certain(units.get(id)),
      at: { level: 'unit' as const, target: id, standard, unit },
    })),
  ]
  return [
    ...gapFindings(portfolio, covers),
    ...archivedFindings(portfolio),
    ...flaggedFindings(portfolio),
    ...conflictFindings(portfolio, covers),
    ...placementFindings(portfolio),
    ...traineeFindings(portfolio),
    ...residualFindings(portfolio),
  ]
}

/** The cover of one aim or unit, and the slot of its own. */
type NamedCover = { what: string; cover: Cover; at: Omit<SlotAmiss, 'role' | 'person'> }

const DEFAULT = { level: 'default', target: 0, standard: null, unit: null } as const

/** The slot of an assignment, with what it is about. */
function slotOf({ aims, units }: Portfolio, { level, role, target, person }: Assignment): SlotAmiss {
  const unit = level === 'unit' ? units.find(one => one.id === target) : undefined
  const aim = level === 'aim' ? aims.find(one => one.id === target) : unit
  return { level, role, target, standard: aim?.standard ?? null, unit: unit?.unit ?? null, person }
}

function gapFindings({ learner, assignments }: Portfolio, covers: NamedCover[]): CoverFinding[] {
  const gaps = covers.flatMap(({ what, cover, at }) =>
    (['assessor', 'iqa'] as const)
      .filter(role => cover[role] === null)
      .map(role => ({
        code: `no-${role}` as const,
        sentence: `Nobody is ${ROLE_TITLES[role]} for ${what} of learner ${learner.id}.`,
        slot: { ...at, role, person: null },
      })),
  )
  if (covers.length > 0 || responsible('assessor', assignments, {})) return gaps
  const slot = { ...DEFAULT, role: 'assessor', person: null } as const
  return [{ code: 'no-assessor', sentence: `Learner ${learner.id} has no assessor.`, slot }]
}

function archivedFindings(portfolio: Portfolio): CoverFinding[] {
  const { learner, assignments, people } = portfolio
  return assignments
    .filter(one => people.get(one.person)?.archived)
    .map(one => ({
      code: 'held-by-archived' as const,
      sentence: `The ${one.level} ${ROLE_TITLES[one.role]} of learner ${learner.id} is user ${one.person}, who is archived; name somebody else.`,
      candidates: [one.person],
      slot: slotOf(portfolio, one),
    }))
}

function flaggedFindings(portfolio: Portfolio): CoverFinding[] {
  const { learner, assignments, people } = portfolio
  return assignments
    .filter(one => people.get(one.person)?.flagged)
    .map(one => ({
      code: 'held-by-flagged' as const,
      sentence: `The ${one.level} ${ROLE_TITLES[one.role]} of learner ${learner.id} is user ${one.person}, who is flagged for deletion; name somebody else, or bring the account back.`,
      candidates: [one.person],
      slot: slotOf(portfolio, one),
    }))
}

/** Nothing can be given to the learner, so that no gap is told beside it. */
function flaggedLearner({ learner, assignments }: Portfolio): CoverFinding {
  const count = assignments.length
  const left = count === 0 ? 'nobody is' : `${count} ${count === 1 ? 'slot is' : 'slots are'}`
  return {
    code: 'learner-flagged',
    sentence: `Learner ${learner.id} is flagged for deletion, and ${left} assigned; bring the account back, or take them away.`,
  }
}

/** One person must not assess and quality-assure the same work. Allowed on the wire (docs/onefile-api.md#q32), always told. */
function conflictFindings({ learner, people }: Portfolio, covers: NamedCover[]): CoverFinding[] {
  return covers.flatMap(({ what, cover, at }) => {
    const assessor = people.get(cover.assessor?.person ?? 0)
    const iqa = people.get(cover.iqa?.person ?? 0)
    const same = assessor && iqa ? samePerson(assessor, iqa) : null
    if (!same) return []
    const sure = same === 'certain' ? 'are one person' : 'are likely one person (same e-mail address)'
    return [
      {
        code: 'assesses-and-assures' as const,
        sentence: `The assessor (user ${certain(assessor).id}) and the IQA (user ${certain(iqa).id}) for ${what} of learner ${learner.id} ${sure}.`,
        candidates: [certain(assessor).id, certain(iqa).id],
        slot: { ...at, role: 'iqa', person: certain(iqa).id },
      },
    ]
  })
}

function placementFindings(portfolio: Portfolio): CoverFinding[] {
  const { learner, assignments, people } = portfolio
  return assignments
    .filter(one => one.role === 'employer')
    .filter(one => isElsewhere(people.get(one.person), learner))
    .map(one => ({
      code: 'employer-elsewhere' as const,
      sentence: `Employer ${one.person} (${one.level}) belongs to another placement than learner ${learner.id}.`,
      candidates: [one.person],
      slot: slotOf(portfolio, one),
    }))
}

function isElsewhere(employer: Person | undefined, learner: Person): boolean {
  return employer !== undefined && learner.placement !== null && employer.placement !== learner.placement
}

function traineeFindings(portfolio: Portfolio): CoverFinding[] {
  const { learner, assignments, people } = portfolio
  return assignments
    .filter(one => people.get(one.person)?.kind === 'trainee-assessor')
    .map(one => ({
      code: 'trainee' as const,
      sentence: `The ${one.level} ${ROLE_TITLES[one.role]} of learner ${learner.id}, user ${one.person}, is a trainee assessor.`,
      candidates: [one.person],
      slot: slotOf(portfolio, one),
    }))
}

/** Whoever was the default and still has what they had besides: they see the learner's work as before. */
function residualFindings(portfolio: Portfolio): CoverFinding[] {
  const { learner, assignments, former = [] } = portfolio
  return assignments
    .filter(one => one.level !== 'default' && hasStayed(one, former))
    .filter(one => !assignments.some(other => isDefaultOf(other, one)))
    .map(one => ({
      code: 'residual-access' as const,
      sentence: `User ${one.person} is no longer the default ${ROLE_TITLES[one.role]} of learner ${learner.id} and still is their ${one.level} ${ROLE_TITLES[one.role]}; take it away, or leave it where it is meant.`,
      candidates: [one.person],
      slot: slotOf(portfolio, one),
    }))
}

function hasStayed({ role, person, since }: Assignment, former: readonly FormerHolder[]): boolean {
  return former.some(one => one.role === role && one.person === person && since <= one.until)
}

function isDefaultOf({ level, person, role }: Assignment, one: Assignment): boolean {
  return level === 'default' && person === one.person && role === one.role
}
