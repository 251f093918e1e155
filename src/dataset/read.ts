import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { DATASET_VERSION, RECORD_NAMES, type RecordName, readRecord } from '../contract/dataset.ts'
import { isFieldRefusal } from '../contract/fields.ts'
import type { Instant } from '../domain/time.ts'
import { BrokenDataSet } from './broken.ts'

/** One record of a file. */
export interface DataRecord {
  record: RecordName
  values: Record<string, unknown>
  line: number
}

/** Where lines come from, and what the file is called in a sentence. */
export interface LineSource {
  name: string
  lines: AsyncIterable<string> | Iterable<string>
}

/** The lines of a file, plain or compressed. Throws when it cannot be opened. */
export async function openLines(file: string): Promise<LineSource> {
  const handle = await open(file)
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
  await handle.close()
  const compressed = buffer[0] === 0x1f && buffer[1] === 0x8b
  const raw = createReadStream(file)
  const input = compressed ? raw.pipe(createGunzip()) : raw
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const failed = new Promise<never>((_, reject) => {
    for (const stream of [raw, input]) stream.once('error', reject)
  })
  failed.catch(() => {})
  return { name: file, lines: orFailure(lines, failed) }
}

/** Lines until the stream behind them fails: a line reader alone would wait for ever. */
async function* orFailure(lines: AsyncIterable<string>, failed: Promise<never>): AsyncGenerator<string> {
  const iterator = lines[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([iterator.next(), failed])
    if (next.done) return
    yield next.value
  }
}

/** Reads records one by one, in the order of the format. Throws BrokenDataSet at the first line that is wrong. */
export async function* readRecords({ name, lines }: LineSource, now: Instant): AsyncGenerator<DataRecord> {
  let line = 0
  let records = 0
  let place = 0
  let ended = false
  for await (const text of lines) {
    line += 1
    const wrong = (reason: string) => new BrokenDataSet(name, line, reason)
    if (text.trim() === '') continue
    if (ended) throw wrong('Something follows the end of the data set.')
    const raw = parse(text, wrong)
    if (line === 1) checkHeader(raw, wrong)
    else if (raw.record === 'end') ended = checkEnd(raw, records, wrong)
    else {
      const record = nameOf(raw, wrong)
      place = inOrder(record, place, wrong)
      records += 1
      yield { record, values: valuesOf(record, raw, now, wrong), line }
    }
  }
  if (!ended)
    throw new BrokenDataSet(name, line, 'The file ends before its end record; it has been cut short.')
}

type Wrong = (reason: string) => BrokenDataSet

function parse(text: string, wrong: Wrong): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw wrong(`This is not JSON: ${(error as Error).message}.`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw wrong('A line must be one JSON object.')
}

function checkHeader(raw: Record<string, unknown>, wrong: Wrong): void {
  if (raw.record !== 'caseload-dataset') {
    throw wrong(`A data set begins with {"record":"caseload-dataset","version":${DATASET_VERSION}}.`)
  }
  if (raw.version !== DATASET_VERSION) {
    throw wrong(
      `This is version ${raw.version} of the format, and this Caseload reads version ${DATASET_VERSION}.`,
    )
  }
}

function checkEnd(raw: Record<string, unknown>, records: number, wrong: Wrong): true {
  if (raw.count === records) return true
  throw wrong(`The end record counts ${raw.count} records, and ${records} came before it.`)
}

function nameOf(raw: Record<string, unknown>, wrong: Wrong): RecordName {
  const found = RECORD_NAMES.find(name => name === raw.record)
  if (found) return found
  throw wrong(`"record" must be one of: ${RECORD_NAMES.join(', ')}, end.`)
}

function inOrder(record: RecordName, place: number, wrong: Wrong): number {
  const at = RECORD_NAMES.indexOf(record)
  if (at >= place) return at
  throw wrong(
    `A ${record} cannot come after a ${RECORD_NAMES[place]}; the order of records is: ${RECORD_NAMES.join(', ')}.`,
  )
}

function valuesOf(record: RecordName, raw: Record<string, unknown>, now: Instant, wrong: Wrong) {
  const { record: _, ...properties } = raw
  const values = readRecord(record, properties, now)
  if (isFieldRefusal(values)) throw wrong(`${record}: ${values.sentence}`)
  return values
}
