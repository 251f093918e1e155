import type { Account } from '../domain/account.ts'
import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import { hasLevel, qualifies, ROLE_TITLES } from '../domain/role.ts'
import { type SlotKey, slotKey } from '../domain/slot.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import type { StoredAssignment } from '../storage/history.ts'
import { type GivenTo, givenByIds } from '../storage/presence.ts'
import type { Wrong } from './broken.ts'
import { type DataRecord, valuesOf } from './read.ts'

/** What judging a batch of assignments asks for. */
interface BatchFacts {
  accounts: ReadonlyMap<Id, Account>
  /** By level, organisation and id. */
  given: ReadonlyMap<string, GivenTo>
  filled: Set<SlotKey>
  now: Instant
}

/** The assignments that records hold. */
export function assignmentsIn(records: readonly DataRecord[]): StoredAssignment[] {
  return records.map(record => valuesOf<StoredAssignment>(record))
}

/**
 * The first record that breaks a rule of assignment. Archived people keep what they held. People and learners are known
 * to be of the organisation.
 */
export async function firstUnruly(
  tx: Tx,
  now: Instant,
  records: readonly DataRecord[],
): Promise<Wrong | undefined> {
  const assignments = assignmentsIn(records)
  const facts = await loadFacts(tx, now, assignments)
  for (const [at, assignment] of assignments.entries()) {
    const reason = whyUnruly(assignment, facts)
    if (reason) return { line: certain(records[at]).line, reason }
    facts.filled.add(slotKey(assignment))
  }
  return undefined
}

async function loadFacts(
  tx: Tx,
  now: Instant,
  assignments: readonly StoredAssignment[],
): Promise<BatchFacts> {
  const people = await tx.statements.accounts([...new Set(assignments.map(({ person }) => person))])
  const held = await tx.statements.holdings(assignments)
  const given = new Map<string, GivenTo>()
  for (const [level, noun] of [['aim', 'aim'] as const, ['unit', 'unitSummary'] as const]) {
    const ofLevel = assignments.filter(one => one.level === level)
    for (const [organisation, own] of Map.groupBy(ofLevel, one => one.organisation)) {
      const ids = own.map(({ target }) => target)
      for (const [id, one] of await givenByIds(tx.db, noun, organisation, ids))
        given.set(`${level}/${organisation}/${id}`, one)
    }
  }
  return {
    accounts: new Map(people.map(account => [account.id, account])),
    given,
    filled: new Set(held.map(slotKey)),
    now,
  }
}

function whyUnruly(
  assignment: StoredAssignment,
  { accounts, given, filled, now }: BatchFacts,
): string | undefined {
  const { organisation, learner, level, role, target, person, since } = assignment
  if (!hasLevel(role, level)) return `There is no ${ROLE_TITLES[role]} at the ${level} level.`
  if (!qualifies(certain(accounts.get(person)).kind, role)) {
    return `User ${person} cannot stand as ${ROLE_TITLES[role]}: the account is of another kind.`
  }
  if (level === 'default' && target !== 0) return 'At the default level, leave "target" out.'
  if (level === 'additional' && target !== person) {
    return 'At the additional level, leave "target" out: it is the person.'
  }
  const held = level === 'aim' || level === 'unit'
  if (held && given.get(`${level}/${organisation}/${target}`)?.learner !== learner) {
    return `"target" is ${target}, and learner ${learner} has no such ${level === 'aim' ? 'learning aim' : 'unit summary'}.`
  }
  if (since > now) return '"since" is a moment that has not come yet.'
  return filled.has(slotKey(assignment)) ? 'This slot is filled already.' : undefined
}
