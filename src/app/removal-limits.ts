import { certain } from '../domain/certain.ts'
import type { Id } from '../domain/id.ts'
import type { Problem } from '../domain/problem.ts'
import { type RemovalLimits, USUAL_LIMITS } from '../domain/removal-limits.ts'
import type { Instant } from '../domain/time.ts'
import { customers } from '../storage/organisations.ts'
import { find, update } from '../storage/records.ts'
import { nameActors } from './actors.ts'
import { whyNotEverywhere } from './customer-wide.ts'
import type { Caller, Services } from './services.ts'

/** The limits on removals that hold for every plan of a customer, and who has set them; nobody where they are the usual ones. */
interface LimitsRead extends RemovalLimits {
  changedAt: Instant | null
  by: string | null
}

/** The limits of the caller's customer, which hold whatever organisations the caller covers. */
export async function readLimits({ storage }: Pick<Services, 'storage'>, id: Id): Promise<LimitsRead> {
  const { limits: kept } = certain(await find(storage.db, customers, { id }))
  if (!kept) return { ...USUAL_LIMITS, changedAt: null, by: null }
  const { limits, ...set } = kept
  const [named] = await nameActors(storage.db, [set])
  return { ...limits, changedAt: kept.changedAt, by: named?.by ?? null }
}

/** Sets the limits on removals for every plan to come, whoever makes it. */
export async function replaceLimits(
  services: Services,
  caller: Caller,
  limits: RemovalLimits,
): Promise<LimitsRead | Problem> {
  const against = whyNotEverywhere(caller, 'Whatever guards every plan')
  if (against) return against
  const { customer: id, by } = caller
  await services.writer.run({
    organisations: [],
    work: async ({ db }, _ledger, now) => {
      const customer = certain(await find(db, customers, { id }))
      await update(db, customers, { ...customer, limits: { limits, ...by, changedAt: now } })
    },
  })
  return readLimits(services, id)
}
