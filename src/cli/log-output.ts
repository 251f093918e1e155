import { closeSync, constants, fstatSync, openSync, write, writeSync } from 'node:fs'

/** Where the lines of the log go. Writing to it never waits, throws or ends the process. */
interface LogOutput {
  /** Takes lines, each with its line break; drops them where too much waits to be written. */
  write(lines: string): void
  /** The same, and begins to write at once what waits. */
  writeNow(lines: string): void
  /** How often something was dropped so far. */
  readonly dropped: () => number
  /** Ends when all lines are written, or when they cannot be within a moment. */
  close(): Promise<void>
}

/** How a log is written, where another than the usual way is meant. */
interface LogOptions {
  /** Characters that may wait to be written; what comes beyond is dropped. */
  mostWaiting?: number
  /** Between two tries, and for the last lines at a stop, in milliseconds. */
  patience?: number
}

/** A line of its own for each call would cost as much as the call. */
const BLOCK = 8192
const MOST_WAITING = 1024 * 1024
const PATIENCE = 1000

/**
 * Opens the log on a file descriptor, such as 2. What cannot be written, because the disk is full or because the reader of a
 * pipe has gone or does not read, waits while it is little and is tried again; what comes beyond that is dropped.
 */
export function openLog(descriptor: number, options: LogOptions = {}): LogOutput {
  return new BoundedLog(descriptor, options)
}

class BoundedLog implements LogOutput {
  readonly #given: number
  readonly #target: number
  readonly #mostWaiting: number
  readonly #patience: number
  readonly #timer: NodeJS.Timeout
  #lines: string[] = []
  #length = 0
  /** What is being written, from its first byte that is not written yet. */
  #block = Buffer.alloc(0)
  #writing = false
  #failed = false
  #dropped = 0
  #closing: (() => void) | undefined

  constructor(descriptor: number, { mostWaiting = MOST_WAITING, patience = PATIENCE }: LogOptions) {
    this.#given = descriptor
    this.#target = withoutBlocking(descriptor)
    this.#mostWaiting = mostWaiting
    this.#patience = patience
    this.#timer = setInterval(() => this.#next(), patience).unref()
    process.once('exit', this.#atExit)
  }

  write(lines: string): void {
    if (this.#length + this.#block.length + lines.length > this.#mostWaiting) {
      this.#dropped += 1
      return
    }
    this.#lines.push(lines)
    this.#length += lines.length
    // After a failure only the timer tries again: a full disk must not cost a try for every call.
    if (this.#length >= BLOCK && !this.#failed) this.#next()
  }

  writeNow(lines: string): void {
    this.write(lines)
    this.#next()
  }

  readonly dropped = (): number => this.#dropped

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await new Promise<void>(resolve => {
      const late = setTimeout(resolve, this.#patience)
      this.#closing = () => {
        clearTimeout(late)
        resolve()
      }
      this.#next()
    })
    process.off('exit', this.#atExit)
    if (this.#target !== this.#given && !this.#writing) closeSync(this.#target)
  }

  #next(): void {
    if (this.#writing) return
    if (this.#block.length === 0) this.#take()
    if (this.#block.length === 0) {
      this.#closing?.()
      return
    }
    this.#writing = true
    write(this.#target, this.#block, (error, count) => this.#wrote(error, count))
  }

  #wrote(error: Error | null, count: number): void {
    this.#writing = false
    this.#failed = error !== null
    if (error) {
      this.#closing?.()
      return
    }
    this.#block = this.#block.subarray(count)
    if (this.#block.length > 0 || this.#length >= BLOCK || this.#closing) this.#next()
  }

  #take(): void {
    this.#block = Buffer.from(this.#lines.join(''))
    this.#lines = []
    this.#length = 0
  }

  /** What a process that ends by a fault had still to say. */
  #atExit = (): void => {
    if (this.#writing || this.#failed) return
    try {
      if (this.#block.length > 0) writeSync(this.#target, this.#block)
      this.#take()
      writeSync(this.#target, this.#block)
    } catch {
      // It cannot be written, and there is nobody left to say so to.
    }
  }
}

/**
 * A pipe that nobody reads would hold up the thread that writes to it, and with it the end of the process; opened anew it
 * refuses instead. The descriptor itself stays as it is: other processes share it.
 */
function withoutBlocking(descriptor: number): number {
  try {
    if (!fstatSync(descriptor).isFIFO()) return descriptor
    return openSync(`/dev/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    return descriptor
  }
}
