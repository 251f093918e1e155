/** Time that passes only when everybody waits for it. */
export interface FakeTime {
  clock: () => number
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Moves the clock by hand. */
  pass(milliseconds: number): void
}

interface Sleeper {
  until: number
  wake(): void
}

/** Starts at a moment. Whenever nothing else is left to do, the clock jumps to where the next sleeper wakes. */
export function fakeTime(start = Date.parse('2026-03-02T09:00:00Z'), hands = { now: start }): FakeTime {
  let sleepers: Sleeper[] = []
  let turning = false

  const turn = () => {
    turning = false
    const until = Math.min(...sleepers.map(sleeper => sleeper.until))
    if (sleepers.length === 0) return
    hands.now = Math.max(hands.now, until)
    const awake = sleepers.filter(sleeper => sleeper.until <= hands.now)
    sleepers = sleepers.filter(sleeper => sleeper.until > hands.now)
    for (const { wake } of awake) wake()
    turnLater()
  }

  const turnLater = () => {
    if (turning || sleepers.length === 0) return
    turning = true
    setImmediate(turn)
  }

  return {
    clock: () => hands.now,
    pass(milliseconds) {
      hands.now += milliseconds
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const sleeper = { until: hands.now + milliseconds, wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter(one => one !== sleeper)
          reject(signal.reason)
        })
        turnLater()
      }),
  }
}
