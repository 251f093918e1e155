import type { Id } from './id.ts'
import type { Level } from './level.ts'

/** A thing of the catalogue by its name. */
interface Titled<I> {
  id: I
  title: string
}

/** What a slot is about, by name: a standard at `aim`, a unit of a standard at `unit`, nothing elsewhere. */
export interface Subject {
  standard: Titled<Id> | null
  unit: Titled<string> | null
}

/** Text that two slots share exactly when they are about the same aim or unit summary. */
export type TargetKey = string

export const NO_SUBJECT: Subject = { standard: null, unit: null }

export function targetKey({ level, target }: { level: Level; target: Id }): TargetKey {
  return `${level}/${target}`
}

/** Slots together with what each is about. */
export function withSubject<S extends { level: Level; target: Id }>(
  slots: readonly S[],
  subjects: ReadonlyMap<TargetKey, Subject>,
): (S & Subject)[] {
  return slots.map(slot => ({ ...slot, ...(subjects.get(targetKey(slot)) ?? NO_SUBJECT) }))
}
