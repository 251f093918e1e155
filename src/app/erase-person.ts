import type { Erasure } from '../domain/erasure.ts'
import type { Id } from '../domain/id.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { User } from '../domain/user.ts'
import type { Db } from '../storage/db.ts'
import { type Extent, eraseAccount, isNamedIn, lookAtErasure } from '../storage/erase.ts'
import { allErasures } from '../storage/erasures.ts'
import { accountsOf, findPerson, type PersonAccounts } from './person.ts'
import type { Services } from './services.ts'

/** Which accounts are to be erased, and how far. */
interface ErasureWanted {
  user: Id
  /** All accounts that are linked with it, too. */
  linked: boolean
  /** Takes first and family name out of texts also where they stand alone. */
  names: boolean
}

/** An erasure with who decided it. */
interface ErasureOrdered extends ErasureWanted {
  by: string
  reason: string | null
}

/** What erasing would come to, or came to. */
export interface ErasureTold {
  accounts: readonly Extent[]
  /** Accounts that were erased before. */
  erasedBefore: readonly Id[]
  /** Accounts of the same person that are left out. */
  linked: readonly Id[]
  /** Accounts that may be the same person's. */
  likely: readonly Id[]
}

/** Says what an erasure would take and what it would leave. Changes nothing. */
export async function lookAtPerson(
  { storage }: Services,
  wanted: ErasureWanted,
): Promise<ErasureTold | Problem> {
  return storage.snapshot(async db => {
    const person = await findPerson(db, wanted.user)
    if (isProblem(person)) return person
    return eachAccount(person, wanted, user => lookAtErasure(db, user, wanted.names))
  })
}

/** An erasure that was made. */
export interface ErasureDone extends ErasureTold {
  /** Whether nothing is left in the files either; false where somebody still reads an earlier moment. */
  scrubbed: boolean
}

/**
 * Erases a person: an account, or all that are linked. The history stays whole, for it holds numbers only. Doing it
 * again finishes what a reader of an earlier moment held up.
 */
export async function erasePerson(
  { storage, writer }: Services,
  ordered: ErasureOrdered,
): Promise<ErasureDone | Problem> {
  const before = await findPerson(storage.db, ordered.user)
  if (isProblem(before)) return before
  const told = await writer.run({
    organisations: [...new Set(accountsOf(before, ordered.linked).map(one => one.organisation))],
    work: async (tx, _ledger, now) => erase(tx.db, ordered, now),
  })
  return isProblem(told) ? told : { ...told, scrubbed: await storage.scrub() }
}

async function erase(db: Db, ordered: ErasureOrdered, now: Instant): Promise<ErasureTold | Problem> {
  const person = await findPerson(db, ordered.user)
  if (isProblem(person)) return person
  for (const user of accountsOf(person, ordered.linked)) {
    if (await isNamedIn(db, user, [ordered.by, ordered.reason])) return namesPerson(user.id)
  }
  return eachAccount(person, ordered, user => eraseAccount(db, user, erasureOf(user, ordered, now)))
}

function erasureOf(
  { id, organisation, createdOn }: User,
  { by, reason, names }: ErasureOrdered,
  at: Instant,
): Erasure {
  return { organisation, user: id, createdOn, at, by, reason, names }
}

async function eachAccount(
  person: PersonAccounts,
  { linked }: ErasureWanted,
  visit: (user: User) => Promise<Extent>,
): Promise<ErasureTold> {
  const wanted = accountsOf(person, linked)
  const accounts: Extent[] = []
  for (const user of wanted) if (user.erasedAt === null) accounts.push(await visit(user))
  return {
    accounts,
    erasedBefore: wanted.filter(user => user.erasedAt !== null).map(user => user.id),
    linked: linked ? [] : person.linked.map(user => user.id),
    likely: person.likely,
  }
}

/** Everybody who was erased, by organisation and number: what an older backup must be held against. */
export function listErasures({ storage }: Services): Promise<Erasure[]> {
  return storage.snapshot(allErasures)
}

function namesPerson(id: Id): Problem {
  return problem(
    'field-invalid',
    `What is said of the erasure is kept, and it names user ${id}; say it without the name.`,
    'reason',
  )
}
