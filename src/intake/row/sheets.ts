import { foldHeader, headerWords, recognise } from '../column/header.ts'
import type { Source } from '../file/bytes.ts'
import type { Encoding } from '../file/encoding.ts'
import type { Sheet, SheetPlace } from '../file/sheet.ts'
import { NO_MAPPING } from '../mapping/mapping.ts'
import { type Note, type ReadCode, type ReadFinding, remark, trouble } from '../statement/finding.ts'
import { compact } from './naming.ts'
import { finding, only, type ReadItem, type Reading, type ReadOptions } from './reading.ts'
import { Repeats } from './repeats.ts'
import { type Constants, readRows } from './rows.ts'
import { type Survey, type SurveyRules, survey } from './survey.ts'

function rulesFor({ today, mapping = NO_MAPPING }: ReadOptions): SurveyRules {
  return {
    today,
    words: headerWords(mapping.columns),
    order: header => mapping.dates.columns.get(foldHeader(header)) ?? mapping.dates.all,
  }
}

function constantsOf({ today, mapping = NO_MAPPING }: ReadOptions): Constants {
  const values = [...mapping.constants].map(([name, text]) => ({ column: recognise(name)!.column, text }))
  return { values, dates: { order: mapping.dates.all ?? 'day-first', today } }
}

/** A sheet and what one look through it has taught. */
interface Surveyed {
  sheet: Sheet
  where: SheetPlace
  survey: Survey
}

/** Looks through all sheets of a source, and makes the rows of those that may be believed ready to be read. */
export async function sheetsReading(
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
    ...(encoding?.refusal ? [finding(encoding.refusal, file, 'file', encoding.line)] : []),
    ...missingSheets(sheets, options).map(note => finding(note, file, 'file')),
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

function whereIs({ name }: Source, sheet: Sheet): SheetPlace {
  return compact({ file: name, sheet: sheet.name, columns: sheet.columns })
}

/** What is the matter with one sheet alone, and leaves the others as they are. */
const OF_ONE_SHEET: ReadonlySet<ReadCode> = new Set<ReadCode>(['header-missing', 'header-changes'])

/** Damage in one sheet makes the whole file doubtful; a sheet without column names only itself, unless all are so. */
function fileRefusals(surveyed: readonly Surveyed[], file: SheetPlace): ReadFinding[] {
  const broken = surveyed.flatMap(({ where, survey: { refusal } }) =>
    refusal && !OF_ONE_SHEET.has(refusal.note.code)
      ? [finding(refusal.note, where, 'file', refusal.row)]
      : [],
  )
  if (broken.length > 0) return broken
  const without = surveyed.filter(one => one.survey.refusal)
  if (surveyed.some(one => !one.survey.refusal && one.survey.labels.length > 0)) return []
  if (without.length > 0)
    return without.map(one => finding(one.survey.refusal!.note, one.where, 'file', one.survey.refusal!.row))
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
    const own = surveyOf.refusal && finding(surveyOf.refusal.note, where, 'sheet', surveyOf.refusal.row)
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
