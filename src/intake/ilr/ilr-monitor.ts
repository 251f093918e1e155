import { certain } from '../../domain/certain.ts'
import type { SourceLocation } from '../../domain/finding.ts'
import type { CalendarDate } from '../../domain/time.ts'
import { readCell, type Who, who as whoReader } from '../column/cell.ts'
import { textCell } from '../file/sheet.ts'
import type { MonitoredPerson } from '../mapping/mapping.ts'
import { compact, isNamed, naming, piecesOf } from '../row/naming.ts'
import { type Note, trouble } from '../statement/finding.ts'
import type { AssignmentStatement, Naming } from '../statement/statement.ts'
import { type Aim, isOpen, startOf } from './ilr-aims.ts'
import { aimWordsOf } from './ilr-facts.ts'
import type { Element } from './ilr-learner.ts'
import { monitoringIn } from './ilr-learner.ts'

/** What monitoring fields say of people beside a learner, and what is to be told of it. */
interface Monitored {
  statements: AssignmentStatement[]
  notes: { note: Note; place: SourceLocation }[]
}

/** Whose fields are read, and how. */
interface MonitoredOf {
  learner: Naming
  placeOf(element: Element): SourceLocation
  /** Whether all that the learner does is over: then nobody is asked for. */
  isOver: boolean
  today: CalendarDate
}

/**
 * The return never says who assesses, unless the mapping says in which field the provider keeps a code. A code of an aim
 * counts from the start of the aim; aims that name different people for one place are contested, which planning holds.
 */
export function monitoredBeside(
  learner: Element,
  aims: readonly Aim[],
  people: readonly MonitoredPerson[],
  where: MonitoredOf,
): Monitored {
  const fromLearner = people.filter(one => one.of === 'learner' && !where.isOver)
  const fromAims = people.filter(one => one.of === 'aim')
  const deliveries = aims.flatMap(({ current, rivals }) =>
    current && isOpen(current, where.today) ? [current, ...rivals] : [],
  )
  const read = [
    ...fieldsOf(learner, 'Learner', fromLearner, where),
    ...deliveries.flatMap(one => fieldsOf(one, 'Delivery', fromAims, where)),
  ]
  return { statements: onceEach(read.flatMap(one => one.statements)), notes: read.flatMap(one => one.notes) }
}

function fieldsOf(
  element: Element,
  of: 'Learner' | 'Delivery',
  people: readonly MonitoredPerson[],
  where: MonitoredOf,
): Monitored[] {
  const fields = monitoringIn(element, of)
  return people.map(person => inField(fields.get(person.field) ?? [], person, element, where))
}

/** Aims that name the same person for the learner as a whole ask once, from the first of their starts. */
function onceEach(statements: readonly AssignmentStatement[]): AssignmentStatement[] {
  const groups = Map.groupBy(statements, one => JSON.stringify(wishOf(one)))
  return [...groups.values()].map(group => certain(group.toSorted(byStart)[0]))
}

function wishOf({ want, role, level, who, aim }: AssignmentStatement): unknown {
  return [want, role, level, who?.keys, who?.name, aim]
}

function byStart(a: AssignmentStatement, b: AssignmentStatement): number {
  return (a.effectiveFrom ?? '') < (b.effectiveFrom ?? '') ? -1 : 1
}

/** Blank words and words of removal mean what they mean in any sheet. */
function inField(
  [first, ...more]: Element[],
  person: MonitoredPerson,
  of: Element,
  where: MonitoredOf,
): Monitored {
  if (!first) return { statements: [], notes: [] }
  const place = where.placeOf(first)
  if (more.some(({ text }) => text.trim() !== first.text.trim())) {
    return { statements: [], notes: [{ note: fieldTwice(person.field), place }] }
  }
  const { value, notes } = readCell<Who>(whoReader, textCell(first.text), { order: 'unknown', today: '' })
  const statements = value ? [assignment(value, person, of, where, place)] : []
  return { statements, notes: notes.map(note => ({ note, place })) }
}

function assignment(
  value: Who,
  { role, level, of }: MonitoredPerson,
  element: Element,
  { learner }: MonitoredOf,
  place: SourceLocation,
): AssignmentStatement {
  const start = of === 'aim' && value.remove !== true ? startOf(element) : ''
  const who = naming(piecesOf(asCode(value)), place)
  return {
    says: 'assignment',
    want: value.remove ? 'remove' : 'hold',
    learner,
    role,
    level,
    who: isNamed(who) ? who : null,
    place,
    ...(level === 'aim' ? { aim: aimWordsOf(element) } : {}),
    ...(start === '' ? {} : { effectiveFrom: start, isFromAim: true }),
  }
}

/** One word in such a field is a code, though it be of letters alone. */
function asCode({ name, ...others }: Who): Who {
  const word = name?.full
  if (word === undefined || /\s/.test(word)) return { ...others, ...compact({ name }) }
  return { ...others, misId: word }
}

function fieldTwice(field: string): Note {
  return trouble('people-two', `The learner has monitoring field ${field} twice, with different codes.`)
}
