import { certain } from '../../domain/certain.ts'
import { whyNotEligible } from '../../domain/eligibility.ts'
import type { Id } from '../../domain/id.ts'
import { ROLE_TITLES, type Role } from '../../domain/role.ts'
import { type Slot, slotKey } from '../../domain/slot.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { calledBy, type WorldPerson } from '../world/world.ts'
import { archivedLearner, hasEnded, needStandard, needUnit } from './aims.ts'
import { heldApart, keptApart } from './apart.ts'
import type { Desk } from './desk.ts'
import { assignment } from './draft.ts'
import { doubt, type HeldReason, type PersonFile, reason, type SeatEntry, settle } from './entry.ts'
import { readShort } from './finder.ts'
import { whyNotAsExpected } from './holder.ts'
import type { Bench } from './learner.ts'

/** One slot with all that rows ask of it. */
interface Claim {
  slot: Slot
  of: { standard?: Id; unit?: string }
  holds: SeatEntry[]
  removes: SeatEntry[]
}

/** Decides who is to be beside a learner, slot by slot. */
export function settleSeats(file: PersonFile, desk: Desk, bench: Bench): void {
  file.seats = atTheOnlyAim(file, desk, bench)
  const clears = file.seats.filter(
    one => one.level === 'additional' && one.person === null && one.fate !== 'held',
  )
  const claims = claimsOf(file, desk, bench)
  if (bench.rules.mapping.complete.length > 0) file.claimed = new Set(claims.map(one => slotKey(one.slot)))
  for (const claim of claims) settleClaim(claim, claims, desk, bench)
  for (const entry of clears) settleClear(entry, claims, desk, bench)
}

/** An IQA named without an aim is that of the learner’s only one; where there are several, it is asked which. */
function atTheOnlyAim({ seats }: PersonFile, desk: Desk, bench: Bench): SeatEntry[] {
  const isSet = bench.rules.mapping.iqa === 'additional'
  return seats.map(entry => {
    if (!entry.aimless || isSet || desk.aims.size === 0) return entry
    const [standard, ...more] = [...desk.aims.keys()]
    if (more.length > 0) bench.gathering.hold(entry, AIM_NOT_NAMED)
    return more.length > 0 || standard === undefined ? entry : { ...entry, level: 'aim' as const, standard }
  })
}

const AIM_NOT_NAMED = reason(
  'iqa-without-aim',
  'The row names an IQA but no aim, and the learner has several. Name the aim in a column Standard, or write "iqa: additional" in the mapping.',
)

function claimsOf(file: PersonFile, desk: Desk, bench: Bench): Claim[] {
  const { seats, aims } = file
  const claims = new Map<string, Claim>()
  const ended = new Set(aims.filter(hasEnded).map(one => one.standard))
  for (const entry of seats) {
    if (entry.fate === 'held' || (entry.level === 'additional' && entry.person === null)) continue
    if (isHeldApart(entry, file, bench)) continue
    const { standard } = entry
    const isOver = standard !== undefined && ended.has(standard) && !desk.aims.has(standard)
    const target = isOver ? null : targetOf(entry, desk, bench)
    if (target === null) settle(entry, 'unchanged')
    else if (typeof target !== 'number') bench.gathering.hold(entry, target)
    else place(claims, entry, target, desk)
  }
  return [...claims.values()].sort(
    (a, b) => Number(a.slot.level !== 'default') - Number(b.slot.level !== 'default'),
  )
}

/** Holds a wish to put together who is kept apart, before anything is given for its sake. */
function isHeldApart(entry: SeatEntry, file: PersonFile, { rules, gathering }: Bench): boolean {
  const { role, level, person, want } = entry
  if (want !== 'hold' || person === null) return false
  const beside = { learner: file.person.id, person: person.id, role, level }
  const find = (id: Id) => gathering.finder.roster.get(id)
  const pair = keptApart(rules.apart ?? [], beside, rules.today, find)
  if (!pair) return false
  doubt(file, role)
  gathering.hold(entry, heldApart(pair, file.person, person))
  return true
}

function place(claims: Map<string, Claim>, entry: SeatEntry, target: Id, { learner }: Desk): void {
  const { level, role, standard, unit } = entry
  const slot = { learner: learner.id, level, role, target }
  const key = slotKey(slot)
  const of = { ...(standard === undefined ? {} : { standard }), ...(unit === undefined ? {} : { unit }) }
  const claim = claims.get(key) ?? { slot, of, holds: [], removes: [] }
  claims.set(key, claim)
  claim[entry.want === 'hold' ? 'holds' : 'removes'].push(entry)
}

/** What the slot is about; null where somebody is to be taken from an aim or unit that the learner does not have. */
function targetOf(entry: SeatEntry, desk: Desk, bench: Bench): Id | HeldReason | null {
  const { level, person, standard, unit, want } = entry
  if (level === 'default') return 0
  if (level === 'additional') return certain(person).id
  if (want === 'remove') return heldTarget(entry, desk)
  return level === 'aim'
    ? needStandard(certain(standard), entry, desk, bench)
    : needUnit(certain(unit), standard, entry, desk, bench)
}

function heldTarget({ level, standard, unit }: SeatEntry, desk: Desk): Id | HeldReason | null {
  if (level === 'aim') return desk.aims.get(certain(standard)) ?? null
  const held = desk.unit(certain(unit), standard)
  if (held.length < 2) return held[0]?.id ?? null
  const standards = held.map(one => one.standard).join(', ')
  return reason(
    'unit-several',
    `The learner has unit ${unit} under the standards ${standards}; name one of them in the row.`,
  )
}

function settleClaim(claim: Claim, all: readonly Claim[], desk: Desk, bench: Bench): void {
  const { slot, holds, removes } = claim
  const wanted = new Set(holds.map(one => certain(one.person).id))
  const isContested = wanted.size > 1 || removes.some(one => one.person === null || wanted.has(one.person.id))
  if (holds.length > 0 && isContested) {
    holdClaim(claim, contested(slot, [...holds, ...removes]), bench)
    return
  }
  const holder = desk.holder(slot.level, slot.role, slot.target)
  if (holds.length > 0) settleHold(claim, holder, all, desk, bench)
  else settleRemoval(claim, holder, all, desk, bench)
}

function holdClaim({ holds, removes }: Claim, why: HeldReason, { gathering }: Bench): void {
  for (const entry of [...holds, ...removes]) gathering.hold(entry, why)
}

function contested({ level, role }: Slot, entries: readonly SeatEntry[]): HeldReason {
  const wishes = entries.map(({ place, want, person }) => {
    const who = person ? calledBy(person) : 'nobody'
    return `row ${place.row ?? '?'} ${want === 'hold' ? 'says' : 'takes away'} ${who}`
  })
  const people = entries.flatMap(one => one.person?.id ?? [])
  const sentence = `Rows disagree on the ${level} ${ROLE_TITLES[role]}: ${[...new Set(wishes)].join(', ')}. Keep one of them.`
  return { ...reason('slot-contested', sentence), candidates: [...new Set(people)] }
}

function settleHold(claim: Claim, holder: Id | null, all: readonly Claim[], desk: Desk, bench: Bench): void {
  const { slot, of, holds, removes } = claim
  const person = certain(certain(holds[0]).person)
  if (holder === person.id) {
    unchanged(claim, person.id, bench)
    return
  }
  const against = whyNotPlaced(claim, desk, bench) ?? whyNotReplaced(claim, holder, desk, bench)
  if (against) {
    holdClaim(claim, against, bench)
    return
  }
  const made = madeOtherwise(slot, person.id, all, bench)
  if (made) {
    for (const entry of [...holds, ...removes]) settle(entry, 'planned')
    return
  }
  const from = dateFor(claim, holder, desk)
  const change = assignment(
    slot,
    { ...of, ...(from ? { effectiveFrom: from } : {}) },
    holder,
    person,
    'stated',
  )
  const replaced = removes.filter(one => certain(one.person).id === holder)
  bench.draft.add(change, desk.learner.organisation, [...holds, ...replaced])
  for (const entry of removes) if (entry.fate === undefined) settle(entry, 'unchanged')
}

/** The day from which a change counts; today where none is given, or where the start of the aim is older than what is there. */
function dateFor({ slot, holds }: Claim, holder: Id | null, desk: Desk): CalendarDate | undefined {
  const stated = holds.find(one => one.from !== undefined && !one.isFromAim)
  if (stated) return stated.from
  const [start] = holds.flatMap(one => one.from ?? []).sort()
  if (start === undefined || holder === null) return start
  const since = desk.since(slot)
  return since !== undefined && start > since ? start : undefined
}

/** A learner is made together with the default assessor, and a default employer is linked as an additional one. */
function madeOtherwise(
  { learner, level, role }: Slot,
  person: Id,
  all: readonly Claim[],
  { draft }: Bench,
): boolean {
  if (level === 'default' && role === 'assessor') return draft.has(`create-person/${learner}`)
  if (level !== 'additional' || role !== 'employer') return false
  const main = all.find(one => one.slot.level === 'default' && one.slot.role === 'employer')
  return main?.holds[0]?.person?.id === person && draft.has(`assign/${slotKey(main.slot)}`)
}

function unchanged({ slot, holds, removes }: Claim, person: Id, { draft, gathering, rules }: Bench): void {
  for (const entry of [...holds, ...removes]) if (entry.fate === undefined) settle(entry, 'unchanged')
  const { organisation } = certain(gathering.finder.roster.get(slot.learner))
  const isComplete = rules.mapping.complete.some(
    one => one.organisation === organisation && one.kind === slot.role,
  )
  if (isComplete) draft.adopts.push({ slot: slotKey(slot), person })
}

function whyNotPlaced({ slot, holds }: Claim, desk: Desk, { rules }: Bench): HeldReason | undefined {
  const person = certain(certain(holds[0]).person)
  const problem = whyNotEligible(person, slot.role, desk.learner)
  if (problem?.code === 'person-archived') return archivedPerson(person)
  if (problem) return { code: problem.code, sentence: problem.sentence, candidates: [person.id] }
  if (desk.learner.archived) return archivedLearner(desk.learner.id)
  const late = holds.map(one => one.from).find(date => date !== undefined && date > rules.today)
  return late === undefined ? undefined : inFuture(late)
}

/** Why a place is not filled whose row believes somebody else there than is. */
function whyNotReplaced(
  { slot, holds }: Claim,
  holder: Id | null,
  desk: Desk,
  { gathering: { finder } }: Bench,
): HeldReason | undefined {
  const beside = slot.level === 'additional' ? additionalSlots(slot.role, desk).map(one => one.target) : []
  const ids = holder === null ? beside : [...beside, holder]
  const people = ids.flatMap(id => finder.roster.get(id) ?? [])
  return whyNotAsExpected(slot, holds, people)
}

export function archivedPerson(person: WorldPerson): HeldReason {
  return {
    code: 'person-archived',
    sentence: `${calledBy(person)} is archived and is given nothing new; unarchive the account or name somebody else.`,
    candidates: [person.id],
  }
}

function inFuture(date: CalendarDate): HeldReason {
  return {
    code: 'date-in-future',
    sentence: `The change is to count from ${date}, which is still to come. Plan again on that day, or leave the date out to make the change now.`,
  }
}

function settleRemoval(
  claim: Claim,
  holder: Id | null,
  all: readonly Claim[],
  desk: Desk,
  bench: Bench,
): void {
  const { slot, of, removes } = claim
  const meant = removes.filter(one => one.person === null || one.person.id === holder)
  for (const entry of removes) if (!meant.includes(entry) || holder === null) settle(entry, 'unchanged')
  if (holder === null || meant.length === 0) return
  const against = whyNotRemoved(slot, all, desk, bench)
  if (against) for (const entry of meant) bench.gathering.hold(entry, against)
  else bench.draft.add(assignment(slot, of, holder, null, 'stated'), desk.learner.organisation, meant)
}

function whyNotRemoved(
  slot: Slot,
  all: readonly Claim[],
  desk: Desk,
  { gathering }: Bench,
): HeldReason | undefined {
  const { organisation } = desk.learner
  if (gathering.finder.isShort(organisation)) return readShort(organisation)
  return isLinkedEmployer(slot, all, desk) ? linkedEmployer(slot.target) : undefined
}

/** Whether somebody is, once the plan is done, the default employer, who is linked as an additional one. */
function isLinkedEmployer({ level, role, target }: Slot, all: readonly Claim[], desk: Desk): boolean {
  if (level !== 'additional' || role !== 'employer') return false
  const main = all.find(one => one.slot.level === 'default' && one.slot.role === 'employer')
  if (main && main.holds.length > 0) return main.holds.some(one => certain(one.person).id === target)
  const now = desk.holder('default', 'employer', 0)
  const isLeaving = main?.removes.some(one => one.person === null || one.person.id === now) === true
  return now === target && !isLeaving
}

function linkedEmployer(person: Id): HeldReason {
  return {
    ...reason(
      'default-employer-linked',
      `Employer ${person} is the learner's default employer, who stays linked; name another default employer first.`,
    ),
    candidates: [person],
  }
}

/** "None" among the additional people of a role takes all of them away, unless another row names some. */
function settleClear(entry: SeatEntry, all: readonly Claim[], desk: Desk, bench: Bench): void {
  const named = all.filter(
    one => one.slot.level === 'additional' && one.slot.role === entry.role && one.holds.length > 0,
  )
  if (named.length > 0) {
    const entries = named.flatMap(one => one.holds)
    bench.gathering.hold(entry, contested(certain(named[0]).slot, [...entries, entry]))
    return
  }
  const slots = additionalSlots(entry.role, desk).filter(slot => !isLinkedEmployer(slot, all, desk))
  if (slots.length === 0) {
    settle(entry, 'unchanged')
    return
  }
  const { organisation } = desk.learner
  if (bench.gathering.finder.isShort(organisation)) {
    bench.gathering.hold(entry, readShort(organisation))
    return
  }
  for (const slot of slots)
    bench.draft.add(assignment(slot, {}, slot.target, null, 'stated'), organisation, [entry])
}

function additionalSlots(role: Role, { assignments }: Desk): Slot[] {
  return assignments
    .filter(one => one.level === 'additional' && one.role === role)
    .map(({ learner, level, target }) => ({ learner, level, role, target }))
}
