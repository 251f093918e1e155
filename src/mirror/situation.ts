import type { Id } from '../domain/id.ts'
import {
  type AnsweredStep,
  answerTo,
  type ListStep,
  type Mirror,
  type Mirrored,
  type MirrorRow,
  type PullAnswers,
  type RowId,
} from './row.ts'
import type { PullState, Round, Wishes } from './state.ts'

/** All that decides what is asked for next and what a file becomes. Nothing in it changes while it is looked at. */
export interface Situation {
  wishes: Wishes
  round: Round
  state: PullState
  /** What the files hold. */
  mirror: Mirror
  answers: PullAnswers
}

/** A row as a list of this round showed it. */
export interface PullSituation {
  row: MirrorRow
  /** The lists that showed it. */
  lists: readonly ListStep[]
  /** Whether it came from a list that only tells who is there. */
  brief: boolean
}

/** The rows that the lists of a kind showed, by id; of several showings, one with details. */
export function shownRows(
  kind: Mirrored,
  { answers }: Pick<Situation, 'answers'>,
): Map<RowId, PullSituation> {
  const shown = new Map<RowId, PullSituation>()
  for (const { step, answer } of listsOf(kind, answers)) {
    if (step.standard !== undefined || answer.is !== 'rows') continue
    const brief = step.there === true
    for (const row of answer.rows) {
      const before = shown.get(row.id)
      const lists = [...(before?.lists ?? []), step]
      shown.set(row.id, brief && before ? { ...before, lists } : { row, lists, brief })
    }
  }
  return shown
}

/** The lists of a kind with their answers. */
export function* listsOf(kind: Mirrored, answers: PullAnswers): Generator<AnsweredStep & { step: ListStep }> {
  for (const { step, answer } of answers.values())
    if (step.do === 'list' && step.kind === kind) yield { step, answer }
}

/** The organisations that are mirrored: those asked for, of those that the token covers. */
export function chosenOrganisations({ wishes, answers }: Pick<Situation, 'wishes' | 'answers'>): Id[] {
  const covered = [...shownRows('organisations', { answers }).keys()] as Id[]
  const { organisations } = wishes
  return organisations === undefined ? covered : covered.filter(id => organisations.includes(id))
}

/** Learners of an organisation who are there. */
export function learnersOf(organisation: Id, { mirror }: Pick<Situation, 'mirror'>): Id[] {
  const users = [...mirror.users.values()]
  const there = users.filter(one => one.kind === 'learner' && one.organisation === organisation && !one.gone)
  return there.map(one => one.id as Id)
}

/** Whether the service refused a list for want of a learner, so that it has to be asked for learner by learner. */
export function isByLearner(
  kind: Mirrored,
  { state, answers }: Pick<Situation, 'state' | 'answers'>,
): boolean {
  if (state.byLearner.includes(kind)) return true
  return [...listsOf(kind, answers)].some(({ step, answer }) => isForWantOfLearner(step, answer))
}

const BAD_REQUEST = 400

/** Whether this is an answer that means "name a learner". */
export function isForWantOfLearner({ kind, learner }: ListStep, answer: AnsweredStep['answer']): boolean {
  const mayAsk = (kind === 'aims' || kind === 'unitSummaries') && learner === undefined
  return mayAsk && answer.is === 'refused' && answer.status === BAD_REQUEST
}

/** Whether all these were answered. */
export function areAnswered(steps: readonly ListStep[], answers: PullAnswers): boolean {
  return steps.every(step => answerTo(answers, step) !== undefined)
}
