import type { Assignment } from './assignment.ts'
import { certain } from './certain.ts'
import type { Id } from './id.ts'
import { LEVELS, type Level } from './level.ts'
import { assignmentsThen, type Coming } from './planned.ts'
import type { AssignRequest } from './request.ts'
import { ROLE_NAMES, type Role } from './role.ts'
import type { SaidRules } from './share.ts'
import type { Instant } from './time.ts'

/** An assignment with where its learner is, so that it can be chosen by place. */
export interface Movable extends Assignment {
  placement: Id | null
  classroom: Id | null
}

/** Who takes over what. A part left out means all; several people share the learners out, each learner whole. */
export interface Move {
  to: readonly Id[]
  levels?: readonly Level[] | undefined
  roles?: readonly Role[] | undefined
  placements?: readonly Id[] | undefined
  classrooms?: readonly Id[] | undefined
  learners?: readonly Id[] | undefined
  /** Learners are shared out by targets and counts, and by these rules; in turn where nothing is said. */
  share?: SaidRules | undefined
}

/** Who takes which learner, for each move that shares out by more than turns. */
export type Deals = ReadonlyMap<Move, ReadonlyMap<Id, Id>>

/**
 * One assignment and the requests that move it: one, or an addition and a removal at `additional`.
 * Whoever is dealt an assignment of their own keeps it.
 */
export interface Handover {
  assignment: Movable
  to: Id
  requests: readonly AssignRequest[]
}

/** A caseload split into what moves and what nobody chose. */
export interface TransferPlan {
  handovers: readonly Handover[]
  notSelected: readonly Movable[]
}

/**
 * Plans moving a caseload: each assignment goes with the first move that chooses it.
 * Whether each request is allowed is for the rules to say afterwards.
 */
export function planTransfer(
  caseload: readonly Movable[],
  moves: readonly Move[],
  deals: Deals = new Map(),
): TransferPlan {
  const dealers = moves.map(move => {
    const deal = deals.get(move)
    return deal ? (learner: Id) => deal.get(learner) : dealer(move.to)
  })
  const choosers = moves.map(chooserOf)
  const handovers: Handover[] = []
  const notSelected: Movable[] = []
  for (const assignment of caseload) {
    const index = choosers.findIndex(chooses => chooses(assignment))
    const to = index < 0 ? undefined : certain(dealers[index])(assignment.learner)
    if (to === undefined) notSelected.push(assignment)
    else handovers.push({ assignment, to, requests: requestsFor(assignment, to) })
  }
  return { handovers, notSelected }
}

/**
 * What somebody will hold at a moment, of slots with whoever is in them now, if all that is planned goes as planned. A slot
 * that nobody fills yet is told as where its learner is.
 */
export function heldByThen(person: Id, held: readonly Movable[], coming: Coming, at: Instant): Movable[] {
  const places = new Map(held.map(({ learner, placement, classroom }) => [learner, { placement, classroom }]))
  const then = assignmentsThen(held, coming, at)
    .filter(one => one.person === person)
    .map(one => ({ ...one, ...(places.get(one.learner) ?? NOWHERE) }))
  return then.sort(compareSlots)
}

const NOWHERE = { placement: null, classroom: null }

function compareSlots(a: Movable, b: Movable): number {
  return (
    a.learner - b.learner ||
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    ROLE_NAMES.indexOf(a.role) - ROLE_NAMES.indexOf(b.role) ||
    a.target - b.target
  )
}

/** What each move chooses: an assignment goes with the first that does. */
export function chosenBy(caseload: readonly Movable[], moves: readonly Move[]): Map<Move, Movable[]> {
  const chosen = moves.map((move): [Move, Movable[]] => [move, []])
  const choosers = moves.map(chooserOf)
  for (const assignment of caseload) {
    const index = choosers.findIndex(chooses => chooses(assignment))
    chosen[index]?.[1].push(assignment)
  }
  return new Map(chosen)
}

/** Deals learners out in turn; the same learner always to the same person. */
export function dealer(people: readonly Id[]): (learner: Id) => Id | undefined {
  const dealt = new Map<Id, Id | undefined>()
  return learner => {
    if (!dealt.has(learner)) dealt.set(learner, people[dealt.size % people.length])
    return dealt.get(learner)
  }
}

/** Tells which assignments a move chooses. Its lists are gone through once, however long they and the caseload are. */
function chooserOf(move: Move): (one: Movable) => boolean {
  const levels = among(move.levels)
  const roles = among(move.roles)
  const placements = among(move.placements)
  const classrooms = among(move.classrooms)
  const learners = among(move.learners)
  return one =>
    levels(one.level) &&
    roles(one.role) &&
    placements(one.placement) &&
    classrooms(one.classroom) &&
    learners(one.learner)
}

function among<T>(chosen: readonly T[] | undefined): (value: T | null) => boolean {
  if (chosen === undefined) return () => true
  const all = new Set<T | null>(chosen)
  return value => all.has(value)
}

function requestsFor({ learner, level, role, target, person }: Movable, to: Id): AssignRequest[] {
  if (level !== 'additional') return [{ learner, level, role, target, before: person, after: to }]
  const addition: AssignRequest = { learner, level, role, after: to }
  if (to === person) return [addition]
  return [addition, { learner, level, role, before: person, after: null }]
}
