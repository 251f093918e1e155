import type { Id } from '../../domain/id.ts'
import type { Level } from '../../domain/level.ts'
import { ROLE_TITLES, type Role } from '../../domain/role.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import { addDays, type CalendarDate } from '../../domain/time.ts'
import type { LeaverRule } from '../../intake/mapping/mapping.ts'
import { type HeldReason, readShort, reason } from '../collect/held.ts'
import type { AccountNotes } from '../resolve/account.ts'
import { assignment } from '../resolve/changes.ts'
import type { ResolveContext } from '../resolve/context.ts'
import { Decisions } from '../resolve/decisions.ts'
import type { World, WorldAssignment, WorldPerson } from '../world/world.ts'
import type { LearnerMemory, Owned } from './ownership.ts'
import type { PlanRecord } from './record.ts'

/** What is concluded from what sources do not say. */
interface Absence {
  decisions: Decisions
  /** What is now to be remembered of learners. */
  remember: readonly LearnerMemory[]
  /** How many removals were refused, for the sources or the target could not be trusted to be whole. */
  refused: number
}

/** What concluding works with. */
interface AbsenceContext extends ResolveContext {
  world: World
  owned: Owned
  /** What the sources said of each account, and what was decided about it. */
  accounts: ReadonlyMap<Id, AccountNotes>
  record: PlanRecord
  /** Why the sources as a whole cannot be trusted to be whole. */
  distrust: HeldReason | undefined
}

/** A learner of whom something may follow from absence. */
interface AbsentLearner extends AbsenceContext {
  learner: WorldPerson
  notes: AccountNotes | undefined
  memory: LearnerMemory | undefined
}

/**
 * Proposes what follows from absence: leavers by the mapping's rules, and owned assignments that a file declared complete no
 * longer names. Learners who have finished are not missing; neither are those whom a held row may be about.
 */
export function concludeAbsence(context: AbsenceContext): Absence {
  const decisions = new Decisions()
  const titles = titlesIn(context.world, context.owned)
  const remember: LearnerMemory[] = []
  let refused = 0
  for (const learner of context.world.people) {
    if (learner.kind !== 'learner' || isGoneFor(learner, context)) continue
    const notes = context.accounts.get(learner.id)
    const learnt = remembered(learner, notes, context)
    if (learnt) remember.push(learnt)
    const memory = learnt ?? context.owned.learners.get(learner.id)
    const asked = { ...context, learner, notes, memory }
    refused += concludeLeaver(asked, decisions) ?? concludeMissing(asked, decisions, titles)
  }
  decisions.findings.push(...kindsNotSpoken(context))
  if (refused > 0) decisions.findings.push(removalsRefused(refused, context))
  return { decisions, remember, refused }
}

/** Archived, and not to be brought back by this plan. */
function isGoneFor({ id, archived }: WorldPerson, { record }: AbsenceContext): boolean {
  return archived && !record.changes.has(`unarchive-person/${id}`)
}

// What is remembered.

/** What a run learns of a learner that the last one did not know. */
function remembered(
  learner: WorldPerson,
  notes: AccountNotes | undefined,
  context: AbsenceContext,
): LearnerMemory | undefined {
  const before = context.owned.learners.get(learner.id)
  const { distrust, collected } = context
  if (!notes && (distrust || collected.people.isShort(learner.organisation))) return undefined
  const now =
    notes && notes.facts.length > 0
      ? statedOf(learner.id, notes, before, context)
      : unstated(learner, before, context)
  const isSame =
    before?.state === now.state && before?.since === now.since && before?.missingSince === now.missingSince
  return isSame ? undefined : now
}

function statedOf(
  learner: Id,
  { facts }: AccountNotes,
  before: LearnerMemory | undefined,
  { rules }: AbsenceContext,
): LearnerMemory {
  const state = facts.map(request => request.facts.state).find(isEnding)
  const end = facts.map(request => request.facts.actualEnd).find(date => date !== undefined)
  const ended = state ?? (end === undefined ? undefined : 'completed')
  if (ended === undefined) return { learner }
  const known = before?.state === ended ? before.since : undefined
  return { learner, state: ended, since: end ?? known ?? rules.today }
}

type LearnerEnding = NonNullable<LearnerMemory['state']>

function isEnding(state: string | undefined): state is LearnerEnding {
  return state !== undefined && state !== 'active' && state !== 'archived'
}

function unstated(
  learner: WorldPerson,
  before: LearnerMemory | undefined,
  context: AbsenceContext,
): LearnerMemory {
  const { state, since } = before ?? {}
  const kept = state && since ? { state, since } : {}
  if (!isMissing(learner, before, context)) return { learner: learner.id, ...kept }
  return { learner: learner.id, ...kept, missingSince: before?.missingSince ?? context.rules.today }
}

/** Whether a file that is complete for learners should have named this one. */
function isMissing(
  learner: WorldPerson,
  before: LearnerMemory | undefined,
  context: AbsenceContext,
): boolean {
  const { collected, rules } = context
  const isComplete = rules.mapping.complete.some(
    each => each.kind === 'learner' && each.organisation === learner.organisation,
  )
  if (!isComplete || !collected.organisations.has(learner.organisation)) return false
  return !collected.people.suspected.has(learner.id) && !isOut(learner, before, context)
}

/** Completed, withdrawn, on a break or past the planned end: out of what the file is about, and so never missing. */
function isOut(learner: WorldPerson, memory: LearnerMemory | undefined, { rules }: AbsenceContext): boolean {
  if (memory?.state !== undefined) return true
  if (learner.state !== undefined && learner.state !== 'active') return true
  return learner.plannedEndDate !== null && learner.plannedEndDate < rules.today
}

// Leavers.

/** How many removals are refused of a learner who is to leave by a rule; nothing where no rule says so. */
function concludeLeaver(asked: AbsentLearner, decisions: Decisions): number | undefined {
  const { learner, notes, memory, rules, collected, distrust } = asked
  const rule = rules.mapping.leavers.find(each => isDue(each, memory, rules.today))
  if (!rule || notes?.contested || collected.people.suspected.has(learner.id)) return undefined
  if (rule.when === 'missing' && distrust) return 1
  if (collected.people.isShort(learner.organisation)) return 1
  archive(asked, rule, decisions)
  return 0
}

function isDue({ when, after }: LeaverRule, memory: LearnerMemory | undefined, today: CalendarDate): boolean {
  const since = when === 'missing' ? memory?.missingSince : memory?.state === when ? memory.since : undefined
  return since !== undefined && addDays(since, after) <= today
}

function archive(
  { learner, notes, learners, record }: AbsentLearner,
  { when }: LeaverRule,
  decisions: Decisions,
): void {
  const left = learners.assignmentsOf(learner.id).filter(one => !record.changes.has(`assign/${slotKey(one)}`))
  const leaves = left.map(({ level, role, target, person }) => ({
    learner: learner.id,
    level,
    role,
    target,
    person,
  }))
  const change = { do: 'archive-person', person: learner.id, rule: when, leaves } as const
  const requests = when === 'missing' ? [] : (notes?.facts ?? []).filter(request => !record.isHeld(request))
  decisions.plan(change, learner.organisation, requests)
}

// Assignments that nobody names any more.

/** Takes away what nobody names any more, and counts what is refused. */
function concludeMissing(asked: AbsentLearner, decisions: Decisions, titles: SlotTitles): number {
  const { learner, rules, collected, distrust, learners } = asked
  if (rules.mapping.complete.length === 0 || isProtected(asked)) return 0
  const gone = learners.assignmentsOf(learner.id).filter(assigned => isGone(assigned, asked))
  if (distrust || collected.people.isShort(learner.organisation)) return gone.length
  for (const assigned of gone) remove(assigned, learner, decisions, titles)
  return 0
}

/** A learner whose rows are held, or who has finished and is no longer named, is left alone. */
function isProtected(asked: AbsentLearner): boolean {
  const { learner, notes, memory, collected } = asked
  if (collected.people.suspected.has(learner.id) || notes?.contested) return true
  return notes ? memory?.state !== undefined : isOut(learner, memory, asked)
}

function isGone(assigned: WorldAssignment, asked: AbsentLearner): boolean {
  const { learner, notes, distrust, collected, owned, record } = asked
  const { level, role } = assigned
  const { organisation } = learner
  const isSpoken = distrust !== undefined || collected.spoken.has(`${organisation}/${role}/${level}`)
  if (!isSpoken || !isComplete(role, organisation, asked)) return false
  const key = slotKey(assigned)
  const owner = owned.assignments.get(key)
  if (!owner || owner.as === 'manual' || owner.person !== assigned.person) return false
  return !isSpokenOf(assigned, notes) && !record.changes.has(`assign/${key}`)
}

function isComplete(role: Role, organisation: Id, { rules }: AbsenceContext): boolean {
  return rules.mapping.complete.some(each => each.kind === role && each.organisation === organisation)
}

/**
 * Whether the file says something of the slot. A blank main slot of a learner who is in the file says nothing; what is held
 * about a role says that nothing may be concluded.
 */
function isSpokenOf(assigned: WorldAssignment, notes: AccountNotes | undefined): boolean {
  if (!notes) return false
  const { doubts, claimed } = notes
  if (assigned.level === 'default' || doubts.has(assigned.role)) return true
  if (isAimLevel(assigned.level) && doubts.has('aims')) return true
  return claimed.has(slotKey(assigned))
}

function isAimLevel(level: Level): boolean {
  return level === 'aim' || level === 'unit'
}

/** The standard and unit that a slot is about, where it is about any. */
type SlotTitles = (assigned: WorldAssignment) => { standard?: Id; unit?: string }

function titlesIn({ aims, summaries }: World, { assignments }: Owned): SlotTitles {
  const isNeeded = assignments.size > 0
  const aimsById = new Map(isNeeded ? aims.map(({ id, standard }) => [id, standard]) : [])
  const unitsById = new Map(isNeeded ? summaries.map(summary => [summary.id, summary]) : [])
  return ({ level, target }) => {
    const standard = level === 'aim' ? aimsById.get(target) : unitsById.get(target)?.standard
    const unit = level === 'unit' ? unitsById.get(target)?.unit : undefined
    return { ...(standard === undefined ? {} : { standard }), ...(unit === undefined ? {} : { unit }) }
  }
}

function remove(
  assigned: WorldAssignment,
  { organisation }: WorldPerson,
  decisions: Decisions,
  titles: SlotTitles,
): void {
  const { learner, level, role, target, person } = assigned
  const slot: Slot = { learner, level, role, target }
  decisions.plan(assignment(slot, titles(assigned), person, null, 'absent'), organisation, [])
}

// What is said of it.

function kindsNotSpoken({ rules, collected, distrust }: AbsenceContext): HeldReason[] {
  if (distrust) return []
  return rules.mapping.complete.flatMap(({ organisation, kind }) => {
    const isSpoken =
      kind === 'learner'
        ? collected.organisations.has(organisation)
        : [...collected.spoken].some(spoken => spoken.startsWith(`${organisation}/${kind}/`))
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

function removalsRefused(count: number, { distrust, world }: AbsenceContext): HeldReason {
  const short = world.shortReads.map(({ organisation }) => readShort(organisation).sentence)
  const why = distrust ? distrust.sentence : [...new Set(short)].join(' ')
  const what = count === 1 ? '1 removal is' : `${count} removals are`
  return reason('removals-refused', `${what} refused. ${why}`)
}
