import { statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import { answerOnChannel } from './channel.ts'

/** How often the WAL is looked at, and how large it may be before its pages are moved. */
const EVERY = 500
const WORTH_MOVING = 8 * 1024 * 1024

const { file } = workerData as { file: string }
const database = new DatabaseSync(file, { timeout: 0 })
database.exec('pragma synchronous = full')

const looking = setInterval(() => {
  if (walSize() < WORTH_MOVING) return
  // A passive checkpoint waits for nobody and blocks nobody; what it cannot move now, the next one will.
  try {
    database.exec('pragma wal_checkpoint(passive)')
  } catch {
    // A full disk or a file that cannot be written just now: the pages are safe in the WAL, and there is a next time.
  }
}, EVERY)

answerOnChannel(
  async () => undefined,
  () => {
    clearInterval(looking)
    database.close()
  },
)

function walSize(): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
}
