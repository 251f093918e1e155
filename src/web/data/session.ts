import { useSyncExternalStore } from 'react'

/**
 * Whether somebody is signed in. A call that the server refuses for want of a session waits here until somebody has signed
 * in again, and is then sent once more: so a page loses nothing when its session ends.
 */
type SessionState = 'open' | 'ended'

let state: SessionState = 'open'
let waiting: { promise: Promise<void>; settle: () => void } | undefined
const listeners = new Set<() => void>()

function become(next: SessionState): void {
  state = next
  for (const listener of listeners) listener()
}

/** Says that the server knows no session of ours; settles when somebody has signed in. */
export function untilSignedIn(): Promise<void> {
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<void>()
    waiting = { promise, settle: resolve }
    become('ended')
  }
  return waiting.promise
}

/** Says that somebody has signed in. Calls that waited go on. */
export function signedIn(): void {
  const before = waiting
  waiting = undefined
  become('open')
  before?.settle()
}

/** The state of the session, for a component. */
export function useSessionState(): SessionState {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}
