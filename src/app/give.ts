import type { Account } from '../domain/account.ts'
import { newAim, newSummary } from '../domain/aim.ts'
import type { Id } from '../domain/id.ts'
import { standardNotHeld, unknownLearner, whyNotGiven } from '../domain/learner.ts'
import { isProblem, type Problem, problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import { add } from '../storage/entities.ts'
import { newId } from '../storage/sequence.ts'
import { findOffered } from './offered.ts'
import { organisationOf } from './owned.ts'
import type { Caller, Services } from './services.ts'

/**
 * Runs a job that gives something to one learner, if the caller sees the learner and nothing is against it.
 * The work decides before it writes.
 */
export async function giveTo<Answer>(
  { storage, writer }: Services,
  caller: Caller,
  learner: Id,
  work: (tx: Tx, learner: Account, now: Instant) => Promise<Answer>,
): Promise<Answer | Problem> {
  const organisation = await organisationOf(storage, caller, 'user', learner)
  if (organisation === undefined) return unknownLearner(learner)
  return writer.run({
    organisations: [organisation],
    work: async (tx, _ledger, now): Promise<Answer | Problem> => {
      const [account] = await tx.statements.accounts([learner])
      if (!account) return unknownLearner(learner)
      return whyNotGiven(account) ?? (await work(tx, account, now))
    },
  })
}

/**
 * Gives a standard to a learner; answers the id of the aim, which may be there already.
 * Source: docs/onefile-api.md#6, #q15.
 */
export function giveStandard(
  services: Services,
  caller: Caller,
  wanted: { standard: Id; learner: Id },
): Promise<Id | Problem> {
  return giveTo(services, caller, wanted.learner, async (tx, learner) => {
    const { organisation } = learner
    const standard = await findOffered(tx.db, caller, 'standard', wanted.standard, [organisation])
    if (isProblem(standard)) return standard
    const [held] = await tx.statements.aims([{ organisation, learner: learner.id, standard: standard.id }])
    if (held) return held.id
    const id = await newId(tx, 'aim')
    await add(tx.db, 'aim', [{ id, ...newAim(learner, standard.id) }])
    return id
  })
}

/**
 * Gives a unit to a learner under a standard that the learner holds; answers the id of the unit summary.
 * Source: docs/onefile-api.md#6, #q14, #q15.
 */
export function giveUnit(
  services: Services,
  caller: Caller,
  wanted: { unit: string; standard: Id; learner: Id },
): Promise<Id | Problem> {
  return giveTo(services, caller, wanted.learner, async (tx, learner) => {
    const aim = await aimForUnit(tx, caller, learner, wanted)
    if (isProblem(aim)) return aim
    const id = await newId(tx, 'unitSummary')
    const summary = { id, aim, ...newSummary(learner, wanted.standard, wanted.unit) }
    await add(tx.db, 'unitSummary', [summary])
    return id
  })
}

/** The aim that a unit may be given under, or why it may not be given. */
async function aimForUnit(
  tx: Tx,
  caller: Caller,
  learner: Account,
  wanted: { unit: string; standard: Id },
): Promise<Id | Problem> {
  const { organisation } = learner
  const unit = await findOffered(tx.db, caller, 'unit', wanted.unit, [organisation])
  if (isProblem(unit)) return unit
  const standard = await findOffered(tx.db, caller, 'standard', wanted.standard, [organisation])
  if (isProblem(standard)) return standard
  if (unit.standards.length > 0 && !unit.standards.includes(standard.id)) return notInStandard(unit, standard)
  const [aim] = await tx.statements.aims([{ organisation, learner: learner.id, standard: standard.id }])
  if (!aim) return standardNotHeld(learner.id, standard.id)
  const held = await tx.statements.units([{ organisation, learner: learner.id, unit: unit.id }])
  return held.some(one => one.standard === standard.id) ? alreadyHeld(learner.id, wanted) : aim.id
}

function notInStandard(unit: { id: string; standards: readonly Id[] }, standard: { id: Id }): Problem {
  return {
    ...problem(
      'unit-not-in-standard',
      `Unit ${unit.id} does not belong to standard ${standard.id} but to ${unit.standards.join(', ')}; name one of those.`,
      'standard',
    ),
    candidates: unit.standards,
  }
}

function alreadyHeld(learner: Id, { unit, standard }: { unit: string; standard: Id }): Problem {
  return problem(
    'unit-already-held',
    `Learner ${learner} has unit ${unit} under standard ${standard} already; nothing was changed.`,
    'unit',
  )
}
