import type { CalendarDate } from '../../domain/time.ts'
import { type Holds, type Note, type ReadFinding, remark } from '../finding.ts'
import { foldHeader, headerWords, recognise } from '../header.ts'
import { type Mapping, NO_MAPPING } from '../mapping.ts'
import type { Statement } from '../statement.ts'
import type { Source } from './bytes.ts'
import { csvSheet } from './csv.ts'
import { type Encoding, encodingOf, textOf } from './encoding.ts'
import { headerNotes, type IlrHeader, IlrReader, type IlrRules, readLearner } from './ilr.ts'
import { jsonSheet } from './json.ts'
import { count, noRows, type ReadCounts, type ReadItem, type RowReading } from './reading.ts'
import { Repeats } from './repeats.ts'
import { type Constants, readRows } from './rows.ts'
import { placeOf, type Sheet, type SheetPlace } from './sheet.ts'
import { type FileSource, kindOf } from './source.ts'
import { type Survey, type SurveyRules, survey } from './survey.ts'
import { Tally } from './tally.ts'
import { xlsxSheets } from './xlsx.ts'
import { messageOf, type Zip } from './zip.ts'

/** What reading depends on beside the file. */
export interface ReadOptions {
  today: CalendarDate
  mapping?: Mapping
}

/**
 * A source, looked through once and ready to be read. `items` gives what each row says, in order, without
 * holding the rows in memory; it may be gone through once. A refused source says nothing: all its rows are held.
 */
export interface Reading {
  kind: 'csv' | 'xlsx' | 'json' | 'ilr' | 'unknown'
  /** Why nothing of the source may be believed. */
  refusals: readonly ReadFinding[]
  /** The header of an ILR file. */
  ilr?: IlrHeader
  items: AsyncIterable<ReadItem>
}

/** A whole source at once, for sources of a size that allows it. */
export interface WholeReading extends Omit<Reading, 'items'> {
  statements: readonly Statement[]
  findings: readonly ReadFinding[]
  counts: ReadCounts
}

/** Looks through a source and makes it ready to be read. Never throws for what is in the file. */
export async function openReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  try {
    return await opened(source, options)
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

function finding({ code, sentence }: Note, where: SheetPlace, holds: Holds, row?: number): ReadFinding {
  return { code, sentence, place: placeOf(where, row), holds }
}

function refusedReading(note: Note, { name }: Source): Reading {
  const refusal = finding(note, { file: name }, 'file')
  return { kind: 'unknown', refusals: [refusal], items: only([refusal]) }
}

async function* only(findings: readonly ReadFinding[]): AsyncGenerator<ReadItem> {
  if (findings.length > 0) yield { outcome: 'note', findings }
}

async function csvReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  const encoding = await encodingOf(source)
  const { words } = rulesFor(options)
  const sheet = await csvSheet(source, encoding, words)
  const reading = await sheetsReading([sheet], source, options, encoding)
  return { kind: 'csv', ...reading }
}

async function jsonReading(source: FileSource, options: ReadOptions): Promise<Reading> {
  const encoding = await encodingOf(source)
  const sheet = await jsonSheet(source, encoding)
  if ('code' in sheet) return { ...refusedReading(sheet, source), kind: 'json' }
  return { kind: 'json', ...(await sheetsReading([sheet], source, options, encoding)) }
}

async function xlsxReading(source: FileSource, zip: Zip, options: ReadOptions): Promise<Reading> {
  const sheets = await xlsxSheets(zip)
  if (!Array.isArray(sheets)) {
    zip.close()
    return { ...refusedReading(sheets, source), kind: 'xlsx' }
  }
  const reading = await sheetsReading(sheets, source, options)
  return { kind: 'xlsx', ...reading, items: closing(reading.items, zip) }
}

async function* closing(items: AsyncIterable<ReadItem>, zip: Zip): AsyncGenerator<ReadItem> {
  try {
    yield* items
  } finally {
    zip.close()
  }
}

function rulesFor({ today, mapping = NO_MAPPING }: ReadOptions): SurveyRules {
  return {
    today,
    words: headerWords(mapping.columns),
    order: header => mapping.dates.columns.get(foldHeader(header)) ?? mapping.dates.all,
  }
}

function constantsOf({ mapping = NO_MAPPING }: ReadOptions): Constants {
  return [...mapping.constants].map(([name, text]) => ({ column: recognise(name)!.column, text }))
}

interface Surveyed {
  sheet: Sheet
  where: SheetPlace
  survey: Survey
}

async function sheetsReading(
  sheets: readonly Sheet[],
  source: Source,
  options: ReadOptions,
  encoding?: Encoding,
): Promise<Pick<Reading, 'refusals' | 'items'>> {
  const rules = rulesFor(options)
  const file = { file: source.name }
  const { read, left } = chosen(sheets, options.mapping?.sheets)
  const surveyed: Surveyed[] = []
  for (const sheet of read) {
    surveyed.push({ sheet, where: whereIs(source, sheet), survey: await survey(sheet, rules) })
  }
  const refusals = [
    ...(encoding?.refusal ? [finding(encoding.refusal, file, 'file')] : []),
    ...fileRefusals(surveyed, file),
  ]
  const notes = [
    ...refusals,
    ...(encoding?.remark ? [finding(encoding.remark, file, 'nothing')] : []),
    ...left.map(sheet => finding(leftOut(sheet), whereIs(source, sheet), 'nothing')),
  ]
  return { refusals, items: sheetItems(surveyed, notes, refusals[0], constantsOf(options)) }
}

/** A sheet of text has no name, and is always read. */
function chosen(sheets: readonly Sheet[], named: readonly string[] | undefined) {
  const isChosen = ({ name, hidden }: Sheet) => name === undefined || (named ? named.includes(name) : !hidden)
  return { read: sheets.filter(isChosen), left: sheets.filter(sheet => !isChosen(sheet)) }
}

function leftOut({ hidden, name }: Sheet): Note {
  const why = hidden ? 'is hidden' : 'is not listed in the mapping'
  return remark('sheet-left-out', `Sheet ${name} ${why} and is not read.`)
}

function whereIs({ name }: Source, sheet: Sheet): SheetPlace {
  return sheet.name === undefined ? { file: name } : { file: name, sheet: sheet.name }
}

/** Damage in one sheet makes the whole file doubtful; a sheet without column names only itself, unless all are so. */
function fileRefusals(surveyed: readonly Surveyed[], file: SheetPlace): ReadFinding[] {
  const broken = surveyed.flatMap(({ where, survey: { refusal } }) =>
    refusal && refusal.note.code !== 'header-missing'
      ? [finding(refusal.note, where, 'file', refusal.row)]
      : [],
  )
  if (broken.length > 0) return broken
  const withHeader = surveyed.filter(one => one.survey.headerRow > 0 || one.survey.labels.length > 0)
  const without = surveyed.filter(one => one.survey.refusal)
  if (withHeader.length > 0) return []
  if (without.length > 0) return without.map(one => finding(one.survey.refusal!.note, one.where, 'file'))
  return [
    finding(
      { code: 'file-empty', sentence: 'The file holds no rows; export it again.', trouble: true },
      file,
      'file',
    ),
  ]
}

async function* sheetItems(
  surveyed: readonly Surveyed[],
  notes: readonly ReadFinding[],
  refusal: ReadFinding | undefined,
  constants: Constants,
): AsyncGenerator<ReadItem> {
  yield* only(notes)
  const repeats = new Repeats()
  for (const { sheet, where, survey: surveyOf } of surveyed) {
    const own = surveyOf.refusal && finding(surveyOf.refusal.note, where, 'sheet')
    if (surveyOf.empty) yield* only([finding(emptySheet(where), where, 'nothing')])
    yield* readRows(sheet, surveyOf, where, constants, repeats, refusal ?? own)
  }
  yield* only(repeats.findings())
}

function emptySheet({ sheet }: SheetPlace): Note {
  return remark(
    'sheet-empty',
    sheet === undefined ? 'The file has no rows of data.' : `Sheet ${sheet} has no rows of data.`,
  )
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

async function ilrReading(
  source: Source,
  fileName: string,
  before: readonly Note[],
  { today, mapping = NO_MAPPING }: ReadOptions,
): Promise<Reading> {
  const encoding = await encodingOf(source)
  const { header, broken } = await lookThroughIlr(source, encoding)
  const file = { file: source.name }
  const notes = [...before, ...(broken ? [] : headerNotes(header, fileName.replace(/^.*[/\\]/, '')))]
  const troubles = [broken, encoding.refusal, ...notes].filter(note => note?.trouble === true)
  const refusals = troubles.map(note => finding(note!, file, 'file'))
  const remarks = [encoding.remark, ...notes].filter(note => note && !note.trouble)
  const told = [...refusals, ...remarks.map(note => finding(note!, file, 'nothing'))]
  const rules: IlrRules = { file: source.name, today, people: mapping.ilr }
  const items = ilrItems(source, encoding, rules, told, refusals[0])
  return { kind: 'ilr', refusals, items, ...(header ? { ilr: header } : {}) }
}

async function lookThroughIlr(
  source: Source,
  encoding: Encoding,
): Promise<{ header: IlrHeader | undefined; broken: Note | undefined }> {
  const reader = new IlrReader()
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    reader.take()
    if (reader.broken) break
  }
  if (!reader.broken) reader.end()
  return { header: reader.header, broken: reader.broken }
}

async function* ilrItems(
  source: Source,
  encoding: Encoding,
  rules: IlrRules,
  notes: readonly ReadFinding[],
  refusal: ReadFinding | undefined,
): AsyncGenerator<ReadItem> {
  yield* only(notes)
  const reader = new IlrReader()
  const repeats = new Repeats()
  const tally = new Tally()
  for await (const text of textOf(source, encoding.label)) {
    reader.write(text)
    for (const learner of reader.take()) {
      const reading = refusal
        ? refusedLearner(learner.line, rules, refusal)
        : readLearner(learner, rules, tally)
      yield { ...reading, findings: [...reading.findings, ...repeats.seenIn(reading.statements)] }
    }
    if (reader.broken) break
  }
  yield* only([...tally.findings(), ...repeats.findings()])
}

function refusedLearner(line: number, { file }: IlrRules, refusal: ReadFinding): RowReading {
  return { outcome: 'held', place: { file, row: line }, statements: [], findings: [refusal] }
}
