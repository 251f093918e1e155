import type { Id } from '../domain/id.ts'
import { holdsTheKeys, type OperatorRole } from '../domain/operator.ts'
import { type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import type { Db } from '../storage/db.ts'
import { firstCustomer } from '../storage/empty.ts'
import {
  findIdentity,
  findOperatorByEmail,
  insertIdentity,
  isBoundTo,
  operators,
  type StoredOperator,
} from '../storage/operators.ts'
import { find, insert, update } from '../storage/records.ts'
import { newId } from '../storage/sequence.ts'
import type { OpenIdPerson } from './openid.ts'
import { letIn, type OpenedSession } from './person-sign-in.ts'
import type { Services } from './services.ts'

/**
 * Lets in whom another service has signed in: by the identity that was bound before, else by an address that the service
 * vouches for, which binds the identity; else, where the service gives roles, as somebody new. An address that nobody
 * vouches for never lets anybody in.
 */
export function signInWithOpenId(
  { writer, access }: Services,
  person: OpenIdPerson,
): Promise<OpenedSession | Problem> {
  return writer
    .run({
      organisations: [],
      work: async (tx, _ledger, now): Promise<OpenedSession | Problem> => {
        const found = (await boundOperator(tx.db, person)) ?? (await matchingOperator(tx.db, person))
        const operator = found ?? (await newOperator(tx, person, now))
        if (!operator || operator.disabledAt !== null) return stranger()
        await bind(tx.db, operator.id, person, now)
        const current = await withRole(tx.db, operator, person.role)
        return letIn(tx.db, current, now)
      },
    })
    .finally(() => access.forgetSessions())
}

async function boundOperator(db: Db, { issuer, subject }: OpenIdPerson): Promise<StoredOperator | undefined> {
  const id = await findIdentity(db, issuer, subject)
  return id === undefined ? undefined : find(db, operators, { id })
}

/** The person with the address, unless somebody else of the service is bound to that account already. */
async function matchingOperator(
  db: Db,
  { issuer, verifiedEmail }: OpenIdPerson,
): Promise<StoredOperator | undefined> {
  const operator = verifiedEmail === undefined ? undefined : await findOperatorByEmail(db, verifiedEmail)
  return operator && !(await isBoundTo(db, operator.id, issuer)) ? operator : undefined
}

/** Somebody whom the service gives a role, and whose address nobody has yet. */
async function newOperator(
  tx: Tx,
  { verifiedEmail, name, role }: OpenIdPerson,
  now: Instant,
): Promise<StoredOperator | undefined> {
  if (role === undefined || verifiedEmail === undefined) return undefined
  if (await findOperatorByEmail(tx.db, verifiedEmail)) return undefined
  const operator: StoredOperator = {
    id: await newId(tx, 'operator'),
    customer: await firstCustomer(tx.db),
    name: name ?? verifiedEmail,
    email: verifiedEmail,
    role,
    sensitive: false,
    organisations: null,
    createdAt: now,
    disabledAt: null,
    passwordHash: null,
  }
  await insert(tx.db, operators, [operator])
  return operator
}

async function bind(db: Db, operator: Id, { issuer, subject }: OpenIdPerson, now: Instant): Promise<void> {
  if ((await findIdentity(db, issuer, subject)) !== undefined) return
  await insertIdentity(db, { issuer, subject, operator, linkedAt: now })
}

/** The role that the service gives counts from now on; an administrator of everything is made less only by hand. */
async function withRole(
  db: Db,
  operator: StoredOperator,
  role: OperatorRole | undefined,
): Promise<StoredOperator> {
  if (role === undefined || role === operator.role || holdsTheKeys(operator)) return operator
  const changed = { ...operator, role }
  await update(db, operators, changed)
  return changed
}

function stranger(): Problem {
  return problem(
    'openid-refused',
    'You have signed in there, and nobody has let you in here: an administrator adds you with the address that the service confirms.',
  )
}
