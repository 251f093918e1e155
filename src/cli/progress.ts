import { Presets, SingleBar } from 'cli-progress'

/** What shows how far a command is. */
interface ProgressLine {
  show(done: number, known: number, what: string): void
  end(): void
}

const FORMAT = '{bar} {value}/{total} calls · {what} · {eta_formatted} to go'

/** A bar at the terminal; nothing where the output goes elsewhere. */
export function drawProgress(): ProgressLine {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} }
  const options = { format: FORMAT, stream: process.stderr, hideCursor: true, clearOnComplete: true }
  const bar = new SingleBar(options, Presets.shades_classic)
  return {
    show(done, known, what) {
      if (!bar.isActive) bar.start(known, done, { what })
      bar.setTotal(known)
      bar.update(done, { what })
    },
    end: () => bar.stop(),
  }
}
