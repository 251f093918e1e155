import type { Account } from '../domain/account.ts'
import type { Id } from '../domain/id.ts'
import { qualifies, ROLE_TITLES, type Role } from '../domain/role.ts'
import type { StoredAssignment } from '../storage/history.ts'
import type { Ledger, NewChange } from '../writer/ledger.ts'
import type { DataRecord } from './read.ts'

/** A record that cannot be taken. */
export interface Wrong {
  line: number
  reason: string
}

/**
 * Records assignments that come without a history as runs of kind import, each effective since it says.
 * Archived people keep what they held. Gives the first record that breaks a rule.
 */
export async function assignAll(ledger: Ledger, records: readonly DataRecord[]): Promise<Wrong | undefined> {
  if (records.length === 0) return undefined
  const assignments = records.map(({ values }) => values as unknown as StoredAssignment)
  await ledger.loadAccounts(assignments.flatMap(({ learner, person }) => [learner, person]))
  await ledger.loadHoldings(assignments)
  const facts = ledger.factsFor(new Set(assignments.map(({ organisation }) => organisation)))
  for (const [at, assignment] of assignments.entries()) {
    const reason =
      whyWrong(assignment, id => facts.account(id)) ?? whyTaken(facts.holding(assignment) !== null)
    if (reason) return { line: records[at]!.line, reason }
    ledger.foresee([changeOf(assignment)])
  }
  await ledger.record({ kind: 'import', actor: null, reason: null }, assignments.map(changeOf))
  await ledger.flush()
  return undefined
}

function changeOf({ learner, level, role, target, person, since }: StoredAssignment): NewChange {
  const slot = { learner, level, role, target }
  return { slot, before: null, after: { person, since }, effectiveFrom: since }
}

function whyWrong(
  { organisation, learner, person, role }: StoredAssignment,
  account: (id: Id) => Account | undefined,
): string | undefined {
  const [who, whom] = [account(person), account(learner)]
  if (whom?.kind !== 'learner' || whom.organisation !== organisation) {
    return `"learner" is ${learner}, and there is no such learner in organisation ${organisation}.`
  }
  if (who?.organisation !== organisation) {
    return `"person" is ${person}, and there is no such user in organisation ${organisation}.`
  }
  return qualifies(who.kind, role) ? undefined : whyNotRole(person, role)
}

function whyNotRole(person: Id, role: Role): string {
  return `User ${person} cannot stand as ${ROLE_TITLES[role]}: the account is of another kind.`
}

function whyTaken(taken: boolean): string | undefined {
  return taken ? 'This slot is filled already.' : undefined
}
