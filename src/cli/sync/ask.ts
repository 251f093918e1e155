import { openQuestions } from '../output.ts'

/** Whether there is a person to ask. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/** Asks whether to go on; anything but yes is no. Where nobody is there to ask, `--yes` must have been given. */
export async function confirmed(question: string, yes: boolean | undefined): Promise<boolean> {
  if (yes) return true
  if (!isTerminal()) throw new Error(`${question} There is no terminal to ask at; add --yes.`)
  const answers = openQuestions()
  try {
    const answer = await answers.question(`${question} [y/N] `)
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    answers.close()
  }
}
