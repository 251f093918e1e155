import type { Told } from './victims.ts'

/** One client's story: it has one learner to itself and puts two assessors on the aim in turn. */
export interface Story {
  learner: number
  standard: number
  assessors: readonly [number, number]
  /** Changes that were acknowledged. */
  done: number
  /** Changes that were sent and whose answer never came, or did not say. */
  unknown: number
}

/** Clients at work. */
export interface Writing {
  /** Settles when the first change has been acknowledged. */
  begun: Promise<void>
  stop(): Promise<void>
}

/** A write that was not made, or of which that is not known, because the database or the server was going. */
const UNAVAILABLE = 503

/**
 * Lets every client write until it is told to stop, or its server is gone. A client ends at its first call that is not
 * acknowledged, which has to be unanswered or have one of these statuses.
 */
export function write(
  server: Told,
  stories: readonly Story[],
  expected: readonly number[] = [UNAVAILABLE],
): Writing {
  const going = { on: true }
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const all = Promise.all(stories.map(story => tell(server, story, { going, begin, expected })))
  const stop = async () => {
    going.on = false
    await all
  }
  return { begun, stop }
}

interface Scene {
  going: { on: boolean }
  begin: () => void
  expected: readonly number[]
}

async function tell(server: Told, story: Story, { going, begin, expected }: Scene): Promise<void> {
  while (going.on) {
    const status = await put(server, story)
    if (status !== 204) {
      if (status !== undefined && !expected.includes(status))
        throw new Error(`A write was answered with ${status}`)
      // Which assessor holds the aim now is not known, so that another write might change nothing.
      story.unknown += 1
      return
    }
    story.done += 1
    begin()
  }
}

async function put({ url, session }: Told, { learner, standard, assessors, done, unknown }: Story) {
  try {
    const answer = await fetch(`${url}/api/v2.1/User/${assessors[(done + unknown) % 2]}/Assign`, {
      method: 'POST',
      headers: { 'x-tokenid': session, 'content-type': 'application/json' },
      body: JSON.stringify({ LearnerID: learner, Level: 3, StandardID: standard }),
      signal: AbortSignal.timeout(20_000),
    })
    return answer.status
  } catch {
    return undefined
  }
}
