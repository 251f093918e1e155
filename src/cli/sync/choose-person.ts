import { describePerson, findPerson } from '../../reconcile/match/find-people.ts'
import type { World, WorldPerson } from '../../reconcile/world/world.ts'
import { openQuestions, tell } from '../output.ts'
import { isTerminal } from './ask.ts'

/** Who may be chosen: the accounts that fit where the person is needed, and the centres whose names tell them apart. */
export type Choices = Pick<World, 'people' | 'organisations'>

/**
 * The account that somebody means by a name, reference, address or number (`findPerson`). Where that is not enough, the
 * candidates are listed and, on a terminal, one is asked for. Throws a sentence with the candidates where nobody can be asked
 * or nobody fits. `flag` says where the words were written, such as `--from`.
 */
export async function choosePerson(
  words: string,
  flag: string,
  { people, organisations }: Choices,
): Promise<WorldPerson> {
  const found = findPerson(words, people)
  if (found.result === 'one') return found.person
  const candidates = found.result === 'several' ? found.people : found.nearest
  const lines = candidates.map((one, at) => `  ${at + 1}  ${describePerson(one, organisations)}`)
  const head =
    found.result === 'several'
      ? `${flag} "${words}" fits ${candidates.length} accounts:`
      : `${flag} "${words}" is nobody's name, reference, address or number here.${lines.length > 0 ? ' Near it:' : ''}`
  const chosen = isTerminal() && lines.length > 0 ? await ask([head, ...lines], candidates) : undefined
  if (chosen) return chosen
  const advice =
    lines.length > 0
      ? 'Write the number in brackets.'
      : 'Look for the account with "caseload find", and check the centre.'
  throw new Error([head, ...lines, advice].join('\n'))
}

async function ask(lines: readonly string[], candidates: readonly WorldPerson[]): Promise<WorldPerson> {
  for (const line of lines) tell(line)
  const terminal = openQuestions()
  try {
    for (;;) {
      const answer = await terminal.question(`Which one (1 to ${candidates.length}, q to stop)? `)
      const chosen = candidates[Number(answer.trim()) - 1]
      if (chosen) return chosen
      if (/^q(uit)?$/i.test(answer.trim())) throw new Error('Stopped; nothing was changed.')
    }
  } finally {
    terminal.close()
  }
}
