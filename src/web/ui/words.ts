import type { Level } from '../../domain/level.ts'

/** A count with its noun: `1 learner`, `1,200 learners`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

/** A name as people read it; whoever was erased has none. */
export function nameOf(person: { firstName: string; lastName: string } | undefined): string {
  return `${person?.firstName ?? ''} ${person?.lastName ?? ''}`.trim() || 'Erased person'
}

/** The same with its first letter large. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What people call each level. */
export const LEVEL_TITLES: Readonly<Record<Level, string>> = {
  default: 'default',
  additional: 'additional',
  aim: 'learning aim',
  unit: 'unit',
}
