import type { RecordName } from '../contract/dataset.ts'
import { certain } from '../domain/certain.ts'
import type { Erasure } from '../domain/erasure.ts'
import type { Id } from '../domain/id.ts'
import type { Problem } from '../domain/problem.ts'
import type { Instant } from '../domain/time.ts'
import type { Tx } from '../storage/database.ts'
import { addRecords, continueAfter, ENTITIES } from '../storage/entities.ts'
import { rememberErasures } from '../storage/erasures.ts'
import { hashOf } from '../storage/secret.ts'
import type { Writer } from '../writer/writer.ts'
import { assignmentsIn, firstUnruly } from './assignments.ts'
import { BrokenDataSet, type Wrong } from './broken.ts'
import { firstErased } from './erased.ts'
import { firstWithoutRun, HistoryCheck } from './history.ts'
import { ImportRun } from './import-run.ts'
import type { LineSource } from './lines.ts'
import { type DataRecord, readRecords, valuesOf } from './read.ts'
import { References } from './references.ts'
import { whyRefused } from './refused.ts'
import { verifyDataSet } from './verify.ts'

/** How many records of each kind were taken. */
export type Imported = Partial<Record<RecordName, number>>

/** Records that go to the database together. */
const BATCH = 2000

/**
 * Takes a whole data set in one transaction, or nothing of it. Throws BrokenDataSet with file, line and reason.
 * It is read to its end first; other writes wait only while it is taken.
 */
export async function importDataSet(writer: Writer, source: LineSource): Promise<Imported | Problem> {
  await verifyDataSet(source)
  return writer.run({
    organisations: [],
    work: (tx, _ledger, now) => takeDataSet(tx, now, source),
  })
}

/** The same inside a transaction that is under way. */
export async function takeDataSet(tx: Tx, now: Instant, source: LineSource): Promise<Imported> {
  const intake: Intake = {
    ...{ tx, now, imported: {}, largest: new Map() },
    history: new HistoryCheck(),
    references: new References(tx),
    run: new ImportRun(tx, now),
  }
  await tx.disableTimeout()
  for await (const batch of batches(readRecords(source, now))) {
    const wrong = await take(intake, batch)
    if (wrong) throw new BrokenDataSet(source.name, wrong)
  }
  const wrong = await finish(intake)
  if (wrong) throw new BrokenDataSet(source.name, wrong)
  return intake.imported
}

/** Records of one kind at a time. */
type RecordBatch = readonly [DataRecord, ...DataRecord[]]

async function* batches(records: AsyncIterable<DataRecord>): AsyncGenerator<RecordBatch> {
  let batch: [DataRecord, ...DataRecord[]] | undefined
  for await (const one of records) {
    if (batch && batch.length < BATCH && batch[0].record === one.record) batch.push(one)
    else {
      if (batch) yield batch
      batch = [one]
    }
  }
  if (batch) yield batch
}

interface Intake {
  tx: Tx
  now: Instant
  imported: Imported
  /** The largest id that was given by hand, by the counter that ids of its kind come from. */
  largest: Map<string, Id>
  history: HistoryCheck
  references: References
  run: ImportRun
}

async function take(intake: Intake, batch: RecordBatch): Promise<Wrong | undefined> {
  const { record } = batch[0]
  intake.imported[record] = (intake.imported[record] ?? 0) + batch.length
  const tooLarge = noteLargest(intake, batch)
  if (tooLarge) return tooLarge
  const wrong = await intake.references.firstWrong(record, batch)
  if (wrong) return wrong
  if (record === 'user') return takeUsers(intake, batch)
  if (record === 'erasure') return takeErasures(intake, batch)
  if (record === 'assignment') return takeAssignments(intake, batch)
  if (record === 'change') return takeChanges(intake, batch)
  return insertAll(intake, record, batch)
}

async function takeUsers(intake: Intake, batch: RecordBatch): Promise<Wrong | undefined> {
  return (await firstErased(intake.tx.db, batch)) ?? (await insertAll(intake, 'user', batch))
}

/** The list of erasures only grows: what is on it already stays as it is. */
async function takeErasures({ tx }: Intake, batch: RecordBatch): Promise<undefined> {
  await rememberErasures(
    tx.db,
    batch.map(record => valuesOf<Erasure>(record)),
  )
}

async function takeChanges(intake: Intake, batch: RecordBatch): Promise<Wrong | undefined> {
  return (
    intake.history.firstBreak(batch) ??
    (await firstWithoutRun(intake.tx.db, batch)) ??
    (await insertAll(intake, 'change', batch))
  )
}

/** Those with a history in the file are what it leads to; the others begin one. */
async function takeAssignments(intake: Intake, batch: RecordBatch): Promise<Wrong | undefined> {
  const { tx, now, history, run, largest } = intake
  const wrong = await firstUnruly(tx, now, batch)
  if (wrong) return wrong
  const [told, untold] = [true, false].map(whether =>
    batch.filter(({ values }) => history.tells(values.organisation as Id) === whether),
  )
  await run.record(assignmentsIn(certain(untold)), largest.get('run') ?? 0)
  return insertAll(intake, 'assignment', certain(told))
}

/** Ids up to here leave room for those that the server gives after them. */
const LARGEST_GIVEN = 9_000_000_000_000_000

function noteLargest({ largest }: Intake, batch: RecordBatch): Wrong | undefined {
  const { record } = batch[0]
  const { counter } = ENTITIES[record]
  for (const { values, line } of batch) {
    for (const id of [values.id, values.link])
      if (typeof id === 'number' && id > LARGEST_GIVEN) return { line, reason: NO_ROOM }
    if (counter) raise(largest, counter, values.id)
    if (record === 'user') raise(largest, 'link', values.link)
  }
  return undefined
}

const NO_ROOM = `A number of this record is above ${LARGEST_GIVEN} and leaves none for what comes after it; give it a smaller one.`

function raise(largest: Map<string, Id>, counter: string, id: unknown): void {
  if (typeof id === 'number' && id > (largest.get(counter) ?? 0)) largest.set(counter, id)
}

/** Inserts a batch; where the database refuses it, finds the record that it refuses. */
async function insertAll(
  { tx }: Intake,
  record: RecordName,
  batch: readonly DataRecord[],
): Promise<Wrong | undefined> {
  const objects = batch.map(({ values }) => (record === 'token' ? hashedToken(values) : values))
  if (await tx.attempt(() => addRecords(tx.db, record, objects))) return undefined
  for (const [at, { line, values }] of batch.entries()) {
    if (await tx.attempt(() => addRecords(tx.db, record, [certain(objects[at])]))) continue
    return { line, reason: await whyRefused(tx.db, record, values) }
  }
  throw new Error(`The database refused ${batch.length} records of ${record} together, and took each alone.`)
}

function hashedToken({ secret, ...values }: DataRecord['values']): object {
  return typeof secret === 'string' ? { ...values, secretHash: hashOf(secret) } : values
}

async function finish({ tx, largest, history, run }: Intake): Promise<Wrong | undefined> {
  const wrong = await history.finish(tx.db)
  if (wrong) return wrong
  await run.finish()
  for (const [counter, id] of largest) await continueAfter(tx.db, counter, id)
  await tx.dropReservedIds()
  return undefined
}
