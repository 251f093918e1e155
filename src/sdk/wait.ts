/** The moment, in milliseconds since 1970. */
export type Clock = () => number

/** Waits for some milliseconds; rejects when the signal aborts, if it is given one. */
export type Sleep = (milliseconds: number, signal?: AbortSignal) => Promise<void>

/** The time of the machine as of the start, moved on by a counter that never goes back. */
export const steadyClock: Clock = () => performance.timeOrigin + performance.now()

/** Timers hold no more than this many milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Waits by a timer. */
export const timerSleep: Sleep = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const done = () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(done, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER))
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stop, { once: true })
  })

/** The same promise, which rejects with the signal's reason as soon as that aborts. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    const settled = () => signal.removeEventListener('abort', stop)
    promise.then(resolve, reject).finally(settled)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** A signal that aborts as soon as one of these does; nothing where there is none. */
export function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter(signal => signal !== undefined)
  return given.length > 1 ? AbortSignal.any(given) : given[0]
}
