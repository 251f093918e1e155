import type { FileFlags } from './options.ts'

/** A path as a shell takes it: nothing in the name of a file is carried out when the line is pasted. */
export function quoted(path: string): string {
  if (/^[\w./\\:-]+$/.test(path)) return path
  return /["$`!]/.test(path) ? `'${path.replaceAll("'", "'\\''")}'` : `"${path}"`
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
