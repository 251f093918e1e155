/** A line of a stream: any JSON object. */
export type LogLine = Readonly<Record<string, unknown>>

/**
 * Where what outlives one run is kept: streams of lines that are only ever added to. In the tool's own folder for
 * OneFile, on the server for Caseload. A stream is named by lower-case letters, digits, dots and hyphens.
 */
export interface Log {
  /** All lines of a stream in their order; none where nobody has written to it. */
  read(stream: string): Promise<readonly LogLine[]>
  /**
   * Adds lines; they are safe once it answers. With `if-unchanged`, only where nobody else has written to the stream since it
   * was read through this log; else it throws StreamMovedOn, and none of them is kept.
   */
  append(stream: string, lines: readonly LogLine[], how?: 'if-unchanged'): Promise<void>
}

/** Raised when somebody else, who runs the sync too, has written to a stream in between. */
export class StreamMovedOn extends Error {
  constructor(stream: string) {
    super(
      `Somebody else is running the sync and has just written to "${stream}". Wait until they have finished, then run the command again.`,
    )
    this.name = 'StreamMovedOn'
  }
}
