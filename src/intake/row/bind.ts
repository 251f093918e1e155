import { certain } from '../../domain/certain.ts'
import type { CalendarDate } from '../../domain/time.ts'
import type { AnyColumn } from '../column/columns.ts'
import type { DateReading } from '../column/dates.ts'
import { foldHeader, type HeaderWords, type Recognised, recognise } from '../column/header.ts'
import { type Note, remark, trouble } from '../statement/finding.ts'
import { bindByPlace } from './neighbours.ts'
import { isSeat } from './seats.ts'
import { isMostly, type Watch } from './watch.ts'

/** A column of a sheet, bound to an entry of the table. */
export interface Bound {
  index: number
  label: string
  column: AnyColumn
  number: number
  dates: DateReading
  /** Ids of digits alone that are shorter than this have lost leading zeros. */
  width?: number
  /** Says the same as these columns before it, which are trusted more. */
  second: boolean
  /** Says who is there now, beside a column that says who is to be there. */
  isCheck?: true
  /** Its name may as well mean a number of another system. */
  isBare?: true
}

/** A column whose cells cannot be read for what they mean. They keep back as much as is said. */
export interface UnreadColumn {
  index: number
  label: string
  note: Note
  holds: 'row' | 'cell' | 'nothing'
}

/** A column on its way to be bound. */
export interface ColumnCandidate extends Recognised {
  index: number
  label: string
}

/** Columns as they are bound, those that are not, and what is to be told of them. */
export interface Binding {
  columns: Bound[]
  unread: UnreadColumn[]
  remarks: { note: Note; column: number }[]
}

/** What a header is, by the mapping, the table and what stands below it and beside it. Each step narrows what is known. */
export function bind(
  labels: readonly string[],
  watches: readonly (Watch | undefined)[],
  rules: { words: HeaderWords; today: CalendarDate },
): Binding {
  const placed = bindNames(labels, rules.words, (one, all) => readByContents(one, all, watches))
  const { columns, unread } = wantedAndThere(placed.columns)
  const dates: DateReading = { order: 'day-first', today: rules.today }
  return {
    columns: withSeconds(columns, dates),
    unread: [...placed.unread, ...unread],
    remarks: placed.remarks,
  }
}

/** What headers are by their names and places, and by what `refine` makes of one that the mapping does not name. */
export function bindNames(
  labels: readonly string[],
  words: HeaderWords,
  refine: (one: ColumnCandidate, all: readonly ColumnCandidate[]) => ColumnCandidate = one => one,
): ReturnType<typeof bindByPlace> {
  const named = labels.flatMap((label, index): ColumnCandidate[] => {
    const word = label === '' ? undefined : words(label)
    return word && word !== 'ignore' ? [{ ...word, index, label }] : []
  })
  const refined = named.map(one => (one.mapped ? one : refine(one, named)))
  const placed = bindByPlace(labels, refined, label => words(label) === 'ignore')
  return { ...placed, remarks: [...placed.remarks, ...rebound(named, refined)] }
}

/** The entry of the table that a header of ours names. */
function entry(header: string): AnyColumn {
  return certain(recognise(header)).column
}

const CLASS = entry('Classroom')
const FIRM = entry('Employer name')
const REFERENCE = entry('Learner Ref')
const PERSON = entry('Person')
const FROM = entry('From')
const TO = entry('To')

/** What a header that means several things means here, by what stands below it and by the other columns. */
function readByContents(
  one: ColumnCandidate,
  all: readonly ColumnCandidate[],
  watches: readonly (Watch | undefined)[],
): ColumnCandidate {
  const watch = watches[one.index]
  const folded = foldHeader(one.label)
  const isFilled = watch !== undefined && watch.filled > 0
  if (folded === 'group' && isFilled && watch.accounts === 0) return { ...one, column: CLASS }
  if (folded === 'employer' && isFirm(all, watch)) return { ...one, column: FIRM }
  if (
    one.column.of === 'subject' &&
    one.column.part === 'onefileId' &&
    isFilled &&
    !isMostly(watch, 'numbers')
  )
    return { ...one, column: REFERENCE }
  if (/^(?:from|to)$/.test(folded) && isMostly(watch, 'people'))
    return { ...one, column: PERSON, tense: folded === 'to' ? 'new' : 'was' }
  return isPeriod(all) ? ofPeriod(one, folded) : one
}

/** `Employer` is the firm beside a column for the person there, or where firms stand in it. */
function isFirm(all: readonly ColumnCandidate[], watch: Watch | undefined): boolean {
  const person = all.some(
    ({ column, label }) => column.of === 'employer' && /manager|supervisor|contact/i.test(label),
  )
  return person || isMostly(watch, 'firms')
}

/** Whether a bare end is that of an assignment: the sheet names people, and no other column is the end of one. */
function isPeriod(all: readonly ColumnCandidate[]): boolean {
  return (
    all.some(({ column }) => isSeat(column.of)) && all.some(({ label }) => BARE_END.test(foldHeader(label)))
  )
}

/** Ends that do not say of what: of the programme in a list of learners, of the assignment in one of who is beside whom. */
const BARE_END =
  /^(?:end|ends|endson|ended|endedon|finish|finishes|finished|terminated|termination)(?:date)?$/

function ofPeriod(one: ColumnCandidate, folded: string): ColumnCandidate {
  if (BARE_END.test(folded)) return { ...one, column: TO }
  return /^(?:start|starts|starton|startson|started|startedon)(?:date)?$/.test(folded)
    ? { ...one, column: FROM }
    : one
}

function rebound(before: readonly ColumnCandidate[], after: readonly ColumnCandidate[]): Binding['remarks'] {
  return after.flatMap(({ column, label, index }, at) => {
    if (certain(before[at]).column === column || column === CLASS) return []
    const sentence = `Column ${label} is read as ${column.name}; if it is something else, say so in the mapping (columns: { ${label}: … }).`
    return [{ column: index, note: remark('column-bound', sentence) }]
  })
}

/** Columns that say who is to come and who has been: the one is wanted, the other a check of what is there. */
function wantedAndThere(all: readonly ColumnCandidate[]): {
  columns: (ColumnCandidate & { isCheck?: true })[]
  unread: UnreadColumn[]
} {
  const groups = Map.groupBy(all, ({ column, number }) => `${column.of} ${number}`)
  const hasNew = all.some(({ tense }) => tense === 'new')
  const columns: (ColumnCandidate & { isCheck?: true })[] = []
  const unread: UnreadColumn[] = []
  for (const group of groups.values()) {
    const wanted = group.filter(({ tense }) => tense === 'new')
    const plain = group.filter(({ tense }) => tense === undefined)
    const were = group.filter(({ tense }) => tense === 'was')
    const checks = wanted.length > 0 ? [...were, ...plain] : were
    if (were.length === 0 && wanted.length === 0) columns.push(...plain)
    else if (wanted.length + plain.length > 0 || hasNew) {
      columns.push(...(wanted.length > 0 ? wanted : plain))
      columns.push(...checks.map(one => ({ ...one, isCheck: true as const })))
    } else unread.push(...were.map(alone))
  }
  return { columns, unread }
}

function alone({ index, label, column }: ColumnCandidate): UnreadColumn {
  const sentence = `Column ${label} says who is there, and no column says who is to be there. Name that column New …, or, if these people are wanted, write columns: { ${label}: ${column.name} } in the mapping.`
  return { index, label, note: trouble('column-current', sentence), holds: 'row' }
}

/** Of columns that say the same, the one trusted most comes first; the others stand in where it is empty. */
function withSeconds(all: readonly (ColumnCandidate & { isCheck?: true })[], dates: DateReading): Bound[] {
  const byTrust = [...all].sort((a, b) => a.rank - b.rank || a.index - b.index)
  const taken = new Set<string>()
  const bound = byTrust.map(({ index, label, column, number, isCheck, isBare }): Bound => {
    const key = `${column.of} ${column.part} ${number} ${isCheck}`
    const second = taken.has(key)
    taken.add(key)
    const marks = { ...(isCheck ? { isCheck } : {}), ...(isBare ? { isBare } : {}) }
    return { index, label, column, number, dates, second, ...marks }
  })
  return bound.sort((a, b) => Number(a.second) - Number(b.second) || (a.second ? 0 : a.index - b.index))
}

/** What is to be told of columns that say the same. */
export function secondRemarks(columns: readonly Bound[]): Binding['remarks'] {
  return columns
    .filter(({ second, column }) => second && column.part !== 'list')
    .map(({ label, index }) => ({
      column: index,
      note: remark(
        'column-twice',
        `Column ${label} says the same as another one, which is used where it is filled.`,
      ),
    }))
}
