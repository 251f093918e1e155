import { foldHeader, type HeaderWords, isHeader } from '../column/header.ts'
import { type Line, textCell } from '../file/sheet.ts'

/**
 * Column names in two lines put together to one, as where `Aim 1` stands over `Reference`, `Assessor` and `IQA`, and `Learner
 * Ref` beside it has nothing below. A name of the upper line holds for the blank cells to its right. Nothing where the two lines
 * are no such names: only if putting them together makes names known is it done.
 */
export function groupedHeader(upper: Line, lower: Line, words: HeaderWords): Line | undefined {
  if (lower.row !== upper.row + 1) return undefined
  const tops = carried(upper)
  const width = Math.max(upper.cells.length, lower.cells.length)
  const names = Array.from({ length: width }, (_, at) =>
    nameFrom(textAt(upper, at), tops[at] ?? tops.at(-1) ?? '', textAt(lower, at), words),
  )
  const below = names.filter(({ isBelow }) => isBelow)
  const known = below.filter(({ label }) => words(label) !== undefined)
  const labels = names.map(({ label }) => label)
  const isNew = names.some(({ isTogether }) => isTogether)
  if (!isNew || known.length * 2 < below.length || !isHeader(labels, words)) return undefined
  return { row: lower.row, cells: labels.map(textCell) }
}

function textAt({ cells }: Line, at: number): string {
  return cells[at]?.text.trim() ?? ''
}

function carried({ cells }: Line): string[] {
  let name = ''
  return cells.map(({ text }) => {
    name = text.trim() || name
    return name
  })
}

interface Name {
  label: string
  /** Whether the lower line says something here. */
  isBelow: boolean
  /** Whether only both lines together are known. */
  isTogether: boolean
}

/** Words for a group that is about the learner, whose columns go by their own names. */
const OF_THE_LEARNER =
  /^(?:learner|student|apprentice|candidate|personal|contact)?(?:details?|information|record)?$/

function nameFrom(own: string, top: string, below: string, words: HeaderWords): Name {
  const isBelow = below !== ''
  if (!isBelow || foldHeader(below) === foldHeader(top))
    return { label: own || below, isBelow, isTogether: false }
  const together = `${top} ${below}`
  if (top !== '' && words(together) !== undefined) return { label: together, isBelow, isTogether: true }
  const isOwn = top === '' || OF_THE_LEARNER.test(foldHeader(top))
  return { label: isOwn ? below : together, isBelow, isTogether: false }
}
