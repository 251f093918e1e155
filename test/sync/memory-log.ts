import type { Log, LogLine } from '../../src/runs/state/log.ts'

/** A log in memory, for tests and for a run that leaves no trace. */
export function memoryLog(): Log {
  const streams = new Map<string, string[]>()
  return {
    read: async stream => (streams.get(stream) ?? []).map(line => JSON.parse(line) as LogLine),
    append: async (stream, lines) => {
      streams.set(stream, [...(streams.get(stream) ?? []), ...lines.map(line => JSON.stringify(line))])
    },
  }
}
