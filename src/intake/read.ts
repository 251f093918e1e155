import { headerWords, knownHeaders } from './column/header.ts'
import type { Source } from './file/bytes.ts'
import { csvSheet } from './file/csv.ts'
import { type Encoding, encodingOf } from './file/encoding.ts'
import { bounded } from './file/file-limits.ts'
import { jsonSheet } from './file/json.ts'
import { type FileSource, kindOf } from './file/source.ts'
import { xlsxSheets } from './file/xlsx.ts'
import { messageOf, type Zip } from './file/zip.ts'
import { ilrReading } from './ilr/ilr-file.ts'
import { NO_MAPPING } from './mapping/mapping.ts'
import { nameLine } from './row/naming.ts'
import { onlyAssignments } from './row/only-assignments.ts'
import {
  count,
  finding,
  noRows,
  only,
  type ReadCounts,
  type ReadItem,
  type Reading,
  type ReadOptions,
} from './row/reading.ts'
import { sheetsReading } from './row/sheets.ts'
import { type Note, type ReadFinding, remark } from './statement/finding.ts'
import type { Naming, PersonName, Statement } from './statement/statement.ts'

/** A whole source at once, for sources of a size that allows it. */
export interface WholeReading extends Omit<Reading, 'items'> {
  statements: readonly Statement[]
  findings: readonly ReadFinding[]
  counts: ReadCounts
}

/** Looks through a source and makes it ready to be read. Never throws for what is in the file. */
export async function openReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  try {
    const reading = await opened(source, options)
    const isReduced = options.mapping?.only === 'assignments'
    return isReduced ? { ...reading, items: onlyAssignments(reading.items) } : reading
  } catch (error) {
    const sentence = `The file cannot be read (${messageOf(error)}); check that it is whole and may be read.`
    return refusedReading({ code: 'file-unreadable', sentence, trouble: true }, source)
  }
}

/** Reads a whole source. */
export async function readAll(source: FileSource, options: ReadOptions): Promise<WholeReading> {
  const { items, ...reading } = await openReading(source, options)
  const statements: Statement[] = []
  const findings = new Set<ReadFinding>()
  const counts = noRows()
  for await (const item of items) {
    count(counts, item)
    if (item.outcome !== 'note') statements.push(...item.statements)
    for (const finding of item.findings) findings.add(finding)
  }
  return { ...reading, statements, findings: [...findings], counts }
}

async function opened(source: FileSource, options: ReadOptions): Promise<Reading> {
  const kind = await kindOf(source)
  switch (kind.kind) {
    case 'refused':
      return refusedReading(kind.note, source)
    case 'xlsx':
      return xlsxReading(source, kind.zip, options)
    case 'ilr':
      return ilrReading(source, source.name, [], options)
    case 'ilr-zip':
      return ilrZipReading(source, kind.zip, kind.entry, options)
    case 'json':
      return jsonReading(source, options)
    case 'text':
      return csvReading(source, options)
  }
}

function refusedReading(note: Note, { name }: Source): Reading {
  const refusal = finding(note, { file: name }, 'file')
  return { kind: 'unknown', refusals: [refusal], items: only([refusal]) }
}

async function csvReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  const encoding = await encodingOf(source, options.mapping?.encoding)
  const words = headerWords((options.mapping ?? NO_MAPPING).columns)
  const sheet = await csvSheet(source, encoding, texts => knownHeaders(texts, words))
  const reading = await sheetsReading(bounded([sheet]), source, options, encoding)
  return withGuess({ kind: 'csv', ...reading }, encoding)
}

async function jsonReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  const encoding = await encodingOf(source, options.mapping?.encoding)
  const sheet = await jsonSheet(source, encoding)
  if ('code' in sheet) return { ...refusedReading(sheet, source), kind: 'json' }
  const reading = await sheetsReading(bounded([sheet]), source, options, encoding)
  return withGuess({ kind: 'json', ...reading }, encoding)
}

/** Names that stand on a guess of the encoding are marked, so that nobody is made or renamed by them. */
function withGuess(reading: Reading, { isGuess }: Encoding): Reading {
  return isGuess ? { ...reading, items: marked(reading.items) } : reading
}

async function* marked(items: AsyncIterable<ReadItem>): AsyncGenerator<ReadItem> {
  for await (const item of items) {
    if (item.outcome === 'stated') for (const who of namingsIn(item.statements)) markGuess(who.name)
    yield item
  }
}

function namingsIn(statements: readonly Statement[]): Naming[] {
  return statements.flatMap(one => {
    if (one.says === 'person') return [one.who]
    return one.says === 'assignment' && one.who ? [one.who] : []
  })
}

/** One naming is shared by the statements of its row, so that it is marked where it is. */
function markGuess(name: PersonName): void {
  if (/[\u0080-\uffff]/.test(nameLine(name))) name.isGuess = true
}

async function xlsxReading(source: FileSource, zip: Zip, options: ReadOptions): Promise<Reading> {
  const sheets = await xlsxSheets(zip)
  if (!Array.isArray(sheets)) {
    zip.close()
    return { ...refusedReading(sheets, source), kind: 'xlsx' }
  }
  const reading = await sheetsReading(bounded(sheets), source, options)
  return { kind: 'xlsx', ...reading, items: closing(reading.items, zip) }
}

async function* closing(items: AsyncIterable<ReadItem>, zip: Zip): AsyncGenerator<ReadItem> {
  try {
    yield* items
  } finally {
    zip.close()
  }
}

async function ilrZipReading(
  source: FileSource,
  zip: Zip,
  entry: string,
  options: ReadOptions,
): Promise<Reading> {
  const base = (name: string) => name.replace(/^.*[/\\]/, '').replace(/\.[^.]+$/, '')
  const inside = { name: source.name, open: async () => zip.open(entry) }
  const isOther = base(entry).toLowerCase() !== base(source.name).toLowerCase()
  const note = remark('ilr-names-disagree', `The ZIP and the file in it (${entry}) have different names.`)
  const reading = await ilrReading(inside, entry, isOther ? [note] : [], options)
  return { ...reading, items: closing(reading.items, zip) }
}
