import { parse as findFault, type ParseError } from 'jsonc-parser'
import {
  DATASET_VERSION,
  RECORD_FIELDS,
  RECORD_NAMES,
  type RecordName,
  readRecord,
} from '../contract/dataset.ts'
import { type FieldRefusal, isFieldRefusal } from '../contract/fields.ts'
import type { Instant } from '../domain/time.ts'
import { BrokenDataSet } from './broken.ts'
import type { LineSource } from './lines.ts'

/** One record of a file. */
export interface DataRecord {
  record: RecordName
  values: Record<string, unknown>
  line: number
}

/** What a record says. Reading has checked it against what its kind may hold, which `T` is the type of. */
export function valuesOf<T extends object>({ values }: DataRecord): T {
  return values as T
}

type RawLine = Record<string, unknown>

/** Lines without a record that may stand in a row; a file of nothing else would keep its reader busy for ever. */
const MOST_BLANK = 10_000

/** What has been read of a file so far. */
interface ReadProgress {
  begun: boolean
  ended: boolean
  records: number
  /** Place of the last kind of record in the order of the format. */
  place: number
}

/** Why a line cannot be taken. */
class Refused {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/**
 * Reads records one by one, in the order of the format; `now` is what a file leaves to the moment of import.
 * Throws BrokenDataSet at the first line that is wrong, and where the end is missing.
 */
export async function* readRecords({ name, lines }: LineSource, now: Instant): AsyncGenerator<DataRecord> {
  const progress: ReadProgress = { begun: false, ended: false, records: 0, place: 0 }
  let line = 0
  let blank = 0
  for await (const text of lines()) {
    line += 1
    if (text.trim() === '') {
      blank += 1
      if (blank > MOST_BLANK) throw new BrokenDataSet(name, { line, reason: TOO_BLANK })
      continue
    }
    blank = 0
    const read = readLine(text, progress, now)
    if (read instanceof Refused) throw new BrokenDataSet(name, { line, reason: read.reason })
    if (read) yield { ...read, line }
  }
  if (!progress.ended) throw new BrokenDataSet(name, { line, reason: cutShort(progress) })
}

const TOO_BLANK = `More than ${MOST_BLANK} lines in a row hold nothing; this is no data set.`

function cutShort({ begun }: ReadProgress): string {
  return begun ? 'The file ends before its end record; it has been cut short.' : 'The file is empty.'
}

/** A record; nothing where the line is the first or the last. */
function readLine(
  text: string,
  progress: ReadProgress,
  now: Instant,
): Omit<DataRecord, 'line'> | Refused | undefined {
  if (progress.ended) return new Refused('Something follows the end of the data set.')
  const raw = parse(text)
  if (raw instanceof Refused) return raw
  if (!progress.begun) return readHeader(raw, progress)
  if (raw.record === 'end') return readEnd(raw, progress)
  return readBody(raw, progress, now)
}

/** What is wrong is named by its place, never repeated: it may be somebody's name. */
function parse(text: string): RawLine | Refused {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const faults: ParseError[] = []
    findFault(text, faults, { disallowComments: true })
    return new Refused(
      `This is not JSON: look at character ${(faults[0]?.offset ?? text.length) + 1} of the line.`,
    )
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RawLine
  return new Refused('A line must be one JSON object.')
}

function readHeader(raw: RawLine, progress: ReadProgress): Refused | undefined {
  if (raw.record !== 'caseload-dataset') {
    return new Refused(`A data set begins with {"record":"caseload-dataset","version":${DATASET_VERSION}}.`)
  }
  if (raw.version !== DATASET_VERSION) return new Refused(otherVersion(raw.version))
  progress.begun = true
  return undefined
}

function otherVersion(version: unknown): string {
  const named = typeof version === 'number' ? `version ${version}` : 'an unknown version'
  return `This is ${named} of the format, and this Caseload reads version ${DATASET_VERSION}.`
}

function readEnd({ count }: RawLine, progress: ReadProgress): Refused | undefined {
  progress.ended = true
  if (count === progress.records) return undefined
  const counted = typeof count === 'number' ? `counts ${count}` : 'does not count the'
  return new Refused(`The end record ${counted} records, and ${progress.records} came before it.`)
}

function readBody(raw: RawLine, progress: ReadProgress, now: Instant): Omit<DataRecord, 'line'> | Refused {
  const record = RECORD_NAMES.find(one => one === raw.record)
  if (!record) return new Refused(`"record" must be one of: ${RECORD_NAMES.join(', ')}, end.`)
  const place = RECORD_NAMES.indexOf(record)
  if (place < progress.place) return new Refused(outOfOrder(record, progress.place))
  progress.place = place
  progress.records += 1
  const { record: _, ...properties } = raw
  const values = readRecord(record, properties, now)
  return isFieldRefusal(values) ? new Refused(misfit(record, values)) : { record, values: values as RawLine }
}

function misfit(record: RecordName, { code, field, sentence }: FieldRefusal): string {
  if (code !== 'field-unknown') return `${record}: ${sentence}`
  return `${record}: ${field} is not one of its fields, which are: ${Object.keys(RECORD_FIELDS[record]).join(', ')}.`
}

function outOfOrder(record: RecordName, place: number): string {
  return `"${record}" cannot come after "${RECORD_NAMES[place]}"; the order of records is: ${RECORD_NAMES.join(', ')}.`
}
