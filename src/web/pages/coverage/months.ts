import type { CoverageMonth, CoverCounts } from '../../../sdk/types.ts'

/** What is counted, in the order in which it is drawn, with what it is called. */
export const SERIES = [
  { key: 'withoutIqa', title: 'Without an IQA' },
  { key: 'withoutAssessor', title: 'Without an assessor' },
  { key: 'assessesAndAssures', title: 'Same person assesses and assures' },
  { key: 'heldByArchived', title: 'Held by somebody archived' },
] as const satisfies readonly { key: keyof CoverCounts; title: string }[]

/** A month of all organisations together. */
export interface Month {
  /** As `2026-03`. */
  month: string
  learners: number
  /** Learners of whom the history does not reach back so far. */
  unknown: number
  counts: Readonly<Record<keyof CoverCounts, number>>
}

/** Adds up the rows of each month, whatever organisation or part of one they are of; the earliest month first. */
export function addUp(rows: readonly CoverageMonth[]): readonly Month[] {
  const byMonth = Map.groupBy(rows, ({ month }) => month)
  return [...byMonth]
    .map(([month, parts]) => ({
      month,
      learners: sum(parts.map(({ learners }) => learners)),
      unknown: sum(parts.map(({ unknown }) => unknown)),
      counts: {
        withoutAssessor: sum(parts.map(({ counts }) => counts.withoutAssessor)),
        withoutIqa: sum(parts.map(({ counts }) => counts.withoutIqa)),
        heldByArchived: sum(parts.map(({ counts }) => counts.heldByArchived)),
        assessesAndAssures: sum(parts.map(({ counts }) => counts.assessesAndAssures)),
      },
    }))
    .sort((a, b) => a.month.localeCompare(b.month))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** The top of an axis that holds the value: 1, 2 or 5 times a power of ten, with the steps up to it. */
export function axisFor(largest: number): readonly number[] {
  const rough = Math.max(largest, 4) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= rough) ?? rough
  return Array.from({ length: Math.ceil(Math.max(largest, 4) / step) + 1 }, (_, index) => index * step)
}
