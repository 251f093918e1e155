import type { SourceLocation } from '../../domain/finding.ts'
import type { Level } from '../../domain/level.ts'
import type { ColumnParts, Of } from '../column/columns.ts'
import type { Bound } from './bind.ts'

/** A skill that stands in a column of its own, with the level in the cell. */
export interface DraftSkill {
  label: string
  level: string
  place: SourceLocation
}

/** What a row tells of one person or thing. */
interface StatementGroup {
  parts: Record<string, unknown>
  place: SourceLocation
  level?: Level
  /** A cell about it could not be read. */
  isSpoilt: boolean
  /** Its reference stood as a number. */
  isNumber?: true
  isBareId?: true
}

/** The values of one row, sorted by whom or what they are about. Blank cells are not in it. */
export class Draft {
  readonly place: SourceLocation
  readonly skills: DraftSkill[] = []
  /** References of the learner in a second column. */
  readonly otherMisIds: string[] = []
  /** What the row says of who is there now, to be checked before anything is done. */
  checks: Draft | undefined
  readonly #groups = new Map<Of, Map<number, StatementGroup>>()

  constructor(place: SourceLocation) {
    this.place = place
  }

  /** Puts a value where its column says. The first column that tells something is the one believed. */
  put({ column, number }: Pick<Bound, 'column' | 'number'>, value: unknown, place: SourceLocation): void {
    const group = this.#group(column.of, number, place)
    if (column.part in group.parts) return
    group.parts[column.part] = value
    if ('level' in column) group.level = column.level
  }

  /** Puts the values of a list beside those that other columns have given. */
  add({ column, number }: Pick<Bound, 'column' | 'number'>, values: unknown, place: SourceLocation): void {
    const { parts } = this.#group(column.of, number, place)
    parts[column.part] = [...((parts[column.part] ?? []) as unknown[]), ...(values as unknown[])]
  }

  /** Notes that a cell about this one could not be read, so that nothing may be made of the rest. */
  spoil({ column, number }: Pick<Bound, 'column' | 'number'>, place: SourceLocation): void {
    this.#group(column.of, number, place).isSpoilt = true
  }

  isSpoilt(of: Of, number = 0): boolean {
    return this.#groups.get(of)?.get(number)?.isSpoilt === true
  }

  /** Notes that the reference of this one stood as a number. */
  markNumber({ column, number }: Pick<Bound, 'column' | 'number'>, place: SourceLocation): void {
    this.#group(column.of, number, place).isNumber = true
  }

  /** Notes that the number of this one stands under a header that may mean another system's. */
  markBare({ column, number }: Pick<Bound, 'column' | 'number'>, place: SourceLocation): void {
    this.#group(column.of, number, place).isBareId = true
  }

  isBareId(of: Of, number = 0): true | undefined {
    return this.#groups.get(of)?.get(number)?.isBareId
  }

  isNumber(of: Of, number = 0): true | undefined {
    return this.#groups.get(of)?.get(number)?.isNumber
  }

  /** All that the row tells of one. */
  parts<O extends Of>(of: O, number = 0): ColumnParts<O> {
    return (this.#groups.get(of)?.get(number)?.parts ?? {}) as ColumnParts<O>
  }

  /** The place of the first cell that tells of one; the row's where none does. */
  placeOf(of: Of, number = 0): SourceLocation {
    return this.#groups.get(of)?.get(number)?.place ?? this.place
  }

  /** The level that a column stands for. */
  levelOf(of: Of, number = 0): Level | undefined {
    return this.#groups.get(of)?.get(number)?.level
  }

  /** The numbers under which the row tells of one, as in `Aim 1`, `Aim 2`; 0 is the one without a number. */
  numbers(of: Of): number[] {
    return [...(this.#groups.get(of)?.keys() ?? [])].sort((a, b) => a - b)
  }

  #group(of: Of, number: number, place: SourceLocation): StatementGroup {
    const numbered = this.#groups.get(of) ?? new Map<number, StatementGroup>()
    this.#groups.set(of, numbered)
    const group = numbered.get(number) ?? { parts: {}, place, isSpoilt: false }
    numbered.set(number, group)
    return group
  }
}
