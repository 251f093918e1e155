import type { Services } from '../app/services.ts'
import { type DigestSettings, sendDigests } from './daily.ts'
import { deliver } from './deliver.ts'

/** How often a server looks whether there is something to tell, in milliseconds. */
const EVERY = 1000

/** What goes on in the background. */
interface Notifying {
  /** Ends when what is under way has ended. */
  close(): Promise<void>
}

/** What is said of trouble: which part had it, and what kind it is. */
type SayTrouble = (part: 'webhooks' | 'digest', error: unknown) => void

/** Tells others what happens, as long as the server runs: webhooks within seconds, and a digest a day where that is wanted. */
export function startNotifying(
  services: Services,
  digest: DigestSettings | undefined,
  sayTrouble: SayTrouble,
): Notifying {
  let underWay: Promise<void> = Promise.resolve()
  let closed = false
  const round = async () => {
    await deliver(services).catch(error => sayTrouble('webhooks', error))
    if (digest) await sendDigests(services, digest).catch(error => sayTrouble('digest', error))
  }
  const again = () => {
    if (closed) return
    underWay = round().then(() => {
      timer = setTimeout(again, EVERY).unref()
    })
  }
  let timer = setTimeout(again, EVERY).unref()
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await underWay
    },
  }
}
