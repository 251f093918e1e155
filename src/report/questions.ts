import type { Place } from '../domain/finding.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { isCalendarDate } from '../domain/time.ts'
import { readDate } from '../intake/column/dates.ts'
import { csvSheet } from '../intake/file/csv.ts'
import { encodingOf } from '../intake/file/encoding.ts'
import { isBreak, type Line, type Sheet } from '../intake/file/sheet.ts'
import { type FileSource, kindOf } from '../intake/file/source.ts'
import { xlsxSheets } from '../intake/file/xlsx.ts'
import type { Zip } from '../intake/file/zip.ts'
import { type Note, trouble } from '../intake/statement/finding.ts'
import { type LedgerEntry, lineOf } from '../reconcile/match/ledger.ts'
import type { Candidate } from '../reconcile/match/match.ts'
import {
  type Decider,
  type Decision,
  type Question,
  type Settlement,
  settleQuestion,
} from '../reconcile/match/question.ts'
import { classTitle } from '../reconcile/match/sentences.ts'
import { calledBy, type WorldPerson } from '../reconcile/world/world.ts'
import { csvText, plainCell } from './cell.ts'
import { type TextColumn, workbookOf } from './xlsx.ts'

const HEADERS = [
  'Question',
  'Named as',
  'Needed as',
  'Rows',
  'Why it is asked',
  'Suggestions',
  'Decision',
  'Account',
  'Reason',
  'Until',
] as const

type Row = Record<(typeof HEADERS)[number], string>

/**
 * Questions as a CSV file to send round. Whoever knows writes in the column Decision: accept, reject, link (and the number
 * of the account) or hold (and the reason, and until when). A row without a decision stays open.
 */
export function questionSheet(
  questions: readonly Question[],
  find: (id: Id) => WorldPerson | undefined,
): string {
  return csvText(questionRows(questions, find))
}

/** The same as a workbook (.xlsx). */
export function questionWorkbook(
  questions: readonly Question[],
  find: (id: Id) => WorldPerson | undefined,
): Promise<Buffer> {
  const columns = HEADERS.map((header): TextColumn => ({ width: 20, ...LOOKS[header] }))
  return workbookOf([{ name: 'Questions', rows: questionRows(questions, find), headerRow: 1, columns }])
}

const LOOKS: Partial<Record<(typeof HEADERS)[number], Partial<TextColumn>>> = {
  'Why it is asked': { width: 70 },
  Suggestions: { width: 50 },
  Until: { dates: true },
}

function questionRows(questions: readonly Question[], find: (id: Id) => WorldPerson | undefined) {
  return [HEADERS, ...questions.map(question => cellsOf(question, find))]
}

function cellsOf(
  { key, who, as, places, sentence, suggestions }: Question,
  find: (id: Id) => WorldPerson | undefined,
) {
  const { misId, uln, email } = who.keys
  const named = [lineOf(who), misId, uln, email].filter(part => part).join(', ')
  const people = suggestions.map(one => suggestionLine(one, find)).join('; ')
  return [key, named, classTitle(as), rowsLine(places), sentence, people, '', '', '', '']
}

function suggestionLine(
  { account, why, archived }: Candidate,
  find: (id: Id) => WorldPerson | undefined,
): string {
  const person = find(account)
  const words = why.replaceAll('-', ' ')
  return `${person ? calledBy(person) : account}, ${archived ? 'archived, ' : ''}${words}`
}

function rowsLine(places: readonly Place[]): string {
  const rows = [...new Set(places.map(place => place.row ?? '?'))]
  return rows.length > 20 ? `${rows.slice(0, 20).join(' ')} and ${rows.length - 20} more` : rows.join(' ')
}

/** What was read back: lines for the ledger, and rows that cannot stand. */
export interface SheetAnswers {
  entries: readonly LedgerEntry[]
  problems: readonly { row: number; sentence: string }[]
  /** Questions that nobody has decided. */
  open: number
}

/**
 * Reads a sheet of questions back, from CSV as any spreadsheet saves it or from a workbook. A row whose question is no longer
 * asked is a problem, never a guess; a file that cannot be read, or has no column Question, is a note that says so.
 */
export async function readAnswers(
  source: FileSource,
  questions: readonly Question[],
  decider: Decider,
): Promise<SheetAnswers | Note> {
  const rows = await rowsIn(source)
  if (!Array.isArray(rows)) return rows
  const byKey = new Map(questions.map(question => [question.key, question]))
  const entries: LedgerEntry[] = []
  const problems: { row: number; sentence: string }[] = []
  let open = 0
  for (const { row, cells } of rows) {
    const settled = settledBy(cells, byKey, decider)
    if (settled === undefined) open++
    else if ('entry' in settled) entries.push(settled.entry)
    else problems.push({ row, sentence: settled.problem })
  }
  return { entries, problems, open }
}

function settledBy(row: Row, byKey: ReadonlyMap<string, Question>, decider: Decider): Settlement | undefined {
  const decision = decisionIn(row, decider)
  if (typeof decision === 'string') return { problem: decision }
  return decision && answered(row, decision, byKey, decider)
}

function answered(row: Row, decision: Decision, byKey: ReadonlyMap<string, Question>, decider: Decider) {
  const question = byKey.get(row.Question)
  if (!question) return { problem: 'This question is not asked any more; make the sheet again.' }
  return settleQuestion(question, decision, decider)
}

interface AnswerRow {
  row: number
  cells: Row
}

async function rowsIn(source: FileSource): Promise<AnswerRow[] | Note> {
  const kind = await kindOf(source)
  if (kind.kind === 'refused') return kind.note
  if (kind.kind === 'xlsx') return rowsInWorkbook(kind.zip)
  if (kind.kind !== 'text') return NO_SHEET
  const encoding = await encodingOf(source)
  return encoding.refusal ?? rowsInSheet(await csvSheet(source, encoding, knownIn))
}

async function rowsInWorkbook(zip: Zip): Promise<AnswerRow[] | Note> {
  try {
    const sheets = await xlsxSheets(zip)
    if (!Array.isArray(sheets)) return sheets
    for (const sheet of sheets) {
      const rows = await rowsInSheet(sheet)
      if (rows !== NO_SHEET) return rows
    }
    return NO_SHEET
  } finally {
    zip.close()
  }
}

const NO_SHEET = trouble(
  'header-missing',
  'The file has no columns Question and Decision; send back the sheet that "caseload match" made.',
)

async function rowsInSheet(sheet: Sheet): Promise<AnswerRow[] | Note> {
  let header: readonly string[] | undefined
  const rows: AnswerRow[] = []
  for await (const line of sheet.lines()) {
    if (isBreak(line)) return line.broken
    const texts = textsOf(line)
    if (texts.every(text => text === '')) continue
    if (header) rows.push({ row: line.row, cells: rowFrom(header, texts) })
    else if (texts.includes('Question') && texts.includes('Decision')) header = texts
  }
  return header ? rows : NO_SHEET
}

function textsOf({ cells }: Line): string[] {
  return cells.map(cell => plainCell(cell.text).trim())
}

function rowFrom(header: readonly string[], texts: readonly string[]): Row {
  const cells = HEADERS.map(name => [name, texts[header.indexOf(name)] ?? ''])
  return Object.fromEntries(cells) as Row
}

/** How many cells of a line are names of our columns. */
function knownIn(texts: readonly string[]): number {
  return HEADERS.filter(header => texts.includes(header)).length
}

/** What a row decides; nothing where it is blank, a sentence where it cannot be understood. */
function decisionIn(row: Row, { today }: Decider): Decision | string | undefined {
  const [word, ...rest] = foldCase(row.Decision).split(/\s+/)
  switch (word) {
    case '':
    case undefined:
      return undefined
    case 'accept':
    case 'reject':
    case 'forget':
      return { decision: word }
    case 'link':
      return linkIn(row.Account || rest.join(' '))
    case 'hold':
      return holdIn(row, today)
    default:
      return `"${row.Decision}" is no decision; write accept, reject, link, hold or forget.`
  }
}

function linkIn(text: string): Decision | string {
  return /^\d+$/.test(text)
    ? { decision: 'link', account: Number(text) }
    : 'Write the number of the account in the column Account.'
}

function holdIn({ Reason, Until }: Row, today: string): Decision | string {
  const until = isCalendarDate(Until) ? Until : readDate(Until, { order: 'day-first', today }).date
  return until === undefined
    ? 'Write in the column Until to which day it is put off, as 31/12/2026.'
    : { decision: 'hold', reason: Reason, until }
}
