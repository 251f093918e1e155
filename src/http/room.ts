import { type Problem, problem } from '../domain/problem.ts'

/** What may be under way at once: calls, and the bytes of their bodies. */
interface RoomLimit {
  calls: number
  bytes: number
}

/** What a server holds, and what one token may hold of it, so that none takes the server from the others. */
export interface RoomLimits {
  all: RoomLimit
  each: RoomLimit
}

/** More than any measured load needs, and little enough to be held in a few hundred megabytes. */
const ROOM: RoomLimits = {
  all: { calls: 300, bytes: 128_000_000 },
  each: { calls: 150, bytes: 48_000_000 },
}

/** Lets go of what a call held; more than once does no harm. */
export type Leave = () => void

/** Whom calls are counted by: a token by its number, a person by a word with theirs. */
type Holder = number | string

/** What calls hold while they are under way: from being let in until their answer is made. */
export interface Room {
  /** Takes a place, and as many bytes as the body will have, for a token or person; a problem where there is no room. */
  enter(holder: Holder, bytes: number): Leave | Problem
}

/** Makes the room of a server. */
export function createRoom({ all, each }: RoomLimits = ROOM): Room {
  const held: RoomLimit = { calls: 0, bytes: 0 }
  const byHolder = new Map<Holder, RoomLimit>()
  const leave = (holder: Holder, own: RoomLimit, bytes: number) => {
    for (const one of [held, own]) add(one, -1, -bytes)
    if (own.calls === 0) byHolder.delete(holder)
  }
  return {
    enter(holder, bytes) {
      const own = byHolder.get(holder) ?? { calls: 0, bytes: 0 }
      if (!fits(held, bytes, all) || !fits(own, bytes, each)) return tooBusy()
      byHolder.set(holder, own)
      for (const one of [held, own]) add(one, 1, bytes)
      let inside = true
      return () => {
        if (inside) leave(holder, own, bytes)
        inside = false
      }
    },
  }
}

function fits(held: RoomLimit, bytes: number, most: RoomLimit): boolean {
  return held.calls < most.calls && held.bytes + bytes <= most.bytes
}

function add(held: RoomLimit, calls: number, bytes: number): void {
  held.calls += calls
  held.bytes += bytes
}

function tooBusy(): Problem {
  return problem(
    'too-busy',
    'The server has as many calls, or as long bodies, under way as it can hold; nothing was done, so send the call again in a moment, and fewer at once.',
  )
}
