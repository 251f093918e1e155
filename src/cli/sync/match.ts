import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import { counted } from '../../domain/counted.ts'
import type { Id } from '../../domain/id.ts'
import { lineOf } from '../../reconcile/match/ledger.ts'
import { type Decider, type Decision, type Question, settleQuestion } from '../../reconcile/match/question.ts'
import { questionSheet, questionWorkbook, readAnswers } from '../../report/questions.ts'
import { type MadePlan, makePlan } from '../../runs/make-plan.ts'
import { print, tell } from '../output.ts'
import { isTerminal } from './ask.ts'
import { type Connection, connected } from './connect.ts'
import { type FileFlags, withFiles } from './options.ts'
import { sourcesOf } from './sources.ts'

interface Flags extends FileFlags {
  sheet?: string
  answers?: string
  acceptAll?: boolean
}

export function registerMatch(program: Command): void {
  withFiles(program.command('match').argument('<files...>', 'the files that are to be planned'))
    .description('Settle who is meant, where a file names people in a way that does not tell for certain.')
    .option('--sheet <file>', 'write the questions as a sheet (.xlsx or .csv) to send to those who know')
    .option('--answers <file>', 'read such a sheet back')
    .option('--accept-all', 'accept every suggestion that is the only one; look at the list first')
    .addHelpText('after', '\nExamples:\n  caseload match allocation-matrix.csv')
    .addHelpText('after', '  caseload match allocation-matrix.csv --sheet who.xlsx')
    .addHelpText('after', '  caseload match allocation-matrix.csv --answers who.xlsx')
    .addHelpText('after', EXIT_CODES)
    .action(match)
}

const EXIT_CODES =
  '\nEnds with 0 where nothing is left to settle, 5 where something is, 1 where something failed.'

/** Exit code where questions are left. */
const OPEN = 5

async function match(files: string[], flags: Flags): Promise<void> {
  await connected(flags, async connection => {
    const made = await makePlan(sourcesOf(files), connection)
    const { questions, refusals } = made.plan
    if (refusals.length > 0) throw new Error(refusals.map(one => one.sentence).join(' '))
    if (questions.length === 0) tell('Everybody in the file is known for certain, or not known at all.')
    const settled = await settle(questions, made, connection, flags)
    if (flags.json) print(questions, true, [])
    if (settled > 0)
      tell(`${counted(settled, 'answer')} kept. Plan again with: caseload plan ${files.join(' ')}`)
    return settled < questions.length ? OPEN : 0
  })
}

/** Settles in the way that was asked for; gives how many questions were settled. */
async function settle(
  questions: readonly Question[],
  { world }: MadePlan,
  connection: Connection,
  flags: Flags,
): Promise<number> {
  const people = new Map(world.people.map(one => [one.id, one]))
  const find = (id: Id) => people.get(id)
  if (flags.sheet !== undefined) {
    const isWorkbook = flags.sheet.endsWith('.xlsx')
    const sheet = isWorkbook ? await questionWorkbook(questions, find) : questionSheet(questions, find)
    writePrivateFile(flags.sheet, sheet)
    tell(`Wrote ${counted(questions.length, 'question')} to ${flags.sheet}.`)
    return 0
  }
  if (flags.answers !== undefined) return readBack(flags.answers, questions, connection)
  if (flags.acceptAll) return acceptAll(questions, connection)
  if (isTerminal()) return askEach(questions, connection)
  for (const line of questions.flatMap(linesOf)) tell(line)
  return 0
}

function deciderOf({ by, today }: Connection): Decider {
  return { by, today }
}

async function readBack(
  file: string,
  questions: readonly Question[],
  connection: Connection,
): Promise<number> {
  const [source] = sourcesOf([file])
  const answers = await readAnswers(source!, questions, deciderOf(connection))
  if ('code' in answers) throw new Error(`${file}: ${answers.sentence}`)
  const { entries, problems, open } = answers
  for (const { row, sentence } of problems) tell(`${file} row ${row}: ${sentence}`)
  await connection.store.settle(entries)
  if (open > 0) tell(`${counted(open, 'question')} without an answer.`)
  return entries.length
}

async function acceptAll(questions: readonly Question[], connection: Connection): Promise<number> {
  const settled = questions.map(one => settleQuestion(one, { decision: 'accept' }, deciderOf(connection)))
  const entries = settled.flatMap(one => ('entry' in one ? [one.entry] : []))
  await connection.store.settle(entries)
  for (const [at, one] of settled.entries())
    tell(`${lineOf(questions[at]!.who)}: ${'problem' in one ? one.problem : accepted(questions[at]!)}`)
  return entries.length
}

function accepted({ suggestions }: Question): string {
  return `is account ${suggestions[0]!.account}.`
}

async function askEach(questions: readonly Question[], connection: Connection): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  let settled = 0
  try {
    for (const question of questions) {
      for (const line of linesOf(question)) tell(line)
      const outcome = await askOne(question, connection, ask => terminal.question(ask))
      if (outcome === 'quit') break
      if (outcome === 'settled') settled++
    }
  } finally {
    terminal.close()
  }
  return settled
}

const CHOICES = 'accept, link NUMBER, reject, hold DATE REASON, skip or quit'

/** Asks until there is an answer that can stand, and keeps it at once. */
async function askOne(
  question: Question,
  connection: Connection,
  ask: (text: string) => Promise<string>,
): Promise<'settled' | 'skipped' | 'quit'> {
  for (;;) {
    const decision = decisionIn(await ask(`  ${CHOICES}: `))
    if (decision === 'quit' || decision === 'skipped') return decision
    if (typeof decision === 'string') tell(`  ${decision}`)
    else {
      const settled = settleQuestion(question, decision, deciderOf(connection))
      if ('entry' in settled) {
        await connection.store.settle([settled.entry])
        return 'settled'
      }
      tell(`  ${settled.problem}`)
    }
  }
}

function decisionIn(answer: string): Decision | 'quit' | 'skipped' | `Write ${string}` {
  const [word = '', first = '', ...rest] = answer.trim().split(/\s+/)
  switch (word.toLowerCase()) {
    case 'a':
    case 'accept':
      return { decision: 'accept' }
    case 'l':
    case 'link':
      return /^\d+$/.test(first)
        ? { decision: 'link', account: Number(first) }
        : 'Write link and the number of the account.'
    case 'r':
    case 'reject':
      return { decision: 'reject' }
    case 'h':
    case 'hold':
      return { decision: 'hold', until: first, reason: rest.join(' ') }
    case '':
    case 's':
    case 'skip':
      return 'skipped'
    case 'q':
    case 'quit':
      return 'quit'
    default:
      return `Write ${CHOICES}.`
  }
}

function linesOf({ sentence, places }: Question): string[] {
  const rows = [...new Set(places.map(place => place.row ?? '?'))]
  return [
    `Row ${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ` and ${rows.length - 5} more` : ''}: ${sentence}`,
  ]
}
