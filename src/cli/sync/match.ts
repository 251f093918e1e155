import type { Command } from 'commander'
import { writePrivateFile } from '../../disk/private-file.ts'
import { certain } from '../../domain/certain.ts'
import { counted } from '../../domain/counted.ts'
import type { Id } from '../../domain/id.ts'
import { describePerson } from '../../reconcile/match/find-people.ts'
import { lineOf } from '../../reconcile/match/ledger.ts'
import { acceptInBulk, type Decider, type Question, settleQuestion } from '../../reconcile/match/question.ts'
import { Roster } from '../../reconcile/match/roster.ts'
import type { World } from '../../reconcile/world/world.ts'
import { answerIn, CHOICES } from '../../report/answers.ts'
import { nameBook } from '../../report/names.ts'
import { questionLines, questionSheet, questionWorkbook, readAnswers } from '../../report/questions.ts'
import { type SettledLine, settledLines, settledMeant } from '../../report/settled.ts'
import { makePlan } from '../../runs/make-plan.ts'
import { openQuestions, print, tell } from '../output.ts'
import { sameFiles } from './again.ts'
import { isTerminal } from './ask.ts'
import { type Connection, connected } from './connect.ts'
import { type FileFlags, withFiles } from './options.ts'
import { refuseOutput, sourcesOf } from './sources.ts'

interface MatchFlags extends FileFlags {
  sheet?: string
  answers?: string
  acceptAll?: boolean
  list?: boolean
  forget?: string
}

export function registerMatch(program: Command): void {
  withFiles(program.command('match').argument('[files...]', 'the files that are to be planned'))
    .description('Confirm who is meant, where a file names people in a way that does not tell for certain.')
    .option('--sheet <file>', 'write the questions as a sheet (.xlsx or .csv) to send to those who know')
    .option('--answers <file>', 'read such a sheet back')
    .option('--accept-all', 'accept every strong suggestion (the same name, and nothing that differs)')
    .option('--list', 'list what has been confirmed, rejected and put off')
    .option('--forget <which>', 'take one of these back: its number in the list, or words that only it has')
    .addHelpText('after', '\nExamples:\n  caseload match allocation-matrix.csv')
    .addHelpText('after', '  caseload match allocation-matrix.csv --sheet who.xlsx')
    .addHelpText('after', '  caseload match allocation-matrix.csv --answers who.xlsx')
    .addHelpText('after', '  caseload match --list\n  caseload match --forget 3')
    .addHelpText('after', EXIT_CODES)
    .action(match)
}

const EXIT_CODES = '\nEnds with 0 where no question is left, 5 where one is, 1 where something failed.'

/** Exit code where questions are left. */
const OPEN = 5

async function match(files: string[], flags: MatchFlags): Promise<void> {
  if (flags.list || flags.forget !== undefined) return connected(flags, one => review(one, flags))
  if (files.length === 0)
    throw new Error('Name the files that are to be planned, or add --list to see what has been confirmed.')
  if (flags.sheet !== undefined) refuseOutput('--sheet', flags.sheet, ['.xlsx', '.csv'], files)
  await connected(flags, async connection => {
    const { asked, kept } = await askInRounds(files, connection, flags)
    if (asked.length === 0) tell('Nobody in the file needs confirming.')
    if (flags.json) print(asked, true, [])
    if (kept > 0) tell(`${counted(kept, 'answer')} kept. Plan again with: ${sameFiles('plan', files, flags)}`)
    return kept < asked.length ? OPEN : 0
  })
}

/** Asks, and then what only the answers bring up: whoever is beside a learner is looked for once the learner is known. */
async function askInRounds(
  files: readonly string[],
  connection: Connection,
  flags: MatchFlags,
): Promise<{ asked: readonly Question[]; kept: number }> {
  const asked: Question[] = []
  let kept = 0
  for (;;) {
    const { plan, world } = await makePlan(sourcesOf(files), connection)
    if (plan.refusals.length > 0) throw new Error(plan.refusals.map(one => one.sentence).join(' '))
    const questions = plan.questions.filter(one => !asked.some(({ key }) => key === one.key))
    if (questions.length === 0) return { asked, kept }
    if (asked.length > 0) tell(`Your answers lead to ${counted(questions.length, 'more question')}.`)
    const people = {
      find: nameBook(world, plan.changes).person,
      world,
      roster: new Roster(world.people),
    }
    const round = await settle({ questions, connection, ...people }, flags)
    for (const question of questions) asked.push(question)
    kept += round.kept
    if (round.kept === 0 || round.isLast) return { asked, kept }
  }
}

/** What answering works with. */
interface Inquiry {
  questions: readonly Question[]
  connection: Connection
  find: ReturnType<typeof nameBook>['person']
  world: World
  roster: Roster
}

/** How many questions were answered, and whether what they bring up is left for another time. */
interface AnswerRound {
  kept: number
  isLast: boolean
}

/** Answers in the way that was asked for. */
async function settle(inquiry: Inquiry, flags: MatchFlags): Promise<AnswerRound> {
  if (flags.sheet !== undefined) return { kept: await writeSheet(inquiry, flags.sheet), isLast: true }
  if (flags.answers !== undefined) return { kept: await readBack(flags.answers, inquiry), isLast: true }
  if (flags.acceptAll) return { kept: await acceptAll(inquiry), isLast: false }
  if (isTerminal()) return askEach(inquiry)
  for (const [at] of inquiry.questions.entries()) for (const line of linesOf(at, inquiry)) tell(line)
  return { kept: 0, isLast: true }
}

function deciderOf({ by, today }: Connection): Decider {
  return { by, today }
}

async function writeSheet({ questions, find }: Inquiry, file: string): Promise<number> {
  const isWorkbook = file.endsWith('.xlsx')
  const sheet = isWorkbook ? await questionWorkbook(questions, find) : questionSheet(questions, find)
  writePrivateFile(file, sheet)
  tell(`Wrote ${counted(questions.length, 'question')} to ${file}.`)
  return 0
}

async function readBack(file: string, { questions, connection, roster }: Inquiry): Promise<number> {
  const [source] = sourcesOf([file])
  const answers = await readAnswers(certain(source), questions, deciderOf(connection), roster)
  if ('code' in answers) throw new Error(`${file}: ${answers.sentence}`)
  const { entries, problems, open } = answers
  for (const { row, sentence } of problems) tell(`${file} row ${row}: ${sentence}`)
  await connection.store.settle(entries)
  if (open > 0) tell(`${counted(open, 'question')} without an answer.`)
  return entries.length
}

/** Takes the strong suggestions, and says of every question whom it took, or why it was left. */
async function acceptAll({ questions, connection, find, roster }: Inquiry): Promise<number> {
  const decider = deciderOf(connection)
  const outcomes = questions.map(question => ({ question, outcome: acceptInBulk(question, decider, roster) }))
  const entries = outcomes.flatMap(({ outcome }) => ('entry' in outcome ? [outcome.entry] : []))
  await connection.store.settle(entries)
  for (const { question, outcome } of outcomes) {
    const [first] = question.suggestions
    const account =
      'entry' in outcome && outcome.entry.says === 'link' ? outcome.entry.account : first?.account
    const person = account === undefined ? undefined : find(account)
    const who = person ? describePerson(person) : undefined
    const named = lineOf(question.who) || question.who.keys.misId || question.who.keys.email || 'A row'
    if ('entry' in outcome) tell(`Taken: ${named} is ${who}.`)
    else tell(`Left: ${named}${who ? `, perhaps ${who}` : ''}: ${outcome.problem.replace(/\.$/, '')}.`)
  }
  return entries.length
}

async function askEach(inquiry: Inquiry): Promise<AnswerRound> {
  const terminal = openQuestions()
  let kept = 0
  try {
    for (const [at, question] of inquiry.questions.entries()) {
      for (const line of linesOf(at, inquiry)) tell(line)
      const outcome = await askOne(question, inquiry, ask => terminal.question(ask))
      if (outcome === 'quit') return { kept, isLast: true }
      if (outcome === 'settled') kept += 1
    }
  } finally {
    terminal.close()
  }
  return { kept, isLast: false }
}

/** Asks until there is an answer that can stand, and keeps it at once. Nothing is skipped but by the key that says so. */
async function askOne(
  question: Question,
  { connection, roster }: Inquiry,
  ask: (text: string) => Promise<string>,
): Promise<'settled' | 'skipped' | 'quit'> {
  for (;;) {
    const text = (await ask('  y, n, number, link WHO, hold DATE REASON, s, q: ')).trim()
    if (/^s(kip)?$/i.test(text)) return 'skipped'
    if (/^q(uit)?$/i.test(text)) return 'quit'
    if (text === '') tell(`  Write ${CHOICES}.`)
    else {
      const problem = await keep(text, question, connection, roster)
      if (problem === undefined) return 'settled'
      tell(`  ${problem}`)
    }
  }
}

/** Keeps an answer; gives why it cannot stand where it cannot. */
async function keep(
  text: string,
  question: Question,
  connection: Connection,
  roster: Roster,
): Promise<string | undefined> {
  const decider = deciderOf(connection)
  const answer = answerIn(text, question, roster, decider.today)
  if ('problem' in answer) return answer.problem
  const settled = settleQuestion(question, answer, decider, roster)
  if ('problem' in settled) return settled.problem
  await connection.store.settle([settled.entry])
  return undefined
}

function linesOf(at: number, { questions, find, world }: Inquiry): string[] {
  return questionLines(
    certain(questions[at]),
    { number: at + 1, of: questions.length },
    find,
    world.organisations,
  )
}

// What has been settled before.

async function review(connection: Connection, { forget, json }: MatchFlags): Promise<number> {
  const { store, target, signal } = connection
  const { people } = await target.readPeople(signal)
  const byId = new Map(people.map(person => [person.id, person]))
  const lines = settledLines(await store.ledger(), (id: Id) => byId.get(id))
  if (forget !== undefined) return takeBack(forget, lines, connection)
  if (lines.length === 0) tell('Nothing has been confirmed, rejected or put off yet.')
  print(
    lines,
    json,
    lines.map(({ number, line }) => `${number}  ${line}`),
  )
  return 0
}

async function takeBack(
  which: string,
  lines: readonly SettledLine[],
  { store, by, today }: Connection,
): Promise<number> {
  const meant = settledMeant(which, lines)
  const [only, ...more] = meant
  if (!only) throw new Error(`Nothing in the list is "${which}"; see it with "caseload match --list".`)
  if (more.length > 0) {
    const listed = meant.map(({ number, line }) => `  ${number}  ${line}`)
    throw new Error([`"${which}" fits several; write the number of one:`, ...listed].join('\n'))
  }
  await store.settle([{ who: only.print, says: 'forget', by, on: today }])
  tell(`Taken back: ${only.line}`)
  return 0
}
