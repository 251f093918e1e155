import type { Logger } from 'pino'
import { carryOutDue } from '../app/carry-out-due.ts'
import type { Services } from '../app/services.ts'
import { isProblem } from '../domain/problem.ts'

/** How often the server looks for planned changes that are due, in milliseconds: well within a minute of midnight. */
const EVERY = 20_000

/** The server looks for what is due. */
interface DueWatch {
  /** Looks no more, and ends when a batch under way is done. */
  stop(): Promise<void>
}

/**
 * Looks for planned changes that are due as long as the server runs, beginning at once: what became due while it was down
 * is carried out first. What could not be is looked for again the next time.
 */
export function watchDue(services: Services, logger: Logger): DueWatch {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let looking = Promise.resolve()
  const look = async () => {
    await lookOnce(services, logger)
    if (!stopped) timer = setTimeout(start, EVERY)
  }
  const start = () => {
    looking = look()
  }
  start()
  return {
    stop: () => {
      stopped = true
      clearTimeout(timer)
      return looking
    },
  }
}

/** The log tells numbers, never of whom. */
async function lookOnce(services: Services, logger: Logger): Promise<void> {
  try {
    const count = await carryOutDue(services)
    if (isProblem(count)) logger.warn({ code: count.code }, 'planned changes could not be carried out yet')
    else if (count.waiting > 0)
      logger.warn(count, 'planned changes were carried out, and some wait for a person')
    else if (count.carriedOut + count.archived > 0) logger.info(count, 'planned changes were carried out')
  } catch (error) {
    const failure = error instanceof Error ? error.name : typeof error
    logger.error({ failure }, 'looking for planned changes failed; it is tried again')
  }
}
