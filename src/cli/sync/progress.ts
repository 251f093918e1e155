import { type Options, SingleBar } from 'cli-progress'
import type { ChangeKey, Outcome } from '../../domain/plan.ts'
import { isSettled } from '../../domain/plan.ts'

/** A bar that tells how applying goes on. It shows only on a terminal. */
interface Progress {
  tick: (key: ChangeKey, outcome: Outcome) => void
  stop(): void
}

const LINE =
  '{bar} {value}/{total}  done {done}  held {held}  failed {failed}  calls left {left}  {time} to go'

/** A bar for so many changes. `left` tells the calls that may still be made this minute. */
export function progressBar(total: number, left: () => number): Progress {
  if (!process.stderr.isTTY || total === 0) return { tick: () => undefined, stop: () => undefined }
  const counts = { done: 0, held: 0, failed: 0 }
  const began = Date.now()
  const options: Options = { format: LINE, stream: process.stderr, hideCursor: true, barsize: 24 }
  const bar = new SingleBar(options)
  bar.start(total, 0, { ...counts, left: left(), time: '?' })
  let ticks = 0
  return {
    tick: (_key, outcome) => {
      counts[partOf(outcome)] += 1
      ticks += 1
      bar.update(ticks, {
        ...counts,
        left: left(),
        time: timeOf(((Date.now() - began) / ticks) * (total - ticks)),
      })
    },
    stop: () => bar.stop(),
  }
}

function partOf(outcome: Outcome): 'done' | 'held' | 'failed' {
  if (isSettled(outcome)) return 'done'
  return outcome.outcome === 'not-tried' ? 'held' : 'failed'
}

function timeOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
