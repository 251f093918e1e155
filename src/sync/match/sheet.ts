import { parse } from 'csv-parse/sync'
import type { Place } from '../../domain/finding.ts'
import { foldCase } from '../../domain/folding.ts'
import type { Id } from '../../domain/id.ts'
import { isCalendarDate } from '../../domain/time.ts'
import { readDate } from '../dates.ts'
import { csvText, plainCell } from '../output/cell.ts'
import { calledBy, type WorldPerson } from '../world.ts'
import { type LedgerEntry, lineOf } from './ledger.ts'
import type { Candidate } from './match.ts'
import { type Decider, type Decision, type Question, settleQuestion } from './question.ts'
import { classTitle } from './sentences.ts'

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
  return csvText([HEADERS, ...questions.map(question => cellsOf(question, find))])
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

/** Reads a sheet of questions back. A row whose question is no longer asked is a problem, never a guess. */
export function readAnswers(csv: string, questions: readonly Question[], decider: Decider): SheetAnswers {
  const byKey = new Map(questions.map(question => [question.key, question]))
  const entries: LedgerEntry[] = []
  const problems: { row: number; sentence: string }[] = []
  let open = 0
  for (const [index, row] of rowsOf(csv).entries()) {
    const decision = decisionIn(row, decider)
    if (decision === undefined) open++
    else {
      const settled =
        typeof decision === 'string' ? { problem: decision } : answered(row, decision, byKey, decider)
      if ('entry' in settled) entries.push(settled.entry)
      else problems.push({ row: index + 2, sentence: settled.problem })
    }
  }
  return { entries, problems, open }
}

function answered(row: Row, decision: Decision, byKey: ReadonlyMap<string, Question>, decider: Decider) {
  const question = byKey.get(row.Question)
  if (!question) return { problem: 'This question is not asked any more; make the sheet again.' }
  return settleQuestion(question, decision, decider)
}

function rowsOf(csv: string): Row[] {
  const rows = parse<Record<string, string>>(csv, {
    bom: true,
    columns: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
  })
  return rows.map(row => {
    const cells = HEADERS.map(header => [header, plainCell(row[header] ?? '').trim()])
    return Object.fromEntries(cells) as Row
  })
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
