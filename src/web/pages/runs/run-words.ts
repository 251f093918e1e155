import type { RunKind } from '../../../domain/run.ts'
import type { Run } from '../../../sdk/types.ts'

/** What people call each kind of run. */
export const RUN_TITLES: Readonly<Record<RunKind, string>> = {
  call: 'Call of a program',
  bulk: 'Change',
  create: 'New account',
  plan: 'Import',
  transfer: 'Transfer',
  undo: 'Undo',
  import: 'Data set',
  planned: 'Planned change',
}

/** Who made a run, by name where one is known. */
export function madeBy({ by, actor }: Run): string | undefined {
  if (by !== null) return by
  return actor === null ? undefined : `token ${actor}`
}

/** The files that a run came from, of many the first. */
export function filesText(files: readonly string[]): string {
  const [first, ...more] = files
  if (first === undefined) return ''
  return more.length === 0 ? first : `${first} and ${more.length} more`
}
