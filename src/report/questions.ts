import { certain } from '../domain/certain.ts'
import type { SourceLocation } from '../domain/finding.ts'
import { foldCase } from '../domain/folding.ts'
import type { Id } from '../domain/id.ts'
import { csvSheet } from '../intake/file/csv.ts'
import { encodingOf } from '../intake/file/encoding.ts'
import { bounded } from '../intake/file/file-limits.ts'
import { isBreak, type Line, type Sheet } from '../intake/file/sheet.ts'
import { type FileSource, kindOf } from '../intake/file/source.ts'
import { xlsxSheets } from '../intake/file/xlsx.ts'
import type { Zip } from '../intake/file/zip.ts'
import { type Note, trouble } from '../intake/statement/finding.ts'
import { describePerson } from '../reconcile/match/find-people.ts'
import { type LedgerEntry, lineOf } from '../reconcile/match/ledger.ts'
import type { Candidate, CandidateWhy } from '../reconcile/match/match.ts'
import { type Decider, type Question, type Settlement, settleQuestion } from '../reconcile/match/question.ts'
import type { Roster } from '../reconcile/match/roster.ts'
import { classTitle } from '../reconcile/match/sentences.ts'
import type { World, WorldPerson } from '../reconcile/world/world.ts'
import { answerIn, holdUntil, linkTo, type QuestionAnswer } from './answers.ts'
import { csvText, plainCell } from './cell.ts'
import { placesLine } from './places.ts'
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

type QuestionRow = Record<(typeof HEADERS)[number], string>

/**
 * Questions as a CSV file to send round. Whoever knows writes in the column Decision: accept (or y), reject (or n), link (and who it
 * is) or hold (and the reason, and until when). A row without a decision stays open.
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

function cellsOf(question: Question, find: FindAccount) {
  const { key, as, places, sentence, suggestions } = question
  const people = suggestions.map(one => suggestionLine(one, find, [])).join('; ')
  return [key, namedAs(question), classTitle(as), rowsLine(places), sentence, people, '', '', '', '']
}

/** Finds an account, or somebody who is only about to be made. */
type FindAccount = (id: Id) => WorldPerson | undefined

/** Somebody as the rows give them: name, keys and date of birth. */
export function namedAs({ who, birth }: Question): string {
  const { onefileId, misId, uln, email } = who.keys
  const parts = [
    lineOf(who),
    onefileId === undefined ? undefined : `number ${onefileId}`,
    misId && `reference ${misId}`,
    birth && `born ${birth}`,
    uln && `ULN ${uln}`,
    email,
  ]
  return parts.filter(part => part).join(', ')
}

/** Why an account is suggested, in words. */
export const WHY: Readonly<Record<CandidateWhy, string>> = {
  link: 'linked before',
  id: 'the account number',
  misId: 'the reference',
  uln: 'the ULN',
  email: 'the e-mail address',
  'email-and-name': 'the e-mail address and the name',
  'name-and-birth': 'same name and date of birth',
  'near-birth': 'same name, nearly the same date of birth',
  'near-name-and-birth': 'nearly the same name, same date of birth',
  'same-name': 'same name',
  'near-name': 'nearly the same name',
  'near-email': 'nearly the same e-mail address',
  'near-misId': 'nearly the same reference',
  'other-kind': 'probably the same person in another role',
}

/** An account that may be meant, with what one judges by, and why it is suggested. */
function suggestionLine(
  { account, why, isStrong }: Candidate,
  find: FindAccount,
  organisations: World['organisations'],
): string {
  const person = find(account)
  const who = person ? describePerson(person, organisations) : 'somebody who is only about to be made'
  return `${who}: ${WHY[why]}${isStrong ? ' (strong)' : ''}`
}

/**
 * A question for a terminal: which of how many, the rows, whom they name, why it is asked, and each suggestion with what one
 * judges by.
 */
export function questionLines(
  question: Question,
  at: { number: number; of: number },
  find: FindAccount,
  organisations: World['organisations'],
): string[] {
  const { as, places, sentence, suggestions } = question
  const files = new Set(places.map(place => place.file)).size > 1
  const rows = places.map(({ column: _, ...place }) => place)
  const where = placesLine(rows, { files, cells: 'by row', most: 5 })
  return [
    `Question ${at.number} of ${at.of}, ${where}: ${classTitle(as)} ${namedAs(question)}`,
    `  ${sentence}`,
    ...suggestions.map((one, index) => `  ${index + 1}  ${suggestionLine(one, find, organisations)}`),
  ]
}

function rowsLine(places: readonly SourceLocation[]): string {
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
  roster: Roster,
): Promise<SheetAnswers | Note> {
  const rows = await rowsIn(source)
  if (!Array.isArray(rows)) return rows
  const asked = { byKey: new Map(questions.map(question => [question.key, question])), decider, roster }
  const entries: LedgerEntry[] = []
  const problems: { row: number; sentence: string }[] = []
  let open = 0
  for (const { row, cells } of rows) {
    const settled = settledBy(cells, asked)
    if (settled === undefined) open += 1
    else if ('entry' in settled) entries.push(settled.entry)
    else problems.push({ row, sentence: settled.problem })
  }
  return { entries, problems, open }
}

interface AskedQuestion {
  byKey: ReadonlyMap<string, Question>
  decider: Decider
  roster: Roster
}

/** What a row settles; nothing where its decision is blank. */
function settledBy(row: QuestionRow, { byKey, decider, roster }: AskedQuestion): Settlement | undefined {
  if (row.Decision.trim() === '') return undefined
  const question = byKey.get(row.Question)
  if (!question) return { problem: 'This question is not asked any more; make the sheet again.' }
  const decision = decisionIn(row, question, roster, decider)
  return 'problem' in decision ? decision : settleQuestion(question, decision, decider, roster)
}

interface AnswerRow {
  row: number
  cells: QuestionRow
}

async function rowsIn(source: FileSource): Promise<AnswerRow[] | Note> {
  const kind = await kindOf(source)
  if (kind.kind === 'refused') return kind.note
  if (kind.kind === 'xlsx') return rowsInWorkbook(kind.zip)
  if (kind.kind !== 'text') return NO_SHEET
  const encoding = await encodingOf(source)
  if (encoding.refusal) return encoding.refusal
  const [sheet] = bounded([await csvSheet(source, encoding, knownIn)])
  return rowsInSheet(certain(sheet))
}

async function rowsInWorkbook(zip: Zip): Promise<AnswerRow[] | Note> {
  try {
    const sheets = await xlsxSheets(zip)
    if (!Array.isArray(sheets)) return sheets
    for (const sheet of bounded(sheets)) {
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

function rowFrom(header: readonly string[], texts: readonly string[]): QuestionRow {
  const cells = HEADERS.map(name => [name, texts[header.indexOf(name)] ?? ''])
  return Object.fromEntries(cells) as QuestionRow
}

/** How many cells of a line are names of our columns. */
function knownIn(texts: readonly string[]): number {
  return HEADERS.filter(header => texts.includes(header)).length
}

/** What a row decides. The account and the reason may stand in columns of their own or behind the word. */
function decisionIn(
  row: QuestionRow,
  question: Question,
  roster: Roster,
  { today }: Decider,
): QuestionAnswer {
  const [word = '', ...rest] = foldCase(row.Decision).split(/\s+/)
  if (/^l(ink)?$/.test(word)) return linkTo(row.Account || rest.join(' '), question, roster)
  if (/^h(old)?$/.test(word)) return holdUntil(row.Until, row.Reason, today)
  return answerIn(row.Decision, question, roster, today)
}
