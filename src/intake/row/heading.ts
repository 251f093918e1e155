import { certain } from '../../domain/certain.ts'
import type { AnyColumn } from '../column/columns.ts'
import type { HeaderWords } from '../column/header.ts'
import type { Line } from '../file/sheet.ts'
import { isPersonLike } from './person-like.ts'
import { isSeat } from './seats.ts'

/** What stands over the rows below it: a value of a column that the table does not have, such as `Assessor: Ina Stead`. */
export interface Heading {
  column: AnyColumn
  number: number
  /** The word for the column as it is written. */
  label: string
  /** Blank where the heading names nobody. */
  text: string
  /** Where the value stands. */
  index: number
}

/** `Assessor: Ina Stead`, `Assessor – Ina Stead`. */
const ONE_CELL = /^([^:–—]{2,40}?)\s*(?::|\s[-–—]\s)\s*(.*)$/s
/** `(6)`, `(6 learners)`, `– 6 learners` behind a name. */
const COUNT = /\s*(?:[([]\s*\d+(?:\s+\p{L}+)?\s*[)\]]|[-–—,]\s*\d+\s+\p{L}+)\s*$/u

/**
 * The headings in a line; none where any cell of it is something else, for then it is a row. Each is a label with a colon, and its
 * value in the same cell or the next one that is filled. Labels that are no column of ours may stand among them. A label without
 * a colon is one beside a name and nothing else, unless it stands in a column of roles (by the `labels` of the columns).
 */
export function headingsIn({ cells }: Line, words: HeaderWords, labels: readonly string[] = []): Heading[] {
  const first = cells.findIndex(({ text }) => text.trim() !== '')
  if (first < 0) return []
  if (!ONE_CELL.test(certain(cells[first]).text.trim()))
    return isRoleColumn(labels[first], words) ? [] : sideBySide(cells, first, words)
  const filled = cells.flatMap(({ text }, index) =>
    text.trim() === '' ? [] : [{ text: text.trim(), index }],
  )
  const headings: Heading[] = []
  for (let at = 0; at < filled.length; at += 1) {
    const { text, index } = certain(filled[at])
    const [, label, value] = ONE_CELL.exec(text) ?? []
    if (label === undefined || value === undefined) return []
    const next = filled[at + 1]
    const takesNext = value === '' && next !== undefined && !next.text.endsWith(':')
    if (takesNext) at += 1
    const heading = headingFrom(label, takesNext ? next.text : value, takesNext ? next.index : index, words)
    if (heading) headings.push(heading)
  }
  return headings
}

/** `Assessor` in one cell, `Ina Stead` in the next that is filled, and nothing else. */
function sideBySide(cells: Line['cells'], first: number, words: HeaderWords): Heading[] {
  const label = certain(cells[first]).text.trim()
  const known = words(label)
  if (!known || known === 'ignore' || !isSeat(known.column.of)) return []
  const others = cells.flatMap(({ text }, index) =>
    index > first && text.trim() !== '' ? [{ text, index }] : [],
  )
  const [value, ...more] = others
  if (value === undefined || more.length > 0 || !isPersonLike(value.text.replace(COUNT, ''))) return []
  const heading = headingFrom(label, value.text.trim(), value.index, words)
  return heading ? [heading] : []
}

function isRoleColumn(header: string | undefined, words: HeaderWords): boolean {
  const known = header === undefined || header === '' ? undefined : words(header)
  return known !== undefined && known !== 'ignore' && known.column.of === 'row'
}

function headingFrom(label: string, value: string, index: number, words: HeaderWords): Heading | undefined {
  const known = words(label)
  if (!known || known === 'ignore' || !mayStandOver(known.column)) return undefined
  return { column: known.column, number: known.number, label, text: value.replace(COUNT, '').trim(), index }
}

/** People beside the learner, what is studied, the class and the centre are common to many rows. */
function mayStandOver({ of, part }: AnyColumn): boolean {
  if (isSeat(of)) return part !== 'given' && part !== 'family'
  if (of === 'aim' || of === 'unit') return true
  return part === 'classroomName' || part === 'organisation' || part === 'organisationName'
}
