import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import { type Ask, type AskOutcome, settle } from './assign.ts'
import { Ledger } from './ledger.ts'

/** Asks that share a transaction, in the order they came. */
export interface AskBatch {
  asks: readonly Ask[]
  now: Instant
}

/** Judges a batch of asks and records what comes of them. Storage may run this on its own thread. */
export default async function settleBatch(tx: Tx, { asks, now }: AskBatch): Promise<AskOutcome[]> {
  const ledger = new Ledger(tx, now, asks.length)
  await ledger.load(asks.flatMap(ask => ask.requests))
  const outcomes: AskOutcome[] = []
  for (const ask of asks) outcomes.push(await settle(ledger, ask, now))
  await ledger.flush()
  return outcomes
}
