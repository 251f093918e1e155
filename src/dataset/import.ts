import type { RecordName } from '../contract/dataset.ts'
import type { Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import { add, continueAfter, KEPT } from '../storage/add.ts'
import type { Tx } from '../storage/database.ts'
import { hashOf } from '../storage/secret.ts'
import { classify } from '../writer/failure.ts'
import { Ledger } from '../writer/ledger.ts'
import type { Writer } from '../writer/writer.ts'
import { assignAll } from './assignments.ts'
import { BrokenDataSet } from './broken.ts'
import { type HistoryCheck, startHistoryCheck } from './history.ts'
import { type DataRecord, type LineSource, readRecords } from './read.ts'
import { whyRefused } from './references.ts'

/** How many records of each kind were taken. */
export type Imported = Partial<Record<RecordName, number>>

/** Records that go to the database together. */
const BATCH = 2000

/**
 * Takes a whole data set in one transaction, or nothing of it. Throws BrokenDataSet with file, line and reason.
 * Other writes wait until it is done.
 */
export async function importDataSet(writer: Writer, source: LineSource): Promise<Imported | Problem> {
  return writer.run({
    organisations: [],
    work: (tx, _ledger, now) => takeDataSet(tx, now, source),
  })
}

/** The same inside a transaction that is under way. */
export async function takeDataSet(tx: Tx, now: Instant, source: LineSource): Promise<Imported> {
  const intake: Intake = {
    tx,
    now,
    file: source.name,
    imported: {},
    largest: new Map(),
    history: startHistoryCheck(),
  }
  let batch: DataRecord[] = []
  for await (const record of readRecords(source, now)) {
    if (batch.length >= BATCH || (batch.length > 0 && batch[0]!.record !== record.record)) {
      await take(intake, batch)
      batch = []
    }
    batch.push(record)
  }
  await take(intake, batch)
  await finish(intake)
  return intake.imported
}

interface Intake {
  tx: Tx
  now: Instant
  file: string
  imported: Imported
  largest: Map<string, number>
  history: HistoryCheck
}

async function take(intake: Intake, batch: readonly DataRecord[]): Promise<void> {
  const record = batch[0]?.record
  if (record === undefined) return
  intake.imported[record] = (intake.imported[record] ?? 0) + batch.length
  noteLargest(intake, record, batch)
  const wrong = intake.history.look(record, batch)
  if (wrong) throw new BrokenDataSet(intake.file, wrong.line, wrong.reason)
  const [ours, plain] = record === 'assignment' ? intake.history.split(batch) : [[], batch]
  await insertAll(intake, record, plain)
  // A ledger remembers all it has seen, so each batch gets one of its own.
  const refused = await assignAll(new Ledger(intake.tx, intake.now), ours)
  if (refused) throw new BrokenDataSet(intake.file, refused.line, refused.reason)
}

function noteLargest({ largest }: Intake, record: RecordName, batch: readonly DataRecord[]): void {
  const { counter } = KEPT[record] as { counter?: string }
  if (counter === undefined) return
  for (const { values } of batch)
    largest.set(counter, Math.max(largest.get(counter) ?? 0, values.id as number))
}

/** Inserts a batch; where the database refuses it, finds the record that it refuses. */
async function insertAll(intake: Intake, record: RecordName, batch: readonly DataRecord[]): Promise<void> {
  const { tx, file } = intake
  const objects = batch.map(({ values }) => (record === 'token' ? hashedToken(values) : values))
  if (await succeeds(tx, () => add(tx.db, record, objects))) return
  for (const [at, { line, values }] of batch.entries()) {
    if (await succeeds(tx, () => add(tx.db, record, [objects[at]!]))) continue
    throw new BrokenDataSet(file, line, await whyRefused(tx.db, record, values))
  }
}

/** Tries statements on a savepoint; false where a constraint refuses them. */
async function succeeds({ savepoint }: Tx, statements: () => Promise<void>): Promise<boolean> {
  try {
    await savepoint(statements)
    return true
  } catch (error) {
    if (classify(error) !== 'constraint') throw error
    return false
  }
}

function hashedToken({ secret, ...values }: Record<string, unknown>): object {
  return typeof secret === 'string' ? { ...values, secretHash: hashOf(secret) } : values
}

async function finish({ tx, largest, history, file }: Intake): Promise<void> {
  const wrong = await history.finish(tx.db)
  if (wrong) throw new BrokenDataSet(file, wrong.line, wrong.reason)
  for (const [counter, id] of largest) await continueAfter(tx.db, counter, id)
}
