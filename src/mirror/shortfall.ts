import { keyOf, type Mirrored } from './row.ts'
import { isForWantOfLearner, type Situation } from './situation.ts'
import type { Counts } from './state.ts'
import { DISPENSABLE } from './steps.ts'

/** Something that a mirror lacks, or that a pull could not conclude. */
export interface Shortfall {
  code: 'list-refused' | 'list-unsettled' | 'row-refused' | 'rows-held' | 'not-offered'
  kind: Mirrored
  /** What happened, and what to do. */
  sentence: string
}

/** Everything that a round could not read, or did not believe. */
export function shortfallsOf(situation: Situation, counts: Partial<Record<Mirrored, Counts>>): Shortfall[] {
  return [...unanswered(situation), ...held(counts)]
}

/** Whether a shortfall leaves the mirror less than what was asked for. */
export function isInPart({ code }: Shortfall): boolean {
  return code !== 'not-offered'
}

function* unanswered({ answers }: Situation): Generator<Shortfall> {
  for (const { step, answer } of answers.values()) {
    const { kind } = step
    const what = keyOf(step)
    if (answer.is === 'rows' && !answer.settled)
      yield {
        code: 'list-unsettled',
        kind,
        sentence: `${what} kept shifting while it was read, so rows may be missing. Pull again when fewer people write.`,
      }
    if (answer.is !== 'refused') continue
    if (step.do === 'read')
      yield { code: 'row-refused', kind, sentence: `${what} was refused: ${answer.sentence}` }
    else if (isForWantOfLearner(step, answer) || step.since !== undefined) continue
    else if (DISPENSABLE.has(kind))
      yield { code: 'not-offered', kind, sentence: `${what} is not offered here: ${answer.sentence}` }
    else yield { code: 'list-refused', kind, sentence: `${what} was refused: ${answer.sentence}` }
  }
}

function* held(counts: Partial<Record<Mirrored, Counts>>): Generator<Shortfall> {
  for (const [kind, { held: rows }] of Object.entries(counts) as [Mirrored, Counts][]) {
    if (rows === 0) continue
    const sentence = `${rows} of ${kind} were missing and are not marked as gone: their list looks cut short, or would not settle. If they really left, pull again with --accept-gone.`
    yield { code: 'rows-held', kind, sentence }
  }
}
