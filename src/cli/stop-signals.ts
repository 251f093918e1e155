/** Signals that ask a program to stop: Ctrl-C and a polite kill. */
const STOPPING = ['SIGINT', 'SIGTERM'] as const

/**
 * Within this time of the first signal, in milliseconds, another one is the same request: on Ctrl-C the terminal signals
 * everything that runs in it, and npm signals what it started once more.
 */
const SAME_REQUEST = 1000

/** Calls `stop` at the first request to stop; a second request ends the process at once. Gives what ends the listening. */
export function onStopSignal(stop: () => void): () => void {
  let first: number | undefined
  const heard = () => {
    if (first === undefined) {
      first = performance.now()
      stop()
    } else if (performance.now() - first > SAME_REQUEST) process.exit(1)
  }
  for (const signal of STOPPING) process.on(signal, heard)
  return () => {
    for (const signal of STOPPING) process.off(signal, heard)
  }
}
