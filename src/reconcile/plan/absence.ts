import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { ROLE_TITLES, type Role } from '../../domain/role.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import type { LeaverRule } from '../../intake/mapping/mapping.ts'
import type { World, WorldAssignment, WorldPerson } from '../world/world.ts'
import type { Files } from './desk.ts'
import { assignment } from './draft.ts'
import { type HeldReason, type PersonFile, reason } from './entry.ts'
import { readShort } from './finder.ts'
import type { Bench } from './learner.ts'
import type { LearnerMemory, Owned } from './ownership.ts'

/** What is concluded from what sources do not say. */
export interface Absence {
  /** What is now to be remembered of learners. */
  remember: LearnerMemory[]
  /** How many removals were refused, for the sources or the target could not be trusted to be whole. */
  refused: number
}

/** What concluding works with. */
interface AbsenceCase extends Bench {
  world: World
  files: Files
  owned: Owned
  /** Why the sources as a whole cannot be trusted to be whole. */
  distrust: HeldReason | undefined
  aimsById: ReadonlyMap<Id, Id>
  unitsById: ReadonlyMap<Id, World['summaries'][number]>
}

/**
 * Proposes what follows from absence: leavers by the mapping's rules, and owned assignments that a file declared complete no
 * longer names. Learners who have finished are not missing; neither are those whom a held row may be about.
 */
export function settleAbsence(one: AbsenceCase): Absence {
  const absence: Absence = { remember: [], refused: 0 }
  for (const learner of one.world.people) {
    if (learner.kind !== 'learner' || isGoneFor(learner, one)) continue
    const file = one.gathering.files.get(learner.id)
    const memory = remembered(learner, file, one)
    if (memory) absence.remember.push(memory)
    const isLeaving = settleLeaver(learner, file, memory ?? one.owned.learners.get(learner.id), one, absence)
    if (!isLeaving) settleMissing(learner, file, memory ?? one.owned.learners.get(learner.id), one, absence)
  }
  for (const finding of kindsNotSpoken(one)) one.gathering.findings.push(finding)
  if (absence.refused > 0) tellRefused(absence.refused, one)
  return absence
}

/** Archived, and not to be brought back by this plan. */
function isGoneFor({ id, archived }: WorldPerson, { draft }: AbsenceCase): boolean {
  return archived && !draft.has(`unarchive-person/${id}`)
}

// What is remembered.

/** What a run learns of a learner that the last one did not know. */
function remembered(
  learner: WorldPerson,
  file: PersonFile | undefined,
  one: AbsenceCase,
): LearnerMemory | undefined {
  const before = one.owned.learners.get(learner.id)
  if (!file && (one.distrust || one.gathering.finder.isShort(learner.organisation))) return undefined
  const now =
    file && file.facts.length > 0 ? statedOf(learner.id, file, before, one) : unstated(learner, before, one)
  const isSame =
    before?.state === now.state && before?.since === now.since && before?.missingSince === now.missingSince
  return isSame ? undefined : now
}

function statedOf(
  learner: Id,
  { facts }: PersonFile,
  before: LearnerMemory | undefined,
  { rules }: AbsenceCase,
): LearnerMemory {
  const state = facts
    .map(entry => entry.facts.state)
    .find(one => one && one !== 'active' && one !== 'archived')
  const end = facts.map(entry => entry.facts.actualEnd).find(date => date !== undefined)
  const ended = state ?? (end === undefined ? undefined : 'completed')
  if (ended === undefined) return { learner }
  const known = before?.state === ended ? before.since : undefined
  return { learner, state: ended as 'completed' | 'withdrawn' | 'break', since: end ?? known ?? rules.today }
}

function unstated(learner: WorldPerson, before: LearnerMemory | undefined, one: AbsenceCase): LearnerMemory {
  const { state, since } = before ?? {}
  const kept = state && since ? { state, since } : {}
  if (!isMissing(learner, before, one)) return { learner: learner.id, ...kept }
  return { learner: learner.id, ...kept, missingSince: before?.missingSince ?? one.rules.today }
}

/** Whether a file that is complete for learners should have named this one. */
function isMissing(learner: WorldPerson, before: LearnerMemory | undefined, one: AbsenceCase): boolean {
  const { gathering, rules } = one
  const isComplete = rules.mapping.complete.some(
    each => each.kind === 'learner' && each.organisation === learner.organisation,
  )
  if (!isComplete || !gathering.organisations.has(learner.organisation)) return false
  return !gathering.finder.suspected.has(learner.id) && !isOut(learner, before, one)
}

/** Completed, withdrawn, on a break or past the planned end: out of what the file is about, and so never missing. */
function isOut(learner: WorldPerson, memory: LearnerMemory | undefined, { rules }: AbsenceCase): boolean {
  if (memory?.state !== undefined) return true
  if (learner.state !== undefined && learner.state !== 'active') return true
  return learner.plannedEndDate !== null && learner.plannedEndDate < rules.today
}

// Leavers.

function settleLeaver(
  learner: WorldPerson,
  file: PersonFile | undefined,
  memory: LearnerMemory | undefined,
  one: AbsenceCase,
  absence: Absence,
): boolean {
  const rule = one.rules.mapping.leavers.find(each => isDue(each, memory, one.rules.today))
  if (!rule || file?.contested || one.gathering.finder.suspected.has(learner.id)) return false
  if (rule.when === 'missing' && one.distrust) {
    absence.refused++
    return true
  }
  if (one.gathering.finder.isShort(learner.organisation)) {
    absence.refused++
    return true
  }
  archive(learner, file, rule, one)
  return true
}

function isDue({ when, after }: LeaverRule, memory: LearnerMemory | undefined, today: CalendarDate): boolean {
  const since = when === 'missing' ? memory?.missingSince : memory?.state === when ? memory.since : undefined
  return since !== undefined && addDays(since, after) <= today
}

function archive(
  learner: WorldPerson,
  file: PersonFile | undefined,
  { when }: LeaverRule,
  one: AbsenceCase,
): void {
  const leaves = one.files.beside(learner.id).map(({ level, role, target, person }) => ({
    learner: learner.id,
    level,
    role,
    target,
    person,
  }))
  const change = { do: 'archive-person', person: learner.id, rule: when, leaves } as const
  const entries = when === 'missing' ? [] : (file?.facts ?? []).filter(entry => entry.fate !== 'held')
  one.draft.add(change, learner.organisation, entries)
}

// Assignments that nobody names any more.

function settleMissing(
  learner: WorldPerson,
  file: PersonFile | undefined,
  memory: LearnerMemory | undefined,
  one: AbsenceCase,
  absence: Absence,
): void {
  if (one.rules.mapping.complete.length === 0) return
  if (isProtected(learner, file, memory, one)) return
  for (const held of one.files.beside(learner.id)) {
    if (!isGone(held, learner, file, one)) continue
    if (one.distrust || one.gathering.finder.isShort(learner.organisation)) absence.refused++
    else remove(held, learner, one)
  }
}

/** A learner whose rows are held, or who has finished and is no longer named, is left alone. */
function isProtected(
  learner: WorldPerson,
  file: PersonFile | undefined,
  memory: LearnerMemory | undefined,
  one: AbsenceCase,
): boolean {
  if (one.gathering.finder.suspected.has(learner.id) || file?.contested) return true
  return file ? memory?.state !== undefined : isOut(learner, memory, one)
}

function isGone(
  held: WorldAssignment,
  { organisation }: WorldPerson,
  file: PersonFile | undefined,
  one: AbsenceCase,
): boolean {
  const { level, role } = held
  const isSpoken = one.distrust !== undefined || one.gathering.spoken.has(`${organisation}/${role}/${level}`)
  if (!isSpoken || !isComplete(role, organisation, one)) return false
  const key = slotKey(held)
  const owner = one.owned.assignments.get(key)
  if (!owner || owner.as === 'manual' || owner.person !== held.person) return false
  return !isSpokenOf(held, file) && !one.draft.has(`assign/${key}`)
}

function isComplete(role: Role, organisation: Id, { rules }: AbsenceCase): boolean {
  return rules.mapping.complete.some(one => one.kind === role && one.organisation === organisation)
}

/**
 * Whether the file says something of the slot. A blank main place of a learner who is in the file says nothing; what is held
 * about a role says that nothing may be concluded.
 */
function isSpokenOf(held: WorldAssignment, file: PersonFile | undefined): boolean {
  if (!file) return false
  if (held.level === 'default' || file.uncertain?.has(held.role)) return true
  if (isAimLevel(held.level) && file.uncertain?.has('aims')) return true
  return file.claimed?.has(slotKey(held)) === true
}

function isAimLevel(level: Level): boolean {
  return level === 'aim' || level === 'unit'
}

function remove(
  held: WorldAssignment,
  { organisation }: WorldPerson,
  { draft, aimsById, unitsById }: AbsenceCase,
): void {
  const { learner, level, role, target } = held
  const slot: Slot = { learner, level, role, target }
  const standard = level === 'aim' ? aimsById.get(target) : unitsById.get(target)?.standard
  const unit = level === 'unit' ? unitsById.get(target)?.unit : undefined
  const of = { ...(standard === undefined ? {} : { standard }), ...(unit === undefined ? {} : { unit }) }
  draft.add(assignment(slot, of, held.person, null, 'absent'), organisation, [])
}

// What is told.

function kindsNotSpoken({ rules, gathering, distrust }: AbsenceCase): HeldReason[] {
  if (distrust) return []
  return rules.mapping.complete.flatMap(({ organisation, kind }) => {
    const isSpoken =
      kind === 'learner'
        ? gathering.organisations.has(organisation)
        : [...gathering.spoken].some(one => one.startsWith(`${organisation}/${kind}/`))
    if (isSpoken) return []
    const what = kind === 'learner' ? 'learner' : ROLE_TITLES[kind]
    return [
      reason(
        'kind-not-spoken',
        `The mapping says that the file is complete for each ${what} of organisation ${organisation}, but it names none there; nothing is taken away.`,
      ),
    ]
  })
}

function tellRefused(count: number, { distrust, gathering, world }: AbsenceCase): void {
  const short = world.shortReads.map(one => readShort(one.organisation).sentence)
  const why = distrust ? distrust.sentence : [...new Set(short)].join(' ')
  const what = count === 1 ? '1 removal is' : `${count} removals are`
  gathering.findings.push(reason('removals-refused', `${what} refused. ${why}`))
}
