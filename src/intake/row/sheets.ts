import { certain } from '../../domain/certain.ts'
import { foldHeader, headerWords, recognise } from '../column/header.ts'
import type { Source } from '../file/bytes.ts'
import type { Encoding } from '../file/encoding.ts'
import type { Sheet, SheetPlace } from '../file/sheet.ts'
import { NO_MAPPING } from '../mapping/mapping.ts'
import { type Note, type ReadFinding, remark, trouble } from '../statement/finding.ts'
import { type ChosenSheets, chooseSheets, isBroken, readNote, type Surveyed } from './choose-sheets.ts'
import type { Heading } from './heading.ts'
import { compact } from './naming.ts'
import { outlinesOf } from './outline.ts'
import { finding, only, type ReadItem, type Reading, type ReadOptions } from './reading.ts'
import { Repeats } from './repeats.ts'
import { type RowRules, readRows } from './rows.ts'
import { isSeat } from './seats.ts'
import { assessorOfSheet, declaredSheetName, sheetNameNote } from './sheet-name.ts'
import { type SurveyRules, survey } from './survey.ts'

function surveyRules({ today, mapping = NO_MAPPING }: ReadOptions): SurveyRules {
  const named = new Set([...mapping.columns.keys()].map(foldHeader))
  return {
    today,
    words: headerWords(mapping.columns),
    isNamed: header => named.has(foldHeader(header)),
    headerRow: sheet =>
      (sheet === undefined ? undefined : mapping.header?.sheets.get(sheet)) ?? mapping.header?.all,
    readsHidden: mapping.hidden === 'read',
    order: header => mapping.dates.columns.get(foldHeader(header)) ?? mapping.dates.all,
  }
}

/** Values for columns that a file does not have, from the mapping, and how dates among them are written. */
export type Constants = Pick<RowRules, 'values' | 'dates'>

/** The constants of a mapping, each with its column. */
export function constantsOf({ today, mapping = NO_MAPPING }: ReadOptions): Constants {
  const values = [...mapping.constants].map(([name, text]) => ({
    column: certain(recognise(name)).column,
    text,
  }))
  return { values, dates: { order: mapping.dates.all ?? 'day-first', today } }
}

function rowRules(options: ReadOptions): RowRules {
  const { mapping = NO_MAPPING } = options
  const { hidden = 'hold', struck = 'hold' } = mapping
  return {
    words: headerWords(mapping.columns),
    ...constantsOf(options),
    hidden,
    struck,
    listsPeople: mapping.constants.size > 0 || mapping.create.length > 0 || mapping.complete.length > 0,
  }
}

/** The sheets of a source as they were found, and which of them are read. */
export interface SurveyedSource extends ChosenSheets {
  surveyed: readonly Surveyed[]
  /** Sheets that were not even looked at: hidden, or not named by the mapping. */
  unseen: readonly Sheet[]
}

/** Looks through the sheets of a source, and chooses among them. */
async function surveySheets(
  sheets: readonly Sheet[],
  source: Pick<Source, 'name'>,
  options: ReadOptions,
): Promise<SurveyedSource> {
  const rules = surveyRules(options)
  const named = options.mapping?.sheets
  // A sheet of text has no name, and is always read.
  const isSeen = ({ name, hidden }: Sheet) => name === undefined || (named ? named.includes(name) : !hidden)
  const surveyed: Surveyed[] = []
  for (const sheet of sheets.filter(isSeen)) {
    surveyed.push({ sheet, where: whereIs(source, sheet), survey: await survey(sheet, rules) })
  }
  const isOne = named !== undefined || sheets.every(sheet => sheet.name === undefined)
  const choice: ChosenSheets = isOne ? { read: surveyed, left: [] } : chooseSheets(surveyed)
  return { surveyed, unseen: sheets.filter(sheet => !isSeen(sheet)), ...choice }
}

/** Looks through all sheets of a source, and makes the rows of those that may be believed ready to be read. */
export async function sheetsReading(
  sheets: readonly Sheet[],
  source: Source,
  options: ReadOptions,
  encoding?: Encoding,
): Promise<Pick<Reading, 'refusals' | 'items' | 'sheets'>> {
  const file = { file: source.name }
  const found = await surveySheets(sheets, source, options)
  const { surveyed, read, left, unseen, refusal } = found
  const refusals = [
    ...(encoding?.refusal ? [finding(encoding.refusal, file, 'file', encoding.line)] : []),
    ...missingSheets(sheets, options).map(note => finding(note, file, 'file')),
    ...(refusal ? [finding(refusal, file, 'file')] : []),
    ...fileRefusals(read, file),
  ]
  const notes = [
    ...refusals,
    ...(encoding?.remark ? [finding(encoding.remark, file, 'nothing')] : []),
    ...unseen.map(sheet => finding(leftOut(sheet), whereIs(source, sheet), 'nothing')),
    ...left.map(({ where, note }) => finding(note, where, 'nothing')),
    ...(surveyed.length + unseen.length > 1 ? namedSheets(read) : []),
  ]
  const outlines = outlinesOf(found, options.mapping)
  return { refusals, sheets: outlines, items: sheetItems(read, notes, refusals[0], options) }
}

/** Where there are several sheets, each that is read is named with its rows. */
function namedSheets(read: readonly Surveyed[]): ReadFinding[] {
  return read
    .filter(({ survey: { refusal } }) => refusal === undefined)
    .map(one => finding(readNote(one), one.where, 'nothing', one.survey.headerRow))
}

/** A sheet that the mapping names must be there: its absence would look like the absence of all who stand on it. */
function missingSheets(sheets: readonly Sheet[], { mapping }: ReadOptions): Note[] {
  const names = sheets.flatMap(({ name }) => name ?? [])
  const missing = names.length === 0 ? [] : (mapping?.sheets ?? []).filter(name => !names.includes(name))
  return missing.map(name =>
    trouble('sheet-missing', `The mapping names a sheet ${name}; the workbook has ${names.join(', ')}.`),
  )
}

function leftOut({ hidden, name }: Sheet): Note {
  const why = hidden ? 'is hidden' : 'is not listed in the mapping'
  return remark('sheet-left-out', `Sheet ${name} ${why} and is not read.`)
}

function whereIs({ name }: Pick<Source, 'name'>, sheet: Sheet): SheetPlace {
  return compact({ file: name, sheet: sheet.name, columns: sheet.columns })
}

/** Damage in one sheet makes the whole file doubtful; a sheet without column names only itself, unless all are so. */
function fileRefusals(surveyed: readonly Surveyed[], file: SheetPlace): ReadFinding[] {
  const broken = surveyed
    .filter(isBroken)
    .map(({ where, survey: { refusal } }) =>
      finding(certain(refusal).note, where, 'file', certain(refusal).row),
    )
  if (broken.length > 0) return broken
  const without = surveyed.filter(one => one.survey.refusal)
  if (surveyed.some(one => !one.survey.refusal && one.survey.labels.length > 0)) return []
  if (without.length > 0)
    return without.map(one =>
      finding(certain(one.survey.refusal).note, one.where, 'file', certain(one.survey.refusal).row),
    )
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
  options: ReadOptions,
): AsyncGenerator<ReadItem> {
  yield* only(notes)
  const repeats = new Repeats()
  const rules = rowRules(options)
  for (const one of surveyed) {
    const { sheet, where, survey: surveyOf } = one
    const own = surveyOf.refusal && finding(surveyOf.refusal.note, where, 'sheet', surveyOf.refusal.row)
    if (surveyOf.empty) yield* only([finding(emptySheet(where), where, 'nothing')])
    const sheetName = nameRead(one, surveyed, options)
    const isGuess = options.mapping?.sheet === undefined
    if (sheetName && isGuess && !own) yield* only([finding(sheetNameNote(sheetName), where, 'nothing')])
    yield* readRows(sheet, surveyOf, where, compact({ ...rules, sheetName }), repeats, refusal ?? own)
  }
  yield* only(repeats.findings())
}

/** What the name of a sheet says of its rows: as the mapping has it, else as it can be told. */
function nameRead(
  one: Surveyed,
  all: readonly Surveyed[],
  { mapping = NO_MAPPING }: ReadOptions,
): Heading | undefined {
  if (mapping.sheet !== undefined) return declaredSheetName(mapping.sheet, one)
  const isSaid = [...mapping.constants.keys()].some(name => isSeat(certain(recognise(name)).column.of))
  return isSaid ? undefined : assessorOfSheet(one, all)
}

function emptySheet({ sheet }: SheetPlace): Note {
  return remark(
    'sheet-empty',
    sheet === undefined ? 'The file has no rows of data.' : `Sheet ${sheet} has no rows of data.`,
  )
}
