import { certain } from './certain.ts'
/**
 * Whether one text becomes the other by adding, dropping, changing or swapping at most so many letters.
 * Costs no more than length times limit.
 */
export function withinEdits(a: string, b: string, limit: number): boolean {
  return editsBetween(a, b, limit) <= limit
}

/** How many edits lie between two texts; more than the limit is told as the limit and one. */
export function editsBetween(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = nextRow(a, b, i, row, before)
    if (Math.min(...next) > limit) return limit + 1
    before = row
    row = next
  }
  return Math.min(certain(row[b.length]), limit + 1)
}

function nextRow(
  a: string,
  b: string,
  i: number,
  row: readonly number[],
  before: readonly number[],
): number[] {
  const next = [i]
  for (let j = 1; j <= b.length; j += 1) {
    const cost = a[i - 1] === b[j - 1] ? 0 : 1
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
    const best = Math.min(certain(row[j]) + 1, certain(next[j - 1]) + 1, certain(row[j - 1]) + cost)
    next.push(swapped ? Math.min(best, certain(before[j - 2]) + 1) : best)
  }
  return next
}
