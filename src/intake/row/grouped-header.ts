import { certain } from '../../domain/certain.ts'
import { foldHeader, type HeaderWords, isHeader, type Recognised } from '../column/header.ts'
import { type Line, textCell } from '../file/sheet.ts'

/**
 * Column names in two lines put together to one, as where `Aim 1` stands over `Reference`, `Assessor` and `IQA`, and `Learner
 * Ref` beside it has nothing below. A name of the upper line holds for the cells that it is merged over, else for the blank
 * cells to its right. Nothing where the two lines are no such names: only if putting them together makes names known is it done.
 */
export function groupedHeader(upper: Line, lower: Line, words: HeaderWords): Line | undefined {
  if (lower.row !== upper.row + 1) return undefined
  const width = Math.max(upper.cells.length, lower.cells.length)
  const tops = groupsOver(upper, width)
  const names = Array.from({ length: width }, (_, at) =>
    nameFrom(textAt(upper, at), certain(tops[at]), textAt(lower, at), words),
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

/** The group over each column. Where a line has merged cells, they say how far each of its names goes. */
function groupsOver(line: Line, width: number): string[] {
  const spans = line.spans ?? []
  if (spans.length > 0) {
    return Array.from({ length: width }, (_, at) => {
      const span = spans.find(({ from, to }) => from <= at && at <= to)
      return textAt(line, span?.from ?? at)
    })
  }
  let name = ''
  return Array.from({ length: width }, (_, at) => {
    name = textAt(line, at) || name
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
  /^(?:learner|student|apprentice|candidate|personal|contact)?(?:details?|information|info|record|data)?$/

function nameFrom(own: string, top: string, below: string, words: HeaderWords): Name {
  const isBelow = below !== ''
  if (!isBelow || foldHeader(below) === foldHeader(top))
    return { label: own || below, isBelow, isTogether: false }
  const together = `${top} ${below}`
  if (top !== '' && words(together) !== undefined) return { label: together, isBelow, isTogether: true }
  return { label: standsAlone(top, below, words) ? below : together, isBelow, isTogether: false }
}

/**
 * Whether a column below a group goes by its own name. Below a topic such as DELIVERY it does, and where it names somebody beside
 * the learner itself. What says who somebody is (First name, Email) is the learner's only below the learner's own group.
 */
function standsAlone(top: string, below: string, words: HeaderWords): boolean {
  if (top === '' || OF_THE_LEARNER.test(foldHeader(top))) return true
  const own = words(below)
  if (own === undefined || own === 'ignore' || own.column.of !== 'subject') return true
  const group = words(top.replace(/\s+(?:details?|information|info|data)$/i, ''))
  const isOfOther = group !== undefined && group !== 'ignore' && group.column.of !== 'subject'
  return !isOfOther && !saysWho(own)
}

function saysWho({ column }: Recognised): boolean {
  return 'identifies' in column || column.part === 'birth' || column.part === 'nino'
}
