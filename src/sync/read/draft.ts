import type { Place } from '../../domain/finding.ts'
import type { Level } from '../../domain/level.ts'
import type { Of, Parts } from '../columns.ts'
import type { Bound } from './survey.ts'

/** A skill that stands in a column of its own, with the level in the cell. */
export interface DraftSkill {
  label: string
  level: string
  place: Place
}

/** The values of one row, sorted by whom or what they are about. Blank cells are not in it. */
export class Draft {
  readonly place: Place
  readonly skills: DraftSkill[] = []
  /** References of the learner in a second column. */
  readonly otherMisIds: string[] = []
  private readonly groups = new Map<string, { parts: Record<string, unknown>; place: Place; level?: Level }>()
  private readonly spoilt = new Set<string>()

  constructor(place: Place) {
    this.place = place
  }

  /** Puts a value where its column says. The first column that tells something is the one believed. */
  put({ column, number }: Pick<Bound, 'column' | 'number'>, value: unknown, place: Place): void {
    const key = keyOf(column.of, number)
    const group = this.groups.get(key) ?? { parts: {}, place }
    this.groups.set(key, group)
    if (column.part in group.parts) return
    group.parts[column.part] = value
    if ('level' in column) group.level = column.level
  }

  /** Notes that a cell about this one could not be read, so that nothing may be made of the rest. */
  spoil({ column, number }: Pick<Bound, 'column' | 'number'>): void {
    this.spoilt.add(keyOf(column.of, number))
  }

  isSpoilt(of: Of, number = 0): boolean {
    return this.spoilt.has(keyOf(of, number))
  }

  /** All that the row tells of one. */
  parts<O extends Of>(of: O, number = 0): Parts<O> {
    return (this.groups.get(keyOf(of, number))?.parts ?? {}) as Parts<O>
  }

  has(of: Of, number = 0): boolean {
    return this.groups.has(keyOf(of, number))
  }

  /** The place of the first cell that tells of one; the row's where none does. */
  placeOf(of: Of, number = 0): Place {
    return this.groups.get(keyOf(of, number))?.place ?? this.place
  }

  /** The level that a column stands for. */
  levelOf(of: Of, number = 0): Level | undefined {
    return this.groups.get(keyOf(of, number))?.level
  }

  /** The numbers under which the row tells of one, as in `Aim 1`, `Aim 2`; 0 is the one without a number. */
  numbers(of: Of): number[] {
    return [...this.groups.keys(), ...this.spoilt]
      .filter(key => key.startsWith(`${of}#`))
      .map(key => Number(key.slice(of.length + 1)))
      .filter((number, index, all) => all.indexOf(number) === index)
      .sort((a, b) => a - b)
  }
}

function keyOf(of: string, number: number): string {
  return `${of}#${number}`
}
