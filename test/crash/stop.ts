/** A server is asked to stop while many write: what it has taken it answers, and what it has not taken is not done. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { write } from './clients.ts'
import { addressIn, inFolder, observing } from './observe.ts'
import { add, begin, momentOf, type Totals } from './scenarios.ts'
import { countOf, verify } from './verify.ts'
import { startVictim } from './victims.ts'

/**
 * Asks a server to stop over and over, each time while clients write. `unknown` counts the calls that were refused by
 * 503 or whose connection was closed before the server took them.
 */
export function stopServer(address: string, rounds: number, told: (round: number) => void): Promise<Totals> {
  return inFolder(async folder => {
    const file = addressIn(folder, address)
    const totals = { done: 0, unknown: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const victim = await startVictim(file, folder)
      const { stories, before } = await observing(file, db => begin(db, round))
      const writing = write(victim, stories)
      await writing.begun
      await pause(momentOf(round))
      expect(await victim.stop(), 'the exit code').toBe(0)
      await writing.stop()
      await observing(file, async db => {
        await verify(db, stories, before)
        for (const { learner, done } of stories)
          expect((await countOf(db, learner)) - before.get(learner)!, 'changes that were answered').toBe(done)
      })
      add(totals, stories)
      told(round + 1)
    }
    return totals
  })
}
