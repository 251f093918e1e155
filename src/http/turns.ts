/** Reads of one caller that are worked on at once; others of the same caller wait, and those of other callers do not. */
const AT_ONCE = 16

/** Lets the reads of each caller in a few at a time, so that a burst of one does not stand before everybody else's. */
export interface Turns {
  /** Whether the call may go on: at once, or when its turn comes; false where whoever asked has gone by then. */
  take(caller: number | string, isGone: () => boolean): true | Promise<boolean>
  /** Ends a turn that was given. */
  end(caller: number | string): void
}

interface TurnQueue {
  working: number
  waiting: WaitingTurn[]
}

interface WaitingTurn {
  isGone(): boolean
  go(on: boolean): void
}

/** Makes the turns of a server. */
export function createTurns(atOnce = AT_ONCE): Turns {
  const lines = new Map<number | string, TurnQueue>()
  return {
    take(caller, isGone) {
      const line = lines.get(caller) ?? { working: 0, waiting: [] }
      lines.set(caller, line)
      if (line.working < atOnce) {
        line.working += 1
        return true
      }
      return new Promise(go => void line.waiting.push({ isGone, go }))
    },
    end(caller) {
      const line = lines.get(caller)
      if (!line) return
      const next = nextOf(line)
      if (next) return next.go(true)
      line.working -= 1
      if (line.working === 0) lines.delete(caller)
    },
  }
}

/** The next who is still there; those who have gone are told so. */
function nextOf({ waiting }: TurnQueue): WaitingTurn | undefined {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (!next.isGone()) return next
    next.go(false)
  }
  return undefined
}
