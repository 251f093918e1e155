import type { FileFlags } from './options.ts'

/** A path as a shell takes it. */
export function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`
}

/** Another command for the same files, with what was said of them, to be pasted as it is. */
export function sameFiles(
  command: 'plan' | 'match',
  files: readonly string[],
  { organisation, mapping, today, state }: Partial<FileFlags>,
): string {
  const flags = Object.entries({ organisation, mapping, today })
  const given = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, quoted(value)]))
  const kept = state === undefined || state === process.env.CASELOAD_STATE ? [] : ['--state', quoted(state)]
  return ['caseload', command, ...files.map(quoted), ...given, ...kept].join(' ')
}
