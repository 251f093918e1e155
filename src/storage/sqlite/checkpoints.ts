import { siblingModule } from '../sibling.ts'
import { openChannel } from './channel.ts'

/**
 * Starts the thread that moves pages from the WAL into the database beside the writer, so that no commit has to. Without
 * it the writer moves the pages itself: slower, and as safe.
 */
export function startCheckpoints(file: string): { close(): Promise<void> } {
  return openChannel(siblingModule(import.meta.url, 'checkpoint-worker'), file)
}
