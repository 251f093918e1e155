import type { LineSource } from './lines.ts'

/** Raised when whoever asked for a data set to be taken or written has gone. Nothing was changed, and no file is left. */
export class Stopped extends Error {
  constructor() {
    super('The command was stopped before its end; nothing was changed.')
    this.name = 'Stopped'
  }
}

/** The same lines until somebody stops them: then Stopped is thrown. */
export async function* until(
  signal: AbortSignal,
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const line of lines) {
    if (signal.aborted) throw new Stopped()
    yield line
  }
}

/** A source whose reading can be stopped. */
export function stoppable({ name, lines }: LineSource, signal: AbortSignal): LineSource {
  return { name, lines: () => until(signal, lines()) }
}
