import { certain } from '../../domain/certain.ts'
import { whyNotEligible } from '../../domain/eligibility.ts'
import type { Place } from '../../domain/finding.ts'
import type { Id } from '../../domain/id.ts'
import { whyIncomplete, whyUnreachable } from '../../domain/new-user.ts'
import type { PersonFields } from '../../domain/plan.ts'
import type { WorldPerson } from '../world/world.ts'
import { settleAims } from './aims.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import { laterEmployers, rivalEmployers } from './employers.ts'
import {
  count,
  type Entry,
  type FactEntry,
  type HeldReason,
  type PersonFile,
  reason,
  settle,
} from './entry.ts'
import { type Amendment, amend, datesOutOfOrder, disagreement, emailOfAnother } from './facts.ts'
import type { Gathering } from './gather.ts'
import { bringBack, hasLeft } from './returner.ts'
import type { PlanRules } from './rules.ts'
import { archivedPerson, settleSeats } from './seats.ts'

/** What settling one account after another works with. */
export interface Bench {
  gathering: Gathering
  draft: Draft
  rules: PlanRules
}

/** Decides everything that the sources say of one account. */
export function settleFile(file: PersonFile, desk: Desk, bench: Bench): void {
  decide(file, desk, bench)
  const { facts, aims, seats } = file
  for (const entries of [facts, aims, seats])
    for (const entry of entries) count(bench.gathering.statements, entry)
  // What is left to be asked are the facts; a large provider's file is freed of the rest.
  file.aims = []
  file.seats = []
}

function decide(file: PersonFile, desk: Desk, bench: Bench): void {
  if (file.contested) {
    holdAll(file, file.contested, bench)
    return
  }
  const isThere = file.person.id >= 0 || settleNewcomer(file, bench)
  if (!isThere) return
  const archived = file.person.archived ? whyArchived(file, desk, bench) : undefined
  settleFacts(file, bench, archived)
  if (file.person.kind !== 'learner') return
  settleAims(file, desk, bench)
  settleSeats(file, desk, bench)
}

/** Whether rows say no more of a learner than that they are there, nor that they have left. */
function isOnlyNamed({ facts, aims, seats }: PersonFile, { rules }: Bench): boolean {
  return aims.length + seats.length === 0 && !hasLeft(facts, rules.today)
}

/** Holds one thing for a reason of its own, and all else of the account because of it. */
function holdAll({ facts, aims, seats }: PersonFile, why: HeldReason, bench: Bench): void {
  holdEntries([...facts, ...aims, ...seats], why, bench)
}

function holdEntries([root, ...rest]: readonly Entry[], why: HeldReason, { gathering }: Bench): void {
  if (!root) return
  gathering.hold(root, why)
  for (const entry of rest) gathering.hold(entry, why, { blockedBy: root.place })
}

/** Somebody new is made with all that an account needs, or everything about them waits. */
function settleNewcomer(file: PersonFile, bench: Bench): boolean {
  const { person, facts } = file
  const rival = disagreement(file)
  if (rival) {
    holdAll(file, rival, bench)
    return false
  }
  const defaultAssessor = person.kind === 'learner' ? mainAssessor(file) : undefined
  const lack =
    whyIncomplete({ ...person, defaultAssessor }) ??
    (needsAddress(file, bench) ? whyUnreachable(person) : undefined)
  if (lack) {
    const sentence = `${person.firstName} ${person.lastName} cannot be created: ${lack.sentence}`
    holdAll(file, reason('cannot-create', sentence), bench)
    return false
  }
  createPerson(person, defaultAssessor, facts, bench)
  return true
}

/**
 * OneFile makes no learner without an address. A server of ours does, but where a file has a column for addresses a blank in it
 * is more likely forgotten than meant.
 */
function needsAddress({ facts }: PersonFile, { rules }: Bench): boolean {
  return rules.demandsAddress === true || facts.some(entry => entry.facts.hasNoAddress)
}

/** The one assessor whom rows agree on and who may stand beside the learner. */
function mainAssessor({ person, seats }: PersonFile): Id | undefined {
  const main = seats.filter(one => one.level === 'default' && one.role === 'assessor' && one.want === 'hold')
  const [only, ...more] = new Set(main.map(one => certain(one.person)))
  return only && more.length === 0 && !whyNotEligible(only, 'assessor', person) ? only.id : undefined
}

/** Plans making an account. */
export function createPerson(
  person: WorldPerson,
  defaultAssessor: Id | undefined,
  entries: readonly Entry[],
  { draft }: Bench,
  because: readonly Place[] = [],
): void {
  const { id, kind, organisation } = person
  const more = defaultAssessor === undefined ? {} : { defaultAssessor }
  draft.add(
    { do: 'create-person', person: id, kind, fields: fieldsOf(person), ...more },
    organisation,
    entries,
    because,
  )
}

function fieldsOf(person: WorldPerson): PersonFields {
  const {
    firstName,
    lastName,
    email,
    misId,
    uln,
    dateOfBirth,
    startOn,
    plannedEndDate,
    placement,
    classroom,
  } = person
  return {
    firstName,
    lastName,
    email,
    misId,
    uln,
    dateOfBirth,
    startOn,
    plannedEndDate,
    placement,
    classroom,
  }
}

/** Why nothing is written about somebody who is archived; nothing for a learner who is brought back. */
function whyArchived(file: PersonFile, desk: Desk, bench: Bench): HeldReason | undefined {
  return file.person.kind === 'learner' ? bringBack(file, desk, bench) : archivedPerson(file.person)
}

/** What a file changes about an account where it is read for assignments alone. */
const UNCHANGED: Amendment = { before: {}, after: {}, notes: [] }

/** Holds what a row says of several employers or of dates that cannot be, and tells of employers to come; all else goes on. */
function tellOfFacts(entry: FactEntry, file: PersonFile, { gathering }: Bench, isArchived: boolean): void {
  const { person } = file
  const why = datesOutOfOrder(entry) ?? emailOfAnother(entry, file, gathering.finder.roster)
  if (why && !isArchived) gathering.hold(entry, why)
  const rivals = rivalEmployers(entry, person, gathering.places)
  if (rivals) gathering.hold(entry, rivals)
  gathering.findings.push(...laterEmployers(entry, person, gathering.places))
}

function settleFacts(file: PersonFile, bench: Bench, archived: HeldReason | undefined): void {
  const { person, facts } = file
  const { draft, gathering } = bench
  const isInQuestion = gathering.finder.suspected.has(person.id)
  const isKept = bench.rules.mapping.only === 'assignments'
  const { before, after, notes } = isKept
    ? UNCHANGED
    : amend(file, { places: gathering.places, roster: gathering.finder.roster }, isInQuestion)
  for (const { code, sentence } of notes)
    gathering.findings.push({ code, sentence, place: certain(facts[0]).place })
  const isChanged = Object.keys(after).length > 0 && person.id >= 0
  if (!isKept) for (const entry of facts) tellOfFacts(entry, file, bench, archived !== undefined)
  if (archived && (isChanged || isOnlyNamed(file, bench))) holdEntries(facts, archived, bench)
  else if (isChanged)
    draft.add({ do: 'update-person', person: person.id, before, after }, person.organisation, facts)
  else for (const entry of facts) settle(entry, 'unchanged')
}
