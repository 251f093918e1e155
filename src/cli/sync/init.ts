import { existsSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { certain } from '../../domain/certain.ts'
import { mappingProblemLine, NO_MAPPING, readMapping } from '../../intake/mapping/mapping.ts'
import {
  type MappingAnswer,
  type MappingQuestion,
  mappingFrom,
  mappingQuestions,
  mappingText,
} from '../../report/first-mapping.ts'
import { checkedLines } from '../../report/outline.ts'
import { checkFile } from '../../runs/check-file.ts'
import { openQuestions, print, printText, tell } from '../output.ts'
import { outputStyle } from '../terminal.ts'
import { quoted } from './again.ts'
import { confirmed, isTerminal } from './ask.ts'
import { todayOf } from './connect.ts'
import { sourcesOf } from './sources.ts'

interface InitFlags {
  out: string
  yes?: boolean
  json?: boolean
  today?: string
}

export function registerInit(program: Command): void {
  program
    .command('init')
    .argument('<file>', 'a spreadsheet or MIS export of the kind that is to be read from now on')
    .description(
      'Ask what the sheets and columns of a file are, and write the answers down as a mapping. Needs no server.',
    )
    .option('--out <file>', 'where to write the mapping', 'mapping.yaml')
    .option('--yes', 'take the best guess for every question')
    .option('--today <date>', 'the day to read the file for, as 2026-09-30; without it, today in London')
    .option('--json', 'print the mapping as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  caseload init allocations.xlsx\n  caseload init allocations.xlsx --yes --out allocations.yaml',
    )
    .action(init)
}

async function init(file: string, flags: InitFlags): Promise<void> {
  if (!flags.yes && !isTerminal())
    throw new Error('There is no terminal to ask at; add --yes to take the best guess for every question.')
  if (existsSync(flags.out) && !(await mayOverwrite(flags))) return
  const [source] = sourcesOf([file])
  const checked = await checkFile(certain(source), { today: todayOf(flags), mapping: NO_MAPPING })
  if (!flags.json) printText(checkedLines(checked, outputStyle()))
  const questions = mappingQuestions(checked)
  const mapping = mappingFrom(flags.yes ? questions.map(guessed) : await asked(questions))
  const text = mappingText(mapping, checked.file)
  refuseMistakes(text)
  writeFileSync(flags.out, text)
  if (flags.json) print(mapping, true, [])
  tell(
    `Wrote ${flags.out}. See what it comes to: caseload check ${quoted(file)} --mapping ${quoted(flags.out)}`,
  )
}

/** A mapping that is there is somebody's work: it is never written over without a word. */
async function mayOverwrite({ out, yes }: InitFlags): Promise<boolean> {
  if (yes) throw new Error(`There is a file ${out} already; name another one with --out, or delete it first.`)
  return confirmed(`There is a file ${out} already. Write over it?`, undefined)
}

function guessed(question: MappingQuestion): MappingAnswer {
  return { question, answer: '' }
}

async function asked(questions: readonly MappingQuestion[]): Promise<MappingAnswer[]> {
  const lines = openQuestions()
  const answers: MappingAnswer[] = []
  try {
    for (const question of questions) answers.push({ question, answer: await usable(question, lines) })
  } finally {
    lines.close()
  }
  return answers
}

/** Asks until the answer is one that a mapping takes. */
async function usable(
  question: MappingQuestion,
  lines: { question(text: string): Promise<string> },
): Promise<string> {
  for (;;) {
    const answer = await lines.question(`${question.text} [${question.guess}] `)
    const result = readMapping(mappingText(mappingFrom([{ question, answer }]), ''))
    if ('mapping' in result) return answer
    for (const problem of result.problems) tell(mappingProblemLine({ ...problem, path: '' }))
  }
}

function refuseMistakes(text: string): void {
  const result = readMapping(text)
  if ('problems' in result) throw new Error(result.problems.map(mappingProblemLine).join('\n'))
}
