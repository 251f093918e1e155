/** A line of a stream: any JSON object. */
export type Line = Readonly<Record<string, unknown>>

/**
 * Where what outlives one run is kept: streams of lines that are only ever added to. In the tool's own folder for
 * OneFile, on the server for Caseload. A stream is named by lower-case letters, digits, dots and hyphens.
 */
export interface Log {
  /** All lines of a stream in their order; none where nobody has written to it. */
  read(stream: string): Promise<readonly Line[]>
  /** Adds lines; they are safe once it answers. */
  append(stream: string, lines: readonly Line[]): Promise<void>
}
