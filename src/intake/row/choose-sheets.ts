import { certain } from '../../domain/certain.ts'
import type { Sheet, SheetPlace } from '../file/sheet.ts'
import { type Note, type ReadCode, remark, trouble } from '../statement/finding.ts'
import { rowsLine } from './layout.ts'
import type { Survey } from './survey.ts'

/** A sheet and what one look through it has taught. */
export interface Surveyed {
  sheet: Sheet
  where: SheetPlace
  survey: Survey
}

/** Which sheets are read, and what is told of the others. */
export interface ChosenSheets {
  read: readonly Surveyed[]
  left: readonly { where: SheetPlace; note: Note }[]
  /** Why it cannot be said which sheet is meant. */
  refusal?: Note
}

/** What is the matter with one sheet alone, and leaves the others as they are. */
const OF_ONE_SHEET: ReadonlySet<ReadCode> = new Set<ReadCode>([
  'header-missing',
  'header-changes',
  'columns-hidden',
])

/** Whether a sheet is damaged, and with it the file. */
export function isBroken({ survey: { refusal } }: Surveyed): boolean {
  return refusal !== undefined && !OF_ONE_SHEET.has(refusal.note.code)
}

/**
 * Chooses among the sheets of a workbook, where the mapping names none: those with column names that are known are read. One that
 * looks as if it were not meant is not, unless there is no other; prose is passed over; a table without column names is held.
 */
export function chooseSheets(surveyed: readonly Surveyed[]): ChosenSheets {
  const readable = surveyed.filter(one => one.survey.header !== undefined)
  const reasons = new Map(readable.map(one => [one, whyDoubtful(one, readable)]))
  const meant = readable.filter(one => reasons.get(one) === undefined)
  const doubtful = readable.filter(one => reasons.get(one) !== undefined && !isBroken(one))
  if (meant.length === 0 && doubtful.length > 1)
    return { read: surveyed, left: [], refusal: whichOf(doubtful) }
  const isLeft = (one: Surveyed) => meant.length > 0 && doubtful.includes(one)
  const prose = surveyed.filter(one => readable.length > 0 && isProse(one))
  const names = meant.map(one => certain(one.sheet.name))
  return {
    read: surveyed.filter(one => !isLeft(one) && !prose.includes(one)),
    left: [
      ...doubtful
        .filter(isLeft)
        .map(one => ({ where: one.where, note: doubtfulNote(one, certain(reasons.get(one)), names) })),
      ...prose.map(one => ({ where: one.where, note: proseNote(one) })),
    ],
  }
}

const NAMES_NOT_MEANT =
  /^(?:notes?|comments?|read\s*-?me.*|help|info(?:rmation)?|instructions?|guid(?:e|ance).*|how\s*to.*|examples?|sample|template|key|legend|look\s*-?ups?|lists?|drop\s*-?downs?|(?:data\s*)?validation|reference(?:\s*data)?|config|settings|change\s*log|version.*|cover|contents|index|summary|dashboard|pivot.*|charts?|archived?.*|old.*|.*\(old\)|previous.*|last\s*(?:year|month|week).*|back\s*-?up.*|copy\s*of.*|.*\(\d+\)|.*copy|draft.*|do\s*not\s*use.*|not\s*used|test|leavers?.*|withdrawn.*|completed.*|completers.*|superseded.*)$/i
const INSTRUCTIONS =
  /\bhow\s+to\b|\binstructions?\b|\bguidance\b|\bexamples?\b|\bfill(?:ed)?\s+(?:this\s+)?in\b|\bdo\s+not\s+(?:use|edit)\b|\btemplate\b/i

/** Why a sheet seems not to be meant, to follow "because". */
function whyDoubtful({ sheet, survey }: Surveyed, all: readonly Surveyed[]): string | undefined {
  const name = sheet.name?.trim() ?? ''
  if (NAMES_NOT_MEANT.test(name)) return 'of its name'
  const title = survey.titles.find(text => INSTRUCTIONS.test(text))
  if (title !== undefined) return `it says "${title.trim().slice(0, 60)}"`
  if (!isAboutSomebody(survey) && all.some(one => isAboutSomebody(one.survey)))
    return 'no column of it says which learner a row is about'
  const known = certain(survey.header).known
  const names = survey.labels.filter(label => label !== '').length
  const fitsBetter = all.some(one => certain(one.survey.header).known > known)
  return fitsBetter && known * 2 <= names ? `only ${known} of its ${names} column names are known` : undefined
}

/** Whether columns say whom or what each row is about. */
function isAboutSomebody({ columns }: Survey): boolean {
  return columns.some(({ column }) => column.of === 'subject' || 'rowsAre' in column)
}

/** Text to read, one cell to a line, or a sheet without column names that has the name of one that is not meant. */
function isProse({ sheet, survey }: Surveyed): boolean {
  const isNamed = NAMES_NOT_MEANT.test(sheet.name?.trim() ?? '')
  return survey.refusal?.note.code === 'header-missing' && (survey.widest === 1 || isNamed)
}

function doubtfulNote({ sheet, survey }: Surveyed, why: string, meant: readonly string[]): Note {
  const { count, first, last } = survey.rows
  const where = first === last ? `row ${first}` : `rows ${first} to ${last}`
  const rows = count === 0 ? '' : ` Rows left out: ${count} (${where}).`
  const names = [...meant, certain(sheet.name)].map(name => JSON.stringify(name)).join(', ')
  return remark(
    'sheet-doubtful',
    `Sheet ${sheet.name} is not read, because ${why}.${rows} If it is meant, write "sheets: [${names.replaceAll('"', '')}]" in the mapping.`,
  )
}

function proseNote({ sheet, survey }: Surveyed): Note {
  const what = survey.widest === 1 ? 'text and no table' : 'no column names that are known'
  return remark('sheet-left-out', `Sheet ${sheet.name} holds ${what}, and is not read.`)
}

function whichOf(doubtful: readonly Surveyed[]): Note {
  const names = doubtful.map(one => one.sheet.name).join(', ')
  return trouble(
    'sheet-doubtful',
    `It cannot be told which of the sheets ${names} is meant; name them under "sheets" in the mapping.`,
  )
}

/** Which rows of a sheet are read, where a workbook has several. */
export function readNote({ sheet, survey: { rows, headerRow } }: Surveyed): Note {
  const { count, first = 0, last = 0 } = rows
  const where = first === last ? rowsLine([first]) : `rows ${first} to ${last}`
  const what = count === 0 ? 'no rows' : `${count} ${count === 1 ? 'row' : 'rows'} (${where})`
  return remark('sheet-read', `Sheet ${sheet.name}: column names in row ${headerRow}, ${what}.`)
}
